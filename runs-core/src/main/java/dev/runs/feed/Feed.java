package dev.runs.feed;

import dev.runs.error.ErrorCode;
import dev.runs.error.Problem;
import dev.runs.error.RunsException;
import dev.runs.storage.FeedEntry;
import dev.runs.storage.FeedState;
import dev.runs.storage.Names;
import dev.runs.storage.RunStore;
import dev.runs.storage.StoreException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;

/**
 * What happens to the runs of all tenants, for the host's own processes. Nobody is told before the commit, and nobody
 * inside a transaction of the host. Listeners are called while somebody pumps: the poller of an instance that works in the
 * background, else the host with {@code worker().poll()}.
 *
 * <p>What is kept: as many changes as the instance was built to keep, and all that a named reader has not read yet. The
 * poller forgets the rest. A reader that is never served again therefore keeps changes for ever; {@link #status} shows its
 * lag, and {@link #forget} lets go of it.
 *
 * <p>Thread-safe.
 *
 * @since 0.1.0
 */
public final class Feed implements AutoCloseable {
    private static final int PAGE = 500;
    private static final long UNKNOWN = -1;

    private final RunStore store;
    private final InstantSource clock;
    private final String holder;
    private final Duration lease;
    private final long kept;
    private final Executor executor;
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private final ConcurrentHashMap<String, Delivery> deliveries = new ConcurrentHashMap<>();
    private final Object pumping = new Object();
    private long position = UNKNOWN;

    /**
     * Makes a feed.
     *
     * @param holder under which name leases of readers are taken
     * @param lease how long they are
     * @param kept how many changes are kept
     * @param executor where listeners are called
     */
    public Feed(RunStore store, InstantSource clock, String holder, Duration lease, long kept, Executor executor) {
        this.store = store;
        this.clock = clock;
        this.holder = holder;
        this.lease = lease;
        this.kept = kept;
        this.executor = executor;
    }

    /**
     * Returns the position of the last change. Whoever asks first and then reads runs can follow from there, and misses nothing: what
     * they read may be newer, never older.
     */
    public long position() {
        return store.feed().state().last();
    }

    /** Tells a listener of every change from now on, until it is closed. */
    public Subscription follow(ChangeListener listener) {
        return follow(Optional.empty(), position(), listener);
    }

    /** Tells a listener of every change after a position, until it is closed. */
    public Subscription follow(long after, ChangeListener listener) {
        return follow(Optional.empty(), after, listener);
    }

    /** As {@link #follow(ChangeListener)}, but of one tenant only. */
    public Subscription follow(String tenant, ChangeListener listener) {
        return follow(Optional.of(tenant), position(), listener);
    }

    /** As {@link #follow(long, ChangeListener)}, but of one tenant only. */
    public Subscription follow(String tenant, long after, ChangeListener listener) {
        return follow(Optional.of(tenant), after, listener);
    }

    private Subscription follow(Optional<String> tenant, long after, ChangeListener listener) {
        Subscription subscription = new Subscription(tenant, after, listener, executor);
        subscriptions.add(subscription);
        return subscription;
    }

    /**
     * Serves a named reader: every change of all tenants, at least once and in order, also those that were made while
     * nobody served it. Its bookmark moves when the listener has returned. Any number of processes may serve one name; one
     * of them at a time is called. A new name begins with the oldest change that is kept, and is told if older ones are gone.
     *
     * @param reader the name, 1 to 200 characters
     * @throws RunsException if this instance serves the name already
     */
    public Delivery deliver(String reader, BatchListener listener) {
        Names.check("reader", reader);
        Delivery delivery = new Delivery(store, clock, holder, lease, executor, reader, listener, this::ended);
        if (deliveries.putIfAbsent(reader, delivery) != null) {
            throw new RunsException(new Problem(
                    ErrorCode.CONFIG,
                    "Feed reader '" + reader + "' is served by this instance already.",
                    "close the first delivery, or give this one another name"));
        }
        return delivery;
    }

    private void ended(Delivery delivery) {
        deliveries.remove(delivery.reader(), delivery);
    }

    /** Returns how far the feed and its named readers are. */
    public FeedStatus status() {
        SortedMap<String, Long> bookmarks = store.feed().bookmarks();
        FeedState state = store.feed().state();
        SortedMap<String, Long> lags = new TreeMap<>();
        bookmarks.forEach((reader, mark) -> lags.put(reader, Math.max(0, state.last() - mark)));
        return new FeedStatus(state.trimmed(), state.last(), state.waiting(), lags);
    }

    /**
     * Says where a named reader goes on: after it was left behind, once it has read the runs themselves, or to have changes
     * delivered again.
     *
     * @param position the last position that counts as read, as {@link #status} gave it before the runs were read
     * @return whether it was done; not if somebody moved the reader at the same moment
     */
    public boolean moveTo(String reader, long position) {
        long mark = store.feed().bookmarks().getOrDefault(reader, 0L);
        return store.feed().bookmark(reader, mark, position);
    }

    /** Forgets a named reader that is not served any more, so that it does not hold back trimming. */
    public void forget(String reader) {
        store.feed().forget(reader);
    }

    /**
     * Forgets changes up to a position now, read or not, and returns how many. A reader that has not read them is left
     * behind.
     */
    public int trim(long upTo) {
        return store.feed().trim(upTo);
    }

    /**
     * What one round of the pump read.
     *
     * @param changes the changes of all tenants since the last round, in order
     * @param lost whether there were others that are gone
     * @since 0.1.0
     */
    public record Pumped(List<Change> changes, boolean lost) {
        /** Copies the list. */
        public Pumped {
            changes = List.copyOf(changes);
        }
    }

    /** Gives positions to what was committed, and lets subscriptions and readers know. For whoever drives the feed. */
    public Pumped pump() {
        synchronized (pumping) {
            store.feed().relay(PAGE);
            if (position == UNKNOWN) {
                position = store.feed().state().last();
            }
            subscriptions.removeIf(Subscription::isClosed);
            subscriptions.forEach(this::catchUp);
            Pumped pumped = read();
            deliveries.values().forEach(Delivery::wake);
            return pumped;
        }
    }

    private Pumped read() {
        List<Change> changes;
        try {
            changes = after(position, PAGE);
        } catch (StoreException e) {
            if (e.kind() != StoreException.Kind.REFUSED) {
                throw e;
            }
            position = store.feed().state().last();
            subscriptions.forEach(subscription -> subscription.leaveBehind(position));
            return new Pumped(List.of(), true);
        }
        if (!changes.isEmpty()) {
            long before = position;
            position = changes.get(changes.size() - 1).position();
            // Who is still catching up reads these later by itself.
            subscriptions.stream()
                    .filter(subscription -> subscription.reached() >= before)
                    .forEach(subscription -> subscription.offer(changes, position));
        }
        return new Pumped(changes, false);
    }

    /** Reads what a subscription from an earlier position lacks, no faster than its listener takes it. */
    private void catchUp(Subscription subscription) {
        while (subscription.reached() < position && subscription.room() > 0) {
            List<Change> changes;
            try {
                changes = after(subscription.reached(), Math.min(PAGE, subscription.room()));
            } catch (StoreException e) {
                if (e.kind() != StoreException.Kind.REFUSED) {
                    throw e;
                }
                subscription.leaveBehind(position);
                return;
            }
            List<Change> old = new ArrayList<>(changes);
            old.removeIf(change -> change.position() > position);
            long upTo = old.isEmpty() ? position : old.get(old.size() - 1).position();
            subscription.offer(old, upTo);
        }
    }

    private List<Change> after(long from, int limit) {
        List<FeedEntry> entries = store.feed().after(from, limit);
        return entries.stream().map(Change::of).toList();
    }

    /** Forgets changes that nobody needs any more, and returns how many. For whoever drives the feed. */
    public int shrink() {
        FeedState state = store.feed().state();
        long upTo = state.last() - kept;
        SortedMap<String, Long> bookmarks = store.feed().bookmarks();
        if (!bookmarks.isEmpty()) {
            upTo = Math.min(upTo, Collections.min(bookmarks.values()));
        }
        return upTo > state.trimmed() ? store.feed().trim(upTo) : 0;
    }

    /** Ends all subscriptions and deliveries. */
    @Override
    public void close() {
        subscriptions.forEach(Subscription::close);
        subscriptions.clear();
        List.copyOf(deliveries.values()).forEach(Delivery::close);
    }
}
