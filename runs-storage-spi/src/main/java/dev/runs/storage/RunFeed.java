package dev.runs.storage;

import java.util.List;
import java.util.SortedMap;

/**
 * Every commit of a store in one order, for those who follow what happens: a live page, a mirror, an outbox.
 *
 * <p>A commit becomes visible when its transaction ends, and transactions do not end in the order in which they began. So
 * a position is given after that, by {@link #relay}, and a reader who goes on after the last position that it read misses
 * nothing. This is guarantee G17 of {@link RunStore}. These calls are for workers: they are over all tenants, and each
 * entry says whose it is. On a thread that holds a transaction of the host {@link #relay}, {@link #trim}, {@link #bookmark}
 * and {@link #forget} fail with {@link IllegalStateException}.
 *
 * @since 0.1.0
 */
public interface RunFeed {
    /**
     * Gives positions to commits that have none yet, and returns to how many. A store that gives a position with the
     * commit itself answers 0.
     *
     * @param limit how many at most
     */
    int relay(int limit);

    /**
     * Returns up to {@code limit} entries after a position, in order; from the beginning for 0.
     *
     * @throws StoreException of kind {@link StoreException.Kind#REFUSED} if entries after the position are gone
     */
    List<FeedEntry> after(long position, int limit);

    /** Returns how far the feed is. */
    FeedState state();

    /**
     * Forgets entries up to and including a position, and returns how many there were. Positions are never given again.
     * A position beyond the last one forgets everything up to the last one.
     */
    int trim(long position);

    /** Returns the position up to which each named reader has read. */
    SortedMap<String, Long> bookmarks();

    /**
     * Moves a reader's bookmark, and returns whether it was where the caller believed it to be; otherwise nothing changes,
     * because somebody else reads under that name.
     *
     * @param reader the reader's name
     * @param expected where the bookmark is; 0 when there is none
     * @param position where it is to be
     */
    boolean bookmark(String reader, long expected, long position);

    /** Removes a reader's bookmark, so that it does not hold back trimming; no error if there is none. */
    void forget(String reader);
}
