package dev.runs.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.storage.CommandRow;
import dev.runs.storage.Commit;
import dev.runs.storage.CommitResult.Committed;
import dev.runs.storage.CommitResult.VersionConflict;
import dev.runs.storage.Cursor;
import dev.runs.storage.RunKey;
import dev.runs.storage.StepRow;
import dev.runs.storage.StoreException;
import dev.runs.storage.StoreException.Kind;
import java.net.SocketException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.ds.PGSimpleDataSource;

/** What goes wrong between a store and its server, and what the store says then. */
class PostgresFaultTest {
    private static final RunKey KEY = new RunKey("acme", "run");

    private PostgresDatabase database;
    private HostConnections connections;
    private PostgresStore store;

    @BeforeEach
    void open() throws SQLException {
        database = PostgresServer.get().newDatabase();
        connections = HostConnections.on(database.pool());
        store = PostgresStore.on(connections, PostgresDatabase.options());
    }

    @AfterEach
    void close() throws SQLException {
        store.close();
        database.close();
    }

    @ParameterizedTest
    @CsvSource({
        "40001, RUNS-STORE-041, RETRYABLE",
        "40P01, RUNS-STORE-041, RETRYABLE",
        "55P03, RUNS-STORE-041, RETRYABLE",
        "57014, RUNS-STORE-041, RETRYABLE",
        "57P01, RUNS-STORE-040, RETRYABLE",
        "57P03, RUNS-STORE-040, RETRYABLE",
        "53300, RUNS-STORE-040, RETRYABLE",
        "08001, RUNS-STORE-040, RETRYABLE",
        "08006, RUNS-STORE-040, RETRYABLE",
        "53100, RUNS-STORE-042, RETRYABLE",
        "53200, RUNS-STORE-042, RETRYABLE",
        "25006, RUNS-STORE-043, RETRYABLE",
        "25P02, RUNS-STORE-046, FAILED",
        "42P01, RUNS-STORE-047, UNUSABLE",
        "42703, RUNS-STORE-047, UNUSABLE",
        "42501, RUNS-STORE-051, UNUSABLE",
        "28P01, RUNS-STORE-051, UNUSABLE",
        "3D000, RUNS-STORE-051, UNUSABLE",
        "54000, RUNS-STORE-052, REFUSED",
        "26000, RUNS-STORE-053, UNUSABLE",
        "42P05, RUNS-STORE-053, UNUSABLE",
        "XX000, RUNS-STORE-056, FAILED",
        ", RUNS-STORE-056, FAILED"
    })
    void states_have_their_meaning(String state, String code, Kind kind) {
        StoreException fault = PostgresFault.of("host/db", new SQLException("made up\nDetail: more", state));
        assertThat(fault.code()).isEqualTo(code);
        assertThat(fault.kind()).isEqualTo(kind);
        assertThat(fault)
                .hasMessageStartingWith(code + " Database 'host/db': it reports" + (state == null ? "" : " " + state)
                        + ": made up\nFix: ");
    }

    @Test
    @DisplayName("A statement of the same name that somebody else prepared is no broken connection")
    void statement_of_another_is_told_by_its_words() {
        SQLException taken = new SQLException(
                "ERROR: bind message supplies 6 parameters, but prepared statement \"S_2\" requires 1", "08P01");
        assertThat(PostgresFault.isBroken(taken)).isFalse();
        assertThat(PostgresFault.of("host/db", taken).code()).isEqualTo("RUNS-STORE-053");
        SQLException crashed = new SQLException("FATAL: server conn crashed?", "08P01");
        assertThat(PostgresFault.isBroken(crashed)).isTrue();
        assertThat(PostgresFault.of("host/db", crashed).code()).isEqualTo("RUNS-STORE-040");
    }

    @Test
    void broken_connection_is_known_by_its_cause() {
        assertThat(PostgresFault.isBroken(new SQLException("any", null, new SocketException("reset"))))
                .isTrue();
        assertThat(PostgresFault.isBroken(new SQLException("any", "23505"))).isFalse();
    }

    @Test
    void server_that_is_not_there_is_retryable() {
        PGSimpleDataSource nowhere = new PGSimpleDataSource();
        nowhere.setUrl("jdbc:postgresql://127.0.0.1:1/db?user=me&password=secret");
        assertThatThrownBy(() -> PostgresStore.on(nowhere))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.RETRYABLE))
                .hasMessage(
                        "RUNS-STORE-040 Database 'not reached': it reports 08001: Connection to 127.0.0.1:1 refused."
                                + " Check that the hostname and port are correct and that the postmaster is accepting TCP/IP"
                                + " connections.\nFix: try again; if it stays so, check that the database runs, that the URL is right"
                                + " and that it takes more connections.");
    }

    @Test
    @DisplayName("A server that is down is passed over for the one that takes writes")
    void multi_host_url_finds_the_primary() throws SQLException {
        PGSimpleDataSource source = (PGSimpleDataSource) database.simple("&targetServerType=primary");
        String server = source.getServerNames()[0];
        int port = source.getPortNumbers()[0];
        source.setServerNames(new String[] {"127.0.0.1", server});
        source.setPortNumbers(new int[] {1, port});
        try (PostgresStore other = PostgresStore.on(source)) {
            assertThat(other.commit(Rows.commit(KEY, 0))).isEqualTo(new Committed(1));
        }
    }

    @Test
    @DisplayName("G16 A row whose words are together too long for an index is refused, and nothing is written")
    void words_that_are_too_long_are_refused() {
        String longest = longWord(0);
        RunKey key = new RunKey(longest, longWord(1));
        Commit plain = Rows.commit(key, 0);
        var step =
                new StepRow(longWord(2), longWord(3), true, longWord(4), Optional.empty(), 1, Rows.stamp(1), List.of());
        var commit = new Commit(
                key, 0, plain.command(), plain.head(), List.of(step), plain.events(), List.of(), List.of(), Set.of());
        assertThatThrownBy(() -> store.commit(commit))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED))
                .hasMessageStartingWith(
                        "RUNS-STORE-052 Database '" + database.name() + "': it reports 54000: ERROR: index row size ");
        assertThat(store.load(key)).isEmpty();
        assertThat(store.tenants(Cursor.start(), 1).rows()).isEmpty();
    }

    /** 185 characters of three bytes each that do not compress. */
    private static String longWord(int seed) {
        return new Random(seed)
                .ints(185, 0x4E00, 0x9FFF)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Test
    @DisplayName("G19 A commit that has to give way leaves the host's transaction usable")
    void host_goes_on_after_a_lock_timeout() throws SQLException {
        store.commit(Rows.commit(KEY, 0));
        database.run("CREATE TABLE host_rows (id integer)");
        try (Connection other = database.pool().getConnection();
                Connection host = database.pool().getConnection();
                Statement blocking = other.createStatement();
                Statement hosts = host.createStatement()) {
            other.setAutoCommit(false);
            blocking.execute("SELECT 1 FROM runs_run FOR UPDATE");
            host.setAutoCommit(false);
            hosts.execute("SET LOCAL lock_timeout = 1");
            hosts.execute("INSERT INTO host_rows VALUES (1)");
            try (HostConnections.Joined joined = connections.join(host)) {
                assertThatThrownBy(() -> store.commit(Rows.commit(KEY, 1)))
                        .hasMessage("RUNS-STORE-041 Database '" + database.name()
                                + "': it reports 55P03: ERROR: canceling statement due to lock timeout\nFix: try again; in"
                                + " a transaction of the host, roll that back and do it again as a whole.");
                other.rollback();
                assertThat(store.commit(Rows.commit(KEY, 1))).isEqualTo(new Committed(2));
                assertThat(store.commit(Rows.commit(new RunKey("acme", "none"), 5)))
                        .isEqualTo(new VersionConflict(0));
                joined.commit();
            }
        }
        assertThat(database.number("SELECT count(*) FROM host_rows")).isEqualTo(1);
        assertThat(store.load(KEY).orElseThrow().head().version()).isEqualTo(2);
    }

    @Test
    @DisplayName("G19 A host's transaction that has failed already is not blamed on the store")
    void failed_host_transaction_is_named() throws SQLException {
        try (Connection host = database.pool().getConnection();
                Statement hosts = host.createStatement()) {
            host.setAutoCommit(false);
            assertThatThrownBy(() -> hosts.execute("SELECT 1 / 0")).isInstanceOf(SQLException.class);
            try (HostConnections.Joined joined = connections.join(host)) {
                assertThatThrownBy(() -> store.commit(Rows.commit(KEY, 0)))
                        .isInstanceOf(StoreException.class)
                        .hasMessage("RUNS-STORE-046 Database '" + database.name()
                                + "': the host's transaction had failed before the store was called in it: ERROR: current"
                                + " transaction is aborted, commands ignored until end of transaction block\nFix: roll the"
                                + " transaction back; what failed in it first is the host's own statement.");
                joined.rollback();
            }
        }
        assertThat(store.commit(Rows.commit(KEY, 0))).isEqualTo(new Committed(1));
    }

    @Test
    @DisplayName("G16 A host that only reads is told so")
    void read_only_transaction_is_named() throws SQLException {
        try (Connection host = database.pool().getConnection()) {
            host.setAutoCommit(false);
            host.setReadOnly(true);
            try (HostConnections.Joined joined = connections.join(host)) {
                assertThatThrownBy(() -> store.commit(Rows.commit(KEY, 0)))
                        .hasMessageStartingWith(
                                "RUNS-STORE-043 Database '" + database.name()
                                        + "': it reports 25006: ERROR: cannot execute SELECT in a read-only transaction\nFix: ");
                assertThat(store.load(KEY)).isEmpty();
                joined.rollback();
            }
            host.setReadOnly(false);
        }
    }

    @ParameterizedTest
    @CsvSource({"8", "4"})
    @DisplayName("G2 Conflicts are answered at every isolation that a host's connections may come with")
    void stricter_isolation_has_the_same_answers(int isolation) throws SQLException {
        store.commit(Rows.commit(KEY, 0));
        try (Connection host = database.pool().getConnection()) {
            host.setTransactionIsolation(isolation);
            host.setAutoCommit(false);
            try (HostConnections.Joined joined = connections.join(host)) {
                assertThat(store.load(KEY)).isPresent();
                // Another transaction moves the run on; this one still sees it where it was.
                PostgresStore.on(database.pool()).commit(Rows.commit(KEY, 1));
                assertThatThrownBy(() -> store.commit(other(Rows.commit(KEY, 1))))
                        .isInstanceOfSatisfying(
                                StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.RETRYABLE))
                        .hasMessageContaining("it reports 40001: ERROR: could not serialize access");
                assertThat(store.load(KEY).orElseThrow().head().version()).isEqualTo(1);
                joined.rollback();
            }
            host.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        }
        assertThat(store.commit(other(Rows.commit(KEY, 1)))).isEqualTo(new VersionConflict(2));
    }

    private static Commit other(Commit commit) {
        return new Commit(
                commit.key(),
                commit.expectedVersion(),
                new CommandRow("other", commit.key().run(), commit.head().version(), Rows.stamp(9)),
                commit.head(),
                commit.steps(),
                commit.events(),
                List.of(),
                commit.edges(),
                Set.of());
    }
}
