package dev.runs.action;

/**
 * The reach of a run or of an action: whether its effects leave the company.
 *
 * @since 0.1.0
 */
public enum Pattern {
    /** Effects stay inside: notes, drafts, records of the host. */
    INTERNAL,
    /** Effects reach customers, partners or the public. */
    EXTERNAL
}
