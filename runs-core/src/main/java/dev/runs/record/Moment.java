package dev.runs.record;

import java.time.Instant;

/**
 * A point in time, also in words.
 *
 * @param at the instant
 * @param relative seen from the time of reading, such as {@code Yesterday}
 * @param exact date and time with the zone, such as {@code 20 November 2026, 14:05 UTC}
 * @since 0.1.0
 */
public record Moment(Instant at, String relative, String exact) {
    /** Returns the relative words. */
    @Override
    public String toString() {
        return relative;
    }
}
