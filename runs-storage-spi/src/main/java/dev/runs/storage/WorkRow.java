package dev.runs.storage;

/**
 * An open step in a state that was asked for.
 *
 * @param run the run's id
 * @param step the step's id
 * @param state its state
 * @since 0.1.0
 */
public record WorkRow(String run, String step, String state) {}
