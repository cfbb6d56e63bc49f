package dev.runs.spring.boot;

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
 * A PostgreSQL server of this JVM, which ends with it. Each test takes a database of its own. Where none can be started the tests
 * are reported as skipped; where the environment has {@code CI} they fail.
 */
final class Postgres {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private Postgres() {}

    private static Optional<EmbeddedPostgres> server = Optional.empty();

    /** Started when it is first needed. */
    private static synchronized EmbeddedPostgres server() {
        if (server.isEmpty()) {
            server = Optional.of(start());
        }
        return server.get();
    }

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.start();
        } catch (IOException | RuntimeException e) {
            if (System.getenv("CI") != null) {
                throw new AssertionError("the embedded PostgreSQL cannot be started", e);
            }
            return Assumptions.abort("the embedded PostgreSQL cannot be started: " + e);
        }
    }

    /** Makes a database and returns its URL, with the user in it. */
    static String database() {
        String name = "host_" + DATABASES.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(server().getJdbcUrl("postgres", "postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return server().getJdbcUrl("postgres", name);
    }
}
