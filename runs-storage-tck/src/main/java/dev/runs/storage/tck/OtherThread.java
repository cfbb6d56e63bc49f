package dev.runs.storage.tck;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** One more thread that does one thing after the other, while the caller waits: two threads, but no race. */
final class OtherThread implements AutoCloseable {
    private final ExecutorService executor = Executors.newSingleThreadExecutor();

    /** Does something on the other thread and returns its answer. */
    <T> T answer(Callable<T> work) throws Exception {
        try {
            return executor.submit(work).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            if (e.getCause() instanceof Exception exception) {
                throw exception;
            }
            throw e;
        }
    }

    /** Does something on the other thread. */
    void run(Work work) throws Exception {
        answer(() -> {
            work.run();
            return true;
        });
    }

    /** Something to do that may fail. */
    interface Work {
        void run() throws Exception;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
