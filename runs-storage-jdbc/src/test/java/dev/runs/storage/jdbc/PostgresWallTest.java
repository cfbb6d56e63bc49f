package dev.runs.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.storage.Cursor;
import dev.runs.storage.RunFilter;
import dev.runs.storage.RunKey;
import dev.runs.storage.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Row-level security, as a role that owns the tables and is no superuser. */
class PostgresWallTest {
    private static final RunKey KEY = new RunKey("acme", "run");
    private static final RunKey TWIN = new RunKey("globex", "run");
    private static final PostgresOptions WALLED = PostgresDatabase.options().rowLevelSecurity(true);

    private PostgresDatabase database;
    private PostgresRole role;
    private TestPool pool;
    private PostgresStore store;

    @BeforeEach
    void open() throws SQLException {
        database = PostgresServer.get().newDatabase();
        role = new PostgresRole(database);
        pool = role.pool();
        store = PostgresStore.on(pool, WALLED);
        store.commit(Rows.commit(KEY, 0));
        store.commit(Rows.commit(TWIN, 0));
    }

    @AfterEach
    void close() throws SQLException {
        store.close();
        role.close();
        database.close();
    }

    @Test
    @DisplayName("G9 A statement that does not say whose rows it is about sees none")
    void statement_without_a_tenant_sees_nothing() throws SQLException {
        for (String table : PostgresCatalogue.TENANT_TABLES) {
            assertThat(lines("SELECT tenant FROM runs_" + table)).as(table).isEmpty();
        }
        assertThat(lines("WITH gone AS (DELETE FROM runs_run RETURNING run) SELECT run FROM gone"))
                .isEmpty();
        assertThat(store.load(KEY)).isPresent();
    }

    @Test
    @DisplayName("G9 A statement for one tenant neither reads nor writes what another one has")
    void statement_for_a_tenant_does_not_reach_another() throws SQLException {
        String acme = "SELECT set_config('runs.tenant', 'acme', true); ";
        assertThat(lines(acme + "SELECT tenant FROM runs_run")).containsExactly("acme");
        assertThat(lines(acme + "SELECT run FROM runs_run WHERE tenant = 'globex'"))
                .isEmpty();
        assertThat(lines(acme + "WITH gone AS (DELETE FROM runs_event WHERE tenant = 'globex' RETURNING run)"
                        + " SELECT run FROM gone"))
                .isEmpty();
        assertThat(lines(acme + "WITH moved AS (UPDATE runs_run SET version = 9 WHERE tenant = 'globex' RETURNING run)"
                        + " SELECT run FROM moved"))
                .isEmpty();
        assertThatThrownBy(() -> lines(acme + "UPDATE runs_run SET tenant = 'globex'"))
                .hasMessageContaining("new row violates row-level security policy");
        assertThatThrownBy(() -> lines(acme + "INSERT INTO runs_unique_key VALUES ('globex', 'k', 'v', 'r')"))
                .hasMessageContaining("new row violates row-level security policy");
        assertThat(store.load(TWIN).orElseThrow().head().version()).isEqualTo(1);
    }

    @Test
    @DisplayName("The setting ends with the transaction")
    void setting_is_not_left_behind() throws SQLException {
        store.load(KEY);
        assertThat(lines("SELECT coalesce(current_setting('runs.tenant', true), '')"))
                .containsExactly("");
    }

    @Test
    void workers_see_every_tenant() {
        assertThat(store.tenants(Cursor.start(), 10).rows()).containsExactly("acme", "globex");
        assertThat(store.feed().relay(10)).isEqualTo(2);
        assertThat(store.feed().after(0, 10)).hasSize(2);
        assertThat(store.runs("acme", RunFilter.all(), Cursor.start(), 10).rows())
                .hasSize(1);
    }

    @Test
    void options_that_differ_from_the_tables_are_refused() {
        assertThatThrownBy(() -> PostgresStore.on(pool, PostgresOptions.defaults()))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("RUNS-STORE-054 Database '" + database.name()
                        + "': there is row-level security on \"" + database.schema() + "\".runs_artifact, ")
                .hasMessageEndingWith(", and the options do not ask for it: nothing would be found.\nFix: make"
                        + " PostgresOptions.rowLevelSecurity say what the tables have, or open the store with it and"
                        + " SchemaMode.MIGRATE once.");
    }

    @Test
    void wall_is_put_up_where_there_was_none() throws SQLException {
        PostgresOptions plain = PostgresDatabase.options().prefix("later_");
        try (PostgresStore before = PostgresStore.on(pool, plain)) {
            before.commit(Rows.commit(KEY, 0));
        }
        assertThatThrownBy(() ->
                        PostgresStore.on(pool, plain.rowLevelSecurity(true).schemaMode(SchemaMode.VALIDATE)))
                .hasMessageContaining("the options ask for row-level security, and there is none on");
        try (PostgresStore after = PostgresStore.on(pool, plain.rowLevelSecurity(true))) {
            assertThat(after.load(KEY)).isPresent();
        }
        assertThat(lines("SELECT tenant FROM later_run")).isEmpty();
    }

    @Test
    void role_above_the_wall_is_warned_of() {
        try (LogCapture log = new LogCapture(PostgresStore.class);
                PostgresStore superuser = PostgresStore.on(database.pool(), WALLED)) {
            assertThat(superuser.load(KEY)).isPresent();
            assertThat(log.messages())
                    .containsExactly("WARNING RUNS-STORE-055 Database '" + database.name()
                            + "': row-level security does not hold for the role of the connection.\nFix: connect with a"
                            + " role that is no superuser and may not bypass row-level security.");
        }
    }

    /** Returns the first column of the last result. */
    private List<String> lines(String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            List<String> lines = new ArrayList<>();
            boolean hasRows = statement.execute(sql);
            while (hasRows || statement.getUpdateCount() != -1) {
                if (hasRows) {
                    lines.clear();
                    try (ResultSet rows = statement.getResultSet()) {
                        while (rows.next()) {
                            lines.add(rows.getString(1));
                        }
                    }
                }
                hasRows = statement.getMoreResults();
            }
            return lines;
        }
    }
}
