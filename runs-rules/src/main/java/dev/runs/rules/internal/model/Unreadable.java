package dev.runs.rules.internal.model;

/**
 * Stands for a value that is there and is not what its property says. A rule that compares it fails: taken for a missing
 * value, it could be a way around the rule.
 *
 * @param what the value, for the message
 */
public record Unreadable(String what) {}
