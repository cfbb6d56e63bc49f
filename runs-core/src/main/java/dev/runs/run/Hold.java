package dev.runs.run;

import java.time.Instant;

/**
 * That somebody put a run on hold.
 *
 * @param since since when
 * @param by who
 * @param reason the content that holds the words
 * @since 0.1.0
 */
public record Hold(Instant since, ActorRef by, String reason) {}
