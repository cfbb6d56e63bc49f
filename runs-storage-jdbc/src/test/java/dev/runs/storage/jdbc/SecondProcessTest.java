package dev.runs.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.storage.CommitResult.Committed;
import dev.runs.storage.CommitResult.VersionConflict;
import dev.runs.storage.RunKey;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecondProcessTest {
    private static final String FIX =
            "\nFix: nothing is lost, but both wait for each other's commits: let one process own"
                    + " the file, or end the other one.";

    @TempDir
    Path folder;

    private Path file;
    private LogCapture log;

    @BeforeEach
    void capture() throws Exception {
        file = folder.toRealPath().resolve("runs.db");
        log = new LogCapture(FileClaim.class);
    }

    @AfterEach
    void release() {
        log.close();
    }

    @Test
    void second_process_is_warned_of_and_both_read_and_write() throws Exception {
        try (ChildJvm child = ChildJvm.start(IdleProcess.class, file.toString())) {
            assertThat(child.readLine()).isEqualTo("Committed[version=1]");

            try (SqliteStore store = SqliteStore.at(file)) {
                assertThat(log.messages())
                        .containsExactly("WARNING RUNS-STORE-030 Store file '" + file + "': process " + child.pid()
                                + " has it open too." + FIX);
                RunKey key = new RunKey("acme", "of the child");
                assertThat(store.load(key)).isPresent();
                assertThat(store.commit(Rows.commit(new RunKey("acme", "other"), 0)))
                        .isEqualTo(new Committed(1));
                assertThat(store.commit(Rows.commit(key, 1))).isEqualTo(new Committed(2));
            }
        }
    }

    @Test
    void killed_process_is_not_warned_of_and_its_run_is_there() throws Exception {
        try (ChildJvm child = ChildJvm.start(IdleProcess.class, file.toString())) {
            assertThat(child.readLine()).isEqualTo("Committed[version=1]");
            child.kill();
        }

        try (SqliteStore store = SqliteStore.at(file)) {
            assertThat(log.messages()).isEmpty();
            assertThat(store.load(new RunKey("acme", "of the child"))).isPresent();
        }
    }

    @Test
    void second_store_in_this_process_is_warned_of_and_sees_the_versions_of_the_first() {
        RunKey key = new RunKey("acme", "run");
        try (SqliteStore first = SqliteStore.at(file)) {
            try (SqliteStore second = SqliteStore.at(folder.resolve(".").resolve("runs.db"))) {
                assertThat(log.messages())
                        .containsExactly("WARNING RUNS-STORE-030 Store file '" + file
                                + "': this process has it open already." + FIX);
                assertThat(first.commit(Rows.commit(key, 0))).isEqualTo(new Committed(1));
                assertThat(second.commit(Rows.commit(new RunKey("acme", "other"), 0)))
                        .isEqualTo(new Committed(1));
                assertThat(second.commit(Rows.commit(key, 3))).isEqualTo(new VersionConflict(1));
            }
            assertThat(first.commit(Rows.commit(key, 1))).isEqualTo(new Committed(2));
        }
    }

    @Test
    void closing_a_second_store_keeps_the_claim_of_the_first() throws Exception {
        try (SqliteStore first = SqliteStore.at(file)) {
            SqliteStore.at(file).close();
            try (ChildJvm child = ChildJvm.start(WarnedProcess.class, file.toString())) {
                assertThat(child.readLine())
                        .isEqualTo("WARNING RUNS-STORE-030 Store file '" + file + "': process "
                                + ProcessHandle.current().pid() + " has it open too.");
            }
            assertThat(first.commit(Rows.commit(new RunKey("acme", "run"), 0))).isEqualTo(new Committed(1));
        }
    }

    @Test
    void closed_store_is_not_warned_of() {
        SqliteStore.at(file).close();
        SqliteStore.at(file).close();

        assertThat(log.messages()).isEmpty();
    }

    @Test
    void place_without_a_side_file_is_warned_of_and_used() throws Exception {
        Files.createDirectory(folder.resolve("runs.db.lock"));

        try (SqliteStore store = SqliteStore.at(file)) {
            assertThat(log.messages())
                    .singleElement()
                    .asString()
                    .startsWith(
                            "WARNING RUNS-STORE-031 Store file '" + file + "': a second process will not be noticed: ")
                    .endsWith("\nFix: let this process write beside the store's file, or make sure that no other"
                            + " process uses it.");
            assertThat(store.commit(Rows.commit(new RunKey("acme", "run"), 0))).isEqualTo(new Committed(1));
        }
    }
}
