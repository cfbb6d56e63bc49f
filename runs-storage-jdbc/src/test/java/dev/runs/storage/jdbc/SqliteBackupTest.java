package dev.runs.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.storage.CommitResult.Committed;
import dev.runs.storage.Cursor;
import dev.runs.storage.RunFilter;
import dev.runs.storage.RunKey;
import dev.runs.storage.RunRow;
import dev.runs.storage.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteBackupTest {
    private static final RunKey KEY = new RunKey("acme", "run");

    @TempDir
    Path temporary;

    private Path folder;

    @BeforeEach
    void findFolder() throws Exception {
        folder = temporary.toRealPath();
    }

    @Test
    @DisplayName("A backup made while others write is a sound store with every run whole, and they are not stopped")
    void backup_while_others_write() throws Exception {
        Path copy = folder.resolve("copy.db");
        try (SqliteStore store = SqliteStore.at(folder.resolve("runs.db"))) {
            AtomicBoolean done = new AtomicBoolean();
            CountDownLatch writing = new CountDownLatch(50);
            Thread writer = new Thread(() -> {
                for (int run = 0; !done.get(); run++) {
                    RunKey key = new RunKey("acme", "run " + run);
                    assertThat(store.commit(Rows.commit(key, 0))).isEqualTo(new Committed(1));
                    assertThat(store.commit(Rows.commit(key, 1))).isEqualTo(new Committed(2));
                    writing.countDown();
                }
            });
            writer.start();
            writing.await();
            store.backup(copy);
            done.set(true);
            writer.join();
        }

        try (SqliteStore backup = SqliteStore.at(copy)) {
            assertThat(backup.integrityCheck()).isEmpty();
            List<RunRow> runs = backup.runs("acme", RunFilter.all(), Cursor.start(), 100_000)
                    .rows();
            assertThat(runs).hasSizeGreaterThanOrEqualTo(50);
            for (RunRow run : runs) {
                RunKey key = new RunKey("acme", run.run());
                assertThat(backup.history(key, 0, 10)).hasSize((int) run.head().version());
                assertThat(backup.load(key).orElseThrow().steps())
                        .hasSize(Rows.STEPS)
                        .allMatch(step ->
                                step.document().equals(Rows.stamp(run.head().version())));
            }
        }
    }

    @Test
    void backup_has_no_erased_content() throws Exception {
        Path copy = folder.resolve("copy.db");
        try (SqliteStore store = SqliteStore.at(folder.resolve("runs.db"))) {
            store.commit(Rows.commit(KEY, 0));
            store.erase(KEY, List.of(Rows.content(1)));
            store.backup(copy);
        }
        try (SqliteStore backup = SqliteStore.at(copy)) {
            assertThat(backup.content(KEY, List.of(Rows.content(1)))
                            .get(Rows.content(1))
                            .body())
                    .isEmpty();
        }
    }

    @Test
    void backup_replaces_nothing() throws Exception {
        Path taken = Files.writeString(folder.resolve("taken.db"), "something");
        Path file = folder.resolve("runs.db");
        try (SqliteStore store = SqliteStore.at(file)) {
            assertThatThrownBy(() -> store.backup(taken))
                    .isInstanceOf(StoreException.class)
                    .hasMessage("RUNS-STORE-018 Store file '" + file + "': there is something at '" + taken
                            + "' already, and a backup replaces nothing.\nFix: give the path of a file that is not there"
                            + " yet, in a folder that has room and in which this process may write.");
            assertThat(taken).hasContent("something");
            assertThatThrownBy(() -> store.backup(folder.resolve("none").resolve("copy.db")))
                    .hasMessageStartingWith("RUNS-STORE-018 Store file '" + file
                            + "': there is no folder for the backup '" + folder.resolve("none") + "/copy.db'.");
        }
    }

    @Test
    void closed_store_makes_no_backup() {
        SqliteStore store = SqliteStore.at(folder.resolve("runs.db"));
        store.close();

        assertThatThrownBy(() -> store.backup(folder.resolve("copy.db")))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("RUNS-STORE-001 ");
        assertThat(folder.resolve("copy.db")).doesNotExist();
    }
}
