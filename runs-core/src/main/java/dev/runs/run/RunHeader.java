package dev.runs.run;

import dev.runs.action.Pattern;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What does not change during a run's life; keys only, no words.
 *
 * @param tenant the tenant
 * @param id the run's id, unique within the tenant
 * @param pattern the run's operating pattern
 * @param about the key of the host's record that the run is about
 * @param owner the key of who answers for the run
 * @param startedBy who started it
 * @param signal the id of the signal that triggered it
 * @param meetings the ids of the meetings that contributed
 * @param started when
 * @since 0.1.0
 */
public record RunHeader(
        String tenant,
        String id,
        Pattern pattern,
        Optional<String> about,
        String owner,
        ActorRef startedBy,
        Optional<String> signal,
        List<String> meetings,
        Instant started) {
    /** Copies the list. */
    public RunHeader {
        meetings = List.copyOf(meetings);
    }
}
