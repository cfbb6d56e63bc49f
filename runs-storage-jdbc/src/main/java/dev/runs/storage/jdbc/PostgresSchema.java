package dev.runs.storage.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.runs.storage.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Puts the tables in place, one script after the other.
 *
 * <p>A new version only adds to what is there. So a library may find tables that are newer than itself: each version says
 * from which one on a library can read it, and only one that takes something away refuses the older ones.
 */
final class PostgresSchema {
    /** A script, and the oldest version whose library can work with the tables after it. */
    record Script(int version, int readableFrom) {
        String text() {
            return resource(version + ".sql");
        }
    }

    /** What is in place. */
    record Version(int version, int readableFrom) {}

    private static final List<Script> SCRIPTS = List.of(new Script(1, 1), new Script(2, 1));
    /** The version that this library writes and reads. */
    static final int CURRENT = SCRIPTS.get(SCRIPTS.size() - 1).version();

    private static final String UNDEFINED_TABLE = "42P01";

    private final String database;
    private final PostgresTables tables;
    private final boolean rowLevelSecurity;

    PostgresSchema(String database, PostgresTables tables, boolean rowLevelSecurity) {
        this.database = database;
        this.tables = tables;
        this.rowLevelSecurity = rowLevelSecurity;
    }

    /** Returns everything that puts the tables into an empty schema, for whoever runs it by hand. */
    static String ddl(PostgresOptions options) {
        PostgresTables tables = new PostgresTables(options.schema(), options.prefix());
        PostgresSchema schema = new PostgresSchema("", tables, options.rowLevelSecurity());
        StringBuilder text = new StringBuilder(tables.of(resource("versions.sql")));
        for (Script script : SCRIPTS) {
            text.append('\n')
                    .append(tables.of(script.text()))
                    .append('\n')
                    .append(schema.note(script))
                    .append(";\n");
        }
        if (options.rowLevelSecurity()) {
            text.append('\n').append(schema.walls());
        }
        return text.toString();
    }

    /** Runs the scripts that are missing, in one transaction. Whoever comes meanwhile waits and finds them done. */
    void migrate(Connection connection, Optional<String> schema) throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try {
            migrateLocked(connection, schema);
            connection.commit();
        } catch (SQLException | RuntimeException | Error e) {
            rollback(connection, e);
            throw e;
        } finally {
            if (autoCommit && !connection.isClosed()) {
                connection.setAutoCommit(true);
            }
        }
    }

    private void migrateLocked(Connection connection, Optional<String> schema) throws SQLException {
        String lock = "SELECT pg_advisory_xact_lock(hashtextextended(?, 0))";
        new RoundTrip(connection)
                .then(lock, "runs: " + tables.name("schema_version"))
                .rows(row -> row);
        if (schema.isPresent() && !PostgresCatalogue.hasSchema(connection, schema.get())) {
            run(connection, "CREATE SCHEMA \"" + schema.get() + '"');
        }
        run(connection, tables.of(resource("versions.sql")));
        int before = version(connection).map(Version::version).orElse(0);
        for (Script script : SCRIPTS) {
            if (script.version() > before) {
                run(connection, tables.of(script.text()));
                run(connection, note(script));
            }
        }
        if (rowLevelSecurity
                && !PostgresCatalogue.of(connection, tables).withoutWall().isEmpty()) {
            run(connection, walls());
        }
    }

    /** Fails if the tables are not such that this library can work with them. */
    void validate(Connection connection) throws SQLException {
        Version found = versionIfThere(connection)
                .orElseThrow(() -> PostgresFault.INCOMPLETE.in(
                        database, "it has no table " + tables.name("schema_version") + ", or nothing is in it."));
        if (found.version() < CURRENT) {
            throw PostgresFault.OLDER.in(
                    database,
                    "the tables have version " + found.version() + ", and this version of Runs needs " + CURRENT + ".");
        }
        if (found.readableFrom() > CURRENT) {
            throw PostgresFault.NEWER.in(
                    database,
                    "the tables have version " + found.version() + ", which can be used from version "
                            + found.readableFrom() + " on; this version of Runs knows " + CURRENT + ".");
        }
        PostgresCatalogue catalogue = PostgresCatalogue.of(connection, tables);
        List<String> missing = catalogue.missing();
        if (!missing.isEmpty()) {
            throw PostgresFault.INCOMPLETE.in(database, "it lacks " + String.join(", ", missing) + ".");
        }
        checkWalls(catalogue);
    }

    private void checkWalls(PostgresCatalogue catalogue) {
        List<String> without = catalogue.withoutWall();
        List<String> with = new ArrayList<>(catalogue.tenantTables());
        with.removeAll(without);
        if (rowLevelSecurity && !without.isEmpty()) {
            throw wall("the options ask for row-level security, and there is none on " + String.join(", ", without));
        }
        if (!rowLevelSecurity && !with.isEmpty()) {
            throw wall("there is row-level security on " + String.join(", ", with)
                    + ", and the options do not ask for it: nothing would be found");
        }
    }

    private StoreException wall(String problem) {
        return PostgresFault.WALL_DIFFERS.in(database, problem + ".");
    }

    /** Returns the version, or empty if there is no table for it or nothing in it. */
    private Optional<Version> versionIfThere(Connection connection) throws SQLException {
        try {
            return version(connection);
        } catch (SQLException e) {
            if (UNDEFINED_TABLE.equals(e.getSQLState())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Optional<Version> version(Connection connection) throws SQLException {
        String sql = tables.of("SELECT version, readable_from FROM {schema_version} ORDER BY version DESC LIMIT 1");
        return new RoundTrip(connection)
                .then(sql).rows(row -> new Version(row.getInt(1), row.getInt(2))).stream()
                        .findFirst();
    }

    private String note(Script script) {
        return tables.of("INSERT INTO {schema_version} (version, readable_from) VALUES (" + script.version() + ", "
                + script.readableFrom() + ")");
    }

    private String walls() {
        String script = resource("row-security.sql");
        StringBuilder text = new StringBuilder();
        for (String table : PostgresCatalogue.TENANT_TABLES) {
            text.append(tables.of(script.replace("{table}", "{" + table + "}"))).append('\n');
        }
        return text.toString();
    }

    private static void run(Connection connection, String script) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String part : statements(script)) {
                statement.execute(part);
            }
        }
    }

    /** Scripts are written for this: nothing in them has a semicolon at the end of a line but the end of a statement. */
    private static List<String> statements(String script) {
        return Arrays.stream(script.split(";\\s*(\\n|$)", -1))
                .map(String::strip)
                .filter(part -> part.lines().anyMatch(line -> !line.isBlank() && !line.startsWith("--")))
                .toList();
    }

    private static void rollback(Connection connection, Throwable cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private static String resource(String name) {
        try (InputStream stream = PostgresSchema.class.getResourceAsStream("postgres/" + name)) {
            if (stream == null) {
                throw new IllegalStateException("the jar lacks postgres/" + name);
            }
            return new String(stream.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
