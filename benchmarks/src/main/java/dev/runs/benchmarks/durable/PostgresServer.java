package dev.runs.benchmarks.durable;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The PostgreSQL server that is measured: the one whose URL the system property {@value #PROPERTY} has, else one that is
 * started for this process. What it has answered it has written: {@code fsync} and {@code synchronous_commit} are on.
 */
public final class PostgresServer implements AutoCloseable {
    /** The system property with the JDBC URL of a server; several processes can share it. */
    public static final String PROPERTY = "runs.postgres.url";

    private static final AtomicLong SCHEMAS = new AtomicLong();
    private static @Nullable PostgresServer first;

    private final String url;
    private final @Nullable EmbeddedPostgres embedded;

    private PostgresServer(String url, @Nullable EmbeddedPostgres embedded) {
        this.url = url;
        this.embedded = embedded;
    }

    /** Returns this process's server, which ends with it. */
    public static synchronized PostgresServer get() {
        PostgresServer server = first;
        if (server == null) {
            String given = System.getProperty(PROPERTY);
            server = given == null ? start() : new PostgresServer(given, null);
            first = server;
        }
        return server;
    }

    /** Starts another server, with its files beside the program. */
    public static PostgresServer start() {
        try {
            EmbeddedPostgres embedded = EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(
                            Stores.besideTheProgram().resolve("postgres").toFile())
                    // Unless told so, it would not keep what it has answered.
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .start();
            return new PostgresServer(embedded.getJdbcUrl("postgres", "postgres"), embedded);
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL cannot be started", e);
        }
    }

    /** Returns where it is. */
    public String url() {
        return url;
    }

    /** Returns its version. */
    public String version() {
        try (Connection connection = DriverManager.getConnection(url)) {
            return connection.getMetaData().getDatabaseProductVersion();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    String newSchema() {
        String schema = "benchmark_" + ProcessHandle.current().pid() + "_" + SCHEMAS.incrementAndGet();
        execute("CREATE SCHEMA " + schema);
        return schema;
    }

    void drop(String schema) {
        execute("DROP SCHEMA " + schema + " CASCADE");
    }

    private void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Ends the server if it was started here. */
    @Override
    public void close() throws IOException {
        if (embedded != null) {
            embedded.close();
        }
    }
}
