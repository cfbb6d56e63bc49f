package dev.runs.storage;

/**
 * How many open steps of a tenant have the same facet and state.
 *
 * @param facet the steps' facet
 * @param state the steps' state
 * @param count how many, at least 1
 * @since 0.1.0
 */
public record StepTally(String facet, String state, long count) {}
