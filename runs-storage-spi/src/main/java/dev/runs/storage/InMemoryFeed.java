package dev.runs.storage;

import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/** The feed of the store in memory: one lock is around each commit, so that its position is given with it. */
final class InMemoryFeed implements RunFeed {
    private final InMemoryRunStore store;
    private final NavigableMap<Long, FeedEntry> entries = new TreeMap<>();
    private final SortedMap<String, Long> bookmarks = new TreeMap<>(Names.ORDER);
    private long last;
    private long trimmed;

    InMemoryFeed(InMemoryRunStore store) {
        this.store = store;
    }

    /** Called under the store's lock. */
    void add(Commit commit) {
        last++;
        RunKey key = commit.key();
        long first = commit.expectedVersion() + 1;
        entries.put(
                last,
                new FeedEntry(
                        last, key.tenant(), key.run(), first, commit.head().version()));
    }

    @Override
    public int relay(int limit) {
        InMemoryRunStore.checkLimit(limit);
        return store.locked(() -> 0);
    }

    @Override
    public List<FeedEntry> after(long position, int limit) {
        InMemoryRunStore.checkLimit(limit);
        return store.locked(() -> {
            if (Math.max(position, 0) < trimmed) {
                throw StoreException.feedTrimmed(InMemoryRunStore.NAME, position, trimmed);
            }
            return entries.tailMap(position, false).values().stream()
                    .limit(limit)
                    .toList();
        });
    }

    @Override
    public FeedState state() {
        return store.locked(() -> new FeedState(trimmed, last, 0));
    }

    @Override
    public int trim(long position) {
        return store.locked(() -> {
            long upTo = Math.min(position, last);
            NavigableMap<Long, FeedEntry> gone = entries.headMap(upTo, true);
            int count = gone.size();
            gone.clear();
            trimmed = Math.max(trimmed, upTo);
            return count;
        });
    }

    @Override
    public SortedMap<String, Long> bookmarks() {
        return store.locked(() -> {
            SortedMap<String, Long> copy = new TreeMap<>(Names.ORDER);
            copy.putAll(bookmarks);
            return copy;
        });
    }

    @Override
    public boolean bookmark(String reader, long expected, long position) {
        Names.check("reader", reader);
        return store.locked(() -> {
            if (bookmarks.getOrDefault(reader, 0L) != expected) {
                return false;
            }
            bookmarks.put(reader, position);
            return true;
        });
    }

    @Override
    public void forget(String reader) {
        Names.check("reader", reader);
        store.locked(() -> bookmarks.remove(reader) != null);
    }
}
