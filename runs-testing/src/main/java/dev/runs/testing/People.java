package dev.runs.testing;

import dev.runs.actor.Actor;
import dev.runs.actor.ActorKind;
import dev.runs.actor.Identity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * A directory of actors that a test changes while runs wait: people get roles and lose them, and the directory itself can
 * break down. Thread-safe.
 *
 * @since 0.1.0
 */
public final class People implements Identity {
    private final String tenant;
    private final Map<List<String>, Actor> known = new java.util.concurrent.ConcurrentHashMap<>();
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
        known.put(List.of(actor.tenant(), actor.id()), actor);
        return this;
    }

    /** Takes an actor out: locked, or gone. */
    public People remove(String id) {
        known.remove(List.of(tenant, id));
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
        Actor actor = known.get(List.of(tenant, id));
        if (actor == null) {
            throw new IllegalArgumentException("Tenant '" + tenant + "' has nobody called '" + id + "' (there are: "
                    + String.join(", ", ids()) + ").\nFix: people().human(\"" + id + "\", \"a role\")");
        }
        return actor;
    }

    private Set<String> ids() {
        Map<String, Actor> sorted = new ConcurrentSkipListMap<>();
        known.values().stream()
                .filter(actor -> actor.tenant().equals(tenant))
                .forEach(actor -> sorted.put(actor.id(), actor));
        return sorted.keySet();
    }

    @Override
    public Optional<Actor> find(String ofTenant, String id) {
        answer();
        return Optional.ofNullable(known.get(List.of(ofTenant, id)));
    }

    @Override
    public boolean anyoneHolds(String ofTenant, Set<String> roles) {
        answer();
        return known.values().stream()
                .anyMatch(actor -> actor.tenant().equals(ofTenant)
                        && actor.kind() == ActorKind.HUMAN
                        && actor.roles().stream().anyMatch(roles::contains));
    }

    private void answer() {
        if (broken) {
            throw new IllegalStateException("the directory is out of order");
        }
    }
}
