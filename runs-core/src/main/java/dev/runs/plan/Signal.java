package dev.runs.plan;

import java.time.Instant;

/**
 * What was noticed and triggers a run. The same signal id started twice is the same run.
 *
 * @param id the signal's id, unique within the tenant
 * @param label what was noticed, such as {@code Positive outcome call detected}
 * @param at when
 * @since 0.1.0
 */
public record Signal(String id, String label, Instant at) {
    /** Returns a signal. */
    public static Signal of(String id, String label, Instant at) {
        return new Signal(id, label, at);
    }
}
