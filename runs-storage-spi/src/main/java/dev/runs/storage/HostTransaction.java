package dev.runs.storage;

/**
 * The transaction that the host has begun on the calling thread, if there is one: guarantee G19 of {@link RunStore}.
 *
 * @since 0.1.0
 */
public interface HostTransaction {
    /** Returns whether a call on this thread would now join a transaction of the host. */
    boolean isActive();

    /**
     * Does something when the host's transaction on this thread is committed, and never if it is rolled back. At once if
     * there is none. Where the end of the transaction cannot be learnt, it is done when the host says that it is over, and
     * may then find nothing.
     *
     * <p>When it is done, the transaction is over, also for {@link #isActive}: what may not happen in a transaction of the
     * host may happen then. It is called after every commit and must cost next to nothing.
     */
    void afterCommit(Runnable action);

    /** Returns what a store answers that joins no transaction. */
    static HostTransaction none() {
        return NoHostTransaction.NONE;
    }
}
