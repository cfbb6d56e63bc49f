package dev.runs.storage.tck;

import dev.runs.storage.Commit;
import dev.runs.storage.CommitResult;
import dev.runs.storage.FeedEntry;
import dev.runs.storage.RunFeed;
import dev.runs.storage.RunStore;
import dev.runs.storage.StoreException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Stores whose feed breaks one rule. */
final class BrokenFeeds {
    private BrokenFeeds() {}

    static Map<String, Supplier<RunStore>> all() {
        Map<String, Supplier<RunStore>> stores = new HashMap<>();
        stores.put("G17 gives the position when a transaction writes, before it ends", () -> relayed(Early::new));
        stores.put("G17 skips a commit where a relay ends", () -> relayed(Skips::new));
        stores.put("G17 relays the newest first", () -> relayed(NewestFirst::new));
        stores.put("G17 relays without marking what was relayed", () -> relayed(Twice::new));
        stores.put("G17 relays more than it was asked to", () -> relayed(All::new));
        stores.put("G17 counts positions from what is there", () -> relayed(FromWhatIsThere::new));
        stores.put("G17 trims what still waits", () -> relayed(TrimsWaiting::new));
        stores.put("G17 enters what the host rolled back", EntersRolledBack::new);
        stores.put("G17 enters refused commits", EntersRefused::new);
        stores.put("G17 enters each event", EntersEvents::new);
        stores.put("G17 gives a reader left behind what there is", () -> feed(NoRefusal::new));
        stores.put("G17 begins a page with the position asked for", () -> feed(Inclusive::new));
        stores.put("G17 lets the last move of a bookmark win", () -> feed(LastWins::new));
        stores.put("G17 has one bookmark for all readers", () -> feed(OneBookmark::new));
        stores.put("G17 never forgets a reader", () -> feed(NeverForgets::new));
        return stores;
    }

    private static RunStore feed(UnaryOperator<RunFeed> feed) {
        return new ForwardingStore() {
            private final RunFeed broken = feed.apply(right.feed());

            @Override
            public RunFeed feed() {
                return broken;
            }
        };
    }

    private static RunStore relayed(Function<RunFeed, RelayedFeed> feed) {
        return new JoiningStore(feed);
    }

    /** What a feed by {@code pos > last} on positions of the insert does. */
    private static final class Early extends RelayedFeed {
        Early(RunFeed bookmarks) {
            super(bookmarks);
        }

        @Override
        synchronized FeedEntry entry(Commit commit) {
            FeedEntry entry = super.entry(commit);
            return new FeedEntry(++last, entry.tenant(), entry.run(), entry.first(), entry.last());
        }

        @Override
        synchronized void enter(FeedEntry entry) {
            place(entry, entry.position());
        }
    }

    private static final class Skips extends RelayedFeed {
        Skips(RunFeed bookmarks) {
            super(bookmarks);
        }

        @Override
        public synchronized int relay(int limit) {
            int count = super.relay(limit);
            if (count == limit && !waiting.isEmpty()) {
                waiting.remove(0);
            }
            return count;
        }
    }

    private static final class NewestFirst extends RelayedFeed {
        NewestFirst(RunFeed bookmarks) {
            super(bookmarks);
        }

        @Override
        public synchronized int relay(int limit) {
            Collections.reverse(waiting);
            return super.relay(limit);
        }
    }

    private static final class Twice extends RelayedFeed {
        Twice(RunFeed bookmarks) {
            super(bookmarks);
        }

        @Override
        public synchronized int relay(int limit) {
            List<FeedEntry> relayed = List.copyOf(waiting);
            int count = super.relay(limit);
            relayed.stream().limit(1).forEach(entry -> place(entry, ++last));
            return count;
        }
    }

    private static final class All extends RelayedFeed {
        All(RunFeed bookmarks) {
            super(bookmarks);
        }

        @Override
        public synchronized int relay(int limit) {
            super.relay(limit);
            return limit < 1 ? 0 : super.relay(Integer.MAX_VALUE);
        }
    }

    private static final class FromWhatIsThere extends RelayedFeed {
        FromWhatIsThere(RunFeed bookmarks) {
            super(bookmarks);
        }

        @Override
        public synchronized int relay(int limit) {
            last = entries.isEmpty() ? 0 : entries.lastKey();
            return super.relay(limit);
        }
    }

    private static final class TrimsWaiting extends RelayedFeed {
        TrimsWaiting(RunFeed bookmarks) {
            super(bookmarks);
        }

        @Override
        public synchronized int trim(long position) {
            waiting.clear();
            return super.trim(position);
        }
    }

    private static final class EntersRolledBack extends JoiningStore {
        @Override
        public void rollback() {
            JoiningStore.Transaction transaction = transaction();
            if (transaction != null) {
                transaction.entries.forEach(feed::enter);
            }
            super.rollback();
        }
    }

    private static final class EntersRefused extends JoiningStore {
        @Override
        public CommitResult commit(Commit commit) {
            CommitResult result = super.commit(commit);
            if (!(result instanceof CommitResult.Committed)) {
                feed.enter(feed.entry(commit));
            }
            return result;
        }
    }

    private static final class EntersEvents extends JoiningStore {
        @Override
        public CommitResult commit(Commit commit) {
            CommitResult result = super.commit(commit);
            if (result instanceof CommitResult.Committed) {
                FeedEntry entry = feed.entry(commit);
                for (long event = entry.first() + 1; event <= entry.last(); event++) {
                    feed.enter(new FeedEntry(0, entry.tenant(), entry.run(), event, event));
                }
            }
            return result;
        }
    }

    private static final class NoRefusal extends ForwardingFeed {
        NoRefusal(RunFeed right) {
            super(right);
        }

        @Override
        public List<FeedEntry> after(long position, int limit) {
            try {
                return super.after(position, limit);
            } catch (StoreException e) {
                if (e.kind() != StoreException.Kind.REFUSED) {
                    throw e;
                }
                return super.after(state().trimmed(), limit);
            }
        }
    }

    private static final class Inclusive extends ForwardingFeed {
        Inclusive(RunFeed right) {
            super(right);
        }

        @Override
        public List<FeedEntry> after(long position, int limit) {
            return super.after(Math.max(position - 1, state().trimmed()), limit);
        }
    }

    private static final class LastWins extends ForwardingFeed {
        LastWins(RunFeed right) {
            super(right);
        }

        @Override
        public synchronized boolean bookmark(String reader, long expected, long position) {
            return super.bookmark(reader, bookmarks().getOrDefault(reader, 0L), position);
        }
    }

    private static final class OneBookmark extends ForwardingFeed {
        OneBookmark(RunFeed right) {
            super(right);
        }

        @Override
        public boolean bookmark(String reader, long expected, long position) {
            return super.bookmark("one", expected, position);
        }
    }

    private static final class NeverForgets extends ForwardingFeed {
        NeverForgets(RunFeed right) {
            super(right);
        }

        @Override
        public void forget(String reader) {}
    }
}
