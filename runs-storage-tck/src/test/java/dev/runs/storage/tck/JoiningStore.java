package dev.runs.storage.tck;

import dev.runs.storage.Commit;
import dev.runs.storage.CommitResult;
import dev.runs.storage.FeedEntry;
import dev.runs.storage.HostTransaction;
import dev.runs.storage.InMemoryRunStore;
import dev.runs.storage.Lease;
import dev.runs.storage.Leases;
import dev.runs.storage.RunFeed;
import dev.runs.storage.RunKey;
import dev.runs.storage.RunStore;
import dev.runs.storage.StoreCapabilities;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A right store that joins transactions of the host and whose feed is relayed. What such a transaction does is put off
 * until its end; what it reads meanwhile is a copy of everything with its own work on top.
 */
class JoiningStore extends ForwardingStore implements HostWork {
    private final Medium medium;
    final RelayedFeed feed;

    JoiningStore() {
        this(RelayedFeed::new);
    }

    JoiningStore(Function<RunFeed, RelayedFeed> feed) {
        this(new Medium(), feed);
    }

    private JoiningStore(Medium medium, Function<RunFeed, RelayedFeed> feed) {
        super(medium.reads());
        this.medium = medium;
        this.feed = feed.apply(medium.shared.feed());
    }

    /** One thing that was done, to be done again in another store. */
    private interface Operation {
        Object on(RunStore store);
    }

    /** What a transaction of the host has done so far. */
    static final class Transaction {
        private final List<Operation> operations = new ArrayList<>();
        final List<FeedEntry> entries = new ArrayList<>();
        final List<Runnable> afterCommit = new ArrayList<>();
    }

    /** What is committed, and whose transaction is open. */
    private static final class Medium {
        final InMemoryRunStore shared = new InMemoryRunStore();
        final List<Operation> log = new ArrayList<>();
        final Map<Thread, Transaction> open = new ConcurrentHashMap<>();

        @Nullable
        Transaction current() {
            return open.get(Thread.currentThread());
        }

        /** What the calling thread sees. */
        synchronized RunStore view() {
            Transaction transaction = current();
            if (transaction == null) {
                return shared;
            }
            RunStore copy = new InMemoryRunStore();
            log.forEach(operation -> operation.on(copy));
            transaction.operations.forEach(operation -> operation.on(copy));
            return copy;
        }

        synchronized <T> T change(Function<RunStore, T> change, Function<T, Boolean> happened) {
            T answer = change.apply(view());
            if (happened.apply(answer)) {
                Transaction transaction = current();
                (transaction == null ? log : transaction.operations).add(change::apply);
            }
            return answer;
        }

        synchronized void end(Transaction transaction) {
            transaction.operations.forEach(operation -> operation.on(shared));
            log.addAll(transaction.operations);
        }

        RunStore reads() {
            return (RunStore) Proxy.newProxyInstance(
                    RunStore.class.getClassLoader(), new Class<?>[] {RunStore.class}, (proxy, method, arguments) -> {
                        try {
                            return method.invoke(view(), arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }
    }

    /** The host's transaction on the calling thread. */
    final @Nullable Transaction transaction() {
        return medium.current();
    }

    /** What is committed. */
    final RunStore committed() {
        return medium.shared;
    }

    @Override
    public void begin() {
        medium.open.put(Thread.currentThread(), new Transaction());
    }

    @Override
    public void commit() {
        Transaction transaction = Objects.requireNonNull(medium.current());
        synchronized (medium) {
            medium.end(transaction);
            transaction.entries.forEach(feed::enter);
        }
        medium.open.remove(Thread.currentThread());
        transaction.afterCommit.forEach(Runnable::run);
    }

    @Override
    public void rollback() {
        medium.open.remove(Thread.currentThread());
    }

    @Override
    public StoreCapabilities capabilities() {
        return new StoreCapabilities("joining", false, true, true);
    }

    @Override
    public CommitResult commit(Commit commit) {
        synchronized (medium) {
            CommitResult result =
                    medium.change(store -> store.commit(commit), CommitResult.Committed.class::isInstance);
            if (result instanceof CommitResult.Committed) {
                FeedEntry entry = feed.entry(commit);
                Transaction transaction = transaction();
                if (transaction == null) {
                    feed.enter(entry);
                } else {
                    transaction.entries.add(entry);
                }
            }
            return result;
        }
    }

    @Override
    public int erase(RunKey key, Collection<String> ids) {
        return medium.change(store -> store.erase(key, ids), count -> count > 0);
    }

    @Override
    public boolean remove(RunKey key, long version) {
        return medium.change(store -> store.remove(key, version), removed -> removed);
    }

    /** Refuses the work of workers in a transaction of the host. */
    void checkNoTransaction() {
        if (transaction() != null) {
            throw new IllegalStateException("a transaction of the host is active on this thread");
        }
    }

    @Override
    public RunFeed feed() {
        return new ForwardingFeed(feed) {
            @Override
            public int relay(int limit) {
                checkNoTransaction();
                return super.relay(limit);
            }

            @Override
            public int trim(long position) {
                checkNoTransaction();
                return super.trim(position);
            }

            @Override
            public boolean bookmark(String reader, long expected, long position) {
                checkNoTransaction();
                return super.bookmark(reader, expected, position);
            }

            @Override
            public void forget(String reader) {
                checkNoTransaction();
                super.forget(reader);
            }
        };
    }

    @Override
    public Leases leases() {
        return new ForwardingLeases(committed().leases()) {
            @Override
            public Optional<Lease> take(String name, String holder, Instant now, Instant until) {
                checkNoTransaction();
                return super.take(name, holder, now, until);
            }

            @Override
            public Optional<Lease> find(String name) {
                checkNoTransaction();
                return super.find(name);
            }

            @Override
            public boolean release(Lease lease) {
                checkNoTransaction();
                return super.release(lease);
            }

            @Override
            public int forget(Instant endedBefore) {
                checkNoTransaction();
                return super.forget(endedBefore);
            }
        };
    }

    @Override
    public HostTransaction hostTransaction() {
        return new HostTransaction() {
            @Override
            public boolean isActive() {
                return transaction() != null;
            }

            @Override
            public void afterCommit(Runnable action) {
                Transaction transaction = transaction();
                if (transaction == null) {
                    action.run();
                } else {
                    transaction.afterCommit.add(action);
                }
            }
        };
    }

    @Override
    public void close() {
        committed().close();
    }
}
