package dev.runs.feed;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A live subscription. Changes wait in a queue of bounded length for its listener, so that a slow one holds up nobody else:
 * when the queue is full it is emptied, and the listener is told. Thread-safe.
 *
 * @since 0.1.0
 */
public final class Subscription implements AutoCloseable {
    /** How many changes wait at most. */
    static final int CAPACITY = 1000;

    private static final Logger LOG = LoggerFactory.getLogger(Subscription.class);
    private static final long NOT_BEHIND = -1;

    private final Optional<String> tenant;
    private final ChangeListener listener;
    private final Executor executor;
    private final Deque<Change> queue = new ArrayDeque<>();
    private long reached;
    private long told;
    private long behind = NOT_BEHIND;
    private boolean busy;
    private boolean closed;

    Subscription(Optional<String> tenant, long after, ChangeListener listener, Executor executor) {
        this.tenant = tenant;
        this.reached = after;
        this.told = after;
        this.listener = listener;
        this.executor = executor;
    }

    /** Returns the position of the last change of which the listener was told, to go on from after a restart. */
    public synchronized long position() {
        return told;
    }

    /** Ends the subscription; a call of the listener that is under way may still end. */
    @Override
    public synchronized void close() {
        closed = true;
        queue.clear();
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** Returns the position up to which changes were queued. */
    synchronized long reached() {
        return reached;
    }

    synchronized int room() {
        return CAPACITY - queue.size();
    }

    /** Queues changes that go on where the last ones ended, and wakes the listener. */
    void offer(List<Change> changes, long upTo) {
        synchronized (this) {
            for (Change change : changes) {
                boolean wanted = tenant.isEmpty() || tenant.get().equals(change.tenant());
                if (wanted && change.position() > reached && behind == NOT_BEHIND) {
                    if (queue.size() == CAPACITY) {
                        queue.clear();
                        behind = upTo;
                    } else {
                        queue.add(change);
                    }
                }
            }
            if (behind != NOT_BEHIND) {
                behind = Math.max(behind, upTo);
            }
            reached = Math.max(reached, upTo);
        }
        wake();
    }

    /** Says that nothing up to a position can be told any more. */
    void leaveBehind(long position) {
        synchronized (this) {
            queue.clear();
            behind = position;
            reached = position;
        }
        wake();
    }

    private void wake() {
        synchronized (this) {
            if (busy || closed || (queue.isEmpty() && behind == NOT_BEHIND)) {
                return;
            }
            busy = true;
        }
        try {
            executor.execute(this::tell);
        } catch (RejectedExecutionException e) {
            LOG.debug("A subscription ends with the instance", e);
        }
    }

    private void tell() {
        for (Runnable next = next(); next != null; next = next()) {
            try {
                next.run();
            } catch (RuntimeException e) {
                LOG.warn("A listener failed; the next change comes", e);
            }
        }
    }

    private synchronized @org.jspecify.annotations.Nullable Runnable next() {
        if (!closed && behind != NOT_BEHIND) {
            long position = behind;
            behind = NOT_BEHIND;
            told = position;
            return () -> listener.leftBehind(position);
        }
        Change change = closed ? null : queue.poll();
        if (change == null) {
            busy = false;
            return null;
        }
        told = change.position();
        return () -> listener.changed(change);
    }
}
