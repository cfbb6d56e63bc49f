package dev.runs.storage.tck;

/**
 * The host's own transactions on the medium of the store under test, for the tests of G19 and the feed-gap trap of G17. A
 * store offers it by {@link RunStoreContract#hostWork()}; how it is done (a connection that is bound to a thread, a
 * transaction manager) is its own affair. Used by several threads, each of which begins and ends its own transactions.
 *
 * @since 0.1.0
 */
public interface HostWork {
    /**
     * Begins a transaction of the host on the calling thread, which the store of this test joins from now on.
     *
     * @throws Exception if that fails, which fails the test
     */
    void begin() throws Exception;

    /**
     * Commits the transaction of the calling thread and, where the store cannot learn of it by itself, tells it.
     *
     * @throws Exception if that fails, which fails the test
     */
    void commit() throws Exception;

    /**
     * Rolls the transaction of the calling thread back and, where the store cannot learn of it by itself, tells it.
     *
     * @throws Exception if that fails, which fails the test
     */
    void rollback() throws Exception;
}
