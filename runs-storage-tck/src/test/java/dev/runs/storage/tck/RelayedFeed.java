package dev.runs.storage.tck;

import dev.runs.storage.Commit;
import dev.runs.storage.FeedEntry;
import dev.runs.storage.FeedState;
import dev.runs.storage.RunFeed;
import dev.runs.storage.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A right feed that gives positions by relaying; bookmarks are those of the store in memory. */
class RelayedFeed extends ForwardingFeed {
    /** Commits without a position yet, in the order in which they became visible. */
    final List<FeedEntry> waiting = new ArrayList<>();

    final NavigableMap<Long, FeedEntry> entries = new TreeMap<>();
    long last;
    long trimmed;

    RelayedFeed(RunFeed bookmarks) {
        super(bookmarks);
    }

    /** What the feed says of a commit once it is visible; the relay will give it a position. */
    FeedEntry entry(Commit commit) {
        return new FeedEntry(
                0,
                commit.key().tenant(),
                commit.key().run(),
                commit.expectedVersion() + 1,
                commit.head().version());
    }

    /** Called when the entry's commit has become visible. */
    synchronized void enter(FeedEntry entry) {
        waiting.add(entry);
    }

    synchronized void place(FeedEntry entry, long position) {
        entries.put(position, new FeedEntry(position, entry.tenant(), entry.run(), entry.first(), entry.last()));
    }

    @Override
    public synchronized int relay(int limit) {
        super.relay(limit);
        int count = Math.min(limit, waiting.size());
        for (int i = 0; i < count; i++) {
            place(waiting.remove(0), ++last);
        }
        return count;
    }

    @Override
    public synchronized List<FeedEntry> after(long position, int limit) {
        super.after(position, limit);
        if (Math.max(position, 0) < trimmed) {
            throw StoreException.feedTrimmed("joining", position, trimmed);
        }
        return entries.tailMap(position, false).values().stream().limit(limit).toList();
    }

    @Override
    public synchronized FeedState state() {
        super.state();
        return new FeedState(trimmed, last, waiting.size());
    }

    @Override
    public synchronized int trim(long position) {
        super.trim(0);
        long upTo = Math.min(position, last);
        NavigableMap<Long, FeedEntry> gone = entries.headMap(upTo, true);
        int count = gone.size();
        gone.clear();
        trimmed = Math.max(trimmed, upTo);
        return count;
    }
}
