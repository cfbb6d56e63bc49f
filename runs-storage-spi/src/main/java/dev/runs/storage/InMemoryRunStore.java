package dev.runs.storage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Keeps runs in the memory of this process and loses them with it: for tests, for trying things out, and as the model
 * that other stores are compared with. Lists are sorted anew for each call, so that it is right rather than fast.
 *
 * <p>Thread-safe: one lock around everything.
 *
 * @since 0.1.0
 */
public final class InMemoryRunStore implements RunStore {
    static final String NAME = "memory";

    private final Object lock = new Object();
    private final NavigableMap<String, Tenant> tenants = new TreeMap<>(Names.ORDER);
    private final InMemoryFeed feed = new InMemoryFeed(this);
    private final InMemoryLeases leases = new InMemoryLeases(this);
    private boolean closed;

    /** Makes an empty store. */
    public InMemoryRunStore() {}

    @Override
    public StoreCapabilities capabilities() {
        return new StoreCapabilities(NAME, false, false, false);
    }

    @Override
    public CommitResult commit(Commit commit) {
        synchronized (lock) {
            checkOpen();
            Tenant tenant = tenant(commit.key().tenant());
            Optional<CommitResult> refusal = tenant.refuse(commit);
            if (refusal.isPresent()) {
                return refusal.get();
            }
            tenants.put(commit.key().tenant(), tenant);
            tenant.write(commit);
            feed.add(commit);
            return new CommitResult.Committed(commit.head().version());
        }
    }

    @Override
    public Optional<StoredRun> load(RunKey key) {
        synchronized (lock) {
            return run(key).map(run -> new StoredRun(key, run.head, List.copyOf(run.steps.values())));
        }
    }

    @Override
    public Optional<CommandRow> command(String tenant, String commandId) {
        Names.check("command id", commandId);
        synchronized (lock) {
            return Optional.ofNullable(openTenant(tenant).commands.get(commandId));
        }
    }

    @Override
    public Optional<String> holder(String tenant, UniqueKey key) {
        synchronized (lock) {
            return Optional.ofNullable(openTenant(tenant).keys.get(key));
        }
    }

    @Override
    public List<StoredEvent> history(RunKey key, long after, int limit) {
        checkLimit(limit);
        synchronized (lock) {
            return run(key).map(run -> run.events).orElse(List.of()).stream()
                    .filter(event -> event.sequence() > after)
                    .limit(limit)
                    .toList();
        }
    }

    @Override
    public Map<String, ContentRow> content(RunKey key, Collection<String> ids) {
        ids.forEach(id -> Names.check("content id", id));
        synchronized (lock) {
            Map<String, ContentRow> found = new HashMap<>();
            run(key).ifPresent(run -> eachContent(run, ids, (id, row) -> found.put(id, row)));
            return Map.copyOf(found);
        }
    }

    @Override
    public int erase(RunKey key, Collection<String> ids) {
        ids.forEach(id -> Names.check("content id", id));
        synchronized (lock) {
            List<ContentRow> held = new ArrayList<>();
            run(key).ifPresent(run -> {
                eachContent(run, ids, (id, row) -> row.body().ifPresent(body -> held.add(row)));
                held.forEach(row -> run.content.put(row.id(), row.erased()));
            });
            return held.size();
        }
    }

    @Override
    public Page<RunRow> runs(String tenant, RunFilter filter, Cursor after, int limit) {
        synchronized (lock) {
            List<RunRow> rows = new ArrayList<>();
            openTenant(tenant).runs.forEach((id, run) -> {
                boolean status =
                        filter.statuses().isEmpty() || filter.statuses().contains(run.head.status());
                boolean about = filter.about().isEmpty() || filter.about().equals(run.head.about());
                if (status && about) {
                    rows.add(new RunRow(id, run.head));
                }
            });
            return page(
                    rows,
                    "runs",
                    tenant,
                    after,
                    limit,
                    row -> Position.of(-Position.micros(row.head().started()), row.run()));
        }
    }

    @Override
    public Page<InboxRow> inbox(String tenant, Set<String> roles, Cursor after, int limit) {
        roles.forEach(role -> Names.check("role", role));
        synchronized (lock) {
            List<InboxRow> rows = new ArrayList<>();
            eachOpenStep(
                    tenant,
                    (run, step) -> step.items().stream()
                            .filter(item -> roles.contains(item.role()))
                            .forEach(item -> rows.add(new InboxRow(run, step.step(), item))));
            return page(
                    rows,
                    "inbox",
                    tenant,
                    after,
                    limit,
                    row -> Position.of(
                            Position.micros(row.item().since()),
                            row.run(),
                            row.step(),
                            row.item().item()));
        }
    }

    @Override
    public Page<InboxRow> overdue(String tenant, Set<String> roles, Instant before, Cursor after, int limit) {
        roles.forEach(role -> Names.check("role", role));
        synchronized (lock) {
            List<InboxRow> rows = new ArrayList<>();
            eachOpenStep(
                    tenant,
                    (run, step) -> step.items().stream()
                            .filter(item -> roles.contains(item.role()) && isBefore(item.due(), before))
                            .forEach(item -> rows.add(new InboxRow(run, step.step(), item))));
            return page(
                    rows,
                    "overdue",
                    tenant,
                    after,
                    limit,
                    row -> Position.of(
                            Position.micros(row.item().due().orElseThrow()),
                            row.run(),
                            row.step(),
                            row.item().item()));
        }
    }

    @Override
    public List<InboxCount> inboxCounts(String tenant, Set<String> roles, Instant now, int most) {
        roles.forEach(role -> Names.check("role", role));
        checkLimit(most);
        synchronized (lock) {
            Map<String, Integer> waiting = new TreeMap<>(Names.ORDER);
            Map<String, Integer> overdue = new HashMap<>();
            eachOpenStep(
                    tenant,
                    (run, step) -> step.items().stream()
                            .filter(item -> roles.contains(item.role()))
                            .forEach(item -> {
                                waiting.merge(item.role(), 1, Integer::sum);
                                overdue.merge(item.role(), isBefore(item.due(), now) ? 1 : 0, Integer::sum);
                            }));
            List<InboxCount> counts = new ArrayList<>();
            waiting.forEach((role, count) -> counts.add(
                    new InboxCount(role, Math.min(count, most), Math.min(overdue.getOrDefault(role, 0), most))));
            return List.copyOf(counts);
        }
    }

    private static boolean isBefore(Optional<Instant> at, Instant moment) {
        return at.filter(given -> Position.micros(given) < Position.micros(moment))
                .isPresent();
    }

    @Override
    public Page<WorkRow> work(String tenant, Set<String> states, Cursor after, int limit) {
        states.forEach(state -> Names.check("state", state));
        synchronized (lock) {
            List<WorkRow> rows = new ArrayList<>();
            eachOpenStep(tenant, (run, step) -> {
                if (states.contains(step.state())) {
                    rows.add(new WorkRow(run, step.step(), step.state()));
                }
            });
            return page(rows, "work", tenant, after, limit, row -> Position.of(0, row.run(), row.step()));
        }
    }

    @Override
    public Page<TimerRow> timers(String tenant, Instant by, Cursor after, int limit) {
        synchronized (lock) {
            List<TimerRow> rows = new ArrayList<>();
            eachOpenStep(
                    tenant,
                    (run, step) -> step.timer()
                            .filter(at -> Position.micros(at) <= Position.micros(by))
                            .ifPresent(at -> rows.add(new TimerRow(run, step.step(), at))));
            return page(
                    rows,
                    "timers",
                    tenant,
                    after,
                    limit,
                    row -> Position.of(Position.micros(row.at()), row.run(), row.step()));
        }
    }

    @Override
    public List<StepTally> tally(String tenant) {
        synchronized (lock) {
            Map<Position, Long> counts = new TreeMap<>();
            eachOpenStep(
                    tenant, (run, step) -> counts.merge(Position.of(0, step.facet(), step.state()), 1L, Long::sum));
            return counts.entrySet().stream()
                    .map(entry -> {
                        List<String> words = entry.getKey().words();
                        return new StepTally(words.get(0), words.get(1), entry.getValue());
                    })
                    .toList();
        }
    }

    @Override
    public Page<EdgeRow> edges(String tenant, NodeRef node, Direction direction, Cursor after, int limit) {
        synchronized (lock) {
            List<PlacedEdge> rows = new ArrayList<>();
            openTenant(tenant).runs.values().forEach(run -> {
                int place = 0;
                for (EdgeRow edge : run.edges) {
                    NodeRef end = direction == Direction.UPSTREAM ? edge.to() : edge.from();
                    if (end.equals(node)) {
                        rows.add(new PlacedEdge(place, edge));
                    }
                    place++;
                }
            });
            String list = direction.name() + "/" + node.kind() + "/" + node.id();
            Page<PlacedEdge> page = page(
                    rows,
                    list,
                    tenant,
                    after,
                    limit,
                    row -> Position.of(0, row.edge.run(), String.format(Locale.ROOT, "%010d", row.place)));
            return new Page<>(page.rows().stream().map(PlacedEdge::edge).toList(), page.next());
        }
    }

    private record PlacedEdge(int place, EdgeRow edge) {}

    @Override
    public Page<ArtifactRow> artifacts(String tenant, String kind, Cursor after, int limit) {
        Names.check("kind", kind);
        synchronized (lock) {
            List<PlacedArtifact> rows = new ArrayList<>();
            openTenant(tenant).runs.values().forEach(run -> {
                int place = 0;
                for (ArtifactRow artifact : run.artifacts.values()) {
                    if (artifact.node().kind().equals(kind)) {
                        rows.add(new PlacedArtifact(place, artifact));
                    }
                    place++;
                }
            });
            Page<PlacedArtifact> page = page(
                    rows,
                    "artifacts/" + kind,
                    tenant,
                    after,
                    limit,
                    row -> Position.of(
                            -Position.micros(row.artifact.at()),
                            row.artifact.run(),
                            String.format(Locale.ROOT, "%010d", row.place)));
            return new Page<>(page.rows().stream().map(PlacedArtifact::artifact).toList(), page.next());
        }
    }

    private record PlacedArtifact(int place, ArtifactRow artifact) {}

    @Override
    public Page<RunRow> ended(String tenant, Instant before, Cursor after, int limit) {
        synchronized (lock) {
            List<RunRow> rows = new ArrayList<>();
            openTenant(tenant).runs.forEach((id, run) -> {
                if (isBefore(run.head.ended(), before)) {
                    rows.add(new RunRow(id, run.head));
                }
            });
            return page(
                    rows,
                    "ended",
                    tenant,
                    after,
                    limit,
                    row -> Position.of(Position.micros(row.head().ended().orElseThrow()), row.run()));
        }
    }

    @Override
    public boolean remove(RunKey key, long version) {
        synchronized (lock) {
            if (run(key).filter(run -> run.head.version() == version).isEmpty()) {
                return false;
            }
            Tenant tenant = tenant(key.tenant());
            tenant.remove(key.run());
            if (tenant.runs.isEmpty()) {
                tenants.remove(key.tenant());
            }
            return true;
        }
    }

    @Override
    public Page<String> tenants(Cursor after, int limit) {
        synchronized (lock) {
            checkOpen();
            return page(List.copyOf(tenants.keySet()), "tenants", "", after, limit, id -> Position.of(0, id));
        }
    }

    @Override
    public RunFeed feed() {
        return feed;
    }

    @Override
    public Leases leases() {
        return leases;
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            tenants.clear();
        }
    }

    /** Does something under the one lock, unless the store is closed. */
    <T> T locked(Supplier<T> action) {
        synchronized (lock) {
            checkOpen();
            return action.get();
        }
    }

    private Optional<Run> run(RunKey key) {
        return Optional.ofNullable(openTenant(key.tenant()).runs.get(key.run()));
    }

    private Tenant openTenant(String id) {
        checkOpen();
        return tenant(Names.check("tenant", id));
    }

    private Tenant tenant(String id) {
        Tenant tenant = tenants.get(id);
        return tenant == null ? new Tenant() : tenant;
    }

    private void eachOpenStep(String tenant, BiConsumer<String, StepRow> use) {
        openTenant(tenant)
                .runs
                .forEach((id, run) ->
                        run.steps.values().stream().filter(StepRow::open).forEach(step -> use.accept(id, step)));
    }

    private static void eachContent(Run run, Collection<String> ids, BiConsumer<String, ContentRow> use) {
        for (String id : new HashSet<>(ids)) {
            ContentRow row = run.content.get(id);
            if (row != null) {
                use.accept(id, row);
            }
        }
    }

    private static <T> Page<T> page(
            List<T> rows, String list, String tenant, Cursor after, int limit, Function<T, Position> position) {
        checkLimit(limit);
        String scope = NAME + "/" + list + "/" + tenant;
        Optional<Position> last = Position.read(after, scope);
        List<T> rest = rows.stream()
                .filter(row -> last.isEmpty() || position.apply(row).compareTo(last.get()) > 0)
                .sorted(Comparator.comparing(position))
                .toList();
        if (rest.size() <= limit) {
            return new Page<>(rest, Optional.empty());
        }
        Cursor next = position.apply(rest.get(limit - 1)).cursor(scope);
        return new Page<>(rest.subList(0, limit), Optional.of(next));
    }

    static void checkLimit(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit is " + limit + "; it must be at least 1");
        }
    }

    private void checkOpen() {
        if (closed) {
            throw StoreException.closed(NAME);
        }
    }

    /** What one tenant has. Nothing here is shared with another tenant. */
    private static final class Tenant {
        final NavigableMap<String, Run> runs = new TreeMap<>(Names.ORDER);
        final Map<String, CommandRow> commands = new HashMap<>();
        final Map<UniqueKey, String> keys = new HashMap<>();

        /** Returns why the commit is not written; empty if it can be. Looked at in the order that the SPI gives. */
        Optional<CommitResult> refuse(Commit commit) {
            CommandRow done = commands.get(commit.command().id());
            if (done != null) {
                return Optional.of(new CommitResult.DuplicateCommand(done));
            }
            String run = commit.key().run();
            for (UniqueKey key : new TreeSet<>(commit.keys())) {
                String holder = keys.getOrDefault(key, run);
                if (!holder.equals(run)) {
                    return Optional.of(new CommitResult.KeyTaken(key, holder));
                }
            }
            Run stored = runs.get(run);
            long version = stored == null ? 0 : stored.head.version();
            boolean namesake = stored != null
                    && !stored.head.started().equals(commit.head().started());
            if (version != commit.expectedVersion() || namesake) {
                return Optional.of(new CommitResult.VersionConflict(version));
            }
            for (ContentRow content : commit.content()) {
                if (stored != null && stored.content.containsKey(content.id())) {
                    throw StoreException.contentTaken(commit.key(), content.id());
                }
            }
            return Optional.empty();
        }

        void write(Commit commit) {
            String id = commit.key().run();
            Run run = runs.computeIfAbsent(id, absent -> new Run(commit.head()));
            run.head = commit.head();
            commit.steps().forEach(step -> run.steps.put(step.step(), step));
            run.events.addAll(commit.events());
            commit.content().forEach(content -> run.content.put(content.id(), content));
            commit.keys().forEach(key -> keys.put(key, id));
            commands.put(commit.command().id(), commit.command());
            run.edges.addAll(commit.edges());
            commit.artifacts()
                    .forEach(artifact ->
                            run.artifacts.putIfAbsent(new LeftByStep(artifact.step(), artifact.node()), artifact));
        }

        void remove(String run) {
            runs.remove(run);
            commands.values().removeIf(command -> command.run().equals(run));
            keys.values().removeIf(run::equals);
        }
    }

    /** What tells artifacts of a run apart. */
    private record LeftByStep(String step, NodeRef node) {}

    /** What one run has. */
    private static final class Run {
        final Map<String, StepRow> steps = new LinkedHashMap<>();
        final List<StoredEvent> events = new ArrayList<>();
        final Map<String, ContentRow> content = new HashMap<>();
        final Set<EdgeRow> edges = new LinkedHashSet<>();
        final Map<LeftByStep, ArtifactRow> artifacts = new LinkedHashMap<>();
        RunHead head;

        Run(RunHead head) {
            this.head = head;
        }
    }
}
