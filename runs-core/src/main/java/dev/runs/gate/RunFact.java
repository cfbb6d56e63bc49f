package dev.runs.gate;

import dev.runs.action.Pattern;
import java.time.Instant;
import java.util.Optional;

/**
 * What rules are told about the run.
 *
 * @param id the run's id
 * @param pattern the run's operating pattern
 * @param about the key of the host's record that the run is about
 * @param owner the key of who answers for the run
 * @param started when it began
 * @since 0.1.0
 */
public record RunFact(String id, Pattern pattern, Optional<String> about, String owner, Instant started) {}
