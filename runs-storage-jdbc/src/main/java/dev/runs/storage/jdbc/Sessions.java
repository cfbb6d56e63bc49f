package dev.runs.storage.jdbc;

import dev.runs.storage.StoreException;
import java.util.function.Predicate;

/** Gives sessions to pieces of work. Thread-safe. */
interface Sessions {
    /**
     * Does work that only reads: in one statement, or in several where the store says that they see one moment.
     *
     * @throws StoreException if it cannot be read, or the store is closed
     */
    <T> T read(Work<T> work);

    /**
     * Does work in a transaction, or in a part of the host's transaction that can be undone.
     *
     * @param keep whether the work's answer means that something is to be committed
     * @throws StoreException if nothing was written, or the store is closed
     * @throws InDoubtException if that is not known
     */
    <T> T write(Work<T> work, Predicate<T> keep) throws InDoubtException;

    /** Waits for the work that is being done and lets none begin any more. */
    void close();
}
