package dev.runs.engine;

import java.util.Optional;

/**
 * Which questions an inbox shows, of those that wait for a role of the actor. Immutable.
 *
 * @param role one of the actor's roles, or empty for all of them
 * @param overdue whether only late ones are shown, the most overdue first; else all, oldest first
 * @param mine whether those are left out that this actor may not answer, or has answered already
 * @since 0.1.0
 */
public record InboxQuery(Optional<String> role, boolean overdue, boolean mine) {
    /** Returns the query for everything that waits for a role of the actor. */
    public static InboxQuery all() {
        return new InboxQuery(Optional.empty(), false, false);
    }

    /** Returns the same query for one role; nothing is shown if the actor does not hold it. */
    public InboxQuery ofRole(String one) {
        return new InboxQuery(Optional.of(one), overdue, mine);
    }

    /** Returns the same query for what is late. */
    public InboxQuery onlyOverdue() {
        return new InboxQuery(role, true, mine);
    }

    /**
     * Returns the same query for what this actor can answer now. What is left out is taken from a page after it was read:
     * a page may have fewer rows than asked for, or none, and yet a next one.
     */
    public InboxQuery onlyMine() {
        return new InboxQuery(role, overdue, true);
    }
}
