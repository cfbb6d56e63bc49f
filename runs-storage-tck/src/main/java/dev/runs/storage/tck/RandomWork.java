package dev.runs.storage.tck;

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
                return e.getMessage();
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
        return read();
    }

    private Operation read() {
        RunKey key = run();
        String tenant = key.tenant();
        int limit = 1 + random.nextInt(5);
        switch (random.nextInt(10)) {
            case 0:
                return new Operation("load " + key, store -> store.load(key));
            case 1:
                long after = random.nextInt(8) - 1;
                return new Operation("history " + key + " " + after, store -> store.history(key, after, limit));
            case 2:
                List<String> ids = some(6, () -> "c" + random.nextInt(12));
                return new Operation("content " + key + " " + ids, store -> store.content(key, ids));
            case 3:
                String command = "cmd " + random.nextInt(commands + 1);
                return new Operation("command " + command, store -> store.command(tenant, command));
            case 4:
                UniqueKey unique = unique();
                return new Operation("holder " + unique, store -> store.holder(tenant, unique));
            case 5:
                RunFilter filter = new RunFilter(
                        new HashSet<>(some(2, this::status)),
                        random.nextBoolean() ? Optional.of("about " + random.nextInt(3)) : Optional.empty());
                return new Operation(
                        "runs " + tenant + " " + filter,
                        store -> Picture.all(cursor -> store.runs(tenant, filter, cursor, limit)));
            case 6:
                Set<String> roles = new HashSet<>(some(3, this::role));
                return new Operation(
                        "inbox " + tenant + " " + roles,
                        store -> Picture.all(cursor -> store.inbox(tenant, roles, cursor, limit)));
            case 7:
                Set<String> states = new HashSet<>(some(3, this::state));
                return new Operation(
                        "work " + tenant + " " + states,
                        store -> Picture.all(cursor -> store.work(tenant, states, cursor, limit)));
            case 8:
                NodeRef node = node();
                Direction direction = random.nextBoolean() ? Direction.UPSTREAM : Direction.DOWNSTREAM;
                return new Operation(
                        "edges " + tenant + " " + node + " " + direction,
                        store -> store.edges(tenant, node, direction, 2 * limit));
            default:
                return new Operation(
                        "tally and tenants",
                        store -> List.of(store.tally(tenant), Picture.all(cursor -> store.tenants(cursor, 1))));
        }
    }

    private Commit commit(RunStore model) {
        RunKey key = run();
        long version = model.load(key).map(run -> run.head().version()).orElse(0L);
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
                new RunHead(last, status(), about, moment(), random.nextInt(4), bytes()),
                distinct(some(3, this::step), StepRow::step),
                events,
                distinct(some(2, this::contentRow), ContentRow::id),
                some(3, () -> new EdgeRow(node(), node(), "relation " + random.nextInt(2), key.run())),
                new HashSet<>(random.nextInt(4) == 0 ? some(2, this::unique) : List.of()));
    }

    private StepRow step() {
        List<InboxItem> items =
                distinct(some(3, () -> new InboxItem("i" + random.nextInt(4), role(), moment())), InboxItem::item);
        String facet = "facet " + random.nextInt(2);
        return new StepRow(
                "s" + random.nextInt(5), state(), random.nextInt(3) > 0, facet, random.nextInt(4), bytes(), items);
    }

    private ContentRow contentRow() {
        ContentRow row =
                ContentRow.of("c" + random.nextInt(random.nextInt(4) == 0 ? 12 : 100_000), "kind", bytes(), bytes());
        return random.nextInt(8) == 0 ? row.erased() : row;
    }

    private RunKey run() {
        return new RunKey("tenant " + random.nextInt(2), "run " + random.nextInt(4));
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
