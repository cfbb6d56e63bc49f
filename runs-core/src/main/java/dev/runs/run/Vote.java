package dev.runs.run;

import dev.runs.content.Digest;
import java.time.Instant;
import java.util.Set;

/**
 * One person's answer in one round.
 *
 * @param voter who
 * @param role the role by which the voter may answer
 * @param track the approvers for whom the vote counts, as the track's roles
 * @param choice what they say
 * @param digest the payload they saw
 * @param reason the content that holds their words
 * @param at when
 * @since 0.1.0
 */
public record Vote(
        ActorRef voter, String role, Set<String> track, Choice choice, Digest digest, String reason, Instant at) {
    /** Copies the track. */
    public Vote {
        track = java.util.Collections.unmodifiableSortedSet(new java.util.TreeSet<>(track));
    }

    /**
     * What a vote can say.
     *
     * @since 0.1.0
     */
    public enum Choice {
        /** Go on, with exactly this payload. */
        APPROVE,
        /** Do not. */
        REJECT
    }
}
