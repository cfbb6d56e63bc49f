package dev.runs.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.storage.CommitResult.Committed;
import dev.runs.storage.CommitResult.VersionConflict;
import dev.runs.storage.Cursor;
import dev.runs.storage.RunKey;
import dev.runs.storage.StoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** A host that keeps its own rows in the SQLite file in which its runs are. */
class HostSqliteTest {
    private static final RunKey KEY = new RunKey("acme", "run");

    @TempDir
    Path temporary;

    private Path file;
    private SQLiteDataSource dataSource;
    private HostConnections connections;

    @BeforeEach
    void makeHost() throws Exception {
        file = temporary.toRealPath().resolve("crm.db");
        dataSource = dataSource(SQLiteConfig.TransactionMode.IMMEDIATE, 10_000);
        connections = HostConnections.on(dataSource);
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE run (opportunity TEXT PRIMARY KEY, stage TEXT)");
        }
    }

    private SQLiteDataSource dataSource(SQLiteConfig.TransactionMode mode, int busyTimeout) {
        SQLiteConfig config = new SQLiteConfig();
        config.setTransactionMode(mode);
        config.setBusyTimeout(busyTimeout);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    private long opportunities() throws Exception {
        try (Session session = new Session(dataSource.getConnection())) {
            return session.number("SELECT count(*) FROM run");
        }
    }

    @Test
    void tables_of_format_2_get_what_format_3_added() throws Exception {
        SqliteStore.on(dataSource).close();
        try (Session session = new Session(dataSource.getConnection())) {
            session.run("DROP TABLE runs_artifact");
            session.run("UPDATE runs_format SET version = 2");
        }
        try (SqliteStore store = SqliteStore.on(dataSource)) {
            store.commit(Rows.leaving(Rows.commit(KEY, 0), "file"));
            assertThat(store.artifacts("acme", "file", Cursor.start(), 10).rows())
                    .hasSize(1);
        }
        SqliteStore.on(dataSource).close();
    }

    @Test
    @DisplayName("G19 The host's rows and the run's rows are one transaction, committed or rolled back by the host")
    void one_transaction_with_the_host() throws Exception {
        try (SqliteStore store = SqliteStore.on(connections);
                Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            try (HostConnections.Joined joined = connections.join(connection)) {
                statement.execute("INSERT INTO run VALUES ('o-1', 'won')");
                assertThat(store.commit(Rows.commit(KEY, 0))).isEqualTo(new Committed(1));
                assertThat(store.load(KEY)).isPresent();
                joined.rollback();
            }
            assertThat(store.load(KEY)).isEmpty();
            assertThat(store.feed().after(0, 10)).isEmpty();
            assertThat(opportunities()).isZero();

            try (HostConnections.Joined joined = connections.join(connection)) {
                statement.execute("INSERT INTO run VALUES ('o-1', 'won')");
                assertThat(store.commit(Rows.commit(KEY, 0))).isEqualTo(new Committed(1));
                assertThat(store.commit(Rows.commit(new RunKey("acme", "other"), 3)))
                        .isEqualTo(new VersionConflict(0));
                joined.commit();
            }
            assertThat(connection.isClosed()).isFalse();
            assertThat(connection.getAutoCommit()).isFalse();
            assertThat(store.load(KEY)).isPresent();
            assertThat(opportunities()).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("Eight threads with transactions of the host and the store commit all 400")
    void many_threads_commit_all() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (SqliteStore store = SqliteStore.on(connections)) {
            List<Future<Integer>> results = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                int number = thread;
                results.add(threads.submit(() -> commits(store, number)));
            }
            for (Future<Integer> result : results) {
                assertThat(result.get()).isEqualTo(50);
            }
            assertThat(opportunities()).isEqualTo(400);
            assertThat(store.feed().after(0, 1000)).hasSize(400);
        } finally {
            threads.shutdownNow();
        }
    }

    private int commits(SqliteStore store, int thread) throws Exception {
        int committed = 0;
        for (int i = 0; i < 50; i++) {
            String id = thread + "-" + i;
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                try (HostConnections.Joined joined = connections.join(connection)) {
                    statement.execute("INSERT INTO run VALUES ('" + id + "', 'won')");
                    store.commit(Rows.commit(new RunKey("acme", id), 0));
                    joined.commit();
                    committed++;
                }
            }
        }
        return committed;
    }

    @Test
    void deferred_transactions_are_refused() {
        assertThatThrownBy(() -> SqliteStore.on(dataSource(SQLiteConfig.TransactionMode.DEFERRED, 10_000)))
                .isInstanceOf(StoreException.class)
                .hasMessage("RUNS-STORE-019 Store file '" + file
                        + "': the data source has transaction_mode=DEFERRED.\nFix: set transaction_mode=IMMEDIATE and a"
                        + " busy_timeout of some seconds on the SQLite data source, so that a transaction takes the write"
                        + " lock when it begins and waits for it; otherwise transactions that run at the same time fail"
                        + " with SQLITE_BUSY.");
    }

    @Test
    void no_busy_timeout_is_refused() {
        assertThatThrownBy(() -> SqliteStore.on(dataSource(SQLiteConfig.TransactionMode.IMMEDIATE, 0)))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith(
                        "RUNS-STORE-019 Store file '" + file + "': the data source has busy_timeout=0.");
    }

    @Test
    void another_database_is_refused() {
        JdbcDataSource other = new JdbcDataSource();
        other.setUrl("jdbc:h2:mem:other");

        assertThatThrownBy(() -> SqliteStore.on(other))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("the data source is of another database: jdbc:h2:mem:other.");
    }

    @Test
    void the_file_of_a_host_is_backed_up_by_the_host() {
        try (SqliteStore store = SqliteStore.on(dataSource)) {
            assertThat(store.integrityCheck()).isEmpty();
            assertThatThrownBy(() -> store.backup(file.resolveSibling("copy.db")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(
                            "the file belongs to the host, and its backup has the runs; back it up as the host does");
        }
    }

    @Test
    void a_connection_without_a_transaction_cannot_be_joined() throws Exception {
        try (Connection connection = dataSource.getConnection()) {
            assertThatThrownBy(() -> connections.join(connection))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the connection is in autocommit mode, in which each statement is committed by itself;"
                            + " call setAutoCommit(false) before it is joined");
            connection.setAutoCommit(false);
            try (HostConnections.Joined first = connections.join(connection)) {
                assertThat(first).isNotNull();
                assertThatThrownBy(() -> connections.join(connection))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage(
                                "this thread has joined a transaction already; close that before another is joined");
            }
        }
    }
}
