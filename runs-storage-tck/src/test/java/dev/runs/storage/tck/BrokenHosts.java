package dev.runs.storage.tck;

import dev.runs.storage.Commit;
import dev.runs.storage.CommitResult;
import dev.runs.storage.HostTransaction;
import dev.runs.storage.RunKey;
import dev.runs.storage.RunStore;
import dev.runs.storage.StoreCapabilities;
import dev.runs.storage.StoreException;
import dev.runs.storage.StoredRun;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Stores that break one rule of the host's transaction. */
final class BrokenHosts {
    private BrokenHosts() {}

    static Map<String, Supplier<RunStore>> all() {
        Map<String, Supplier<RunStore>> stores = new HashMap<>();
        stores.put("G19 commits what the host has begun", CommitsTheHosts::new);
        stores.put("G19 rolls the host's work back when it refuses", RollsBack::new);
        stores.put("G19 rolls the host's work back when content is taken", RollsBackOnFailure::new);
        stores.put("G19 cannot go on after a refusal", Poisons::new);
        stores.put("G19 reads outside the host's transaction", ReadsOutside::new);
        stores.put("G19 shows its reads to all before the host commits", ShowsEarly::new);
        stores.put("G19 acts before the host commits", () -> acting((right, action) -> action.run()));
        stores.put(
                "G19 acts twice",
                () -> acting((right, action) -> {
                    right.afterCommit(action);
                    right.afterCommit(action);
                }));
        stores.put("G19 never acts", () -> acting((right, action) -> {}));
        stores.put("G19 acts after a rollback", ActsAlways::new);
        stores.put("G19 keeps what is to be done for the next transaction", ActsLate::new);
        stores.put("G19 does not know that a transaction is active", NeverActive::new);
        stores.put("G19 lets workers work in the host's transaction", NoCheck::new);
        stores.put("G19 says that it joins, and offers nothing to show it", OnlySays::new);
        stores.put("G19 forgets the transaction at its second commit", FirstOnly::new);
        return stores;
    }

    private static final class CommitsTheHosts extends JoiningStore {
        @Override
        public CommitResult commit(Commit commit) {
            CommitResult result = super.commit(commit);
            if (transaction() != null) {
                super.commit();
                super.begin();
            }
            return result;
        }
    }

    private static final class RollsBack extends JoiningStore {
        @Override
        public CommitResult commit(Commit commit) {
            CommitResult result = super.commit(commit);
            if (transaction() != null && !(result instanceof CommitResult.Committed)) {
                super.rollback();
                super.begin();
            }
            return result;
        }
    }

    private static final class RollsBackOnFailure extends JoiningStore {
        @Override
        public CommitResult commit(Commit commit) {
            try {
                return super.commit(commit);
            } catch (StoreException e) {
                if (transaction() != null) {
                    super.rollback();
                    super.begin();
                }
                throw e;
            }
        }
    }

    /** As PostgreSQL does after an error, such as one of a unique index. */
    private static final class Poisons extends JoiningStore {
        private Optional<Transaction> poisoned = Optional.empty();

        @Override
        public CommitResult commit(Commit commit) {
            Transaction transaction = transaction();
            if (transaction != null && poisoned.filter(transaction::equals).isPresent()) {
                throw new StoreException(
                        "RUNS-STORE-999",
                        StoreException.Kind.FAILED,
                        "The current transaction is aborted.",
                        "roll it back.");
            }
            CommitResult result = super.commit(commit);
            if (result instanceof CommitResult.KeyTaken || result instanceof CommitResult.DuplicateCommand) {
                poisoned = Optional.ofNullable(transaction);
            }
            return result;
        }
    }

    private static final class ReadsOutside extends JoiningStore {
        @Override
        public Optional<StoredRun> load(RunKey key) {
            return committed().load(key);
        }
    }

    /** As where reads share one connection with the host's transaction. */
    private static final class ShowsEarly extends JoiningStore {
        private final Map<RunKey, StoredRun> early = new HashMap<>();

        @Override
        public synchronized CommitResult commit(Commit commit) {
            CommitResult result = super.commit(commit);
            if (transaction() != null) {
                super.load(commit.key()).ifPresent(run -> early.put(commit.key(), run));
            }
            return result;
        }

        @Override
        public synchronized Optional<StoredRun> load(RunKey key) {
            return Optional.ofNullable(early.get(key)).or(() -> super.load(key));
        }

        @Override
        public void commit() {
            super.commit();
            early.clear();
        }

        @Override
        public void rollback() {
            super.rollback();
            early.clear();
        }
    }

    /** What becomes of an action that the right transaction should do once, after its commit. */
    private interface Acting {
        void afterCommit(HostTransaction right, Runnable action);
    }

    private static JoiningStore acting(Acting acting) {
        return new JoiningStore() {
            @Override
            public HostTransaction hostTransaction() {
                HostTransaction right = super.hostTransaction();
                return new HostTransaction() {
                    @Override
                    public boolean isActive() {
                        return right.isActive();
                    }

                    @Override
                    public void afterCommit(Runnable action) {
                        acting.afterCommit(right, action);
                    }
                };
            }
        };
    }

    private static final class ActsAlways extends JoiningStore {
        @Override
        public void rollback() {
            Transaction transaction = transaction();
            super.rollback();
            if (transaction != null) {
                transaction.afterCommit.forEach(Runnable::run);
            }
        }
    }

    private static final class ActsLate extends JoiningStore {
        private final List<Runnable> late = new ArrayList<>();

        @Override
        public void begin() {
            super.begin();
            Transaction transaction = transaction();
            if (transaction != null) {
                transaction.afterCommit.addAll(late);
                late.clear();
            }
        }

        @Override
        public void rollback() {
            Transaction transaction = transaction();
            if (transaction != null) {
                late.addAll(transaction.afterCommit);
            }
            super.rollback();
        }
    }

    private static final class NeverActive extends JoiningStore {
        @Override
        public HostTransaction hostTransaction() {
            return HostTransaction.none();
        }
    }

    private static final class NoCheck extends JoiningStore {
        @Override
        void checkNoTransaction() {}
    }

    private static final class OnlySays extends ForwardingStore {
        @Override
        public StoreCapabilities capabilities() {
            return new StoreCapabilities("says", false, true, true);
        }
    }

    /** As where a connection that is asked for again is another one. */
    private static final class FirstOnly extends JoiningStore {
        @Override
        public CommitResult commit(Commit commit) {
            Transaction transaction = transaction();
            if (transaction == null || transaction.entries.isEmpty()) {
                return super.commit(commit);
            }
            CommitResult result = committed().commit(commit);
            feed.enter(feed.entry(commit));
            return result;
        }
    }
}
