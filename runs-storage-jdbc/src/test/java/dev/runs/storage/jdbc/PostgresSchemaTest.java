package dev.runs.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.storage.CommitResult.Committed;
import dev.runs.storage.Cursor;
import dev.runs.storage.RunKey;
import dev.runs.storage.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The tables: put in place, looked at, of other versions. */
class PostgresSchemaTest {
    private static final RunKey KEY = new RunKey("acme", "run");

    private PostgresDatabase database;

    @BeforeEach
    void open() throws SQLException {
        database = PostgresServer.get().newDatabase();
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    @Test
    void empty_database_is_refused_with_the_mend() {
        assertThatThrownBy(() -> PostgresStore.on(database.pool()))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.UNUSABLE))
                .hasMessage("RUNS-STORE-047 Database '" + database.name() + "': it has no table \"" + database.schema()
                        + "\".runs_schema_version, or nothing is in it.\nFix: open the store with SchemaMode.MIGRATE once,"
                        + " or let a DBA run what PostgresStore.ddl(options) gives; check schema and prefix in the"
                        + " options.");
    }

    @Test
    void migrated_database_is_valid() {
        PostgresStore.on(database.pool(), PostgresDatabase.options()).close();
        try (PostgresStore store = PostgresStore.on(database.pool())) {
            assertThat(store.commit(Rows.commit(KEY, 0))).isEqualTo(new Committed(1));
        }
    }

    @Test
    void ddl_that_a_dba_runs_is_valid() throws SQLException {
        database.run(PostgresStore.ddl(PostgresOptions.defaults()));
        try (PostgresStore store = PostgresStore.on(database.pool())) {
            assertThat(store.commit(Rows.commit(KEY, 0))).isEqualTo(new Committed(1));
        }
    }

    @Test
    void ddl_names_schema_and_prefix_and_walls() throws SQLException {
        PostgresOptions options = PostgresOptions.defaults()
                .schema(database.schema())
                .prefix("governed_")
                .rowLevelSecurity(true);
        assertThat(PostgresStore.ddl(options))
                .contains("CREATE TABLE \"" + database.schema() + "\".governed_run (")
                .contains("CREATE INDEX \"governed_inbox\" ON \"" + database.schema() + "\".governed_item ")
                .contains("CREATE POLICY runs_tenant ON \"" + database.schema() + "\".governed_run")
                .doesNotContain("{");
        database.run(PostgresStore.ddl(options));
        PostgresStore.on(database.pool(), options).close();
    }

    @Test
    void schema_that_is_not_there_is_made() throws SQLException {
        String schema = database.schema() + "_Own";
        PostgresOptions options = PostgresDatabase.options().schema(schema).prefix("");
        try (PostgresStore store = PostgresStore.on(database.pool(), options)) {
            store.commit(Rows.commit(KEY, 0));
            assertThat(database.words("SELECT run FROM \"" + schema + "\".run")).containsExactly("run");
        } finally {
            database.run("DROP SCHEMA \"" + schema + "\" CASCADE");
        }
    }

    @Test
    void columns_that_are_looked_for_are_those_of_the_scripts() throws SQLException {
        database.run(PostgresStore.ddl(PostgresOptions.defaults()));
        List<String> there = database.words("SELECT table_name || '.' || column_name FROM information_schema.columns"
                + " WHERE table_schema = '" + database.schema() + "' AND table_name <> 'runs_schema_version'");
        List<String> wanted = new ArrayList<>();
        PostgresCatalogue.COLUMNS.forEach(
                (table, columns) -> columns.forEach(column -> wanted.add("runs_" + table + "." + column)));
        assertThat(there).containsExactlyInAnyOrderElementsOf(wanted);
    }

    @Test
    void missing_tables_and_columns_are_named() throws SQLException {
        database.open().close();
        database.run("DROP TABLE runs_edge");
        database.run("ALTER TABLE runs_step DROP COLUMN timer");
        String schema = "\"" + database.schema() + "\"";
        assertThatThrownBy(() -> PostgresStore.on(database.pool()))
                .hasMessageStartingWith("RUNS-STORE-047 Database '" + database.name() + "': it lacks table " + schema
                        + ".runs_edge, column timer of table " + schema + ".runs_step.\nFix: ");
    }

    @Test
    void tables_of_version_1_get_what_version_2_added() throws SQLException {
        PostgresOptions options = PostgresDatabase.options().rowLevelSecurity(true);
        PostgresStore.on(database.pool(), options).close();
        database.run("DROP TABLE runs_artifact");
        database.run("DELETE FROM runs_schema_version WHERE version = 2");
        try (PostgresStore store = PostgresStore.on(database.pool(), options)) {
            store.commit(Rows.leaving(Rows.commit(KEY, 0), "file"));
            assertThat(store.artifacts("acme", "file", Cursor.start(), 10).rows())
                    .hasSize(1);
        }
        PostgresStore.on(database.pool(), PostgresOptions.defaults().rowLevelSecurity(true))
                .close();
    }

    @Test
    void run_that_a_process_of_version_1_removes_leaves_nothing() throws SQLException {
        try (PostgresStore store = database.open()) {
            store.commit(Rows.leaving(Rows.commit(KEY, 0), "file"));
            database.run("DELETE FROM runs_run");
            assertThat(database.number("SELECT count(*) FROM runs_artifact")).isZero();
        }
    }

    @Test
    void newer_tables_that_only_have_more_are_used() throws SQLException {
        database.open().close();
        database.run("ALTER TABLE runs_run ADD COLUMN colour text");
        database.run("INSERT INTO runs_schema_version (version, readable_from) VALUES (3, 1)");
        try (PostgresStore store = PostgresStore.on(database.pool(), PostgresDatabase.options())) {
            assertThat(store.commit(Rows.commit(KEY, 0))).isEqualTo(new Committed(1));
            assertThat(store.load(KEY)).isPresent();
        }
    }

    @Test
    void newer_tables_that_have_less_are_refused() throws SQLException {
        database.open().close();
        database.run("INSERT INTO runs_schema_version (version, readable_from) VALUES (7, 3)");
        assertThatThrownBy(() -> PostgresStore.on(database.pool(), PostgresDatabase.options()))
                .hasMessage("RUNS-STORE-049 Database '" + database.name()
                        + "': the tables have version 7, which can be used from version 3 on; this version of Runs knows"
                        + " 2.\nFix: use a version of Runs that is at least as new as the tables.");
    }

    @Test
    void older_tables_are_refused() throws SQLException {
        database.open().close();
        database.run("DELETE FROM runs_schema_version WHERE version > 1");
        database.run("UPDATE runs_schema_version SET version = 0");
        assertThatThrownBy(() -> PostgresStore.on(database.pool()))
                .hasMessage(
                        "RUNS-STORE-048 Database '" + database.name()
                                + "': the tables have version 0, and this version of Runs needs 2.\nFix: open the store with"
                                + " SchemaMode.MIGRATE once, or let a DBA run the newer scripts of PostgresStore.ddl(options).");
    }

    @Test
    void nothing_is_looked_at_when_the_host_says_so() {
        PostgresOptions options = PostgresOptions.defaults().schemaMode(SchemaMode.NONE);
        try (PostgresStore store = PostgresStore.on(database.pool(), options)) {
            assertThatThrownBy(() -> store.load(KEY))
                    .isInstanceOf(StoreException.class)
                    .hasMessageStartingWith("RUNS-STORE-047 Database '" + database.name()
                            + "': it reports 42P01: ERROR: relation \"" + database.schema()
                            + ".runs_run\" does not exist\nFix: ");
        }
    }

    @Test
    void failed_migration_leaves_nothing() throws SQLException {
        database.run("CREATE TABLE runs_lease (other integer)");
        assertThatThrownBy(() -> PostgresStore.on(database.pool(), PostgresDatabase.options()))
                .hasMessageContaining("already exists");
        assertThat(database.words("SELECT table_name FROM information_schema.tables WHERE table_schema = '"
                        + database.schema() + "'"))
                .containsExactly("runs_lease");
    }

    @Test
    void processes_that_migrate_at_once_wait_for_each_other() throws Exception {
        int processes = 6;
        ExecutorService threads = Executors.newFixedThreadPool(processes);
        try {
            CyclicBarrier start = new CyclicBarrier(processes);
            List<Future<PostgresStore>> stores = new ArrayList<>();
            for (int i = 0; i < processes; i++) {
                stores.add(threads.submit(() -> {
                    start.await();
                    return PostgresStore.on(database.simple(""), PostgresDatabase.options());
                }));
            }
            for (Future<PostgresStore> store : stores) {
                store.get().close();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(database.number("SELECT count(*) FROM runs_schema_version")).isEqualTo(2);
    }

    @Test
    void encoding_that_lacks_characters_is_refused() throws SQLException {
        String name = "latin_" + database.schema();
        database.run("CREATE DATABASE " + name + " ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");
        try {
            var source = (org.postgresql.ds.PGSimpleDataSource) database.simple("");
            source.setDatabaseName(name);
            source.setCurrentSchema("public");
            assertThatThrownBy(() -> PostgresStore.on(source))
                    .hasMessageStartingWith("RUNS-STORE-050 Database '")
                    .hasMessageEndingWith(
                            "/" + name + "': its encoding is LATIN1.\nFix: use PostgreSQL 15 or newer, with a"
                                    + " database of encoding UTF8.");
        } finally {
            database.run("DROP DATABASE " + name);
        }
    }

    @Test
    void server_that_is_too_old_is_refused() {
        assertThatThrownBy(() ->
                        new PostgresServerInfo(140_012, "UTF8", java.util.Optional.empty(), false, true).check("h/db"))
                .hasMessage(
                        "RUNS-STORE-050 Database 'h/db': it is PostgreSQL 14.12.\nFix: use PostgreSQL 15 or newer, with a"
                                + " database of encoding UTF8.");
    }

    @Test
    void durability_is_that_of_the_connections() {
        var relaxed = database.simple("&options=-c%20synchronous_commit=off");
        try (PostgresStore kept = PostgresStore.on(database.pool(), PostgresDatabase.options());
                PostgresStore lost = PostgresStore.on(relaxed)) {
            assertThat(kept.capabilities().durable()).isTrue();
            assertThat(lost.capabilities().durable()).isFalse();
        }
    }

    @Test
    void store_is_not_opened_in_a_transaction_of_the_host() throws SQLException {
        HostConnections connections = HostConnections.on(database.pool());
        try (Connection host = database.pool().getConnection()) {
            host.setAutoCommit(false);
            try (HostConnections.Joined joined = connections.join(host)) {
                assertThatThrownBy(() -> PostgresStore.on(connections, PostgresDatabase.options()))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("a store cannot be opened in a transaction of the host: it may make tables");
                joined.rollback();
            }
        }
    }

    @Test
    void connections_without_autocommit_are_given_back_as_they_were() throws SQLException {
        List<Boolean> given = new ArrayList<>();
        var source = new DelegatingDataSource(database.simple("")) {
            @Override
            public Connection getConnection() throws SQLException {
                Connection connection = super.getConnection();
                connection.setAutoCommit(false);
                return (Connection) java.lang.reflect.Proxy.newProxyInstance(
                        Connection.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (self, method, values) -> {
                            if (method.getName().equals("close")) {
                                given.add(connection.getAutoCommit());
                            }
                            return method.invoke(connection, values);
                        });
            }
        };
        try (PostgresStore store = PostgresStore.on(source, PostgresDatabase.options())) {
            assertThat(store.commit(Rows.commit(KEY, 0))).isEqualTo(new Committed(1));
            assertThat(store.load(KEY)).isPresent();
            assertThat(store.feed().relay(10)).isEqualTo(1);
        }
        assertThat(given).hasSize(4).containsOnly(false);
        try (Connection connection = database.pool().getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeQuery("SELECT 1 FROM runs_run").next()).isTrue();
        }
    }
}
