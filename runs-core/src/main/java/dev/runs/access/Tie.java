package dev.runs.access;

/**
 * What an actor has to do with a run, or with the step in question.
 *
 * @since 0.1.0
 */
public enum Tie {
    /** Started the run. */
    STARTER,
    /** Answers for the run. */
    OWNER,
    /** Proposed a step, asked for one again, or gave its payload. */
    REQUESTER,
    /** Is the person for whom a starter or requester acted. */
    REPRESENTED,
    /** Is or was asked for an approval, by role or by name, or has given one. */
    ASKED,
    /** Stands in now for a person who is or was asked. */
    STANDS_IN
}
