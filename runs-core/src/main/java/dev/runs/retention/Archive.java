package dev.runs.retention;

/**
 * Where runs go before they are removed: a file, an object store, another database; the host's.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Archive {
    /**
     * Takes a run over. When it returns, the run is safe and will be removed; when it throws, the run stays. A run whose
     * removal then fails comes again, so that the same tenant, run and version may be archived twice.
     */
    void keep(ArchivedRun run) throws Exception;

    /**
     * Returns whether archived runs hold their contents: titles, payloads, comments. Without them an archive holds no
     * personal data, and reads as a run whose contents were erased.
     */
    default boolean contents() {
        return true;
    }

    /** Returns the archive that keeps nothing: for runs that are to be forgotten. */
    static Archive none() {
        return run -> {};
    }
}
