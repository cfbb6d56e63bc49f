package dev.runs.storage;

/**
 * What became of a {@link Commit}. A refusal is a value, never an error: it must not poison a transaction.
 *
 * @since 0.1.0
 */
public sealed interface CommitResult {
    /**
     * Everything is written, as durably as {@link StoreCapabilities#durable()} says; or, in a transaction of the host,
     * as soon as the host commits it.
     *
     * @param version the run's version now
     */
    record Committed(long version) implements CommitResult {}

    /**
     * Nothing is written: the run is at another version than expected, or is another one with the same id.
     *
     * @param actualVersion the version that the run has; 0 when it does not exist
     */
    record VersionConflict(long actualVersion) implements CommitResult {}

    /**
     * Nothing is written: this command was carried out before.
     *
     * @param command what was recorded then
     */
    record DuplicateCommand(CommandRow command) implements CommitResult {}

    /**
     * Nothing is written: another run holds a unique key, the first by kind and value if several are taken.
     *
     * @param key the key
     * @param run the run that holds it
     */
    record KeyTaken(UniqueKey key, String run) implements CommitResult {}

    /**
     * The connection failed at a moment at which the commit may or may not have happened. Ask
     * {@link RunStore#command(String, String)} before anything is done again.
     *
     * @param cause what failed
     */
    record OutcomeUnknown(StoreException cause) implements CommitResult {}
}
