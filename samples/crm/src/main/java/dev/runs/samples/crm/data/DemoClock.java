package dev.runs.samples.crm.data;

import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands where the story is. Thread-safe. */
final class DemoClock implements InstantSource {
    private volatile Instant now;

    DemoClock(Instant now) {
        this.now = now;
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** Goes on; time does not run back. */
    void advanceTo(Instant moment) {
        if (moment.isAfter(now)) {
            now = moment;
        }
    }
}
