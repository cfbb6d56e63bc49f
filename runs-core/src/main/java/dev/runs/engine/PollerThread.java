package dev.runs.engine;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does rounds on a daemon thread of its own, until it is closed. Thread-safe. */
final class PollerThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PollerThread.class);

    private final BooleanSupplier round;
    private final Pace pace;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Semaphore news = new Semaphore(0);
    private final Thread thread;

    /**
     * Makes a thread that has not begun.
     *
     * @param round does a round and says whether it found anything
     */
    PollerThread(BooleanSupplier round, Duration longest) {
        this.round = round;
        this.pace = new Pace(longest);
        this.thread = new Thread(this::loop, "runs-poller");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Ends a rest that is longer than the shortest. */
    void wake() {
        if (news.availablePermits() == 0) {
            news.release();
        }
    }

    private void loop() {
        try {
            boolean open = true;
            while (open) {
                Duration rest = doRound();
                // The shortest rest is never cut off, so that many commits are one round.
                open = !closing.await(Pace.SHORTEST.toMillis(), TimeUnit.MILLISECONDS);
                long more = rest.minus(Pace.SHORTEST).toMillis();
                if (open && more > 0 && news.tryAcquire(more, TimeUnit.MILLISECONDS)) {
                    news.drainPermits();
                }
                open = open && closing.getCount() > 0;
            }
        } catch (InterruptedException e) {
            LOG.warn("The poller was interrupted and ends");
            Thread.currentThread().interrupt();
        }
    }

    private Duration doRound() {
        try {
            return pace.after(round.getAsBoolean());
        } catch (RuntimeException | LinkageError | AssertionError e) {
            if (closing.getCount() > 0) {
                LOG.warn("A round of the poller failed; it goes on", e);
            }
            return pace.afterFailure();
        }
    }

    /** Ends after the round that is under way, which may take up to ten seconds. */
    @Override
    public void close() {
        closing.countDown();
        news.release();
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
            if (thread.isAlive()) {
                LOG.warn("The poller is still at work");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
