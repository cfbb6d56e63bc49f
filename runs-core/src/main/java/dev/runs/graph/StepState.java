package dev.runs.graph;

/**
 * Where a step is in its life (S2).
 *
 * @since 0.1.0
 */
public enum StepState {
    /** Waits for other steps, or for its payload. */
    BLOCKED(false),
    /** A rule said: not before a certain instant. */
    HELD(false),
    /** People are asked. */
    AWAITING_APPROVAL(false),
    /** The request was taken back or sent back; whoever asked must resubmit. */
    CHANGES_REQUESTED(false),
    /** Has its permit and waits to be started. */
    READY(false),
    /** Its handler was called and has not answered. */
    RUNNING(false),
    /** Its handler failed in a way that may be tried again. */
    RETRYING(false),
    /** Nobody knows whether its action happened; a person must say. */
    INDETERMINATE(false),
    /** It failed as often as it may; a person must say how to go on. */
    PARKED(false),
    /** Done. */
    COMPLETED(true),
    /** A person, a rule or an expiry said no. */
    REJECTED(true),
    /** Its action did not happen. */
    FAILED(true),
    /** Will not be needed. */
    SKIPPED(true),
    /** Stopped by someone. */
    CANCELLED(true);

    private final boolean terminal;

    StepState(boolean terminal) {
        this.terminal = terminal;
    }

    /** Returns whether the step is at its end. */
    public boolean isTerminal() {
        return terminal;
    }

    /** Returns whether the step's handler has been called, so that its effect may be in the world. */
    public boolean hasStarted() {
        return switch (this) {
            case RUNNING, RETRYING, INDETERMINATE, PARKED, COMPLETED, FAILED -> true;
            default -> false;
        };
    }
}
