package dev.runs.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.Runs;
import dev.runs.codec.Codec;
import dev.runs.codec.StoredForm;
import dev.runs.engine.Session;
import dev.runs.lineage.LineageEdges;
import dev.runs.run.RecordedEvent;
import dev.runs.run.Run;
import dev.runs.storage.Cursor;
import dev.runs.storage.Direction;
import dev.runs.storage.EdgeRow;
import dev.runs.storage.FeedEntry;
import dev.runs.storage.InboxRow;
import dev.runs.storage.Page;
import dev.runs.storage.RunFilter;
import dev.runs.storage.RunKey;
import dev.runs.storage.RunRow;
import dev.runs.storage.RunStore;
import dev.runs.storage.StepRow;
import dev.runs.storage.StoredRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A process that governs runs is killed (SIGKILL) at a random moment, again and again, on the same store. What it
 * acknowledged is kept outside of it, by this test. {@code -Druns.kill.rounds=50} does it more often than a build,
 * {@code -Druns.kill.seed} at other moments.
 */
class KilledEngineTest {
    private static final Pattern ACKNOWLEDGED = Pattern.compile("ACK (\\S+) (\\d+) \\.");
    private static final int ROUNDS = Integer.getInteger("runs.kill.rounds", 5);
    private static final long SEED = Long.getLong("runs.kill.seed", 1);
    private static final int MOST_ACKNOWLEDGED = 120;
    private static final int PAGE = 500;
    private static final Codec CODEC = Codec.writing(StoredForm.newest());

    @TempDir
    Path folder;

    /** How this process and the one that is killed name a store. */
    static final class Place {
        private Place() {}

        /** Opens the PostgreSQL database at a URL, or the SQLite file at a path. */
        static RunStore open(String place) {
            if (!place.startsWith("jdbc:postgresql:")) {
                return SqliteStore.at(Path.of(place));
            }
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setUrl(place);
            return PostgresStore.on(new TestPool(source), PostgresDatabase.options());
        }
    }

    @Test
    @DisplayName("G1 G3 SQLite: a killed process loses nothing that was acknowledged, and all is equal to a replay")
    void sqlite_loses_and_tears_nothing() throws Exception {
        rounds(folder.resolve("runs.db").toString());
    }

    @Test
    @DisplayName("G1 G3 PostgreSQL: a killed process loses nothing that was acknowledged, and all is equal to a replay")
    void postgres_loses_and_tears_nothing() throws Exception {
        try (PostgresDatabase database = PostgresServer.get().newDatabase()) {
            rounds(database.url(""));
        }
    }

    private static void rounds(String place) throws Exception {
        Random random = new Random(SEED);
        Map<String, Long> acknowledged = new HashMap<>();
        int answers = 0;
        int found = 0;
        for (int round = 1; round <= ROUNDS; round++) {
            List<String> lines = kill(place, 1 + random.nextInt(MOST_ACKNOWLEDGED));
            for (String line : lines) {
                Matcher answer = ACKNOWLEDGED.matcher(line);
                // The kill may have cut the last line off.
                if (answer.matches()) {
                    answers++;
                    acknowledged.merge(answer.group(1), Long.valueOf(answer.group(2)), Math::max);
                }
            }
            try (RunStore store = Place.open(place)) {
                found = check(store, acknowledged);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%s: killed %d times (seed %d), %d answers acknowledged, %d runs, none lost, none torn%n",
                place.startsWith("jdbc:") ? "PostgreSQL" : "SQLite",
                ROUNDS,
                SEED,
                answers,
                found);
        assertThat(answers).isGreaterThanOrEqualTo(ROUNDS);
    }

    private static List<String> kill(String place, int after) throws Exception {
        List<String> lines = new ArrayList<>();
        try (ChildJvm child = ChildJvm.start(BusyEngine.class, place)) {
            assertThat(child.readLine()).isEqualTo("OPEN");
            for (int i = 0; i < after; i++) {
                lines.add(child.readLine());
            }
            lines.addAll(child.kill());
        }
        return lines;
    }

    /** Returns how many runs there are. */
    private static int check(RunStore store, Map<String, Long> acknowledged) {
        Map<String, Long> versions = new HashMap<>();
        Map<String, Set<String>> asked = new HashMap<>();
        try (Runs runs = BusyEngine.runs(store)) {
            Session session = runs.as(BusyEngine.AGENT);
            Optional<Cursor> next = Optional.of(Cursor.start());
            while (next.isPresent()) {
                Page<RunRow> page = store.runs(BusyEngine.TENANT, RunFilter.all(), next.get(), PAGE);
                for (RunRow row : page.rows()) {
                    versions.put(row.run(), row.head().version());
                    checkProjections(store, session, row, asked);
                }
                next = page.next();
            }
        }
        acknowledged.forEach((run, version) -> assertThat(versions.getOrDefault(run, 0L))
                .as("version of run %s, acknowledged at %s", run, version)
                .isGreaterThanOrEqualTo(version));
        checkInbox(store, asked);
        checkFeed(store, versions);
        return versions.size();
    }

    /** Everything that is kept beside the events is what a replay of the events yields. */
    private static void checkProjections(RunStore store, Session session, RunRow row, Map<String, Set<String>> asked) {
        RunKey key = new RunKey(BusyEngine.TENANT, row.run());
        StoredRun stored = store.load(key).orElseThrow();
        List<RecordedEvent> history = session.history(row.run());
        Run replayed = session.replay(row.run());
        assertThat(stored.head()).isEqualTo(CODEC.head(replayed)).isEqualTo(row.head());
        List<StepRow> steps =
                replayed.steps().stream().map(step -> CODEC.row(replayed, step)).toList();
        assertThat(stored.steps()).isEqualTo(steps);
        steps.stream()
                .filter(StepRow::open)
                .forEach(step -> step.items()
                        .forEach(item -> asked.computeIfAbsent(item.role(), role -> new HashSet<>())
                                .add(row.run() + "/" + step.step() + "/" + item.item())));
        List<EdgeRow> edges = LineageEdges.ofHistory(history);
        assertThat(edges)
                .allSatisfy(edge -> assertThat(store.edges(
                                        key.tenant(),
                                        edge.from(),
                                        Direction.DOWNSTREAM,
                                        Cursor.start(),
                                        Integer.MAX_VALUE)
                                .rows())
                        .contains(edge));
        assertThat(store.command(key.tenant(), history.get(history.size() - 1).command()))
                .hasValueSatisfying(command -> assertThat(command.version()).isEqualTo(replayed.version()));
    }

    private static void checkInbox(RunStore store, Map<String, Set<String>> asked) {
        asked.forEach((role, items) -> {
            List<InboxRow> inbox = store.inbox(BusyEngine.TENANT, Set.of(role), Cursor.start(), Integer.MAX_VALUE - 1)
                    .rows();
            assertThat(inbox)
                    .extracting(row ->
                            row.run() + "/" + row.step() + "/" + row.item().item())
                    .containsExactlyInAnyOrderElementsOf(items);
        });
    }

    /** The feed has each commit once, and a run's in their order. */
    private static void checkFeed(RunStore store, Map<String, Long> versions) {
        while (store.feed().relay(PAGE) > 0) {
            // Until all have a position.
        }
        Map<String, Long> seen = new HashMap<>();
        for (FeedEntry entry : store.feed().after(0, Integer.MAX_VALUE)) {
            assertThat(entry.first()).as("%s", entry).isEqualTo(seen.getOrDefault(entry.run(), 0L) + 1);
            seen.put(entry.run(), entry.last());
        }
        assertThat(seen).isEqualTo(versions);
    }
}
