package dev.runs.gate;

import dev.runs.actor.ActorKind;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What rules are told about an actor.
 *
 * @param id the host's stable key for the actor
 * @param kind person, agent or service
 * @param roles the roles that the actor holds now; none if the host does not know the actor any more
 * @param onBehalfOf the person for whom the actor acts
 * @since 0.1.0
 */
public record ActorFact(String id, ActorKind kind, Set<String> roles, Optional<String> onBehalfOf) {
    /** Copies the roles. */
    public ActorFact {
        roles = Collections.unmodifiableSortedSet(new TreeSet<>(roles));
    }
}
