package dev.runs.engine;

/**
 * What a start found or made.
 *
 * @param id the run's id
 * @param version the run's version
 * @param existed whether the run was there before: the same signal or the same command started it
 * @since 0.1.0
 */
public record Started(String id, long version, boolean existed) {}
