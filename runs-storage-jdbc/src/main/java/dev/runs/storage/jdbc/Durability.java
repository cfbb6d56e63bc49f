package dev.runs.storage.jdbc;

/**
 * What an answered commit has survived.
 *
 * @since 0.1.0
 */
public enum Durability {
    /** The end of the process and a loss of power: the medium has confirmed each commit before it is answered. */
    FULL,
    /**
     * The end of the process only: a loss of power may take the last commits, though never a part of one. For tests
     * and for imports that can be done again; several times faster.
     */
    RELAXED
}
