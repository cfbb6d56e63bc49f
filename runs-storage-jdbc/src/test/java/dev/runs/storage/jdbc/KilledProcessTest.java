package dev.runs.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.storage.ContentRow;
import dev.runs.storage.Cursor;
import dev.runs.storage.Direction;
import dev.runs.storage.InboxRow;
import dev.runs.storage.Page;
import dev.runs.storage.RunFilter;
import dev.runs.storage.RunKey;
import dev.runs.storage.RunRow;
import dev.runs.storage.StepRow;
import dev.runs.storage.StoredEvent;
import dev.runs.storage.StoredRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledProcessTest {
    private static final Pattern ACKNOWLEDGEMENT = Pattern.compile("[0-9a-f-]{36} [1-9]");
    private static final int ROUNDS = 3;
    private static final int ACKNOWLEDGED_BEFORE_THE_KILL = 150;

    @TempDir
    Path folder;

    @Test
    @DisplayName(
            "G1 G3 A process killed in the middle of commits loses nothing that was acknowledged and tears nothing")
    void killed_process_loses_and_tears_nothing() throws Exception {
        Path file = folder.resolve("runs.db");
        Map<String, Long> acknowledged = new HashMap<>();
        for (int round = 1; round <= ROUNDS; round++) {
            List<String> lines = new ArrayList<>();
            try (ChildJvm child = ChildJvm.start(BusyProcess.class, file.toString())) {
                assertThat(child.readLine()).isEqualTo("OPEN");
                for (int i = 0; i < ACKNOWLEDGED_BEFORE_THE_KILL * round; i++) {
                    lines.add(child.readLine());
                }
                lines.addAll(child.kill());
            }
            for (String line : lines) {
                // The kill may have cut off the last one. Versions have one digit, so that none is cut in two.
                if (ACKNOWLEDGEMENT.matcher(line).matches()) {
                    int space = line.indexOf(' ');
                    acknowledged.merge(line.substring(0, space), Long.valueOf(line.substring(space + 1)), Math::max);
                }
            }
            try (SqliteStore store = SqliteStore.at(file)) {
                check(store, acknowledged);
            }
        }
        assertThat(acknowledged).hasSizeGreaterThan(ROUNDS);
    }

    private static void check(SqliteStore store, Map<String, Long> acknowledged) {
        assertThat(store.integrityCheck()).isEmpty();
        Map<String, Long> found = new HashMap<>();
        Optional<Cursor> next = Optional.of(Cursor.start());
        while (next.isPresent()) {
            Page<RunRow> page = store.runs(BusyProcess.TENANT, RunFilter.all(), next.get(), 100);
            for (RunRow row : page.rows()) {
                found.put(row.run(), row.head().version());
                checkWhole(store, new RunKey(BusyProcess.TENANT, row.run()));
            }
            next = page.next();
        }
        acknowledged.forEach((run, version) -> assertThat(found.getOrDefault(run, 0L))
                .as("version of run %s", run)
                .isGreaterThanOrEqualTo(version));
        assertThat(inbox(store)).hasSize(Rows.STEPS * found.size());
    }

    /** Every row that a run's version implies is there, and none of a later version. */
    private static void checkWhole(SqliteStore store, RunKey key) {
        StoredRun run = store.load(key).orElseThrow();
        long version = run.head().version();
        assertThat(run.head()).isEqualTo(Rows.commit(key, version - 1).head());
        assertThat(run.steps())
                .extracting(StepRow::document)
                .hasSize(Rows.STEPS)
                .containsOnly(Rows.stamp(version));
        assertThat(store.history(key, 0, 100))
                .extracting(StoredEvent::sequence)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, version).boxed().toList());
        List<String> ids =
                LongStream.rangeClosed(1, version + 1).mapToObj(Rows::content).toList();
        assertThat(store.content(key, ids).values())
                .extracting(ContentRow::id)
                .containsExactlyInAnyOrderElementsOf(ids.subList(0, (int) version));
        for (long v = 1; v <= version + 1; v++) {
            assertThat(store.command(key.tenant(), Rows.command(key, v)).isPresent())
                    .isEqualTo(v <= version);
        }
        assertThat(store.edges(key.tenant(), Rows.node(key, "from"), Direction.DOWNSTREAM, Cursor.start(), 100)
                        .rows())
                .hasSize((int) version);
    }

    private static List<InboxRow> inbox(SqliteStore store) {
        return store.inbox(BusyProcess.TENANT, Set.of("legal"), Cursor.start(), Integer.MAX_VALUE)
                .rows();
    }
}
