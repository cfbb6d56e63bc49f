package dev.runs.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.storage.ArtifactRow;
import dev.runs.storage.Bytes;
import dev.runs.storage.CommandRow;
import dev.runs.storage.Commit;
import dev.runs.storage.CommitResult;
import dev.runs.storage.ContentRow;
import dev.runs.storage.Cursor;
import dev.runs.storage.Direction;
import dev.runs.storage.EdgeRow;
import dev.runs.storage.HostTransaction;
import dev.runs.storage.InboxCount;
import dev.runs.storage.InboxRow;
import dev.runs.storage.Leases;
import dev.runs.storage.NodeRef;
import dev.runs.storage.Page;
import dev.runs.storage.RunFeed;
import dev.runs.storage.RunFilter;
import dev.runs.storage.RunHead;
import dev.runs.storage.RunKey;
import dev.runs.storage.RunRow;
import dev.runs.storage.RunStore;
import dev.runs.storage.StepRow;
import dev.runs.storage.StepTally;
import dev.runs.storage.StoreCapabilities;
import dev.runs.storage.StoreException;
import dev.runs.storage.StoredEvent;
import dev.runs.storage.StoredRun;
import dev.runs.storage.TimerRow;
import dev.runs.storage.UniqueKey;
import dev.runs.storage.WorkRow;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The trap of G9: whatever a test does for a tenant is done for a twin as well, under identical ids, now before and now
 * after it. The twin's opaque bytes carry a mark. A store that mixes the two up shows a mark where none should be, or
 * answers the second of two calls differently from the first. Not thread-safe.
 */
final class TwinTenants implements RunStore {
    private static final byte MARK = 2;

    private final RunStore store;
    private final Map<Cursor, Cursor> cursors = new HashMap<>();
    private int calls;

    TwinTenants(RunStore store) {
        this.store = store;
    }

    static String twin(String tenant) {
        return tenant + "-twin";
    }

    @Override
    public StoreCapabilities capabilities() {
        return store.capabilities();
    }

    @Override
    public CommitResult commit(Commit commit) {
        return both(() -> store.commit(commit), () -> store.commit(mark(commit)), TwinTenants::unmark);
    }

    @Override
    public Optional<StoredRun> load(RunKey key) {
        return both(
                () -> store.load(key),
                () -> store.load(twin(key)),
                twin -> twin.map(run -> {
                    assertThat(run.key()).as("G9 the key of the twin's run").isEqualTo(twin(key));
                    return new StoredRun(
                            key,
                            head(run.head(), TwinTenants::unmark),
                            run.steps().stream()
                                    .map(step -> step(step, TwinTenants::unmark))
                                    .toList());
                }));
    }

    @Override
    public Optional<CommandRow> command(String tenant, String commandId) {
        return both(
                () -> store.command(tenant, commandId),
                () -> store.command(twin(tenant), commandId),
                twin -> twin.map(row -> command(row, TwinTenants::unmark)));
    }

    @Override
    public Optional<String> holder(String tenant, UniqueKey key) {
        return both(() -> store.holder(tenant, key), () -> store.holder(twin(tenant), key), UnaryOperator.identity());
    }

    @Override
    public List<StoredEvent> history(RunKey key, long after, int limit) {
        return both(
                () -> store.history(key, after, limit),
                () -> store.history(twin(key), after, limit),
                twin -> twin.stream()
                        .map(event -> event(event, TwinTenants::unmark))
                        .toList());
    }

    @Override
    public Map<String, ContentRow> content(RunKey key, Collection<String> ids) {
        return both(() -> store.content(key, ids), () -> store.content(twin(key), ids), twin -> {
            Map<String, ContentRow> rows = new HashMap<>();
            twin.forEach((id, row) -> rows.put(id, content(row, TwinTenants::unmark)));
            return rows;
        });
    }

    @Override
    public int erase(RunKey key, Collection<String> ids) {
        return both(() -> store.erase(key, ids), () -> store.erase(twin(key), ids), UnaryOperator.identity());
    }

    @Override
    public Page<RunRow> runs(String tenant, RunFilter filter, Cursor after, int limit) {
        return pages(
                cursor -> store.runs(tenant, filter, cursor, limit),
                cursor -> store.runs(twin(tenant), filter, cursor, limit),
                after,
                row -> new RunRow(row.run(), head(row.head(), TwinTenants::unmark)));
    }

    @Override
    public Page<InboxRow> inbox(String tenant, Set<String> roles, Cursor after, int limit) {
        return pages(
                cursor -> store.inbox(tenant, roles, cursor, limit),
                cursor -> store.inbox(twin(tenant), roles, cursor, limit),
                after,
                UnaryOperator.identity());
    }

    @Override
    public Page<WorkRow> work(String tenant, Set<String> states, Cursor after, int limit) {
        return pages(
                cursor -> store.work(tenant, states, cursor, limit),
                cursor -> store.work(twin(tenant), states, cursor, limit),
                after,
                UnaryOperator.identity());
    }

    @Override
    public List<StepTally> tally(String tenant) {
        return both(() -> store.tally(tenant), () -> store.tally(twin(tenant)), UnaryOperator.identity());
    }

    @Override
    public Page<EdgeRow> edges(String tenant, NodeRef node, Direction direction, Cursor after, int limit) {
        return pages(
                cursor -> store.edges(tenant, node, direction, cursor, limit),
                cursor -> store.edges(twin(tenant), node, direction, cursor, limit),
                after,
                UnaryOperator.identity());
    }

    @Override
    public Page<ArtifactRow> artifacts(String tenant, String kind, Cursor after, int limit) {
        return pages(
                cursor -> store.artifacts(tenant, kind, cursor, limit),
                cursor -> store.artifacts(twin(tenant), kind, cursor, limit),
                after,
                UnaryOperator.identity());
    }

    @Override
    public Page<InboxRow> overdue(String tenant, Set<String> roles, Instant before, Cursor after, int limit) {
        return pages(
                cursor -> store.overdue(tenant, roles, before, cursor, limit),
                cursor -> store.overdue(twin(tenant), roles, before, cursor, limit),
                after,
                UnaryOperator.identity());
    }

    @Override
    public List<InboxCount> inboxCounts(String tenant, Set<String> roles, Instant now, int most) {
        return both(
                () -> store.inboxCounts(tenant, roles, now, most),
                () -> store.inboxCounts(twin(tenant), roles, now, most),
                UnaryOperator.identity());
    }

    @Override
    public Page<TimerRow> timers(String tenant, Instant by, Cursor after, int limit) {
        return pages(
                cursor -> store.timers(tenant, by, cursor, limit),
                cursor -> store.timers(twin(tenant), by, cursor, limit),
                after,
                UnaryOperator.identity());
    }

    @Override
    public Page<RunRow> ended(String tenant, Instant before, Cursor after, int limit) {
        return pages(
                cursor -> store.ended(tenant, before, cursor, limit),
                cursor -> store.ended(twin(tenant), before, cursor, limit),
                after,
                row -> new RunRow(row.run(), head(row.head(), TwinTenants::unmark)));
    }

    @Override
    public boolean remove(RunKey key, long version) {
        return both(() -> store.remove(key, version), () -> store.remove(twin(key), version), UnaryOperator.identity());
    }

    @Override
    public RunFeed feed() {
        return store.feed();
    }

    @Override
    public Leases leases() {
        return store.leases();
    }

    @Override
    public HostTransaction hostTransaction() {
        return store.hostTransaction();
    }

    @Override
    public Page<String> tenants(Cursor after, int limit) {
        return store.tenants(after, limit);
    }

    @Override
    public void close() {
        store.close();
    }

    private <T> Page<T> pages(
            Function<Cursor, Page<T>> first, Function<Cursor, Page<T>> second, Cursor after, UnaryOperator<T> unmark) {
        Cursor twinAfter = cursors.getOrDefault(after, after);
        return both(() -> first.apply(after), () -> second.apply(twinAfter), (page, twin) -> {
            assertThat(twin.rows().stream().map(unmark).toList())
                    .as("G9 the rows of the twin")
                    .isEqualTo(page.rows());
            assertThat(twin.next().isPresent())
                    .as("G9 the twin goes on")
                    .isEqualTo(page.next().isPresent());
            page.next().ifPresent(cursor -> twin.next().ifPresent(next -> cursors.put(cursor, next)));
        });
    }

    private <T> T both(Supplier<T> call, Supplier<T> twinCall, UnaryOperator<T> unmark) {
        return both(
                call,
                twinCall,
                (answer, twin) -> assertThat(unmark.apply(twin))
                        .as("G9 what the twin reads")
                        .isEqualTo(answer));
    }

    private <T> T both(Supplier<T> call, Supplier<T> twinCall, BiConsumer<T, T> compare) {
        boolean twinFirst = calls++ % 2 == 1;
        Answer<T> early = twinFirst ? Answer.of(twinCall) : null;
        Answer<T> answer = Answer.of(call);
        Answer<T> twin = early == null ? Answer.of(twinCall) : early;
        assertThat(kind(twin.failure)).as("G9 how the twin fails").isEqualTo(kind(answer.failure));
        if (answer.failure != null) {
            throw answer.failure;
        }
        compare.accept(answer.get(), twin.get());
        return answer.get();
    }

    private static String kind(@Nullable RuntimeException failure) {
        if (failure == null) {
            return "not at all";
        }
        return failure instanceof StoreException e
                ? e.code() + " " + e.kind()
                : failure.getClass().getName();
    }

    private record Answer<T>(@Nullable T value, @Nullable RuntimeException failure) {
        static <T> Answer<T> of(Supplier<T> call) {
            try {
                return new Answer<>(call.get(), null);
            } catch (RuntimeException e) {
                return new Answer<>(null, e);
            }
        }

        T get() {
            return Optional.ofNullable(value).orElseThrow();
        }
    }

    private static RunKey twin(RunKey key) {
        return new RunKey(twin(key.tenant()), key.run());
    }

    private static Commit mark(Commit commit) {
        return new Commit(
                twin(commit.key()),
                commit.expectedVersion(),
                command(commit.command(), TwinTenants::mark),
                head(commit.head(), TwinTenants::mark),
                commit.steps().stream()
                        .map(step -> step(step, TwinTenants::mark))
                        .toList(),
                commit.events().stream()
                        .map(event -> event(event, TwinTenants::mark))
                        .toList(),
                commit.content().stream()
                        .map(row -> content(row, TwinTenants::mark))
                        .toList(),
                commit.edges(),
                commit.keys(),
                commit.artifacts());
    }

    private static CommitResult unmark(CommitResult result) {
        return result instanceof CommitResult.DuplicateCommand duplicate
                ? new CommitResult.DuplicateCommand(command(duplicate.command(), TwinTenants::unmark))
                : result;
    }

    private static CommandRow command(CommandRow row, UnaryOperator<Bytes> change) {
        return new CommandRow(row.id(), row.run(), row.version(), change.apply(row.result()));
    }

    private static RunHead head(RunHead row, UnaryOperator<Bytes> change) {
        return new RunHead(
                row.version(),
                row.status(),
                row.about(),
                row.started(),
                row.ended(),
                row.schema(),
                change.apply(row.document()));
    }

    private static StepRow step(StepRow row, UnaryOperator<Bytes> change) {
        return new StepRow(
                row.step(),
                row.state(),
                row.open(),
                row.facet(),
                row.timer(),
                row.schema(),
                change.apply(row.document()),
                row.items());
    }

    private static StoredEvent event(StoredEvent row, UnaryOperator<Bytes> change) {
        return new StoredEvent(row.sequence(), row.type(), row.schema(), row.at(), change.apply(row.body()));
    }

    private static ContentRow content(ContentRow row, UnaryOperator<Bytes> change) {
        return new ContentRow(
                row.id(),
                row.kind(),
                row.body().map(body -> new ContentRow.Body(change.apply(body.salt()), change.apply(body.bytes()))));
    }

    private static Bytes mark(Bytes value) {
        byte[] bytes = Arrays.copyOf(value.toByteArray(), value.size() + 1);
        bytes[value.size()] = MARK;
        return Bytes.of(bytes);
    }

    private static Bytes unmark(Bytes value) {
        byte[] bytes = value.toByteArray();
        assertThat(bytes).as("G9 the twin's bytes, which end with its mark").endsWith(MARK);
        return Bytes.of(Arrays.copyOf(bytes, bytes.length - 1));
    }
}
