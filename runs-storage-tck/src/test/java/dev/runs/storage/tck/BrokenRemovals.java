package dev.runs.storage.tck;

import dev.runs.storage.ArtifactRow;
import dev.runs.storage.CommandRow;
import dev.runs.storage.Commit;
import dev.runs.storage.CommitResult;
import dev.runs.storage.ContentRow;
import dev.runs.storage.Cursor;
import dev.runs.storage.Direction;
import dev.runs.storage.EdgeRow;
import dev.runs.storage.FeedEntry;
import dev.runs.storage.InboxRow;
import dev.runs.storage.NodeRef;
import dev.runs.storage.Page;
import dev.runs.storage.RunFeed;
import dev.runs.storage.RunFilter;
import dev.runs.storage.RunKey;
import dev.runs.storage.RunRow;
import dev.runs.storage.RunStore;
import dev.runs.storage.StoredEvent;
import dev.runs.storage.UniqueKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Stores that do not take a run away as they should, or do not know which have ended. */
final class BrokenRemovals {
    private static final int MANY = 10_000;

    private BrokenRemovals() {}

    static Map<String, Supplier<RunStore>> all() {
        Map<String, Supplier<RunStore>> stores = new HashMap<>();
        stores.put("G21 leaves the commands of a removed run", LeavesCommands::new);
        stores.put("G21 leaves the keys of a removed run", LeavesKeys::new);
        stores.put("G21 leaves the edges of a removed run", LeavesEdges::new);
        stores.put("G21 leaves the files of a removed run", LeavesFiles::new);
        stores.put("G21 leaves the events of a removed run", LeavesEvents::new);
        stores.put("G21 leaves the content of a removed run", LeavesContent::new);
        stores.put("G21 leaves the items of a removed run", LeavesItems::new);
        stores.put("G21 removes whatever the version", AnyVersion::new);
        stores.put("G21 says that it removed what was not there", AlwaysRemoved::new);
        stores.put("G21 removes the run of the twin too", RemovesTwin::new);
        stores.put("G21 removes runs that share an edge too", RemovesNeighbours::new);
        stores.put("G21 removes what the feed says of the run", RemovesFeed::new);
        stores.put("G21 lists tenants that had a run once", RemembersTenants::new);
        stores.put("G21 lists runs that end at the moment", EndsAtMoment::new);
        stores.put("G21 lists ended runs latest first", LatestFirst::new);
        stores.put("G21 lists runs that ended and were reopened", Reopened::new);
        return stores;
    }

    private abstract static class Remembering extends ForwardingStore {
        final Set<RunKey> removed = Collections.synchronizedSet(new HashSet<>());

        @Override
        public boolean remove(RunKey key, long version) {
            boolean happened = super.remove(key, version);
            if (happened) {
                removed.add(key);
            }
            return happened;
        }
    }

    private static final class LeavesCommands extends Remembering {
        private final Map<String, CommandRow> commands = new HashMap<>();

        @Override
        public CommitResult commit(Commit commit) {
            CommitResult result = super.commit(commit);
            if (result instanceof CommitResult.Committed) {
                commands.put(commit.key().tenant() + commit.command().id(), commit.command());
            }
            return result;
        }

        @Override
        public Optional<CommandRow> command(String tenant, String commandId) {
            return super.command(tenant, commandId).or(() -> Optional.ofNullable(commands.get(tenant + commandId)));
        }
    }

    private static final class LeavesKeys extends Remembering {
        @Override
        public CommitResult commit(Commit commit) {
            for (UniqueKey key : new TreeSet<>(commit.keys())) {
                for (RunKey gone : removed) {
                    boolean held = gone.tenant().equals(commit.key().tenant())
                            && !gone.run().equals(commit.key().run());
                    if (held) {
                        return new CommitResult.KeyTaken(key, gone.run());
                    }
                }
            }
            return super.commit(commit);
        }
    }

    private static final class LeavesEdges extends Remembering {
        private final Map<RunKey, Set<EdgeRow>> edges = new HashMap<>();

        @Override
        public CommitResult commit(Commit commit) {
            CommitResult result = super.commit(commit);
            if (result instanceof CommitResult.Committed) {
                edges.computeIfAbsent(commit.key(), none -> new LinkedHashSet<>())
                        .addAll(commit.edges());
            }
            return result;
        }

        @Override
        public Page<EdgeRow> edges(String tenant, NodeRef node, Direction direction, Cursor after, int limit) {
            Page<EdgeRow> page = super.edges(tenant, node, direction, after, limit);
            List<EdgeRow> rows = new ArrayList<>(page.rows());
            for (RunKey key : removed) {
                edges.get(key).stream()
                        .filter(edge -> key.tenant().equals(tenant) && node.equals(end(edge, direction)))
                        .forEach(rows::add);
            }
            return new Page<>(rows, page.next());
        }

        private static NodeRef end(EdgeRow edge, Direction direction) {
            return direction == Direction.UPSTREAM ? edge.to() : edge.from();
        }
    }

    private static final class LeavesFiles extends Remembering {
        private final Map<RunKey, List<ArtifactRow>> files = new HashMap<>();

        @Override
        public synchronized CommitResult commit(Commit commit) {
            CommitResult result = super.commit(commit);
            if (result instanceof CommitResult.Committed) {
                files.computeIfAbsent(commit.key(), none -> new ArrayList<>()).addAll(commit.artifacts());
            }
            return result;
        }

        @Override
        public synchronized Page<ArtifactRow> artifacts(String tenant, String kind, Cursor after, int limit) {
            Page<ArtifactRow> page = super.artifacts(tenant, kind, after, limit);
            List<ArtifactRow> rows = new ArrayList<>(page.rows());
            removed.stream()
                    .filter(key -> key.tenant().equals(tenant))
                    .forEach(key -> rows.addAll(files.getOrDefault(key, List.of())));
            return new Page<>(rows, page.next());
        }
    }

    private static final class LeavesEvents extends Remembering {
        private final Map<RunKey, List<StoredEvent>> events = new HashMap<>();

        @Override
        public boolean remove(RunKey key, long version) {
            List<StoredEvent> rows = super.history(key, 0, MANY);
            boolean happened = super.remove(key, version);
            if (happened) {
                events.put(key, rows);
            }
            return happened;
        }

        @Override
        public List<StoredEvent> history(RunKey key, long after, int limit) {
            List<StoredEvent> rows = super.history(key, after, limit);
            return rows.isEmpty() ? events.getOrDefault(key, List.of()) : rows;
        }
    }

    private static final class LeavesContent extends Remembering {
        private final Map<RunKey, Map<String, ContentRow>> content = new HashMap<>();

        @Override
        public Map<String, ContentRow> content(RunKey key, Collection<String> ids) {
            Map<String, ContentRow> rows = new HashMap<>(content.getOrDefault(key, Map.of()));
            rows.keySet().retainAll(ids);
            rows.putAll(super.content(key, ids));
            return rows;
        }

        @Override
        public CommitResult commit(Commit commit) {
            CommitResult result = super.commit(commit);
            if (result instanceof CommitResult.Committed) {
                Map<String, ContentRow> rows = content.computeIfAbsent(commit.key(), none -> new HashMap<>());
                commit.content().forEach(row -> rows.put(row.id(), row));
            }
            return result;
        }
    }

    private static final class LeavesItems extends Remembering {
        private final Map<String, List<InboxRow>> items = new HashMap<>();

        @Override
        public boolean remove(RunKey key, long version) {
            List<InboxRow> rows = super.inbox(key.tenant(), Set.of("legal"), Cursor.start(), MANY).rows().stream()
                    .filter(row -> row.run().equals(key.run()))
                    .toList();
            boolean happened = super.remove(key, version);
            if (happened) {
                items.put(key.tenant(), rows);
            }
            return happened;
        }

        @Override
        public Page<InboxRow> inbox(String tenant, Set<String> roles, Cursor after, int limit) {
            Page<InboxRow> page = super.inbox(tenant, roles, after, limit);
            List<InboxRow> rows = new ArrayList<>(page.rows());
            rows.addAll(items.getOrDefault(tenant, List.of()));
            return new Page<>(rows, page.next());
        }
    }

    private static final class AnyVersion extends ForwardingStore {
        @Override
        public boolean remove(RunKey key, long version) {
            return super.load(key)
                    .filter(run -> super.remove(key, run.head().version()))
                    .isPresent();
        }
    }

    private static final class AlwaysRemoved extends ForwardingStore {
        @Override
        public boolean remove(RunKey key, long version) {
            boolean was = super.load(key).isPresent();
            return super.remove(key, version) || !was;
        }
    }

    private static final class RemovesTwin extends ForwardingStore {
        @Override
        public boolean remove(RunKey key, long version) {
            boolean happened = super.remove(key, version);
            if (happened) {
                super.remove(StoreFixture.twin(key), version);
            }
            return happened;
        }
    }

    private static final class RemovesNeighbours extends ForwardingStore {
        @Override
        public boolean remove(RunKey key, long version) {
            List<EdgeRow> shared = super.edges(
                            key.tenant(), new NodeRef("node", "meeting"), Direction.DOWNSTREAM, Cursor.start(), MANY)
                    .rows();
            boolean happened = super.remove(key, version);
            if (happened) {
                shared.stream()
                        .map(edge -> new RunKey(key.tenant(), edge.run()))
                        .distinct()
                        .forEach(other -> super.load(other)
                                .ifPresent(run -> super.remove(other, run.head().version())));
            }
            return happened;
        }
    }

    private static final class RemovesFeed extends Remembering {
        @Override
        public RunFeed feed() {
            return new ForwardingFeed(super.feed()) {
                @Override
                public List<FeedEntry> after(long position, int limit) {
                    return super.after(position, limit).stream()
                            .filter(entry -> !removed.contains(new RunKey(entry.tenant(), entry.run())))
                            .toList();
                }
            };
        }
    }

    private static final class RemembersTenants extends Remembering {
        @Override
        public Page<String> tenants(Cursor after, int limit) {
            Page<String> page = super.tenants(after, limit);
            Set<String> ids = new TreeSet<>(page.rows());
            removed.forEach(key -> ids.add(key.tenant()));
            return new Page<>(List.copyOf(ids), page.next());
        }
    }

    private static final class EndsAtMoment extends ForwardingStore {
        @Override
        public Page<RunRow> ended(String tenant, Instant before, Cursor after, int limit) {
            return super.ended(tenant, before.equals(Instant.MAX) ? before : before.plusNanos(1_000), after, limit);
        }
    }

    private static final class LatestFirst extends ForwardingStore {
        @Override
        public Page<RunRow> ended(String tenant, Instant before, Cursor after, int limit) {
            Page<RunRow> page = super.ended(tenant, before, after, limit);
            List<RunRow> rows = new ArrayList<>(page.rows());
            Collections.reverse(rows);
            return new Page<>(rows, page.next());
        }
    }

    private static final class Reopened extends ForwardingStore {
        private final Map<RunKey, Instant> ends = new HashMap<>();

        @Override
        public CommitResult commit(Commit commit) {
            CommitResult result = super.commit(commit);
            commit.head().ended().ifPresent(at -> ends.put(commit.key(), at));
            return result;
        }

        @Override
        public Page<RunRow> ended(String tenant, Instant before, Cursor after, int limit) {
            Page<RunRow> page = super.ended(tenant, before, after, limit);
            List<RunRow> rows = new ArrayList<>(page.rows());
            super.runs(tenant, RunFilter.all(), Cursor.start(), MANY).rows().stream()
                    .filter(row -> row.head().ended().isEmpty() && ends.containsKey(new RunKey(tenant, row.run())))
                    .forEach(rows::add);
            return new Page<>(rows, page.next());
        }
    }
}
