package dev.runs.run;

import dev.runs.actor.Actor;
import java.util.Optional;

/**
 * Somebody in whose stead another person may answer.
 *
 * @param who the person who is stood in for, as the host knows them now
 * @param key the question for which that holds, as the key of who is asked; empty for all
 * @since 0.1.0
 */
public record StandIn(Actor who, Optional<String> key) {
    boolean holdsFor(String asked) {
        return key.isEmpty() || key.get().equals(asked);
    }
}
