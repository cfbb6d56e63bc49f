package dev.runs.actor;

import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who acts, within one tenant. The id is a stable key of the host, not a name: it is kept in events for ever.
 *
 * @param tenant the tenant; nothing of another one can be reached
 * @param id the host's stable key for the actor
 * @param kind person, agent or service
 * @param roles the roles that the actor holds now, in the words of the rule packs
 * @param onBehalfOf the person for whom an agent acts; that person may not approve what the agent asks for
 * @since 0.1.0
 */
public record Actor(String tenant, String id, ActorKind kind, Set<String> roles, Optional<String> onBehalfOf) {
    /**
     * Copies the roles.
     *
     * @throws IllegalArgumentException if tenant or id is blank
     */
    public Actor {
        if (tenant.isBlank()) {
            throw new IllegalArgumentException("an actor needs a tenant");
        }
        if (id.isBlank()) {
            throw new IllegalArgumentException("an actor of tenant '" + tenant + "' needs an id");
        }
        roles = Collections.unmodifiableSortedSet(new TreeSet<>(roles));
    }

    /** Returns a person with roles. */
    public static Actor human(String tenant, String id, String... roles) {
        return new Actor(tenant, id, ActorKind.HUMAN, Set.of(roles), Optional.empty());
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
        return new Actor(tenant, id, kind, roles, Optional.of(person));
    }
}
