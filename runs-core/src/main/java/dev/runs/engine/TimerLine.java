package dev.runs.engine;

import java.time.Instant;

/**
 * A step that somebody or something looks at again at a moment, such as the end of a rule's hold.
 *
 * @param run the run
 * @param step the step
 * @param at the moment
 * @since 0.1.0
 */
public record TimerLine(String run, String step, Instant at) {}
