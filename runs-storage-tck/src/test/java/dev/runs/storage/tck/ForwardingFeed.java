package dev.runs.storage.tck;

import dev.runs.storage.FeedEntry;
import dev.runs.storage.FeedState;
import dev.runs.storage.RunFeed;
import java.util.List;
import java.util.SortedMap;

/** A right feed; those that break one rule override one method of it. */
class ForwardingFeed implements RunFeed {
    final RunFeed right;

    ForwardingFeed(RunFeed right) {
        this.right = right;
    }

    @Override
    public int relay(int limit) {
        return right.relay(limit);
    }

    @Override
    public List<FeedEntry> after(long position, int limit) {
        return right.after(position, limit);
    }

    @Override
    public FeedState state() {
        return right.state();
    }

    @Override
    public int trim(long position) {
        return right.trim(position);
    }

    @Override
    public SortedMap<String, Long> bookmarks() {
        return right.bookmarks();
    }

    @Override
    public boolean bookmark(String reader, long expected, long position) {
        return right.bookmark(reader, expected, position);
    }

    @Override
    public void forget(String reader) {
        right.forget(reader);
    }
}
