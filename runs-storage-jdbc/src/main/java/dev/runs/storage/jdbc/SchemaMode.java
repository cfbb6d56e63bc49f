package dev.runs.storage.jdbc;

/**
 * What opening a store does about its tables.
 *
 * @since 0.1.0
 */
public enum SchemaMode {
    /** Looks whether the tables are there and fit this version, and refuses the database if not. Changes nothing. */
    VALIDATE,
    /** Puts in place what is missing, one process at a time, in one transaction; then looks as {@link #VALIDATE} does. */
    MIGRATE,
    /** Neither changes nor looks: the host knows that the tables fit. */
    NONE
}
