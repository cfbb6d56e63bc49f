package dev.runs.run;

/**
 * What became of a step's action, when that was told only after the step was cancelled.
 *
 * @since 0.1.0
 */
public enum LateResult {
    /** It happened all the same. */
    DONE,
    /** It did not happen. */
    NOT_DONE,
    /** Nobody knows; a person can still say. */
    UNKNOWN
}
