package dev.runs.feed;

import dev.runs.storage.StoreException;
import java.util.List;

/**
 * Takes changes over under a name that survives restarts: an outbox, a mirror. Called by one thread at a time in one process
 * at a time, never inside a transaction of the host.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface BatchListener {
    /**
     * Takes changes over, in order, at least one. When it returns they are done with; when it throws, or the process ends,
     * the same changes come again.
     */
    void deliver(List<Change> batch) throws Exception;

    /**
     * Tells that changes which this reader has not read are gone. Nothing comes any more until {@link Feed#moveTo} says
     * where to go on.
     *
     * @param cause names both positions; its code is {@code RUNS-STORE-003}
     */
    default void leftBehind(StoreException cause) {}
}
