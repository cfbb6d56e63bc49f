package dev.runs.run;

import java.time.Instant;

/**
 * An event with its place in the run's history.
 *
 * @param sequence the position, from 1 without gaps; also the run's version after it
 * @param at when
 * @param by who caused it
 * @param command the id of the command that caused it
 * @param event what happened
 * @since 0.1.0
 */
public record RecordedEvent(long sequence, Instant at, ActorRef by, String command, RunEvent event) {}
