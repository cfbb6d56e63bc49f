package dev.runs.run;

import dev.runs.content.Digest;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * One person's answer in one round.
 *
 * @param voter who
 * @param insteadOf for whom the voter stood in; empty if they answered for themselves
 * @param role by which the voter may answer: the name of a role, or the key of a person as {@code @ana}
 * @param source where the voter had the role from, as the host's directory says it; empty if it does not
 * @param track the approvers for whom the vote counts, as the keys of their stage
 * @param stage the place of that stage in its track, from 0
 * @param choice what they say
 * @param digest the payload they saw
 * @param reason the content that holds their words
 * @param at when
 * @since 0.1.0
 */
public record Vote(
        ActorRef voter,
        Optional<String> insteadOf,
        String role,
        Optional<String> source,
        Set<String> track,
        int stage,
        Choice choice,
        Digest digest,
        String reason,
        Instant at) {
    /** Copies the track. */
    public Vote {
        track = java.util.Collections.unmodifiableSortedSet(new java.util.TreeSet<>(track));
    }

    /** Makes the vote of somebody who answers for themselves in a first stage. */
    public Vote(
            ActorRef voter, String role, Set<String> track, Choice choice, Digest digest, String reason, Instant at) {
        this(voter, Optional.empty(), role, Optional.empty(), track, 0, choice, digest, reason, at);
    }

    /** Returns whether it is somebody's: their own, or given in their stead. */
    public boolean isOf(String person) {
        return voter.id().equals(person) || insteadOf.filter(person::equals).isPresent();
    }

    /** Returns by whose right it was given. */
    public String right() {
        return insteadOf.orElse(voter.id());
    }

    /** Returns whether it says yes. */
    public boolean approves() {
        return choice == Choice.APPROVE;
    }

    Vote countedFor(Set<String> keys, int place) {
        return new Vote(voter, insteadOf, role, source, keys, place, choice, digest, reason, at);
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
        REJECT,
        /** Not like this: whoever asked is to change something and ask again. */
        REQUEST_CHANGES
    }
}
