package dev.runs.storage.jdbc;

import dev.runs.storage.RunStore;
import dev.runs.storage.tck.FailingMedium;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Set;

/** A SQLite store whose driver reports a disk error once a number of statements has run. */
final class FailingSqlite implements FailingMedium {
    private static final int SQLITE_IOERR = 10;
    private static final Set<String> RUNNING = Set.of("execute", "executeUpdate", "executeQuery");

    /** Whether the failing statement is not run, or run and its answer lost. */
    enum Way {
        NOT_RUN,
        ANSWER_LOST
    }

    private final Way way;
    private final SqliteStore store;
    private int left = Integer.MAX_VALUE;

    FailingSqlite(Path file, Way way) {
        this.way = way;
        this.store = SqliteStore.at(file, SqliteOptions.defaults(), this::connect);
    }

    @Override
    public RunStore store() {
        return store;
    }

    @Override
    public synchronized void failAfter(int operations) {
        left = operations;
    }

    @Override
    public void heal() {
        failAfter(Integer.MAX_VALUE);
    }

    @Override
    public void close() {
        heal();
        store.close();
    }

    private synchronized boolean fails() {
        if (left == Integer.MAX_VALUE) {
            return false;
        }
        left = Math.max(-1, left - 1);
        return left < 0;
    }

    private Connection connect(String uri) throws SQLException {
        if (fails()) {
            throw new SQLException("[SQLITE_IOERR] made up by the test", null, SQLITE_IOERR);
        }
        Connection real = Connector.driver(uri);
        return Proxies.proxy(Connection.class, (self, method, arguments) -> {
            Object result = Proxies.call(real, method, arguments);
            return result instanceof PreparedStatement statement ? failing(statement) : result;
        });
    }

    private PreparedStatement failing(PreparedStatement real) {
        return Proxies.proxy(PreparedStatement.class, (self, method, arguments) -> {
            if (!RUNNING.contains(method.getName()) || !fails()) {
                return Proxies.call(real, method, arguments);
            }
            if (way == Way.ANSWER_LOST) {
                Proxies.call(real, method, arguments);
            }
            throw new SQLException("[SQLITE_IOERR] made up by the test", null, SQLITE_IOERR);
        });
    }
}
