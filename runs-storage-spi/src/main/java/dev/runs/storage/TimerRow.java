package dev.runs.storage;

import java.time.Instant;

/**
 * An open step that must be looked at.
 *
 * @param run the run's id
 * @param step the step's id
 * @param at since when
 * @since 0.1.0
 */
public record TimerRow(String run, String step, Instant at) {}
