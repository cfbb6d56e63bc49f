package dev.runs.engine;

import dev.runs.storage.RunKey;
import dev.runs.storage.RunStore;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands work to where handlers run: never inside a transaction of the host, and a run that waits there already not once
 * more. Thread-safe.
 */
final class WorkQueue {
    private static final Logger LOG = LoggerFactory.getLogger(WorkQueue.class);

    private final RunStore store;
    private final Executor executor;
    private final Consumer<RunKey> work;
    private final Set<RunKey> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    WorkQueue(RunStore store, Executor executor, Consumer<RunKey> work) {
        this.store = store;
        this.executor = executor;
        this.work = work;
    }

    /** Has a run worked on. */
    void submit(RunKey key) {
        if (waiting.add(key) && !execute(() -> begin(key))) {
            waiting.remove(key);
        }
    }

    private void begin(RunKey key) {
        // Removed first: what is committed from now on may not be seen any more by the work that begins.
        waiting.remove(key);
        work.accept(key);
    }

    /** Has something done; returns whether it was taken. */
    boolean execute(Runnable task) {
        try {
            executor.execute(() -> run(task));
            return true;
        } catch (RuntimeException e) {
            // What was committed is done whatever the host's executor says; an exception would tell the caller
            // otherwise.
            if (!closed) {
                LOG.warn("There is work, and the executor refused it; worker().runReady() finds it later", e);
            }
            return false;
        }
    }

    private void run(Runnable task) {
        if (store.hostTransaction().isActive()) {
            // The executor is the thread that commits: its transaction comes first.
            store.hostTransaction().afterCommit(() -> guarded(task));
        } else {
            guarded(task);
        }
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("The worker stopped in the middle; what is ready stays ready", e);
        }
    }

    /** From now on a refusal is no news. */
    void close() {
        closed = true;
    }
}
