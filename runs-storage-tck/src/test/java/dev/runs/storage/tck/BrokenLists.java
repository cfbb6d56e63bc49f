package dev.runs.storage.tck;

import dev.runs.storage.ArtifactRow;
import dev.runs.storage.Commit;
import dev.runs.storage.CommitResult;
import dev.runs.storage.Cursor;
import dev.runs.storage.Direction;
import dev.runs.storage.EdgeRow;
import dev.runs.storage.InboxCount;
import dev.runs.storage.InboxRow;
import dev.runs.storage.NodeRef;
import dev.runs.storage.Page;
import dev.runs.storage.RunFilter;
import dev.runs.storage.RunKey;
import dev.runs.storage.RunRow;
import dev.runs.storage.RunStore;
import dev.runs.storage.StepRow;
import dev.runs.storage.TimerRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Stores whose lists of late items, counts, edges or timers break one rule. */
final class BrokenLists {
    private static final int MANY = 10_000;

    private BrokenLists() {}

    static Map<String, Supplier<RunStore>> all() {
        Map<String, Supplier<RunStore>> stores = new HashMap<>();
        stores.put("G11 pages late items by the moment only", ByMomentOnly::new);
        stores.put("G11 takes any cursor for late items", AnyCursor::new);
        stores.put("G12 takes what is never due for late", NeverDueIsLate::new);
        stores.put("G12 takes what is due at the moment for late", DueAtMoment::new);
        stores.put("G12 orders late items by when they were asked", LateBySince::new);
        stores.put("G12 counts items of closed steps", CountsClosed::new);
        stores.put("G12 counts on", CountsOn::new);
        stores.put("G12 counts the late among the first", LateAmongFirst::new);
        stores.put("G12 counts roles for which nothing waits", CountsNone::new);
        stores.put("G13 orders edges by when they were written, over runs", EdgesByTime::new);
        stores.put("G13 orders edges of a run as words", EdgesByWord::new);
        stores.put("G13 has one page of edges", OnePageOfEdges::new);
        stores.put("G22 lists what steps left oldest first", OldestFirst::new);
        stores.put("G22 has one page of what steps left", OnePageOfArtifacts::new);
        stores.put("G22 lists what steps left whatever its kind", AnyKind::new);
        stores.put("G22 knows only the last that was left of a name", LastOfName::new);
        stores.put("G20 offers timers of closed steps", TimersOfClosed::new);
        stores.put("G20 offers a timer only after its moment", TimersLate::new);
        stores.put("G20 orders timers by run", TimersByRun::new);
        stores.put("G20 keeps the timer that a step had first", FirstTimer::new);
        return stores;
    }

    private static void eachStep(RunStore store, String tenant, BiConsumer<String, StepRow> use) {
        for (RunRow row :
                store.runs(tenant, RunFilter.all(), Cursor.start(), MANY).rows()) {
            store.load(new RunKey(tenant, row.run()))
                    .orElseThrow()
                    .steps()
                    .forEach(step -> use.accept(row.run(), step));
        }
    }

    private static final class ByMomentOnly extends ForwardingStore {
        @Override
        public Page<InboxRow> overdue(String tenant, Set<String> roles, Instant before, Cursor after, int limit) {
            Instant from = after.isStart() ? Instant.MIN : Instant.parse(after.token());
            List<InboxRow> rows = super.overdue(tenant, roles, before, Cursor.start(), MANY).rows().stream()
                    .filter(row -> row.item().due().orElseThrow().isAfter(from))
                    .toList();
            if (rows.size() <= limit) {
                return new Page<>(rows, Optional.empty());
            }
            Instant last = rows.get(limit - 1).item().due().orElseThrow();
            return new Page<>(rows.subList(0, limit), Optional.of(new Cursor(last.toString())));
        }
    }

    private static final class AnyCursor extends ForwardingStore {
        @Override
        public Page<InboxRow> overdue(String tenant, Set<String> roles, Instant before, Cursor after, int limit) {
            try {
                return super.overdue(tenant, roles, before, after, limit);
            } catch (IllegalArgumentException e) {
                return super.overdue(tenant, roles, before, Cursor.start(), limit);
            }
        }
    }

    private static final class NeverDueIsLate extends ForwardingStore {
        @Override
        public Page<InboxRow> overdue(String tenant, Set<String> roles, Instant before, Cursor after, int limit) {
            Page<InboxRow> page = super.overdue(tenant, roles, before, after, limit);
            List<InboxRow> rows = new ArrayList<>(page.rows());
            super.inbox(tenant, roles, Cursor.start(), MANY).rows().stream()
                    .filter(row -> row.item().due().isEmpty())
                    .forEach(rows::add);
            return new Page<>(rows, page.next());
        }
    }

    private static final class DueAtMoment extends ForwardingStore {
        @Override
        public Page<InboxRow> overdue(String tenant, Set<String> roles, Instant before, Cursor after, int limit) {
            Instant later = before.equals(Instant.MAX) ? before : before.plusNanos(1_000);
            return super.overdue(tenant, roles, later, after, limit);
        }
    }

    private static final class LateBySince extends ForwardingStore {
        @Override
        public Page<InboxRow> overdue(String tenant, Set<String> roles, Instant before, Cursor after, int limit) {
            Page<InboxRow> page = super.overdue(tenant, roles, before, after, limit);
            List<InboxRow> rows = new ArrayList<>(page.rows());
            rows.sort(Comparator.comparing(row -> row.item().since()));
            return new Page<>(rows, page.next());
        }
    }

    private static final class CountsClosed extends ForwardingStore {
        @Override
        public List<InboxCount> inboxCounts(String tenant, Set<String> roles, Instant now, int most) {
            List<InboxCount> counts = new ArrayList<>(super.inboxCounts(tenant, roles, now, most));
            eachStep(
                    right,
                    tenant,
                    (run, step) -> step.items().stream()
                            .filter(item -> !step.open() && roles.contains(item.role()))
                            .forEach(item -> counts.add(new InboxCount(item.role(), 1, 0))));
            return counts;
        }
    }

    private static final class CountsOn extends ForwardingStore {
        @Override
        public List<InboxCount> inboxCounts(String tenant, Set<String> roles, Instant now, int most) {
            return super.inboxCounts(tenant, roles, now, most < 1 ? most : MANY);
        }
    }

    private static final class LateAmongFirst extends ForwardingStore {
        @Override
        public List<InboxCount> inboxCounts(String tenant, Set<String> roles, Instant now, int most) {
            return super.inboxCounts(tenant, roles, now, most).stream()
                    .map(count -> new InboxCount(count.role(), count.waiting(), late(tenant, count.role(), now, most)))
                    .toList();
        }

        private int late(String tenant, String role, Instant now, int most) {
            return (int) super.inbox(tenant, Set.of(role), Cursor.start(), most).rows().stream()
                    .filter(row ->
                            row.item().due().filter(due -> due.isBefore(now)).isPresent())
                    .count();
        }
    }

    private static final class CountsNone extends ForwardingStore {
        @Override
        public List<InboxCount> inboxCounts(String tenant, Set<String> roles, Instant now, int most) {
            List<InboxCount> counts = new ArrayList<>();
            for (String role : new TreeSet<>(roles)) {
                List<InboxCount> found = super.inboxCounts(tenant, Set.of(role), now, most);
                counts.addAll(found.isEmpty() ? List.of(new InboxCount(role, 0, 0)) : found);
            }
            return counts;
        }
    }

    private static final class EdgesByTime extends ForwardingStore {
        private final List<EdgeRow> written = new ArrayList<>();

        @Override
        public synchronized CommitResult commit(Commit commit) {
            CommitResult result = super.commit(commit);
            if (result instanceof CommitResult.Committed) {
                written.addAll(commit.edges());
            }
            return result;
        }

        @Override
        public synchronized Page<EdgeRow> edges(
                String tenant, NodeRef node, Direction direction, Cursor after, int limit) {
            Page<EdgeRow> page = super.edges(tenant, node, direction, after, limit);
            List<EdgeRow> rows = new ArrayList<>(page.rows());
            rows.sort(Comparator.comparing(written::indexOf));
            return new Page<>(rows, page.next());
        }
    }

    private static final class EdgesByWord extends ForwardingStore {
        @Override
        public Page<EdgeRow> edges(String tenant, NodeRef node, Direction direction, Cursor after, int limit) {
            Page<EdgeRow> page = super.edges(tenant, node, direction, after, limit);
            List<EdgeRow> rows = new ArrayList<>(page.rows());
            rows.sort(Comparator.comparing(EdgeRow::run)
                    .thenComparing(row -> row.from().id()));
            return new Page<>(rows, page.next());
        }
    }

    private static final class OnePageOfEdges extends ForwardingStore {
        @Override
        public Page<EdgeRow> edges(String tenant, NodeRef node, Direction direction, Cursor after, int limit) {
            Page<EdgeRow> page = super.edges(tenant, node, direction, after, limit);
            return new Page<>(page.rows(), Optional.empty());
        }
    }

    private static final class OldestFirst extends ForwardingStore {
        @Override
        public Page<ArtifactRow> artifacts(String tenant, String kind, Cursor after, int limit) {
            Page<ArtifactRow> page = super.artifacts(tenant, kind, after, limit);
            List<ArtifactRow> rows = new ArrayList<>(page.rows());
            rows.sort(Comparator.comparing(ArtifactRow::at));
            return new Page<>(rows, page.next());
        }
    }

    private static final class OnePageOfArtifacts extends ForwardingStore {
        @Override
        public Page<ArtifactRow> artifacts(String tenant, String kind, Cursor after, int limit) {
            return new Page<>(super.artifacts(tenant, kind, after, limit).rows(), Optional.empty());
        }
    }

    private static final class AnyKind extends ForwardingStore {
        @Override
        public Page<ArtifactRow> artifacts(String tenant, String kind, Cursor after, int limit) {
            Page<ArtifactRow> page = super.artifacts(tenant, kind, after, limit);
            List<ArtifactRow> rows = new ArrayList<>(page.rows());
            if (!kind.equals("roadmap")) {
                rows.addAll(
                        super.artifacts(tenant, "roadmap", Cursor.start(), MANY).rows());
            }
            return new Page<>(rows, page.next());
        }
    }

    private static final class LastOfName extends ForwardingStore {
        @Override
        public Page<ArtifactRow> artifacts(String tenant, String kind, Cursor after, int limit) {
            Page<ArtifactRow> page = super.artifacts(tenant, kind, after, limit);
            Map<NodeRef, ArtifactRow> last = new LinkedHashMap<>();
            page.rows().forEach(row -> last.put(row.node(), row));
            return new Page<>(List.copyOf(last.values()), page.next());
        }
    }

    private static final class TimersOfClosed extends ForwardingStore {
        @Override
        public Page<TimerRow> timers(String tenant, Instant by, Cursor after, int limit) {
            Page<TimerRow> page = super.timers(tenant, by, after, limit);
            List<TimerRow> rows = new ArrayList<>(page.rows());
            eachStep(
                    right,
                    tenant,
                    (run, step) -> step.timer()
                            .filter(at -> !step.open())
                            .ifPresent(at -> rows.add(new TimerRow(run, step.step(), at))));
            return new Page<>(rows, page.next());
        }
    }

    private static final class TimersLate extends ForwardingStore {
        @Override
        public Page<TimerRow> timers(String tenant, Instant by, Cursor after, int limit) {
            return super.timers(tenant, by.equals(Instant.MIN) ? by : by.minusNanos(1_000), after, limit);
        }
    }

    private static final class TimersByRun extends ForwardingStore {
        @Override
        public Page<TimerRow> timers(String tenant, Instant by, Cursor after, int limit) {
            Page<TimerRow> page = super.timers(tenant, by, after, limit);
            List<TimerRow> rows = new ArrayList<>(page.rows());
            rows.sort(Comparator.comparing(TimerRow::run));
            return new Page<>(rows, page.next());
        }
    }

    private static final class FirstTimer extends ForwardingStore {
        private final Map<String, Instant> first = new ConcurrentHashMap<>();

        @Override
        public CommitResult commit(Commit commit) {
            for (StepRow step : commit.steps()) {
                step.timer().ifPresent(at -> first.putIfAbsent(commit.key() + step.step(), at));
            }
            return super.commit(commit);
        }

        @Override
        public Page<TimerRow> timers(String tenant, Instant by, Cursor after, int limit) {
            Page<TimerRow> page = super.timers(tenant, by, after, limit);
            return new Page<>(
                    page.rows().stream()
                            .map(row -> new TimerRow(
                                    row.run(),
                                    row.step(),
                                    first.getOrDefault(new RunKey(tenant, row.run()) + row.step(), row.at())))
                            .toList(),
                    page.next());
        }
    }
}
