package dev.runs.samples.approvallog;

import java.time.Instant;
import java.time.InstantSource;

/** The clock of the replay: it shows the time of the event that is replayed. */
final class LogClock implements InstantSource {
    private volatile Instant now = Instant.EPOCH;

    void set(Instant time) {
        now = time;
    }

    @Override
    public Instant instant() {
        return now;
    }
}
