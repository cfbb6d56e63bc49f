package dev.runs.gate;

/**
 * What a rule's finding counts for, as the pack's manifest says.
 *
 * @since 0.1.0
 */
public enum Level {
    /** Recorded only. */
    OBSERVE,
    /** Shown to approvers, decides nothing. */
    ADVISE,
    /** Decides. */
    ENFORCE
}
