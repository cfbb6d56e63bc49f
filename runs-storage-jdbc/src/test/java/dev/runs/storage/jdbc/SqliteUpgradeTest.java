package dev.runs.storage.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.storage.Bytes;
import dev.runs.storage.CommitResult.Committed;
import dev.runs.storage.ContentRow;
import dev.runs.storage.Cursor;
import dev.runs.storage.Direction;
import dev.runs.storage.FeedEntry;
import dev.runs.storage.InboxItem;
import dev.runs.storage.NodeRef;
import dev.runs.storage.RunFilter;
import dev.runs.storage.RunKey;
import dev.runs.storage.StoredEvent;
import dev.runs.storage.UniqueKey;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteUpgradeTest {
    private static final RunKey DONE = new RunKey("acme", "done");
    private static final RunKey OPEN = new RunKey("acme", "open");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void makeFileOfFormat1() throws Exception {
        file = folder.toRealPath().resolve("runs.db");
        try (InputStream script = SqliteUpgradeTest.class.getResourceAsStream("format-1.sql");
                Session session = new Session(Connector.driver(file.toUri().toString()))) {
            String text = new String(script.readAllBytes(), UTF_8);
            for (String statement : text.split("\n--------\n", -1)) {
                session.run(statement);
            }
        }
    }

    @Test
    @DisplayName(
            "A file of format 1 keeps everything when it is brought to format 3, and ended runs are known as ended")
    void file_of_format_1_keeps_everything() {
        try (SqliteStore store = SqliteStore.at(file)) {
            assertThat(store.integrityCheck()).isEmpty();
            assertThat(store.load(DONE).orElseThrow().head().ended()).contains(NOON.plusSeconds(60));
            assertThat(store.load(OPEN).orElseThrow().head().ended()).isEmpty();
            assertThat(store.load(OPEN).orElseThrow().steps())
                    .singleElement()
                    .satisfies(step -> assertThat(step.items())
                            .containsExactly(new InboxItem("1/0", "legal", NOON.plusSeconds(100))));
            assertThat(store.runs("acme", RunFilter.all(), Cursor.start(), 10).rows())
                    .extracting(row -> row.run())
                    .containsExactly("open", "done");
            assertThat(store.history(DONE, 0, 10))
                    .extracting(StoredEvent::type)
                    .containsExactly("RunStarted", "StepCompleted");
            assertThat(store.content(OPEN, List.of("c1")))
                    .containsEntry("c1", ContentRow.of("c1", "payload", Bytes.of(new byte[1]), Bytes.utf8("{}")));
            assertThat(store.edges("acme", new NodeRef("signal", "a"), Direction.DOWNSTREAM, Cursor.start(), 10)
                            .rows())
                    .extracting(edge -> edge.run() + " " + edge.to().kind())
                    .containsExactly("done run", "done file", "open run");
            assertThat(store.inbox("acme", Set.of("legal"), Cursor.start(), 10).rows())
                    .hasSize(1);
            assertThat(store.holder("acme", new UniqueKey("signal", "a"))).contains("open");
            assertThat(store.command("acme", "c-1")).isPresent();
            assertThat(store.ended("acme", NOON.plusSeconds(61), Cursor.start(), 10)
                            .rows())
                    .extracting(row -> row.run())
                    .containsExactly("done");
        }
    }

    @Test
    void upgraded_file_is_written_on_and_opened_again() {
        RunKey other = new RunKey("acme", "new");
        try (SqliteStore store = SqliteStore.at(file)) {
            assertThat(store.commit(Rows.commit(other, 0))).isEqualTo(new Committed(1));
            assertThat(store.remove(DONE, 2)).isTrue();
        }
        try (SqliteStore store = SqliteStore.at(file)) {
            assertThat(store.load(other)).isPresent();
            assertThat(store.load(DONE)).isEmpty();
            assertThat(store.feed().after(0, 10)).containsExactly(new FeedEntry(1, "acme", "new", 1, 1));
        }
    }

    @Test
    @DisplayName("A file of format 2 gets what format 3 added, and keeps its runs")
    void file_of_format_2_is_brought_to_format_3() throws Exception {
        Path second = folder.resolve("second.db");
        RunKey run = new RunKey("acme", "run");
        try (SqliteStore store = SqliteStore.at(second)) {
            store.commit(Rows.commit(run, 0));
        }
        try (Session session =
                new Session(Connector.driver(second.toRealPath().toUri().toString()))) {
            session.run("DROP TABLE artifact");
            session.run("PRAGMA user_version = 2");
        }
        try (SqliteStore store = SqliteStore.at(second)) {
            store.commit(Rows.leaving(Rows.commit(run, 1), "file"));
            assertThat(store.artifacts("acme", "file", Cursor.start(), 10).rows())
                    .hasSize(1);
        }
        SqliteStore.at(file).close();
        assertThat(schema(second)).isEqualTo(schema(file));
    }

    @Test
    @DisplayName("An upgraded file has the tables and indexes of a new one")
    void upgraded_file_is_like_a_new_one() throws Exception {
        Path fresh = folder.resolve("fresh.db");
        SqliteStore.at(fresh).close();
        SqliteStore.at(file).close();

        assertThat(schema(file)).isEqualTo(schema(fresh));
    }

    private static List<String> schema(Path path) throws Exception {
        try (Session session = new Session(Connector.driver(path.toUri().toString()))) {
            return session.list("""
                    SELECT m.type || ' ' || m.name || ' ' || i.name FROM sqlite_schema m, pragma_table_xinfo(m.name) i
                    UNION ALL
                    SELECT m.type || ' ' || m.name || ' ' || i.seqno || ' ' || i.name
                    FROM sqlite_schema m, pragma_index_info(m.name) i
                    ORDER BY 1""", row -> row.getString(1));
        }
    }
}
