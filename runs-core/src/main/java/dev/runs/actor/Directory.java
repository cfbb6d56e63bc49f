package dev.runs.actor;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An identity port that keeps everything in memory, for tests, samples and hosts whose people fit on a page. It can be
 * changed at any time, and every change counts at once. Thread-safe.
 *
 * @since 0.1.0
 */
public final class Directory implements Identity {
    private final Map<Key, Actor> actors = new ConcurrentHashMap<>();
    private final Map<Key, String> managers = new ConcurrentHashMap<>();
    private final Map<Key, List<Delegation>> delegations = new ConcurrentHashMap<>();

    private final Map<Key, String> names = new ConcurrentHashMap<>();

    private record Key(String tenant, String id) {}

    Directory() {}

    /** Lets it know an actor, in the place of one with the same tenant and id. */
    public Directory add(Actor actor) {
        actors.put(new Key(actor.tenant(), actor.id()), actor);
        return this;
    }

    /** Lets it forget an actor: locked, or gone. */
    public Directory remove(String tenant, String id) {
        actors.remove(new Key(tenant, id));
        return this;
    }

    /** Says to whom a person reports. */
    public Directory manager(String tenant, String person, String manager) {
        managers.put(new Key(tenant, person), manager);
        return this;
    }

    /** Says what somebody is called. It is kept when the actor is removed, as what they did is still shown. */
    public Directory name(String tenant, String id, String name) {
        names.put(new Key(tenant, id), name);
        return this;
    }

    /** Adds a delegation. */
    public Directory delegate(String tenant, Delegation delegation) {
        delegations
                .computeIfAbsent(new Key(tenant, delegation.to()), key -> new CopyOnWriteArrayList<>())
                .add(delegation);
        return this;
    }

    @Override
    public Optional<Actor> find(String tenant, String id) {
        return Optional.ofNullable(actors.get(new Key(tenant, id)));
    }

    @Override
    public Optional<String> manager(String tenant, String person) {
        return Optional.ofNullable(managers.get(new Key(tenant, person)));
    }

    @Override
    public List<Delegation> delegations(String tenant, String person) {
        return List.copyOf(delegations.getOrDefault(new Key(tenant, person), List.of()));
    }

    @Override
    public Map<String, String> names(String tenant, Set<String> ids) {
        Map<String, String> known = new HashMap<>();
        for (String id : ids) {
            String name = names.get(new Key(tenant, id));
            if (name != null) {
                known.put(id, name);
            }
        }
        return known;
    }

    @Override
    public boolean anyoneHolds(String tenant, Set<String> roles) {
        return anyoneHolds(tenant, roles, Set.of());
    }

    @Override
    public boolean anyoneHolds(String tenant, Set<String> roles, Set<String> besides) {
        return actors.values().stream()
                .anyMatch(actor -> actor.tenant().equals(tenant)
                        && actor.kind() == ActorKind.HUMAN
                        && !besides.contains(actor.id())
                        && actor.roles().stream().anyMatch(roles::contains));
    }
}
