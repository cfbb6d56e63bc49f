package dev.runs.storage;

import java.time.Instant;
import java.util.Optional;

/**
 * The one row of a run that every commit rewrites. It is small whatever the number of steps.
 *
 * @param version the sequence number of the run's last event; also the version that the next commit expects
 * @param status the run's status as a word, for filters; the store does not interpret it
 * @param about the host's record that the run is about, for filters
 * @param started when the run started, the same in all of its commits; the run list is ordered by it, newest first; kept to
 *     the microsecond
 * @param ended when the run came to its end, kept to the microsecond; empty while it is open
 * @param schema the version of the document's form
 * @param document the run-level state, opaque to the store
 * @since 0.1.0
 */
public record RunHead(
        long version,
        String status,
        Optional<String> about,
        Instant started,
        Optional<Instant> ended,
        int schema,
        Bytes document) {
    /** Checks the words and the moment. */
    public RunHead {
        if (version < 1) {
            throw new IllegalArgumentException("version of a run head is " + version + "; it starts at 1");
        }
        Names.check("status", status);
        started = Moments.check("started", started);
        ended = ended.map(at -> Moments.check("ended", at));
        about.ifPresent(value -> Names.check("about", value));
    }
}
