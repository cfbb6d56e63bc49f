package dev.runs.run;

/**
 * How a run stands as a whole; derived from its steps, never stored as a decision of its own (S9).
 *
 * @since 0.1.0
 */
public enum RunStatus {
    /** Somebody put it on hold: nothing is decided or begun before they let it go on. */
    HELD,
    /** Something moves or can move by itself. */
    RUNNING,
    /** Nothing moves, and something is wrong that a person must mend. */
    ATTENTION,
    /** Nothing moves without a person's decision or change. */
    PAUSED,
    /** Nothing moves before a certain time, or before something outside happens. */
    WAITING,
    /** Every step is at its end. */
    COMPLETED,
    /** Every step is at its end, and a step failed without another that handles it. */
    FAILED,
    /** Every step is at its end because somebody stopped the run. */
    CANCELLED;

    /** Returns whether every step is at its end. */
    public boolean isTerminal() {
        return this == COMPLETED || this == FAILED || this == CANCELLED;
    }
}
