package dev.runs.storage.tck;

import dev.runs.storage.ArtifactRow;
import dev.runs.storage.Bytes;
import dev.runs.storage.CommandRow;
import dev.runs.storage.Commit;
import dev.runs.storage.ContentRow;
import dev.runs.storage.Direction;
import dev.runs.storage.EdgeRow;
import dev.runs.storage.InboxItem;
import dev.runs.storage.NodeRef;
import dev.runs.storage.RunFilter;
import dev.runs.storage.RunHead;
import dev.runs.storage.RunKey;
import dev.runs.storage.RunStore;
import dev.runs.storage.StepRow;
import dev.runs.storage.StoreException;
import dev.runs.storage.StoredEvent;
import dev.runs.storage.StoredRun;
import dev.runs.storage.UniqueKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Commits and reads made from a seed. Ids come from small sets, so that they meet often. */
final class RandomWork {
    /** Something to do with a store; two stores in the same state answer the same. */
    record Operation(String description, Call call) {
        /** Returns the answer, or what the store threw. */
        Object answer(RunStore store) {
            try {
                return call.on(store);
            } catch (StoreException e) {
                return String.valueOf(e.getMessage());
            }
        }

        @Override
        public String toString() {
            return description;
        }
    }

    /** What an operation does. */
    interface Call {
        Object on(RunStore store);
    }

    private final Random random;
    private int commands;

    RandomWork(long seed) {
        random = new Random(seed);
    }

    /** Makes up the next operation; the model only tells which version a run has. */
    Operation next(RunStore model) {
        int dice = random.nextInt(100);
        if (dice < 55) {
            Commit commit = commit(model);
            return new Operation("commit " + commit, store -> store.commit(commit));
        }
        if (dice < 60) {
            RunKey key = run();
            List<String> ids = some(3, () -> "c" + random.nextInt(12));
            return new Operation("erase " + key + " " + ids, store -> store.erase(key, ids));
        }
        if (dice < 63) {
            RunKey key = run();
            long version = model.load(key).map(run -> run.head().version()).orElse(0L);
            long expected = random.nextInt(4) == 0 ? version + 1 : version;
            return new Operation("remove " + key + " " + expected, store -> store.remove(key, expected));
        }
        return read();
    }

    private Operation read() {
        RunKey key = run();
        int limit = 1 + random.nextInt(5);
        return switch (random.nextInt(16)) {
            case 0 -> new Operation("load " + key, store -> store.load(key));
            case 1 -> history(key, random.nextInt(8) - 1, limit);
            case 2 -> content(key, some(6, () -> "c" + random.nextInt(12)));
            case 3 -> command(key.tenant(), "cmd " + random.nextInt(commands + 1));
            case 4 -> holder(key.tenant(), unique());
            case 5 -> runs(key.tenant(), filter(), limit);
            case 6 -> inbox(key.tenant(), Set.copyOf(some(3, this::role)), limit);
            case 7 -> work(key.tenant(), Set.copyOf(some(3, this::state)), limit);
            case 8 -> edges(key.tenant(), node(), random.nextBoolean() ? Direction.UPSTREAM : Direction.DOWNSTREAM);
            case 9 -> overdue(key.tenant(), Set.copyOf(some(3, this::role)), moment(), limit);
            case 10 -> counts(key.tenant(), Set.copyOf(some(3, this::role)), moment(), limit);
            case 11 -> timers(key.tenant(), moment(), limit);
            case 12 -> ended(key.tenant(), moment(), limit);
            case 13 ->
                new Operation("feed", store -> FeedReader.ranges(new FeedReader(store.feed(), 10 * limit).readOn()));
            case 14 -> artifacts(key.tenant(), "kind " + random.nextInt(2), limit);
            default ->
                new Operation(
                        "tally and tenants",
                        store -> List.of(
                                store.tally(key.tenant()), Picture.all(cursor -> store.tenants(cursor, limit))));
        };
    }

    private static Operation history(RunKey key, long after, int limit) {
        return new Operation("history " + key + " " + after, store -> store.history(key, after, limit));
    }

    private static Operation content(RunKey key, List<String> ids) {
        return new Operation("content " + key + " " + ids, store -> store.content(key, ids));
    }

    private static Operation command(String tenant, String id) {
        return new Operation("command " + tenant + " " + id, store -> store.command(tenant, id));
    }

    private static Operation holder(String tenant, UniqueKey key) {
        return new Operation("holder " + tenant + " " + key, store -> store.holder(tenant, key));
    }

    private static Operation runs(String tenant, RunFilter filter, int limit) {
        return new Operation(
                "runs " + tenant + " " + filter,
                store -> Picture.all(cursor -> store.runs(tenant, filter, cursor, limit)));
    }

    private static Operation inbox(String tenant, Set<String> roles, int limit) {
        return new Operation(
                "inbox " + tenant + " " + roles,
                store -> Picture.all(cursor -> store.inbox(tenant, roles, cursor, limit)));
    }

    private static Operation overdue(String tenant, Set<String> roles, Instant before, int limit) {
        return new Operation(
                "overdue " + tenant + " " + roles + " " + before,
                store -> Picture.all(cursor -> store.overdue(tenant, roles, before, cursor, limit)));
    }

    private static Operation counts(String tenant, Set<String> roles, Instant now, int most) {
        return new Operation(
                "counts " + tenant + " " + roles + " " + now, store -> store.inboxCounts(tenant, roles, now, most));
    }

    private static Operation timers(String tenant, Instant by, int limit) {
        return new Operation(
                "timers " + tenant + " " + by, store -> Picture.all(cursor -> store.timers(tenant, by, cursor, limit)));
    }

    private static Operation ended(String tenant, Instant before, int limit) {
        return new Operation(
                "ended " + tenant + " " + before,
                store -> Picture.all(cursor -> store.ended(tenant, before, cursor, limit)));
    }

    private static Operation work(String tenant, Set<String> states, int limit) {
        return new Operation(
                "work " + tenant + " " + states,
                store -> Picture.all(cursor -> store.work(tenant, states, cursor, limit)));
    }

    private static Operation edges(String tenant, NodeRef node, Direction direction) {
        return new Operation(
                "edges " + tenant + " " + node + " " + direction,
                store -> Picture.all(cursor -> store.edges(tenant, node, direction, cursor, 5)));
    }

    private static Operation artifacts(String tenant, String kind, int limit) {
        return new Operation(
                "artifacts " + tenant + " " + kind,
                store -> Picture.all(cursor -> store.artifacts(tenant, kind, cursor, limit)));
    }

    private RunFilter filter() {
        Optional<String> about = random.nextBoolean() ? Optional.of("about " + random.nextInt(3)) : Optional.empty();
        return new RunFilter(Set.copyOf(some(2, this::status)), about);
    }

    private Commit commit(RunStore model) {
        RunKey key = run();
        Optional<RunHead> head = model.load(key).map(StoredRun::head);
        long version = head.map(RunHead::version).orElse(0L);
        Instant started = head.map(RunHead::started)
                .filter(same -> random.nextInt(20) > 0)
                .orElseGet(this::moment);
        long expected = random.nextInt(10) == 0 ? random.nextInt(6) : version;
        boolean again = commands > 0 && random.nextInt(10) == 0;
        String command = "cmd " + (again ? random.nextInt(commands) : commands++);
        List<StoredEvent> events = new ArrayList<>();
        do {
            long sequence = expected + 1 + events.size();
            events.add(new StoredEvent(sequence, "Event" + random.nextInt(3), random.nextInt(4), moment(), bytes()));
        } while (random.nextInt(3) == 0);
        long last = expected + events.size();
        Optional<String> about = random.nextInt(3) == 0 ? Optional.empty() : Optional.of("about " + random.nextInt(3));
        return new Commit(
                key,
                expected,
                new CommandRow(command, key.run(), last, bytes()),
                new RunHead(last, status(), about, started, sometimes(), random.nextInt(4), bytes()),
                distinct(some(3, this::step), StepRow::step),
                events,
                distinct(some(2, this::contentRow), ContentRow::id),
                some(3, () -> new EdgeRow(node(), node(), "relation " + random.nextInt(2), key.run())),
                new HashSet<>(random.nextInt(4) == 0 ? some(2, this::unique) : List.of()),
                some(2, () -> new ArtifactRow(node(), key.run(), "s" + random.nextInt(3), moment())));
    }

    private StepRow step() {
        List<InboxItem> items = distinct(
                some(3, () -> new InboxItem("i" + random.nextInt(4), role(), moment(), sometimes())), InboxItem::item);
        String facet = "facet " + random.nextInt(2);
        return new StepRow(
                "s" + random.nextInt(5),
                state(),
                random.nextInt(3) > 0,
                facet,
                sometimes(),
                random.nextInt(4),
                bytes(),
                items);
    }

    private ContentRow contentRow() {
        ContentRow row =
                ContentRow.of("c" + random.nextInt(random.nextInt(4) == 0 ? 12 : 100_000), "kind", bytes(), bytes());
        return random.nextInt(8) == 0 ? row.erased() : row;
    }

    private RunKey run() {
        return new RunKey("tenant " + random.nextInt(2), "run " + random.nextInt(4));
    }

    private Optional<Instant> sometimes() {
        return random.nextBoolean() ? Optional.of(moment()) : Optional.empty();
    }

    private String role() {
        return "role " + random.nextInt(4);
    }

    private String state() {
        return "state " + random.nextInt(4);
    }

    private String status() {
        return "status " + random.nextInt(3);
    }

    private UniqueKey unique() {
        return new UniqueKey("kind " + random.nextInt(2), "key " + random.nextInt(8));
    }

    private NodeRef node() {
        return new NodeRef("kind " + random.nextInt(2), "node " + random.nextInt(5));
    }

    private Instant moment() {
        return Draft.NOON.plusMillis(random.nextInt(6));
    }

    private Bytes bytes() {
        byte[] bytes = new byte[random.nextInt(random.nextInt(20) == 0 ? 5_000 : 12)];
        random.nextBytes(bytes);
        return Bytes.of(bytes);
    }

    private <T> List<T> some(int most, Supplier<T> one) {
        List<T> made = new ArrayList<>();
        for (int count = random.nextInt(most + 1); count > 0; count--) {
            made.add(one.get());
        }
        return made;
    }

    private static <T> List<T> distinct(List<T> rows, Function<T, String> id) {
        Set<String> seen = new HashSet<>();
        return rows.stream().filter(row -> seen.add(id.apply(row))).toList();
    }
}
