package dev.runs.run;

import dev.runs.actor.Actor;
import dev.runs.actor.ActorKind;
import java.util.Optional;

/**
 * Who did something, as it is kept for ever: keys of the host, no names.
 *
 * @param id the actor's key
 * @param kind person, agent or service
 * @param onBehalfOf the person for whom an agent acted
 * @since 0.1.0
 */
public record ActorRef(String id, ActorKind kind, Optional<String> onBehalfOf) {
    /** Returns what is kept of an actor. */
    public static ActorRef of(Actor actor) {
        return new ActorRef(actor.id(), actor.kind(), actor.onBehalfOf());
    }

    /** Returns {@code agent-7 for ana}, or the id alone. */
    @Override
    public String toString() {
        return onBehalfOf.map(person -> id + " for " + person).orElse(id);
    }
}
