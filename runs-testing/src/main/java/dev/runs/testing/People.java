package dev.runs.testing;

import dev.runs.actor.Actor;
import dev.runs.actor.Delegation;
import dev.runs.actor.Directory;
import dev.runs.actor.Identity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * A directory of actors that a test changes while runs wait: people get roles and lose them, and the directory itself can
 * break down. Thread-safe.
 *
 * @since 0.1.0
 */
public final class People implements Identity {
    private final String tenant;
    private final Directory directory = Identity.directory();
    /** Everybody of the tenant, to name them in messages. */
    private final Set<String> ids = new ConcurrentSkipListSet<>();

    private volatile boolean broken;

    /** Makes an empty directory; people without a tenant of their own belong to the given one. */
    public People(String tenant) {
        this.tenant = tenant;
    }

    /** Adds a person with roles, or gives a person exactly these roles. */
    public People human(String id, String... roles) {
        return add(Actor.human(tenant, id, roles));
    }

    /** Adds an agent that acts for nobody in particular. */
    public People agent(String id) {
        return add(Actor.agent(tenant, id));
    }

    /** Adds an agent that acts for a person. */
    public People agent(String id, String onBehalfOf) {
        return add(Actor.agent(tenant, id).onBehalfOf(onBehalfOf));
    }

    /** Adds an actor, of this or another tenant, or replaces the one with its id. */
    public People add(Actor actor) {
        directory.add(actor);
        if (actor.tenant().equals(tenant)) {
            ids.add(actor.id());
        }
        return this;
    }

    /** Says to whom a person reports. */
    public People reports(String person, String manager) {
        directory.manager(tenant, person, manager);
        return this;
    }

    /** Lets a person stand in for another one for a while. */
    public People delegate(String from, String to, Instant since, Instant until) {
        directory.delegate(tenant, new Delegation(from, to, since, until));
        return this;
    }

    /** Takes an actor out: locked, or gone. */
    public People remove(String id) {
        directory.remove(tenant, id);
        ids.remove(id);
        return this;
    }

    /** From now on every question fails, as if the directory could not be reached. */
    public People breakDown() {
        broken = true;
        return this;
    }

    /** The directory answers again. */
    public People mend() {
        broken = false;
        return this;
    }

    /**
     * Returns an actor of the scenario's tenant.
     *
     * @throws IllegalArgumentException if there is none with that id, naming those that there are
     */
    public Actor actor(String id) {
        return directory
                .find(tenant, id)
                .orElseThrow(() -> new IllegalArgumentException("Tenant '" + tenant + "' has nobody called '" + id
                        + "' (there are: " + String.join(", ", ids) + ").\nFix: people().human(\"" + id
                        + "\", \"a role\")"));
    }

    @Override
    public Optional<Actor> find(String ofTenant, String id) {
        answer();
        return directory.find(ofTenant, id);
    }

    @Override
    public Optional<String> manager(String ofTenant, String person) {
        answer();
        return directory.manager(ofTenant, person);
    }

    @Override
    public List<Delegation> delegations(String ofTenant, String person) {
        answer();
        return directory.delegations(ofTenant, person);
    }

    @Override
    public boolean anyoneHolds(String ofTenant, Set<String> roles) {
        answer();
        return directory.anyoneHolds(ofTenant, roles);
    }

    @Override
    public boolean anyoneHolds(String ofTenant, Set<String> roles, Set<String> besides) {
        answer();
        return directory.anyoneHolds(ofTenant, roles, besides);
    }

    private void answer() {
        if (broken) {
            throw new IllegalStateException("the directory is out of order");
        }
    }
}
