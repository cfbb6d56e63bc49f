package dev.runs.spring.boot;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** A PostgreSQL server of this JVM, which ends with it. Each test takes a database of its own. */
final class Postgres {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private Postgres() {}

    /** Started when it is first needed. */
    private static final class Server {
        static final EmbeddedPostgres ONE = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.start();
            } catch (IOException e) {
                throw new AssertionError("the embedded PostgreSQL cannot be started", e);
            }
        }
    }

    /** Makes a database and returns its URL, with the user in it. */
    static String database() {
        String name = "host_" + DATABASES.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(Server.ONE.getJdbcUrl("postgres", "postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return Server.ONE.getJdbcUrl("postgres", name);
    }
}
