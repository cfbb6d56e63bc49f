package dev.runs.storage.jdbc;

import dev.runs.storage.StoreException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The file of a store: makes it, opens it, and opens sessions on it. */
final class SqliteFile {
    private static final System.Logger LOGGER = System.getLogger(SqliteFile.class.getName());
    private static final int DAMAGES_NAMED = 3;
    /** The writer is held meanwhile, and it is tried again later. */
    private static final Duration LOG_TIMEOUT = Duration.ofMillis(200);

    private final Path path;
    private final SqliteOptions options;
    private final Connector connector;
    private final Sql sql;

    SqliteFile(Path path, SqliteOptions options, Connector connector, Sql sql) {
        this.path = path;
        this.options = options;
        this.connector = connector;
        this.sql = sql;
    }

    Path path() {
        return path;
    }

    /**
     * Makes the tables if there are none, and returns the first session that writes.
     *
     * @throws StoreException if the file is not a sound store of ours
     */
    Session open() {
        try {
            Session session = connect();
            try {
                prepare(session);
                configureWriter(session);
                return session;
            } catch (SQLException | RuntimeException | Error e) {
                session.closeAfter(e);
                throw e;
            }
        } catch (SQLException e) {
            throw SqliteFault.of(path, e);
        }
    }

    /** Returns a session that writes, to a file that was opened before. */
    Session writer() throws SQLException {
        Session session = connect();
        try {
            configureWriter(session);
            return session;
        } catch (SQLException e) {
            session.closeAfter(e);
            throw e;
        }
    }

    /** Returns a session that cannot write. */
    Session reader() throws SQLException {
        Session session = connect();
        try {
            session.run("PRAGMA query_only = ON");
            return session;
        } catch (SQLException e) {
            session.closeAfter(e);
            throw e;
        }
    }

    /** Copies the log into the file and cuts it off; false if a reader still needs it. */
    boolean emptyLog(Session session) throws SQLException {
        waitAtMost(session, LOG_TIMEOUT);
        try {
            return session.number("PRAGMA wal_checkpoint(TRUNCATE)") == 0;
        } finally {
            waitAtMost(session, options.busyTimeout());
        }
    }

    private static void waitAtMost(Session session, Duration time) throws SQLException {
        session.number("PRAGMA busy_timeout = " + time.toMillis());
    }

    private Session connect() throws SQLException {
        Session session = new Session(connector.connect(path.toUri().toString()));
        try {
            waitAtMost(session, options.busyTimeout());
            return session;
        } catch (SQLException e) {
            session.closeAfter(e);
            throw e;
        }
    }

    private void prepare(Session session) throws SQLException {
        try {
            if (isNew(session)) {
                create(session);
            }
            long format = session.number("PRAGMA user_version");
            FileCheck.checkVersion(path, session.number("PRAGMA application_id"), format);
            if (format < SqliteSchema.FORMAT) {
                upgrade(session);
            }
            List<String> missing = new ArrayList<>(SqliteSchema.TABLES);
            missing.removeAll(
                    session.list("SELECT name FROM sqlite_schema WHERE type = 'table'", row -> row.getString(1)));
            if (!missing.isEmpty()) {
                throw SqliteFault.DAMAGED.in(
                        path, "it is damaged: there is no table " + String.join(", ", missing) + ".");
            }
        } catch (SQLException e) {
            if (SqliteFault.isDamage(e)) {
                List<String> problems = SqliteProblems.in(session, sql);
                throw SqliteFault.DAMAGED.in(
                        path,
                        "it is damaged: "
                                + String.join("; ", problems.subList(0, Math.min(DAMAGES_NAMED, problems.size()))),
                        e);
            }
            throw e;
        }
    }

    private static boolean isNew(Session session) throws SQLException {
        return session.number("PRAGMA application_id") == 0
                && session.number("SELECT count(*) FROM sqlite_schema") == 0;
    }

    /** In one transaction with the header, so that a process that dies here leaves no half store. */
    private void create(Session session) throws SQLException {
        inTransaction(session, () -> {
            // Another process may have been faster.
            if (isNew(session)) {
                runAll(session, SqliteSchema.create(sql));
                session.run("PRAGMA application_id = " + SqliteSchema.APPLICATION_ID);
            }
        });
    }

    private void upgrade(Session session) throws SQLException {
        inTransaction(session, () -> {
            long format = session.number("PRAGMA user_version");
            if (format < SqliteSchema.FORMAT) {
                LOGGER.log(
                        System.Logger.Level.INFO,
                        "Store file ''{0}'': format {1} is brought to format {2}",
                        path,
                        format,
                        SqliteSchema.FORMAT);
                runAll(session, SqliteSchema.upgrade(sql, format));
            }
        });
    }

    private static void runAll(Session session, List<String> statements) throws SQLException {
        for (String statement : statements) {
            session.run(statement);
        }
        session.run("PRAGMA user_version = " + SqliteSchema.FORMAT);
    }

    /** What changes the tables. */
    private interface Change {
        void make() throws SQLException;
    }

    private static void inTransaction(Session session, Change change) throws SQLException {
        session.run("BEGIN IMMEDIATE");
        try {
            change.make();
            session.run("COMMIT");
        } catch (SQLException e) {
            session.run("ROLLBACK");
            throw e;
        }
    }

    private void configureWriter(Session session) throws SQLException {
        String mode = session.find("PRAGMA journal_mode = WAL", row -> row.getString(1))
                .orElse("none");
        if (!mode.equals("wal")) {
            throw SqliteFault.NO_LOG.in(
                    path, "it cannot be switched to a write-ahead log; its journal mode is '" + mode + "'.");
        }
        session.run("PRAGMA synchronous = " + (options.durability() == Durability.FULL ? "FULL" : "NORMAL"));
        // What is erased must not stay readable in free pages.
        session.run("PRAGMA secure_delete = ON");
    }

    /** Writes a copy of the file as it is at one moment; others read and write meanwhile. */
    void copyTo(Path target) throws SQLException {
        try (Session session = connect()) {
            session.update("VACUUM INTO ?", target.toString());
        }
    }
}
