package dev.runs.storage.tck;

import dev.runs.storage.ArtifactRow;
import dev.runs.storage.CommandRow;
import dev.runs.storage.Commit;
import dev.runs.storage.ContentRow;
import dev.runs.storage.Cursor;
import dev.runs.storage.Direction;
import dev.runs.storage.EdgeRow;
import dev.runs.storage.InboxCount;
import dev.runs.storage.InboxItem;
import dev.runs.storage.InboxRow;
import dev.runs.storage.NodeRef;
import dev.runs.storage.Page;
import dev.runs.storage.RunFilter;
import dev.runs.storage.RunKey;
import dev.runs.storage.RunRow;
import dev.runs.storage.RunStore;
import dev.runs.storage.StepRow;
import dev.runs.storage.StepTally;
import dev.runs.storage.StoredEvent;
import dev.runs.storage.StoredRun;
import dev.runs.storage.TimerRow;
import dev.runs.storage.UniqueKey;
import dev.runs.storage.WorkRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Everything of one tenant that can be read, as far as the given commits name it: equal pictures, equal stores. */
record Picture(
        List<StoredRun> runs,
        List<RunRow> list,
        List<StoredEvent> events,
        Map<String, Map<String, ContentRow>> content,
        List<CommandRow> commands,
        Map<UniqueKey, String> holders,
        List<EdgeRow> upstream,
        List<EdgeRow> downstream,
        List<ArtifactRow> artifacts,
        List<InboxRow> inbox,
        List<InboxRow> overdue,
        List<InboxCount> counts,
        List<WorkRow> work,
        List<TimerRow> timers,
        List<RunRow> ended,
        List<StepTally> tally) {
    /** A moment after all those that a test writes. */
    private static final Instant LATE = Instant.parse("9999-12-31T23:59:59.999999Z");

    static Picture of(RunStore store, String tenant, Collection<Commit> commits) {
        Picture picture = new Picture(
                new ArrayList<>(),
                all(cursor -> store.runs(tenant, RunFilter.all(), cursor, 100)),
                new ArrayList<>(),
                new HashMap<>(),
                new ArrayList<>(),
                new HashMap<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                all(cursor -> store.artifacts(tenant, "file", cursor, 100)),
                all(cursor -> store.inbox(tenant, roles(commits), cursor, 100)),
                all(cursor -> store.overdue(tenant, roles(commits), LATE, cursor, 100)),
                store.inboxCounts(tenant, roles(commits), LATE, 1000),
                all(cursor -> store.work(tenant, states(commits), cursor, 100)),
                all(cursor -> store.timers(tenant, LATE, cursor, 100)),
                all(cursor -> store.ended(tenant, LATE, cursor, 100)),
                store.tally(tenant));
        Set<NodeRef> nodes = new HashSet<>();
        for (Commit commit : commits) {
            RunKey key = new RunKey(tenant, commit.key().run());
            store.load(key).ifPresent(picture.runs::add);
            picture.events.addAll(store.history(key, 0, Integer.MAX_VALUE));
            List<String> ids = commit.content().stream().map(ContentRow::id).toList();
            picture.content.computeIfAbsent(key.run(), run -> new HashMap<>()).putAll(store.content(key, ids));
            store.command(tenant, commit.command().id()).ifPresent(picture.commands::add);
            commit.keys()
                    .forEach(unique -> store.holder(tenant, unique).ifPresent(run -> picture.holders.put(unique, run)));
            commit.edges().forEach(edge -> nodes.addAll(List.of(edge.from(), edge.to())));
        }
        for (NodeRef node : nodes) {
            picture.upstream.addAll(store.edges(tenant, node, Direction.UPSTREAM, Cursor.start(), 1000)
                    .rows());
            picture.downstream.addAll(store.edges(tenant, node, Direction.DOWNSTREAM, Cursor.start(), 1000)
                    .rows());
        }
        return picture;
    }

    static <T> List<T> all(Function<Cursor, Page<T>> pages) {
        List<T> rows = new ArrayList<>();
        Page<T> page = pages.apply(Cursor.start());
        rows.addAll(page.rows());
        while (page.next().isPresent()) {
            page = pages.apply(page.next().get());
            rows.addAll(page.rows());
        }
        return rows;
    }

    private static Set<String> roles(Collection<Commit> commits) {
        Set<String> roles = new HashSet<>();
        commits.forEach(commit -> commit.steps()
                .forEach(step -> step.items().stream().map(InboxItem::role).forEach(roles::add)));
        return roles;
    }

    private static Set<String> states(Collection<Commit> commits) {
        Set<String> states = new HashSet<>();
        commits.forEach(commit -> commit.steps().stream().map(StepRow::state).forEach(states::add));
        return states;
    }
}
