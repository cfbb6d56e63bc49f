package dev.runs.storage;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The instants that reach a store, in one place: all stores keep microseconds of the years 1 to 9999. */
final class Moments {
    static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

    private Moments() {}

    /**
     * Returns the given instant without what is finer than a microsecond.
     *
     * @throws IllegalArgumentException if it is before the year 1 or after the year 9999
     */
    static Instant check(String what, Instant value) {
        Instant kept = value.truncatedTo(ChronoUnit.MICROS);
        if (kept.isBefore(FIRST) || kept.isAfter(LAST)) {
            throw new IllegalArgumentException(what + " is " + value + "; the years 1 to 9999 are kept");
        }
        return kept;
    }
}
