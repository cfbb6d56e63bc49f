package dev.runs.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that stands still until a test moves it. Thread-safe.
 *
 * @since 0.1.0
 */
public final class SettableClock implements InstantSource {
    private volatile Instant now;

    /** Makes a clock that shows a Monday morning, the same one always. */
    public SettableClock() {
        this(Instant.parse("2026-03-02T09:00:00Z"));
    }

    /** Makes a clock that shows the given time. */
    public SettableClock(Instant now) {
        this.now = now;
    }

    @Override
    public Instant instant() {
        return now;
    }

    /**
     * Lets time pass.
     *
     * @throws IllegalArgumentException if it is negative: what was recorded must not lie in the future
     */
    public synchronized void advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("the clock cannot go back by " + by);
        }
        now = now.plus(by);
    }

    /**
     * Lets time pass until the given moment.
     *
     * @throws IllegalArgumentException if it lies before the present one
     */
    public void advanceTo(Instant moment) {
        advance(Duration.between(now, moment));
    }
}
