package dev.runs.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.storage.Bytes;
import dev.runs.storage.CommandRow;
import dev.runs.storage.Commit;
import dev.runs.storage.RunHead;
import dev.runs.storage.RunKey;
import dev.runs.storage.StoredEvent;
import dev.runs.storage.jdbc.PostgresOptions;
import dev.runs.storage.jdbc.PostgresStore;
import dev.runs.storage.jdbc.SqliteStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Help.Ansi;

class StoreCommandTest {
    private static final RunKey RUN = new RunKey("acme", "run-1");

    @TempDir
    private Path temp;

    private Path folder;
    private Path file;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void makeStore() throws IOException {
        folder = temp.toRealPath();
        file = folder.resolve("runs.db");
        try (SqliteStore store = SqliteStore.at(file)) {
            write(store);
        }
    }

    private static void write(SqliteStore store) {
        Instant noon = Instant.parse("2026-03-01T12:00:00Z");
        store.commit(new Commit(
                RUN,
                0,
                new CommandRow("start", RUN.run(), 1, Bytes.empty()),
                new RunHead(1, "RUNNING", Optional.empty(), noon, Optional.empty(), 1, Bytes.empty()),
                List.of(),
                List.of(new StoredEvent(1, "Started", 1, noon, Bytes.empty())),
                List.of(),
                List.of(),
                Set.of()));
    }

    private int runs(Object... args) {
        String[] words = Stream.of(args).map(Object::toString).toArray(String[]::new);
        return RunsCli.run(new PrintWriter(out), new PrintWriter(err), Ansi.OFF, words);
    }

    @Test
    void soundStore() {
        assertThat(runs("store", "check", file)).isZero();
        assertThat(out).hasToString("no problems in " + file + "\n");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void storeWithProblems_listsThem() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM event");
        }
        assertThat(runs("store", "check", file)).isEqualTo(1);
        assertThat(out).hasToString("""
                        run 'acme/run-1' is at version 1 and has 0 events
                        1 problem in FILE
                        """.replace("FILE", file.toString()));
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void storeInUse_isCheckedAndCopied_withANote() {
        Path copy = folder.resolve("copy.db");
        try (SqliteStore host = SqliteStore.at(file)) {
            assertThat(runs("store", "check", file)).isZero();
            assertThat(runs("store", "backup", file, copy)).isZero();
            assertThat(host.load(RUN)).isPresent();
        }
        assertThat(out).hasToString("no problems in " + file + "\nwrote " + copy + "\n");
        assertThat(err).hasToString("note: the store is in use; that does no harm\n".repeat(2));
        try (SqliteStore copied = SqliteStore.at(copy)) {
            assertThat(copied.load(RUN)).isPresent();
        }
    }

    @Test
    void backup_replacesNothing() throws IOException {
        Path copy = Files.writeString(folder.resolve("copy.db"), "mine");
        assertThat(runs("store", "backup", file, copy)).isEqualTo(1);
        assertThat(err)
                .hasToString("runs: RUNS-STORE-018 Store file '" + file + "': there is something at '" + copy
                        + "' already, and a backup replaces nothing.\nFix: give the path of a file that is not there"
                        + " yet, in a folder that has room and in which this process may write.\n");
        assertThat(out.toString()).isEmpty();
        assertThat(copy).hasContent("mine");
    }

    @Test
    void noFile_makesNoStore() {
        Path none = folder.resolve("none.db");
        for (Object[] command :
                List.of(new Object[] {"store", "check", none}, new Object[] {"store", "backup", none, "x"})) {
            err.getBuffer().setLength(0);
            assertThat(runs(command)).isEqualTo(1);
            assertThat(err)
                    .hasToString("runs: Store file '" + none + "': there is no store.\nFix: give the path of a Runs"
                            + " store that is there.\n");
        }
        assertThat(folder).isDirectoryNotContaining("glob:**none*");
    }

    @Test
    void emptyFile_staysEmpty() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.db"));
        assertThat(runs("store", "check", empty)).isEqualTo(1);
        assertThat(err.toString()).startsWith("runs: Store file '" + empty + "': there is no store.\n");
        assertThat(empty).isEmptyFile();
    }

    @Test
    void anotherFile_isRefusedAndStaysAsItIs() throws IOException {
        Path other = Files.writeString(folder.resolve("notes.txt"), "a line of text\n".repeat(100), UTF_8);
        assertThat(runs("store", "check", other)).isEqualTo(1);
        assertThat(err)
                .hasToString("runs: RUNS-STORE-012 Store file '" + other + "': it is not a SQLite file.\nFix: give the"
                        + " path of a Runs store, or a path at which there is no file yet.\n");
        assertThat(out.toString()).isEmpty();
        assertThat(other).hasContent("a line of text\n".repeat(100).strip());
    }

    @Test
    void noFileGiven() {
        assertThat(runs("store", "backup", file)).isEqualTo(1);
        assertThat(err).hasToString("runs: Missing required parameter: 'TARGET'\nFix: runs store backup --help\n");
    }

    @Test
    void ddl_isWhatTheStoreExpects() {
        assertThat(runs("store", "ddl", "--schema", "crm", "--prefix", "r_", "--row-level-security"))
                .isZero();
        assertThat(out)
                .hasToString(PostgresStore.ddl(
                        PostgresOptions.defaults().schema("crm").prefix("r_").rowLevelSecurity(true)));
        assertThat(out.toString()).contains("CREATE TABLE \"crm\".r_run (");
        out.getBuffer().setLength(0);
        assertThat(runs("store", "ddl")).isZero();
        assertThat(out).hasToString(PostgresStore.ddl(PostgresOptions.defaults()));
    }

    @Test
    void ddl_ofAWrongName() {
        assertThat(runs("store", "ddl", "--prefix", "Runs-")).isEqualTo(1);
        assertThat(err)
                .hasToString("runs: prefix is 'Runs-'; it must be at most 30 small letters, digits and underscores, and"
                        + " not begin with a digit\nFix: runs store ddl --help\n");
    }

    @Test
    void noCommand_showsHelp() {
        assertThat(runs("store")).isZero();
        assertThat(out).hasToString("""
                        Usage: runs store [-hV] COMMAND
                        Looks after stores of runs.

                        A FILE is a SQLite store that SqliteStore.at made. The host may use it meanwhile. One of an earlier
                        format is brought to that of this version.
                          -h, --help      Show this help message and exit.
                          -V, --version   Print version information and exit.
                        Commands:
                          check   Reads the whole store and says what is wrong with it, one problem per line.
                          backup  Writes a copy of the store as it is at this moment, which is a store itself.
                          ddl     Prints the statements that make the tables in PostgreSQL, for whoever runs them by hand.

                        Examples:
                          runs store check runs.db
                          runs store backup runs.db backups/runs-monday.db
                          runs store ddl --schema crm > tables.sql
                        """);
    }
}
