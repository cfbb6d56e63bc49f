package dev.runs.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.storage.CommitResult.Committed;
import dev.runs.storage.RunKey;
import dev.runs.storage.StoreException;
import dev.runs.storage.jdbc.PostgresServer.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A real PgBouncer in transaction mode: two connections to the server, which eight threads of the store share. */
class PgBouncerTest {
    private static final int THREADS = 8;
    private static final int COMMITS = 25;

    private PostgresDatabase database;
    private Process bouncer;
    private int port;

    @BeforeEach
    void start() throws Exception {
        Optional<Path> program = Programs.find("pgbouncer");
        if (program.isEmpty()) {
            assertThat(System.getenv("CI")).as("no 'pgbouncer' on the PATH").isNull();
            System.err.println("SKIPPED: no 'pgbouncer' on the PATH");
        }
        Assumptions.assumeTrue(program.isPresent(), "no 'pgbouncer' on the PATH");
        database = PostgresServer.get().newDatabase();
        port = Programs.freePort();
        Path folder = Programs.folder("pgbouncer");
        bouncer = Programs.start(
                folder,
                "process up",
                List.of(program.get().toString(), configuration(folder).toString()));
    }

    private Path configuration(Path folder) throws Exception {
        PGSimpleDataSource real = (PGSimpleDataSource) database.simple("");
        Path users = Files.writeString(folder.resolve("users.txt"), "\"" + real.getUser() + "\" \"\"\n");
        Path file = Files.writeString(folder.resolve("pgbouncer.ini"), """
                [databases]
                runs = host=%s port=%d dbname=%s user=%s
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = any
                auth_file = %s
                pool_mode = transaction
                default_pool_size = 2
                ignore_startup_parameters = extra_float_digits
                """.formatted(
                        real.getServerNames()[0],
                        real.getPortNumbers()[0],
                        real.getDatabaseName(),
                        real.getUser(),
                        port,
                        users));
        for (Path path : List.of(folder, users, file)) {
            path.toFile().setReadable(true, false);
            path.toFile().setExecutable(true, false);
        }
        return file;
    }

    @AfterEach
    void stop() throws Exception {
        if (bouncer != null) {
            bouncer.destroyForcibly().waitFor();
        }
        if (database != null) {
            database.close();
        }
    }

    /** The pooler passes no schema on when a connection is made: the options name it. */
    private PostgresOptions options() {
        return PostgresDatabase.options().schema(database.schema());
    }

    private TestPool pool(String query) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl("jdbc:postgresql://127.0.0.1:" + port + "/runs?user="
                + ((PGSimpleDataSource) database.simple("")).getUser() + query);
        return new TestPool(source);
    }

    @ParameterizedTest(name = "row-level security: {0}")
    @ValueSource(booleans = {false, true})
    @DisplayName("Eight threads commit, read, relay and lease over two connections to the server")
    void threads_share_connections(boolean walled) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (TestPool pool = pool("&prepareThreshold=0");
                PostgresStore store = PostgresStore.on(pool, options().rowLevelSecurity(walled))) {
            List<Future<?>> futures = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                RunKey key = new RunKey("tenant " + i % 2, "run " + i);
                futures.add(threads.submit(() -> work(store, key)));
            }
            for (Future<?> future : futures) {
                future.get();
            }
            while (store.feed().relay(50) > 0) {}
            assertThat(store.feed().after(0, 1000)).hasSize(THREADS * COMMITS);
        } finally {
            threads.shutdownNow();
        }
        assertThat(database.number("SELECT count(*) FROM pg_stat_activity WHERE application_name <> '' AND pid IN"
                        + " (SELECT pid FROM pg_locks WHERE locktype = 'advisory')"))
                .isZero();
    }

    private static void work(PostgresStore store, RunKey key) {
        for (int version = 0; version < COMMITS; version++) {
            assertThat(store.commit(Rows.commit(key, version))).isEqualTo(new Committed(version + 1));
            assertThat(store.load(key).orElseThrow().head().version()).isEqualTo(version + 1);
            store.feed().relay(5);
            store.leases()
                    .take("lease of " + key, "me", java.time.Instant.EPOCH, java.time.Instant.EPOCH.plusSeconds(9));
        }
    }

    @Test
    @DisplayName("G19 The host's transaction keeps its connection to the server until it ends")
    void host_transactions_work() throws Exception {
        try (TestPool pool = pool("&prepareThreshold=0")) {
            HostConnections connections = HostConnections.on(pool);
            try (PostgresStore store = PostgresStore.on(connections, options());
                    Connection host = pool.getConnection()) {
                host.setAutoCommit(false);
                RunKey key = new RunKey("acme", "run");
                try (HostConnections.Joined joined = connections.join(host)) {
                    store.commit(Rows.commit(key, 0));
                    assertThat(store.load(key)).isPresent();
                    joined.rollback();
                }
                assertThat(store.load(key)).isEmpty();
            }
        }
    }

    /** PgBouncer before 1.21, as Debian 12 has it; a newer one follows prepared statements and has no such need. */
    @Test
    void statements_prepared_elsewhere_are_explained() throws Exception {
        String release =
                Programs.output(Programs.find("pgbouncer").orElseThrow().toString(), "--version");
        Assumptions.assumeTrue(release.matches("(?s)PgBouncer 1\\.(1?[0-9]|20)\\..*"), "a PgBouncer before 1.21");
        try (TestPool hosts = pool("&prepareThreshold=0");
                Connection host = hosts.getConnection();
                TestPool others = pool("&prepareThreshold=1");
                Connection other = others.getConnection();
                TestPool pool = pool("&prepareThreshold=1");
                PostgresStore store = PostgresStore.on(pool, options())) {
            // A host's transaction has one of the two connections to the server; the other is shared by all the rest.
            host.setAutoCommit(false);
            execute(host, "SELECT 1");
            for (int i = 0; i < 100; i++) {
                execute(other, "SELECT " + i);
            }
            assertThatThrownBy(() -> store.commit(Rows.commit(new RunKey("acme", "run"), 0)))
                    .isInstanceOf(StoreException.class)
                    .hasMessageStartingWith("RUNS-STORE-053 Database '127.0.0.1:" + port + "/runs': it reports 42P05: ")
                    .hasMessageEndingWith(
                            "\nFix: put 'prepareThreshold=0' into the URL: a pooler that shares connections"
                                    + " between transactions does not know the statements that the driver has prepared.");
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }
}
