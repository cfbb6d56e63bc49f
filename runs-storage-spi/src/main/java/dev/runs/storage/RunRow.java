package dev.runs.storage;

/**
 * One line of a run list.
 *
 * @param run the run's id
 * @param head its head
 * @since 0.1.0
 */
public record RunRow(String run, RunHead head) {}
