package dev.runs.graph;

/**
 * How an earlier step must have ended for a later one to go on.
 *
 * @since 0.1.0
 */
public enum EdgeCondition {
    /** It must be done. */
    COMPLETED,
    /** It must be rejected. */
    REJECTED,
    /** It must have failed. */
    FAILED,
    /** It must be at its end, whichever. */
    ALWAYS;

    /** Returns whether the condition holds in the given state. */
    public boolean holds(StepState state) {
        return switch (this) {
            case COMPLETED -> state == StepState.COMPLETED;
            case REJECTED -> state == StepState.REJECTED;
            case FAILED -> state == StepState.FAILED;
            case ALWAYS -> state.isTerminal();
        };
    }

    /** Returns whether the condition can never hold any more, short of a reopening. */
    public boolean isDead(StepState state) {
        return state.isTerminal() && !holds(state);
    }
}
