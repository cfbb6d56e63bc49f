package dev.runs.storage.tck;

import dev.runs.storage.CommandRow;
import dev.runs.storage.Commit;
import dev.runs.storage.CommitResult;
import dev.runs.storage.ContentRow;
import dev.runs.storage.Cursor;
import dev.runs.storage.Direction;
import dev.runs.storage.EdgeRow;
import dev.runs.storage.InboxRow;
import dev.runs.storage.NodeRef;
import dev.runs.storage.Page;
import dev.runs.storage.RunFilter;
import dev.runs.storage.RunHead;
import dev.runs.storage.RunKey;
import dev.runs.storage.RunRow;
import dev.runs.storage.RunStore;
import dev.runs.storage.StepRow;
import dev.runs.storage.StoreException;
import dev.runs.storage.StoredEvent;
import dev.runs.storage.StoredRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Stores that break one guarantee, or one rule of it, each, as real ones have done. */
final class BrokenStores {
    private BrokenStores() {}

    /** Every broken store by the guarantee that it breaks and how. */
    static Map<String, Supplier<RunStore>> all() {
        Map<String, Supplier<RunStore>> stores = new TreeMap<>();
        stores.put("G1 writes all but the content before it refuses", HalfWritten::new);
        stores.put("G2 writes whatever the version", AnyVersion::new);
        stores.put("G2 takes a run for the removed one whose id it has", Namesake::new);
        stores.put("G3 acknowledges before it writes", Late::new);
        stores.put("G4 forgets commands", NoCommands::new);
        stores.put("G5 does not know keys", NoKeys::new);
        stores.put("G6 leaves out the event at which a page ends", Gap::new);
        stores.put("G7 loads the head of the load before", OldHead::new);
        stores.put("G8 keeps old steps and drops those not named", NamedStepsOnly::new);
        stores.put("G9 looks content up by run and id", SharedContent::new);
        stores.put("G10 hides erased content but keeps its bytes", NotErased::new);
        stores.put("G11 pages by counting rows", Offset::new);
        stores.put("G12 orders the inbox by run", InboxByRun::new);
        stores.put("G13 follows edges one way", OneWay::new);
        stores.put("G14 works on after it was closed", NeverClosed::new);
        stores.put("G15 compares words without case", NoCase::new);
        stores.putAll(BrokenLists.all());
        stores.putAll(BrokenFeeds.all());
        stores.putAll(BrokenLeases.all());
        stores.putAll(BrokenHosts.all());
        stores.putAll(BrokenRemovals.all());
        return stores;
    }

    private static final class HalfWritten extends ForwardingStore {
        @Override
        public CommitResult commit(Commit commit) {
            try {
                return super.commit(commit);
            } catch (StoreException e) {
                super.commit(with(commit, commit.key(), commit.head(), commit.steps(), List.of()));
                throw e;
            }
        }
    }

    private static final class AnyVersion extends ForwardingStore {
        @Override
        public CommitResult commit(Commit commit) {
            CommitResult result = super.commit(commit);
            return result instanceof CommitResult.VersionConflict
                    ? new CommitResult.Committed(commit.head().version())
                    : result;
        }
    }

    private static final class Namesake extends ForwardingStore {
        @Override
        public CommitResult commit(Commit commit) {
            RunHead head = commit.head();
            Instant started = load(commit.key())
                    .filter(run -> run.head().version() == commit.expectedVersion())
                    .map(run -> run.head().started())
                    .orElse(head.started());
            RunHead taken = new RunHead(
                    head.version(), head.status(), head.about(), started, head.ended(), head.schema(), head.document());
            return super.commit(with(commit, commit.key(), taken, commit.steps(), commit.content()));
        }
    }

    private static final class Late extends ForwardingStore {
        private final List<Commit> late = new ArrayList<>();

        @Override
        public synchronized CommitResult commit(Commit commit) {
            late.forEach(super::commit);
            late.clear();
            late.add(commit);
            return new CommitResult.Committed(commit.head().version());
        }
    }

    private static final class NoCommands extends ForwardingStore {
        @Override
        public CommitResult commit(Commit commit) {
            CommandRow command = commit.command();
            String fresh = command.id().substring(0, Math.min(100, command.id().length())) + " " + System.nanoTime();
            return super.commit(new Commit(
                    commit.key(),
                    commit.expectedVersion(),
                    new CommandRow(fresh, command.run(), command.version(), command.result()),
                    commit.head(),
                    commit.steps(),
                    commit.events(),
                    commit.content(),
                    commit.edges(),
                    commit.keys(),
                    commit.artifacts()));
        }
    }

    private static final class NoKeys extends ForwardingStore {
        @Override
        public CommitResult commit(Commit commit) {
            return super.commit(new Commit(
                    commit.key(),
                    commit.expectedVersion(),
                    commit.command(),
                    commit.head(),
                    commit.steps(),
                    commit.events(),
                    commit.content(),
                    commit.edges(),
                    Set.of()));
        }
    }

    private static final class Gap extends ForwardingStore {
        @Override
        public List<StoredEvent> history(RunKey key, long after, int limit) {
            return super.history(key, after > 0 ? after + 1 : after, limit);
        }
    }

    private static final class OldHead extends ForwardingStore {
        private final Map<RunKey, RunHead> heads = new ConcurrentHashMap<>();

        @Override
        public Optional<StoredRun> load(RunKey key) {
            return super.load(key).map(run -> {
                RunHead before = heads.put(key, run.head());
                return new StoredRun(key, before == null ? run.head() : before, run.steps());
            });
        }
    }

    private static final class NamedStepsOnly extends ForwardingStore {
        private final Map<RunKey, List<StepRow>> named = new ConcurrentHashMap<>();

        @Override
        public CommitResult commit(Commit commit) {
            CommitResult result = super.commit(commit);
            if (result instanceof CommitResult.Committed) {
                named.put(commit.key(), commit.steps());
            }
            return result;
        }

        @Override
        public Optional<StoredRun> load(RunKey key) {
            return super.load(key).map(run -> new StoredRun(key, run.head(), named.getOrDefault(key, List.of())));
        }
    }

    private static final class SharedContent extends ForwardingStore {
        private final Map<String, ContentRow> shared = new ConcurrentHashMap<>();

        @Override
        public CommitResult commit(Commit commit) {
            CommitResult result = super.commit(commit);
            if (result instanceof CommitResult.Committed) {
                commit.content().forEach(row -> shared.put(commit.key().run() + row.id(), row));
            }
            return result;
        }

        @Override
        public Map<String, ContentRow> content(RunKey key, Collection<String> ids) {
            Map<String, ContentRow> found = new TreeMap<>();
            super.content(key, ids)
                    .forEach((id, row) ->
                            found.put(id, row.body().isEmpty() ? row : shared.getOrDefault(key.run() + id, row)));
            return found;
        }
    }

    private static final class NotErased extends ForwardingStore {
        @Override
        public int erase(RunKey key, Collection<String> ids) {
            return super.content(key, ids).size();
        }
    }

    private static final class Offset extends ForwardingStore {
        @Override
        public Page<RunRow> runs(String tenant, RunFilter filter, Cursor after, int limit) {
            int from = after.isStart() ? 0 : Integer.parseInt(after.token());
            List<RunRow> all = super.runs(tenant, filter, Cursor.start(), Integer.MAX_VALUE)
                    .rows();
            int to = (int) Math.min(all.size(), (long) from + limit);
            Optional<Cursor> next = to < all.size() ? Optional.of(new Cursor("" + to)) : Optional.empty();
            return new Page<>(all.subList(Math.min(from, to), to), next);
        }
    }

    private static final class InboxByRun extends ForwardingStore {
        @Override
        public Page<InboxRow> inbox(String tenant, Set<String> roles, Cursor after, int limit) {
            Page<InboxRow> page = super.inbox(tenant, roles, after, limit);
            List<InboxRow> rows = new ArrayList<>(page.rows());
            rows.sort((left, right) -> left.run().compareTo(right.run()));
            return new Page<>(rows, page.next());
        }
    }

    private static final class OneWay extends ForwardingStore {
        @Override
        public Page<EdgeRow> edges(String tenant, NodeRef node, Direction direction, Cursor after, int limit) {
            return super.edges(tenant, node, Direction.DOWNSTREAM, after, limit);
        }
    }

    private static final class NeverClosed extends ForwardingStore {
        @Override
        public void close() {}
    }

    private static final class NoCase extends ForwardingStore {
        @Override
        public CommitResult commit(Commit commit) {
            return super.commit(with(commit, lower(commit.key()), commit.head(), commit.steps(), commit.content()));
        }

        @Override
        public Optional<StoredRun> load(RunKey key) {
            return super.load(lower(key)).map(run -> new StoredRun(key, run.head(), run.steps()));
        }

        private static RunKey lower(RunKey key) {
            return new RunKey(key.tenant().toLowerCase(Locale.ROOT), key.run());
        }
    }

    private static Commit with(Commit commit, RunKey key, RunHead head, List<StepRow> steps, List<ContentRow> content) {
        return new Commit(
                key,
                commit.expectedVersion(),
                commit.command(),
                head,
                steps,
                commit.events(),
                content,
                commit.edges(),
                commit.keys(),
                commit.artifacts());
    }
}
