package dev.runs.storage;

/**
 * Which way to follow lineage edges.
 *
 * @since 0.1.0
 */
public enum Direction {
    /** From an effect to its causes. */
    UPSTREAM,
    /** From a cause to its effects. */
    DOWNSTREAM
}
