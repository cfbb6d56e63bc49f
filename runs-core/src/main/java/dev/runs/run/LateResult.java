package dev.runs.run;

import dev.runs.graph.StepState;
import java.util.Optional;

/**
 * What became of the action of a step that was cancelled after its handler had been called.
 *
 * @since 0.1.0
 */
public enum LateResult {
    /** Its handler was at work and has not answered. */
    AWAITED,
    /** It happened all the same. */
    DONE,
    /** It did not happen. */
    NOT_DONE,
    /** Nobody knows; a person can still say. */
    UNKNOWN;

    /** Returns what is known of a step at the moment it is cancelled; empty if nothing was done. */
    static Optional<LateResult> of(StepState cancelled) {
        return switch (cancelled) {
            case RUNNING -> Optional.of(AWAITED);
            case RETRYING, INDETERMINATE, PARKED -> Optional.of(UNKNOWN);
            default -> Optional.empty();
        };
    }

    /** Returns whether the action may have had its effect, as far as anybody knows. */
    boolean mayBeDone() {
        return this != NOT_DONE;
    }
}
