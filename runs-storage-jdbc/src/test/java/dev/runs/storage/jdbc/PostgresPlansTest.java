package dev.runs.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.storage.Cursor;
import dev.runs.storage.Direction;
import dev.runs.storage.NodeRef;
import dev.runs.storage.RunFilter;
import dev.runs.storage.RunKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** How PostgreSQL carries out what is sent, on 20,000 runs with a waiting step each, a fifth of them of one tenant. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresPlansTest {
    private static final Instant LATE = Instant.parse("2100-01-01T00:00:00Z");
    private static final RunKey KEY = new RunKey("tenant 0", "run 5");
    private static final Pattern ROWS = Pattern.compile("actual .*rows=([0-9.]+) loops=(\\d+)");

    private static final List<String> ROWS_OF_RUNS = List.of(
            """
            INSERT INTO runs_run SELECT 'tenant ' || CASE WHEN i % 5 = 0 THEN 0 ELSE i % 97 + 1 END, 'run ' || i, 1,
              'RUNNING', 'about ' || i % 1000, i, CASE WHEN i % 2 = 0 THEN i + 1 END, 1, 'document'
            FROM generate_series(1, 20000) i""",
            """
            INSERT INTO runs_step SELECT tenant, run, 's', 1, 'WAITS', 1, 'f', started, 1, 'document' FROM runs_run""",
            """
            INSERT INTO runs_item SELECT tenant, run, 's', 'i', 0, 'role ' || started % 7, started, started + 10, 1
            FROM runs_run""",
            """
            INSERT INTO runs_edge SELECT tenant, run, decode(md5(run), 'hex'), 1, 'signal', 's' || started % 50, 'run',
              run, 'made' FROM runs_run""",
            """
            INSERT INTO runs_artifact SELECT tenant, run, decode(md5(run), 'hex'), 1, 'file', 'f' || run, 's', started
            FROM runs_run""",
            "INSERT INTO runs_event SELECT tenant, run, 1, 'Happened', 1, started, 'body' FROM runs_run",
            "INSERT INTO runs_command SELECT tenant, 'c' || run, run, 1, 'result' FROM runs_run",
            "INSERT INTO runs_unique_key SELECT tenant, 'kind', 'k' || run, run FROM runs_run",
            "ANALYZE runs_run, runs_step, runs_item, runs_edge, runs_artifact, runs_event, runs_command, runs_unique_key");

    private final StatementSniffer sniffer = new StatementSniffer();
    private PostgresDatabase database;
    private DataSource source;
    private HostConnections connections;
    private PostgresStore store;

    @BeforeAll
    void fill() throws SQLException {
        database = PostgresServer.get().newDatabase();
        source = new DelegatingDataSource(database.pool()) {
            @Override
            public Connection getConnection() throws SQLException {
                return sniffer.watch(super.getConnection());
            }
        };
        connections = HostConnections.on(source);
        store = PostgresStore.on(connections, PostgresDatabase.options());
        for (String sql : ROWS_OF_RUNS) {
            database.run(sql);
        }
        // A commit must name the start of the run that it continues.
        database.run("UPDATE runs_run SET started = " + ChronoUnit.MICROS.between(Instant.EPOCH, Rows.NOON)
                + " WHERE run = '" + KEY.run() + "'");
    }

    @AfterAll
    void drop() throws SQLException {
        store.close();
        database.close();
    }

    private Map<String, Runnable> calls() {
        Map<String, Runnable> calls = new LinkedHashMap<>();
        String tenant = KEY.tenant();
        Set<String> roles = Set.of("role 1", "role 2", "role 3");
        Cursor page = store.inbox(tenant, roles, Cursor.start(), 50).next().orElseThrow();
        calls.put("load", () -> store.load(KEY));
        calls.put("history", () -> store.history(KEY, 0, 50));
        calls.put("runs", () -> store.runs(tenant, RunFilter.all(), Cursor.start(), 50));
        calls.put(
                "runs of statuses",
                () -> store.runs(
                        tenant, new RunFilter(Set.of("RUNNING", "PAUSED"), Optional.empty()), Cursor.start(), 50));
        calls.put(
                "runs about",
                () -> store.runs(tenant, new RunFilter(Set.of(), Optional.of("about 5")), Cursor.start(), 50));
        calls.put("inbox", () -> store.inbox(tenant, roles, Cursor.start(), 50));
        calls.put("inbox, second page", () -> store.inbox(tenant, roles, page, 50));
        calls.put("overdue", () -> store.overdue(tenant, roles, LATE, Cursor.start(), 50));
        calls.put("work", () -> store.work(tenant, Set.of("WAITS", "READY"), Cursor.start(), 50));
        calls.put("timers", () -> store.timers(tenant, LATE, Cursor.start(), 50));
        calls.put("ended", () -> store.ended(tenant, LATE, Cursor.start(), 50));
        calls.put(
                "edges",
                () -> store.edges(tenant, new NodeRef("signal", "s5"), Direction.DOWNSTREAM, Cursor.start(), 50));
        Cursor files =
                store.artifacts(tenant, "file", Cursor.start(), 50).next().orElseThrow();
        calls.put("artifacts", () -> store.artifacts(tenant, "file", Cursor.start(), 50));
        calls.put("artifacts, second page", () -> store.artifacts(tenant, "file", files, 50));
        calls.put("tenants", () -> store.tenants(Cursor.start(), 50));
        calls.put("command", () -> store.command(tenant, "crun 5"));
        return calls;
    }

    @Test
    @DisplayName("Every list reads about a page of rows, along an index, and sorts no more than that")
    void lists_read_along_an_index() {
        sniffer.take();
        calls().forEach((name, call) -> {
            sniffer.take();
            call.run();
            List<StatementSniffer.Ran> ran = sniffer.take();
            assertThat(ran).as(name).hasSize(1);
            List<String> plan = explain(ran.get(0));
            assertThat(plan).as(name).noneMatch(line -> line.contains("Seq Scan"));
            assertThat(mostRows(plan))
                    .as("%s: %s", name, String.join("\n", plan))
                    .isLessThan(400);
        });
    }

    @Test
    @DisplayName("A commit reads and writes the rows that it names, along their keys")
    void commit_reads_along_keys() throws SQLException {
        Connection host = source.getConnection();
        host.setAutoCommit(false);
        HostConnections.Joined joined = connections.join(host);
        sniffer.take();
        store.commit(Rows.leaving(Rows.commit(KEY, 1), "file"));
        joined.rollback();
        host.close();
        StatementSniffer.Ran ran = sniffer.take().get(0);
        String commit =
                ran.sql().substring(ran.sql().indexOf("WITH input"), ran.sql().lastIndexOf(";\nRELEASE"));

        // Explaining carries it out, which is possible because it was rolled back.
        List<String> plan = explain(new StatementSniffer.Ran(commit, ran.values()));
        assertThat(plan).noneMatch(line -> line.contains("Seq Scan"));
        assertThat(mostRows(plan)).as(String.join("\n", plan)).isLessThan(30);
        assertThat(store.load(KEY).orElseThrow().head().version()).isEqualTo(2);
    }

    @Test
    @DisplayName("The plan that is kept for any values, once a statement was prepared, goes along the same indexes")
    void kept_plans_are_as_good() throws SQLException {
        Assumptions.assumeTrue(PostgresServer.get().version() >= 16, "a server that shows such plans");
        Map<String, Runnable> calls = calls();
        sniffer.take();
        for (Map.Entry<String, Runnable> call : calls.entrySet()) {
            call.getValue().run();
            Matcher mark = Pattern.compile("\\?").matcher(sniffer.take().get(0).sql());
            int[] number = new int[1];
            String sql = mark.replaceAll(found -> Matcher.quoteReplacement("$" + ++number[0]));
            List<String> plan = database.wordsOfText("EXPLAIN (GENERIC_PLAN, COSTS OFF) " + sql);
            assertThat(plan).as(call.getKey()).noneMatch(line -> line.contains("Seq Scan"));
        }
    }

    private static double mostRows(List<String> plan) {
        double most = 0;
        for (String line : plan) {
            Matcher rows = ROWS.matcher(line);
            if (rows.find()) {
                most = Math.max(most, Double.parseDouble(rows.group(1)) * Double.parseDouble(rows.group(2)));
            }
        }
        return most;
    }

    private List<String> explain(StatementSniffer.Ran ran) {
        List<String> lines = new ArrayList<>();
        try (Connection connection = database.pool().getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("EXPLAIN (ANALYZE, TIMING OFF, COSTS OFF) " + ran.sql())) {
            for (int i = 0; i < ran.values().size(); i++) {
                Object value = ran.values().get(i);
                if ("NULL".equals(value)) {
                    statement.setNull(i + 1, Types.NULL);
                } else {
                    statement.setObject(i + 1, value);
                }
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    lines.add(rows.getString(1));
                }
            }
            return lines;
        } catch (SQLException e) {
            throw new AssertionError(ran.sql(), e);
        }
    }
}
