package dev.runs.testing;

import dev.runs.run.Refusal;

/**
 * A test fails with it when a command is refused that it takes for accepted.
 *
 * @since 0.1.0
 */
public final class RefusedError extends AssertionError {
    private final transient Refusal refusal;

    RefusedError(String what, Refusal refusal) {
        super(what + " was refused: " + refusal.message());
        this.refusal = refusal;
    }

    /** Returns why, and how things stand. */
    public Refusal refusal() {
        return refusal;
    }
}
