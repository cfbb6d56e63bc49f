package dev.runs.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads the plans that SQLite makes: a statement that reads more than it answers would grow slow unseen. */
class SqlTest {
    @TempDir
    Path folder;

    private Session session;

    @BeforeEach
    void open() throws Exception {
        Path file = folder.resolve("runs.db");
        SqliteStore.at(file).close();
        session = new Session(Connector.driver(file.toUri().toString()));
    }

    @AfterEach
    void close() throws Exception {
        session.close();
    }

    @Test
    void every_statement_but_one_is_about_one_tenant() throws Exception {
        assertThat(statements()).hasSizeGreaterThan(25).allSatisfy((name, sql) -> {
            if (sql.startsWith("INSERT")) {
                assertThat(sql).as(name).containsPattern("\\((\\w+, )*tenant, ");
            } else if (!List.of("NEXT_TENANT", "UNEVEN_RUNS").contains(name)) {
                assertThat(sql).as(name).containsPattern("WHERE tenant = \\?");
            }
        });
    }

    @Test
    void no_statement_but_the_integrity_check_reads_a_whole_table() throws Exception {
        for (Map.Entry<String, String> statement : statements().entrySet()) {
            if (!statement.getKey().equals("UNEVEN_RUNS")) {
                assertThat(plan(statement.getValue()))
                        .as(statement.getKey())
                        .noneMatch(step -> step.startsWith("SCAN"));
            }
        }
    }

    @Test
    void lists_are_read_in_the_order_of_an_index() throws Exception {
        assertPlan(Sql.RUNS, "SEARCH run USING INDEX run_by_start (tenant=? AND started<?)");
        assertPlan(Sql.RUNS_OF_STATUS, "SEARCH run USING INDEX run_by_status (tenant=? AND status=? AND started<?)");
        assertPlan(Sql.RUNS_ABOUT, "SEARCH run USING INDEX run_by_about (tenant=? AND about=? AND started<?)");
        assertPlan(
                Sql.INBOX,
                "SEARCH item USING COVERING INDEX inbox (tenant=? AND role=? AND (since,run,step,item)>(?,?,?,?))");
        assertPlan(Sql.WORK, "SEARCH step USING COVERING INDEX step_open (tenant=? AND state=? AND (run,step)>(?,?))");
        assertPlan(
                Sql.HISTORY, "SEARCH event USING INDEX sqlite_autoindex_event_1 (tenant=? AND run=? AND sequence>?)");
        assertPlan(Sql.UPSTREAM, "SEARCH edge USING INDEX edge_up (tenant=? AND to_kind=? AND to_id=?)");
        assertPlan(Sql.DOWNSTREAM, "SEARCH edge USING INDEX edge_down (tenant=? AND from_kind=? AND from_id=?)");
    }

    private void assertPlan(String sql, String... steps) throws SQLException {
        assertThat(plan(sql)).containsExactly(steps);
    }

    private List<String> plan(String sql) throws SQLException {
        return session.list("EXPLAIN QUERY PLAN " + sql, row -> row.getString(4));
    }

    private static Map<String, String> statements() throws IllegalAccessException {
        Map<String, String> statements = new LinkedHashMap<>();
        for (Field field : Sql.class.getDeclaredFields()) {
            if (field.getType() == String.class) {
                statements.put(field.getName(), (String) field.get(null));
            }
        }
        return statements;
    }
}
