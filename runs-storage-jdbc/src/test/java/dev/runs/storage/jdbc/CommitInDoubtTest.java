package dev.runs.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.storage.Commit;
import dev.runs.storage.CommitResult;
import dev.runs.storage.CommitResult.Committed;
import dev.runs.storage.CommitResult.DuplicateCommand;
import dev.runs.storage.CommitResult.OutcomeUnknown;
import dev.runs.storage.RunKey;
import dev.runs.storage.RunStore;
import dev.runs.storage.StoreException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommitInDoubtTest {
    private static final RunKey KEY = new RunKey("acme", "run");

    @TempDir
    Path folder;

    @Test
    @DisplayName("G16 A commit whose answer is lost is unknown, and the command says that it was written")
    void lost_answer_is_unknown_and_the_command_tells() throws Exception {
        Path file = folder.toRealPath().resolve("runs.db");
        try (FailingSqlite medium = new FailingSqlite(file, FailingSqlite.Way.ANSWER_LOST)) {
            RunStore store = medium.store();
            Commit commit = Rows.commit(KEY, 0);
            Optional<OutcomeUnknown> unknown = Optional.empty();
            for (int operations = 0; unknown.isEmpty(); operations++) {
                medium.failAfter(operations);
                unknown = attempt(store, commit);
                medium.heal();
            }

            assertThat(unknown.get().cause())
                    .hasMessage("RUNS-STORE-023 Store file '" + file + "': a commit failed and may have been written:"
                            + " [SQLITE_IOERR] made up by the test"
                            + "\nFix: ask the store for the command before anything is done again: it says whether the"
                            + " commit was written.");
            assertThat(store.command("acme", commit.command().id())).contains(commit.command());
            assertThat(store.commit(commit)).isEqualTo(new DuplicateCommand(commit.command()));
            assertThat(store.commit(Rows.commit(KEY, 1))).isEqualTo(new Committed(2));
        }
    }

    @Test
    void failed_erasure_says_that_nothing_was_erased() throws Exception {
        Path file = folder.toRealPath().resolve("runs.db");
        try (FailingSqlite medium = new FailingSqlite(file, FailingSqlite.Way.NOT_RUN)) {
            RunStore store = medium.store();
            store.commit(Rows.commit(KEY, 0));
            List<String> ids = List.of(Rows.content(1));

            medium.failAfter(1);
            assertThatThrownBy(() -> store.erase(KEY, ids))
                    .isInstanceOf(StoreException.class)
                    .hasMessage(
                            "RUNS-STORE-022 Store file '" + file + "': the database reports: [SQLITE_IOERR] made up by"
                                    + " the test\nFix: look at the cause and at the disk; nothing of the call was written.");
            medium.heal();

            assertThat(store.content(KEY, ids).get(Rows.content(1)).body()).isPresent();
            assertThat(store.erase(KEY, ids)).isEqualTo(1);
        }
    }

    @Test
    void erasure_that_cannot_empty_the_log_is_done_and_says_so() throws Exception {
        Path file = folder.toRealPath().resolve("runs.db");
        try (FailingSqlite medium = new FailingSqlite(file, FailingSqlite.Way.NOT_RUN);
                LogCapture log = new LogCapture(LogKeeper.class)) {
            RunStore store = medium.store();
            store.commit(Rows.commit(KEY, 0));

            // BEGIN, the change, COMMIT; the log is next.
            medium.failAfter(3);
            assertThat(store.erase(KEY, List.of(Rows.content(1)))).isEqualTo(1);
            medium.heal();

            assertThat(store.content(KEY, List.of(Rows.content(1)))
                            .get(Rows.content(1))
                            .body())
                    .isEmpty();
            assertThat(log.messages())
                    .singleElement()
                    .asString()
                    .startsWith("WARNING RUNS-STORE-032 Store file '" + file
                            + "': erased content stays in the log for now: RUNS-STORE-022 ");
        }
    }

    @Test
    void locked_file_is_worth_another_try() throws Exception {
        Path file = folder.toRealPath().resolve("runs.db");
        SqliteOptions impatient = SqliteOptions.defaults().busyTimeout(Duration.ofMillis(1));
        try (SqliteStore store = SqliteStore.at(file, impatient);
                Session other = new Session(Connector.driver(file.toUri().toString()))) {
            other.run("BEGIN IMMEDIATE");
            assertThatThrownBy(() -> store.commit(Rows.commit(KEY, 0)))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.RETRYABLE))
                    .hasMessage(
                            "RUNS-STORE-020 Store file '" + file + "': another process keeps it locked: [SQLITE_BUSY]"
                                    + " The database file is locked (database is locked)"
                                    + "\nFix: try again; if it stays so, find the process that keeps the file locked.");
            assertThat(store.load(KEY)).isEmpty();
            other.run("ROLLBACK");
            assertThat(store.commit(Rows.commit(KEY, 0))).isEqualTo(new Committed(1));
        }
    }

    private static Optional<OutcomeUnknown> attempt(RunStore store, Commit commit) {
        try {
            CommitResult result = store.commit(commit);
            return Optional.of((OutcomeUnknown) result);
        } catch (StoreException e) {
            return Optional.empty();
        }
    }
}
