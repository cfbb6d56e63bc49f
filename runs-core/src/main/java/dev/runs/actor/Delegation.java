package dev.runs.actor;

import java.time.Instant;

/**
 * One person stands in for another for a while. What the one answers counts for the other, and is kept as "Ben for Ana". It
 * gives nobody a role, and is not handed on: who stands in for Ben does not stand in for Ana.
 *
 * @param from the person who is stood in for
 * @param to the person who stands in
 * @param since the first moment
 * @param until the moment from which on it is over
 * @since 0.1.0
 */
public record Delegation(String from, String to, Instant since, Instant until) {
    /**
     * Checks the persons and the time.
     *
     * @throws IllegalArgumentException if a person is blank or both are the same, or if it ends before it begins
     */
    public Delegation {
        if (from.isBlank() || to.isBlank()) {
            throw new IllegalArgumentException("a delegation needs two persons: from '" + from + "' to '" + to + "'");
        }
        if (from.equals(to)) {
            throw new IllegalArgumentException("'" + from + "' cannot stand in for themselves");
        }
        if (!since.isBefore(until)) {
            throw new IllegalArgumentException("the delegation from '" + from + "' to '" + to + "' ends at " + until
                    + ", which is not after its beginning at " + since);
        }
    }

    /** Returns whether it holds at a moment. */
    public boolean holdsAt(Instant moment) {
        return !moment.isBefore(since) && moment.isBefore(until);
    }
}
