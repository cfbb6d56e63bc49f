package dev.runs.storage;

/**
 * One line of an inbox.
 *
 * @param run the run's id
 * @param step the step that waits
 * @param item what is asked
 * @since 0.1.0
 */
public record InboxRow(String run, String step, InboxItem item) {}
