package dev.runs.run;

/**
 * What came of a run that is at its end (S10).
 *
 * @since 0.1.0
 */
public enum RunOutcome {
    /** Everything that was needed is done. */
    DONE,
    /** Something was done and something was not. */
    PARTLY,
    /** Something was rejected, and nothing external was executed. */
    REJECTED
}
