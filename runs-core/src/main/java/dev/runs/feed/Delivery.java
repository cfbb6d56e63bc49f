package dev.runs.feed;

import dev.runs.storage.FeedEntry;
import dev.runs.storage.Lease;
import dev.runs.storage.RunFeed;
import dev.runs.storage.RunStore;
import dev.runs.storage.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves one named reader as long as this process holds the reader's lease. Thread-safe.
 *
 * @since 0.1.0
 */
public final class Delivery implements AutoCloseable {
    static final int BATCH = 100;

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final long NOWHERE = -1;

    private final RunStore store;
    private final InstantSource clock;
    private final String holder;
    private final Duration length;
    private final Executor executor;
    private final String reader;
    private final BatchListener listener;
    private final Consumer<Delivery> ended;
    private Optional<Lease> lease = Optional.empty();
    private long leftBehindAt = NOWHERE;
    private boolean busy;
    private boolean closed;

    Delivery(
            RunStore store,
            InstantSource clock,
            String holder,
            Duration length,
            Executor executor,
            String reader,
            BatchListener listener,
            Consumer<Delivery> ended) {
        this.store = store;
        this.clock = clock;
        this.holder = holder;
        this.length = length;
        this.executor = executor;
        this.reader = reader;
        this.listener = listener;
        this.ended = ended;
    }

    /** Returns the reader's name. */
    public String reader() {
        return reader;
    }

    /** Serves the reader no longer; its bookmark stays, and another process may go on. */
    @Override
    public void close() {
        boolean idle;
        synchronized (this) {
            closed = true;
            idle = !busy;
        }
        ended.accept(this);
        if (idle) {
            giveBack();
        }
    }

    /** Begins to read unless it does already; renews the lease while a batch is being worked on. */
    void wake() {
        boolean atWork;
        synchronized (this) {
            if (closed) {
                return;
            }
            atWork = busy;
            busy = true;
        }
        if (atWork) {
            hold();
            return;
        }
        try {
            executor.execute(this::read);
        } catch (RejectedExecutionException e) {
            LOG.debug("Reader '{}' ends with the instance", reader, e);
        }
    }

    private void read() {
        try {
            boolean more = true;
            while (more && !isClosed()) {
                more = hold() && next();
            }
        } catch (Exception e) {
            LOG.warn("Reader '{}' failed; the same changes come again", reader, e);
        } finally {
            synchronized (this) {
                busy = false;
            }
            if (isClosed()) {
                giveBack();
            }
        }
    }

    /** Delivers a batch; false if there is none, or if somebody else reads. */
    private boolean next() throws Exception {
        RunFeed feed = store.feed();
        Long mark = feed.bookmarks().get(reader);
        if (mark == null) {
            // From now on trimming waits for this reader.
            feed.bookmark(reader, 0, 0);
            mark = 0L;
        }
        List<FeedEntry> entries;
        try {
            entries = feed.after(mark, BATCH);
        } catch (StoreException e) {
            if (e.kind() == StoreException.Kind.REFUSED) {
                leftBehind(mark, e);
                return false;
            }
            throw e;
        }
        if (entries.isEmpty()) {
            return false;
        }
        listener.deliver(entries.stream().map(Change::of).toList());
        boolean moved =
                feed.bookmark(reader, mark, entries.get(entries.size() - 1).position());
        if (!moved) {
            LOG.warn("Reader '{}' was moved by somebody else while it was at work; it goes on from there", reader);
        }
        return moved;
    }

    private void leftBehind(long mark, StoreException cause) {
        synchronized (this) {
            if (leftBehindAt == mark) {
                return;
            }
            leftBehindAt = mark;
        }
        LOG.error("Reader '{}' was left behind; it waits for moveTo", reader, cause);
        listener.leftBehind(cause);
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** Takes or renews the reader's lease; false if another process has it. */
    private synchronized boolean hold() {
        Instant now = clock.instant();
        if (lease.filter(held -> held.until().isAfter(now.plus(length.dividedBy(2))))
                .isPresent()) {
            return true;
        }
        lease = store.leases().take("reader/" + reader, holder, now, now.plus(length));
        return lease.isPresent();
    }

    private synchronized void giveBack() {
        lease.ifPresent(store.leases()::release);
        lease = Optional.empty();
    }
}
