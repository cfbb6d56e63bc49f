package dev.runs.testing.scenarios;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.runs.storage.RunStore;
import dev.runs.storage.jdbc.PostgresOptions;
import dev.runs.storage.jdbc.PostgresStore;
import dev.runs.storage.jdbc.SchemaMode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;

/**
 * The server at {@code -Druns.postgres.url=jdbc:postgresql:...}, or the embedded one. Each test takes a schema of its own. Where
 * there is none, the tests are reported as skipped; where the environment has {@code CI} they fail.
 */
final class PostgresServer {
    private static final AtomicInteger SCHEMAS = new AtomicInteger();
    private static Optional<PostgresServer> only = Optional.empty();
    private static boolean tried;

    private final String url;

    private PostgresServer(String url) {
        this.url = url;
    }

    static synchronized PostgresServer get() {
        if (!tried) {
            tried = true;
            only = Optional.ofNullable(System.getProperty("runs.postgres.url"))
                    .map(PostgresServer::new)
                    .or(PostgresServer::embedded);
        }
        return only.orElseGet(() -> absent("no PostgreSQL: neither -Druns.postgres.url nor the embedded binaries"));
    }

    private static PostgresServer absent(String what) {
        if (System.getenv("CI") != null) {
            throw new AssertionError(what);
        }
        System.err.println("SKIPPED: " + what);
        return Assumptions.abort(what);
    }

    private static Optional<PostgresServer> embedded() {
        try {
            // It ends with this process.
            EmbeddedPostgres server = EmbeddedPostgres.builder().start();
            return Optional.of(new PostgresServer(server.getJdbcUrl("postgres", "postgres")));
        } catch (IOException | RuntimeException e) {
            System.err.println("the embedded PostgreSQL cannot be started: " + e);
            return Optional.empty();
        }
    }

    Medium.Opened open() {
        String schema = "scenario_" + ProcessHandle.current().pid() + "_" + SCHEMAS.incrementAndGet();
        execute("CREATE SCHEMA " + schema);
        HikariConfig settings = new HikariConfig();
        settings.setJdbcUrl(url);
        settings.setSchema(schema);
        settings.setMaximumPoolSize(8);
        settings.setMinimumIdle(0);
        HikariDataSource pool = new HikariDataSource(settings);
        RunStore store = PostgresStore.on(pool, PostgresOptions.defaults().schemaMode(SchemaMode.MIGRATE));
        return new Medium.Opened(store, () -> {
            store.close();
            pool.close();
            execute("DROP SCHEMA " + schema + " CASCADE");
        });
    }

    private void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }
}
