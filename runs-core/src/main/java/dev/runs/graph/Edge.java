package dev.runs.graph;

/**
 * An edge into a step, as the step names it.
 *
 * @param from the id of the earlier step
 * @param condition how that step must have ended
 * @since 0.1.0
 */
public record Edge(String from, EdgeCondition condition) {}
