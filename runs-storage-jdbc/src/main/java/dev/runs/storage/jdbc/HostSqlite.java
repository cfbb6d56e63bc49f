package dev.runs.storage.jdbc;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;

/** The SQLite file of a host, in which the store has tables beside the host's. */
record HostSqlite(SqliteDialect dialect, Sessions sessions, boolean durable) {
    private static final String PREFIX = "runs_";
    private static final int SYNCHRONOUS_FULL = 2;

    /** Looks whether the data source can be used, and makes the tables that are not there. */
    static HostSqlite open(ConnectionSource source) {
        if (source.hostTransaction().isActive()) {
            throw new IllegalStateException(
                    "a store cannot be opened in a transaction of the host: it may make tables");
        }
        try (ConnectionLease lease = source.lease()) {
            Connection connection = lease.connection();
            Path file = file(connection);
            SqliteDialect dialect = new SqliteDialect(file, PREFIX);
            checkSettings(file, connection);
            LeasedSessions sessions = new LeasedSessions(source, dialect);
            return new HostSqlite(dialect, sessions, prepare(file, sessions, dialect.sql()));
        } catch (SQLException e) {
            throw SqliteFault.of(Path.of("?"), e);
        } catch (NoClassDefFoundError e) {
            throw SqliteFault.NO_DRIVER.in(Path.of("?"), "there is no SQLite driver on the class path.", e);
        }
    }

    private static Path file(Connection connection) throws SQLException {
        String url = String.valueOf(connection.getMetaData().getURL());
        if (!connection.isWrapperFor(SQLiteConnection.class)) {
            throw SqliteFault.FOREIGN.in(Path.of("?"), "the data source is of another database: " + url + ".");
        }
        String path = url.replaceFirst("^jdbc:sqlite:(file:)?", "").replaceFirst("\\?.*$", "");
        return Path.of(path.isEmpty() ? "?" : path);
    }

    /** A deferred transaction reads first and asks for the write lock when it is too late. */
    private static void checkSettings(Path file, Connection connection) throws SQLException {
        SQLiteConnection sqlite = connection.unwrap(SQLiteConnection.class);
        SQLiteConfig.TransactionMode mode = sqlite.getDatabase().getConfig().getTransactionMode();
        int busyTimeout = sqlite.getBusyTimeout();
        if (mode == SQLiteConfig.TransactionMode.DEFERRED) {
            throw SqliteFault.HOST_SETTING.in(file, "the data source has transaction_mode=" + mode + ".");
        }
        if (busyTimeout < 1) {
            throw SqliteFault.HOST_SETTING.in(file, "the data source has busy_timeout=" + busyTimeout + ".");
        }
    }

    /** Makes or checks the tables, and returns whether a commit survives a loss of power. */
    private static boolean prepare(Path file, Sessions sessions, Sql sql) {
        try {
            return sessions.write(
                    session -> {
                        session.run(sql.of("CREATE TABLE IF NOT EXISTS {format} (version INTEGER NOT NULL)"));
                        Optional<Long> format =
                                session.find(sql.of("SELECT version FROM {format}"), row -> row.getLong(1));
                        if (format.isEmpty()) {
                            runAll(session, SqliteSchema.create(sql));
                            session.update(sql.of("INSERT INTO {format} (version) VALUES (?)"), SqliteSchema.FORMAT);
                        } else {
                            FileCheck.checkVersion(file, SqliteSchema.APPLICATION_ID, format.get());
                            if (format.get() < SqliteSchema.FORMAT) {
                                runAll(session, SqliteSchema.upgrade(sql, format.get()));
                                session.update(sql.of("UPDATE {format} SET version = ?"), SqliteSchema.FORMAT);
                            }
                        }
                        return session.number("PRAGMA synchronous") >= SYNCHRONOUS_FULL;
                    },
                    durable -> true);
        } catch (InDoubtException e) {
            throw e.failure();
        }
    }

    private static void runAll(Session session, List<String> statements) throws SQLException {
        for (String statement : statements) {
            session.run(statement);
        }
    }
}
