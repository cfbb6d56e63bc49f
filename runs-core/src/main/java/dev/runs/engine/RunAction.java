package dev.runs.engine;

/**
 * What can be done about a run as a whole.
 *
 * @since 0.1.0
 */
public enum RunAction {
    /** {@link Session#cancel}. */
    CANCEL,
    /** {@link Session#hold}. */
    HOLD,
    /** {@link Session#letGo}. */
    LET_GO,
    /** {@link Session#export}. */
    EXPORT
}
