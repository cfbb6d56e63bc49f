package dev.runs.storage.tck;

import dev.runs.storage.RunStore;

/**
 * A store whose medium fails on demand, for the tests of G16. A store offers it by
 * {@link RunStoreContract#failingMedium()}; how it is done (a proxy of a connection, a file system that is full) is its
 * own affair.
 *
 * @since 0.1.0
 */
public interface FailingMedium extends AutoCloseable {
    /** Returns the store, empty at first; always the same one. */
    RunStore store();

    /** Lets the given number of the medium's operations pass from now on and fails every later one. */
    void failAfter(int operations);

    /** Lets every operation pass again. */
    void heal();

    @Override
    void close();
}
