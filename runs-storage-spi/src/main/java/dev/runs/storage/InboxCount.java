package dev.runs.storage;

/**
 * How much waits for a role.
 *
 * @param role the role
 * @param waiting how many items wait, late ones included; never more than was to be counted
 * @param overdue how many of them are late; never more than was to be counted
 * @since 0.1.0
 */
public record InboxCount(String role, int waiting, int overdue) {}
