package dev.runs.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.storage.Commit;
import dev.runs.storage.CommitResult;
import dev.runs.storage.CommitResult.Committed;
import dev.runs.storage.CommitResult.DuplicateCommand;
import dev.runs.storage.CommitResult.OutcomeUnknown;
import dev.runs.storage.RunKey;
import dev.runs.storage.StoreException;
import dev.runs.storage.StoredRun;
import java.net.URI;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a commit when its connection is cut. */
class PostgresCutTest {
    private static final RunKey KEY = new RunKey("acme", "run");
    private static final int CUTS = 40;

    private PostgresDatabase database;
    private TcpProxy proxy;
    private TestPool pool;
    private HostConnections connections;
    private PostgresStore store;

    @BeforeEach
    void open() throws Exception {
        database = PostgresServer.get().newDatabase();
        database.open().close();
        URI real = URI.create(database.url("").substring("jdbc:".length()));
        proxy = new TcpProxy(real.getHost(), real.getPort());
        pool = new TestPool(throughProxy(real));
        connections = HostConnections.on(pool);
        store = PostgresStore.on(connections, PostgresOptions.defaults());
    }

    private DataSource throughProxy(URI real) {
        var source = new org.postgresql.ds.PGSimpleDataSource();
        source.setUrl("jdbc:postgresql://127.0.0.1:" + proxy.port() + real.getPath() + "?" + real.getQuery()
                + "&sslmode=disable&gssEncMode=disable");
        return source;
    }

    @AfterEach
    void close() throws Exception {
        store.close();
        pool.close();
        proxy.close();
        database.close();
    }

    @ParameterizedTest
    @EnumSource(TcpProxy.Direction.class)
    @DisplayName(
            "G16 A connection that is cut anywhere in a commit leaves all of it or nothing, and the command tells which")
    void cut_commit_is_resolved_by_its_command(TcpProxy.Direction direction) throws Exception {
        long version = 0;
        long bytes = bytesOfACommit(direction);
        List<String> answers = new ArrayList<>();
        for (int cut = 0; cut <= CUTS; cut++) {
            // One with a fresh connection, and one in which the statement is prepared on the server.
            warm();
            Commit commit = Rows.commit(KEY, version);
            proxy.cutAfter(direction, bytes * cut / CUTS);
            CommitResult result = store.commit(commit);
            proxy.heal();
            boolean known = store.command("acme", commit.command().id()).isPresent();
            answers.add(result.getClass().getSimpleName() + " " + known);
            if (result instanceof Committed) {
                assertThat(known).isTrue();
            } else {
                assertThat(result).isInstanceOf(OutcomeUnknown.class);
                assertThat(store.commit(commit))
                        .isEqualTo(known ? new DuplicateCommand(commit.command()) : new Committed(version + 1));
            }
            version++;
            assertWhole(version);
        }
        assertThat(answers).contains("OutcomeUnknown false", "Committed true");
        if (direction == TcpProxy.Direction.TO_CLIENT) {
            assertThat(answers).contains("OutcomeUnknown true");
        }
    }

    private void warm() {
        store.history(KEY, 0, 1);
    }

    private long bytesOfACommit(TcpProxy.Direction direction) {
        RunKey other = new RunKey("acme", "other");
        long most = 0;
        for (int version = 0; version < 3; version++) {
            proxy.cutAfter(direction, Long.MAX_VALUE);
            store.commit(Rows.commit(other, version));
            most = Math.max(most, proxy.passed());
        }
        return most + 64;
    }

    /** Every row of the run is of the version that it has, and no version is there twice. */
    private void assertWhole(long version) {
        StoredRun run = store.load(KEY).orElseThrow();
        assertThat(run.head().version()).isEqualTo(version);
        assertThat(run.steps())
                .hasSize(Rows.STEPS)
                .allSatisfy(step -> assertThat(step.document()).isEqualTo(Rows.stamp(version)));
        assertThat(store.history(KEY, 0, 1000)).hasSize((int) version);
    }

    @Test
    @DisplayName("G16 The message names the database and says what to do, and has no password")
    void unknown_outcome_names_the_database() throws Exception {
        warm();
        proxy.cutAfter(TcpProxy.Direction.TO_SERVER, 10);
        OutcomeUnknown unknown = (OutcomeUnknown) store.commit(Rows.commit(KEY, 0));

        assertThat(unknown.cause())
                .hasMessage("RUNS-STORE-044 Database '127.0.0.1:" + proxy.port()
                        + "/postgres': the connection failed while a"
                        + " commit was under way, which may have been written: An I/O error occurred while sending to the"
                        + " backend.\nFix: ask the store for the command before anything is done again: it says whether the"
                        + " commit was written.");
    }

    @Test
    @SuppressWarnings("try") // joined by being there
    @DisplayName("G19 A connection that is cut in the host's transaction takes that with it, and the store says so")
    void cut_host_transaction_is_lost() throws Exception {
        Connection host = pool.getConnection();
        host.setAutoCommit(false);
        try (HostConnections.Joined joined = connections.join(host)) {
            store.commit(Rows.commit(KEY, 0));
            proxy.cutAfter(TcpProxy.Direction.TO_SERVER, 10);
            assertThatThrownBy(() -> store.commit(Rows.commit(KEY, 1)))
                    .isInstanceOf(StoreException.class)
                    .hasMessage("RUNS-STORE-045 Database '127.0.0.1:" + proxy.port()
                            + "/postgres': the connection failed in a transaction of the host, of which nothing will be"
                            + " written: An I/O error occurred while sending to the backend.\nFix: roll the transaction"
                            + " back and do everything again that was to be done in it.");
        }
        proxy.heal();
        assertThat(store.load(KEY)).isEmpty();
    }

    @Test
    @DisplayName("Every call is one round trip, also a commit, and also in a transaction of the host")
    void calls_are_one_round_trip() throws Exception {
        store.commit(Rows.commit(KEY, 0));
        proxy.takeRoundTrips();

        store.commit(Rows.commit(KEY, 1));
        assertThat(proxy.takeRoundTrips()).as("commit").isEqualTo(1);
        store.load(KEY);
        assertThat(proxy.takeRoundTrips()).as("load").isEqualTo(1);
        store.feed().relay(10);
        assertThat(proxy.takeRoundTrips()).as("relay").isEqualTo(1);
        store.erase(KEY, List.of(Rows.content(1)));
        assertThat(proxy.takeRoundTrips()).as("erase").isEqualTo(1);
        store.commit(Rows.commit(KEY, 1));
        assertThat(proxy.takeRoundTrips()).as("a commit that is refused").isEqualTo(2);

        Connection host = pool.getConnection();
        host.setAutoCommit(false);
        try (HostConnections.Joined joined = connections.join(host)) {
            store.commit(Rows.commit(KEY, 2));
            store.commit(Rows.commit(KEY, 3));
            assertThat(proxy.takeRoundTrips())
                    .as("two commits of a host's transaction")
                    .isEqualTo(2);
            joined.commit();
        }
        host.close();
        proxy.takeRoundTrips();
        store.remove(KEY, 4);
        assertThat(proxy.takeRoundTrips()).as("remove").isEqualTo(1);
    }
}
