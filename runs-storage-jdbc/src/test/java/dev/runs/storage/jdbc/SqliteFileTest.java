package dev.runs.storage.jdbc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.runs.storage.Bytes;
import dev.runs.storage.CommitResult.Committed;
import dev.runs.storage.RunKey;
import dev.runs.storage.StoreException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is not a sound store of ours is refused with the whole message, and every file stays as it was. */
class SqliteFileTest {
    private static final String GIVE_A_STORE =
            "\nFix: give the path of a Runs store, or a path at which there is no file yet.";
    private static final String GIVE_A_FOLDER =
            "\nFix: give a path in a folder that exists and in which this process may write files.";
    private static final String RESTORE =
            "\nFix: put the file back from a backup, together with its '-wal' file if that"
                    + " was backed up too; keep the damaged one for a rescue with the 'sqlite3' tool's '.recover'.";
    private static final RunKey KEY = new RunKey("acme", "run");

    @TempDir
    Path temp;

    private Path folder;
    private Path file;

    @BeforeEach
    void place() throws IOException {
        folder = temp.toRealPath();
        file = folder.resolve("runs.db");
    }

    @Test
    void file_that_is_no_database_is_refused() throws Exception {
        Files.writeString(file, "Dear diary, ".repeat(500));
        assertRefused("RUNS-STORE-012 Store file '" + file + "': it is not a SQLite file." + GIVE_A_STORE);

        Files.writeString(file, "x");
        assertRefused("RUNS-STORE-012 Store file '" + file + "': it is not a SQLite file." + GIVE_A_STORE);
    }

    @Test
    void database_of_another_application_is_refused() throws Exception {
        sql(file, "CREATE TABLE customer (name TEXT)");
        assertRefused("RUNS-STORE-013 Store file '" + file
                + "': it is a SQLite file of another application (application id 0 instead of 1381322323)."
                + GIVE_A_STORE);

        sql(file, "PRAGMA application_id = 7", "PRAGMA user_version = 1", "PRAGMA journal_mode = WAL");
        assertRefused("RUNS-STORE-013 Store file '" + file
                + "': it is a SQLite file of another application (application id 7 instead of 1381322323)."
                + GIVE_A_STORE);
    }

    @Test
    void database_of_another_application_with_a_log_keeps_its_log() throws Exception {
        try (Session open = new Session(Connector.driver(file.toUri().toString()))) {
            open.run("CREATE TABLE customer (name TEXT)");
            open.number("PRAGMA application_id");
            open.find("PRAGMA journal_mode = WAL", row -> row.getString(1));
            open.run("INSERT INTO customer VALUES ('Ana')");
            Path copy = Files.createDirectory(folder.resolve("copy")).resolve("runs.db");
            Files.copy(file, copy);
            Files.copy(folder.resolve("runs.db-wal"), copy.resolveSibling("runs.db-wal"));
            Map<String, String> before = contents(copy.getParent());

            assertThatThrownBy(() -> SqliteStore.at(copy)).isInstanceOf(StoreException.class);

            assertThat(contents(copy.getParent())).isEqualTo(before);
        }
    }

    @Test
    void store_of_a_newer_format_is_refused() throws Exception {
        store();
        sql(file, "PRAGMA user_version = 4");

        assertRefused("RUNS-STORE-014 Store file '" + file
                + "': it has format version 4, and this version of Runs knows up to 3."
                + "\nFix: use a version of Runs that is at least as new as the one that wrote it.");
    }

    @Test
    void store_of_no_format_is_refused() throws Exception {
        store();
        sql(file, "PRAGMA user_version = 0");

        assertRefused("RUNS-STORE-015 Store file '" + file + "': it has format version 0, which never was." + RESTORE);
    }

    @Test
    void truncated_store_is_refused() throws Exception {
        store();
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));

        assertRefused("RUNS-STORE-015 Store file '" + file
                + "': it is damaged: [SQLITE_CORRUPT] The database disk image is malformed (database disk image is"
                + " malformed)" + RESTORE);
    }

    @Test
    void store_without_a_table_is_refused() throws Exception {
        store();
        sql(file, "DROP TABLE event", "DROP TABLE item");

        assertRefused(
                "RUNS-STORE-015 Store file '" + file + "': it is damaged: there is no table event, item." + RESTORE);
    }

    @Test
    void store_removed_or_emptied_beside_its_log_is_refused() throws Exception {
        Files.writeString(folder.resolve("runs.db-wal"), "what the file still needs");
        String message =
                "RUNS-STORE-015 Store file '" + file + "': it is missing or empty, though its log is not." + RESTORE;
        assertRefused(message);

        Files.createFile(file);
        assertRefused(message);
    }

    @Test
    void overwritten_page_is_found_by_the_integrity_check_and_named_when_read() throws Exception {
        store();
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            for (long page : pagesOf("step", "sqlite_autoindex_step_1")) {
                access.seek((page - 1) * 4096);
                access.write(new byte[200]);
            }
        }

        try (SqliteStore store = SqliteStore.at(file)) {
            assertThat(store.integrityCheck()).isNotEmpty();
            assertThatThrownBy(() -> store.load(KEY))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.UNUSABLE))
                    .hasMessage("RUNS-STORE-015 Store file '" + file + "': it is damaged: [SQLITE_CORRUPT] The database"
                            + " disk image is malformed (database disk image is malformed)" + RESTORE);
        }
    }

    private List<Long> pagesOf(String... names) throws SQLException {
        List<Long> pages = new ArrayList<>();
        try (Session session = new Session(Connector.driver(file.toUri().toString()))) {
            for (String name : names) {
                pages.add(session.find("SELECT rootpage FROM sqlite_schema WHERE name = ?", row -> row.getLong(1), name)
                        .orElseThrow());
            }
        }
        return pages;
    }

    @Test
    void row_removed_by_others_is_found_by_the_integrity_check() throws Exception {
        store();
        sql(file, "DELETE FROM event WHERE sequence = 2");

        try (SqliteStore store = SqliteStore.at(file)) {
            assertThat(store.integrityCheck()).containsExactly("run 'acme/run' is at version 3 and has 2 events");
        }
    }

    @Test
    void sound_store_has_no_problems_while_it_is_used() {
        try (SqliteStore store = SqliteStore.at(file)) {
            assertThat(store.commit(Rows.commit(KEY, 0))).isEqualTo(new Committed(1));
            assertThat(store.integrityCheck()).isEmpty();
        }
    }

    @Test
    void folder_is_refused() throws Exception {
        Files.createDirectory(file);

        assertRefused("RUNS-STORE-010 Store file '" + file + "': it is a folder."
                + "\nFix: give the path of a file; the store makes it if there is none.");
    }

    @Test
    void place_in_no_folder_is_refused() throws Exception {
        Path inNone = folder.resolve("missing").resolve("runs.db");
        assertRefused(
                inNone,
                "RUNS-STORE-011 Store file '" + inNone + "': there is no folder '" + inNone.getParent() + "'."
                        + GIVE_A_FOLDER);

        Files.writeString(folder.resolve("note"), "a file");
        Path inFile = folder.resolve("note").resolve("runs.db");
        assertRefused(
                inFile,
                "RUNS-STORE-011 Store file '" + inFile + "': there is no folder '" + inFile.getParent() + "'."
                        + GIVE_A_FOLDER);
    }

    @Test
    void folder_that_may_not_be_written_is_refused() throws Exception {
        assumeFalse(!folder.toFile().setWritable(false) || Files.isWritable(folder), "this user may write anywhere");
        try {
            assertRefused("RUNS-STORE-011 Store file '" + file + "': this process may not write in the folder '"
                    + folder + "', where the store needs its log." + GIVE_A_FOLDER);
        } finally {
            assertThat(folder.toFile().setWritable(true)).isTrue();
        }
    }

    @Test
    void place_where_no_file_can_be_made_is_refused() {
        Path tooLong = folder.resolve("a".repeat(300));

        assertRefused(
                tooLong,
                "RUNS-STORE-011 Store file '" + tooLong
                        + "': it cannot be opened or written: [SQLITE_CANTOPEN] Unable to open the database file (unable to open"
                        + " database file)" + GIVE_A_FOLDER);
    }

    @Test
    void empty_file_becomes_a_store() throws Exception {
        Files.createFile(file);

        store();

        try (SqliteStore store = SqliteStore.at(file)) {
            assertThat(store.load(KEY)).isPresent();
        }
    }

    @Test
    void names_that_mean_something_in_an_address_are_names_of_files() throws Exception {
        List<String> names = List.of(
                "a b.db", "q?mode=memory", "hash#x", "per%20cent", "amp&x;y", "\u00fc \ud83d\ude00", "'quoted\"");
        for (String name : names) {
            Path place = folder.resolve(name);
            try (SqliteStore store = SqliteStore.at(place)) {
                store.commit(Rows.commit(KEY, 0));
            }
            assertThat(place).isNotEmptyFile();
            try (SqliteStore store = SqliteStore.at(place)) {
                assertThat(store.load(KEY)).isPresent();
            }
        }
    }

    @Test
    void store_left_by_a_dead_process_in_the_middle_of_a_checkpoint_is_opened() throws Exception {
        Path copy = Files.createDirectory(folder.resolve("copy")).resolve("runs.db");
        try (SqliteStore store = SqliteStore.at(file)) {
            store.commit(Rows.withContent(Rows.commit(KEY, 0), Bytes.of(new byte[200_000])));
            // Page 1 was copied into the file and counts all pages; the process died before it copied the others.
            Files.copy(folder.resolve("runs.db-wal"), copy.resolveSibling("runs.db-wal"));
            byte[] bytes = Files.readAllBytes(file);
            int pages = (int) pageCount(file);
            assertThat(pages * 4096).isGreaterThan(bytes.length);
            Files.write(copy, ByteBuffer.wrap(bytes).putInt(28, pages).array());
        }

        try (SqliteStore store = SqliteStore.at(copy)) {
            assertThat(store.load(KEY).orElseThrow().head().version()).isEqualTo(1);
            assertThat(store.integrityCheck()).isEmpty();
        }
    }

    @Test
    void store_says_what_is_missing_when_there_is_no_driver() throws Exception {
        URL[] classes = Stream.of(SqliteStore.class, StoreException.class)
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                .toArray(URL[]::new);
        try (URLClassLoader loader = new URLClassLoader(classes, ClassLoader.getPlatformClassLoader())) {
            Class<?> store = loader.loadClass(SqliteStore.class.getName());

            assertThatThrownBy(() -> store.getMethod("at", Path.class).invoke(null, file))
                    .rootCause()
                    .isInstanceOf(ClassNotFoundException.class);
            assertThatThrownBy(() -> store.getMethod("at", Path.class).invoke(null, file))
                    .cause()
                    .hasMessage("RUNS-STORE-016 Store file '" + file + "': there is no SQLite driver on the class path."
                            + "\nFix: add the dependency org.xerial:sqlite-jdbc to the host.");
        }
        assertThat(file).doesNotExist();
    }

    private void store() {
        try (SqliteStore store = SqliteStore.at(file)) {
            for (long version = 0; version < 3; version++) {
                store.commit(Rows.commit(KEY, version));
            }
        }
    }

    private void assertRefused(String message) {
        assertRefused(file, message);
    }

    private void assertRefused(Path path, String message) {
        Map<String, String> before = contents(folder);

        assertThatThrownBy(() -> SqliteStore.at(path))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.UNUSABLE))
                .hasMessage(message);

        assertThat(contents(folder)).isEqualTo(before);
    }

    private static void sql(Path file, String... statements) throws SQLException {
        try (Session session = new Session(Connector.driver(file.toUri().toString()))) {
            for (String statement : statements) {
                session.run(statement);
            }
        }
    }

    private static long pageCount(Path file) throws SQLException {
        try (Session session = new Session(Connector.driver(file.toUri().toString()))) {
            return session.number("PRAGMA page_count");
        }
    }

    /** Every file of a folder with its bytes. */
    private static Map<String, String> contents(Path folder) {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path path : files.filter(Files::isRegularFile).toList()) {
                contents.put(path.getFileName().toString(), new String(Files.readAllBytes(path), ISO_8859_1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return contents;
    }
}
