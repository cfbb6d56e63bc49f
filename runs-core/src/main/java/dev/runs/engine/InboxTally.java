package dev.runs.engine;

/**
 * How much waits for a role.
 *
 * @param role the role
 * @param waiting how many questions wait, late ones included; counted up to {@link Session#COUNTED}
 * @param overdue how many of them are late; counted as far
 * @since 0.1.0
 */
public record InboxTally(String role, int waiting, int overdue) {}
