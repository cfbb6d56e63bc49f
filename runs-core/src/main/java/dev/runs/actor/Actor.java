package dev.runs.actor;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who acts, within one tenant. The id is a stable key of the host, not a name: it is kept in events for ever.
 *
 * @param tenant the tenant; nothing of another one can be reached
 * @param id the host's stable key for the actor
 * @param kind person, agent or service
 * @param roles the roles that the actor holds now, in the words of the rule packs
 * @param onBehalfOf the person for whom an agent acts; that person may not approve what the agent asks for
 * @param sources where roles come from, by role; the host may leave out what it cannot tell
 * @since 0.1.0
 */
public record Actor(
        String tenant,
        String id,
        ActorKind kind,
        Set<String> roles,
        Optional<String> onBehalfOf,
        Map<String, RoleSource> sources) {
    /**
     * Copies the roles and their sources.
     *
     * @throws IllegalArgumentException if tenant or id is blank, or if there is a source of a role that is not held
     */
    public Actor {
        if (tenant.isBlank()) {
            throw new IllegalArgumentException("an actor needs a tenant");
        }
        if (id.isBlank()) {
            throw new IllegalArgumentException("an actor of tenant '" + tenant + "' needs an id");
        }
        roles = Collections.unmodifiableSortedSet(new TreeSet<>(roles));
        sources = Collections.unmodifiableSortedMap(new TreeMap<>(sources));
        if (!roles.containsAll(sources.keySet())) {
            throw new IllegalArgumentException("actor '" + id + "' of tenant '" + tenant + "' has sources of "
                    + sources.keySet() + ", and holds " + roles);
        }
    }

    /** Makes an actor of whose roles it is not known where they come from. */
    public Actor(String tenant, String id, ActorKind kind, Set<String> roles, Optional<String> onBehalfOf) {
        this(tenant, id, kind, roles, onBehalfOf, Map.of());
    }

    /** Returns a person with roles. */
    public static Actor human(String tenant, String id, String... roles) {
        return new Actor(tenant, id, ActorKind.HUMAN, Set.of(roles), Optional.empty());
    }

    /** Returns a person with roles, as hosts have them that ask a directory. */
    public static Actor human(String tenant, String id, Collection<String> roles) {
        return new Actor(tenant, id, ActorKind.HUMAN, Set.copyOf(roles), Optional.empty());
    }

    /** Returns an agent that acts for nobody in particular. */
    public static Actor agent(String tenant, String id) {
        return new Actor(tenant, id, ActorKind.AGENT, Set.of(), Optional.empty());
    }

    /** Returns a program of the host. */
    public static Actor service(String tenant, String id) {
        return new Actor(tenant, id, ActorKind.SERVICE, Set.of(), Optional.empty());
    }

    /** Returns this actor, acting for the given person. */
    public Actor onBehalfOf(String person) {
        return new Actor(tenant, id, kind, roles, Optional.of(person), sources);
    }

    /** Returns this actor, holding a role that comes from the given source. */
    public Actor holding(String role, RoleSource source) {
        Set<String> more = new TreeSet<>(roles);
        more.add(role);
        Map<String, RoleSource> known = new TreeMap<>(sources);
        known.put(role, source);
        return new Actor(tenant, id, kind, more, onBehalfOf, known);
    }
}
