package dev.runs.storage;

import java.time.Instant;

/**
 * One event of a run as it is kept: written once, never changed.
 *
 * @param sequence the position within the run, from 1 without gaps
 * @param type the event's name as a word
 * @param schema the version of the body's form
 * @param at when it happened; kept to the microsecond
 * @param body the event, opaque to the store
 * @since 0.1.0
 */
public record StoredEvent(long sequence, String type, int schema, Instant at, Bytes body) {
    /** Checks the word, the position and the moment. */
    public StoredEvent {
        if (sequence < 1) {
            throw new IllegalArgumentException("sequence of an event is " + sequence + "; it starts at 1");
        }
        Names.check("type", type);
        at = Moments.check("at", at);
    }
}
