package dev.runs.storage.jdbc;

import dev.runs.storage.StoreException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** A few sessions that only read, opened when they are needed. They never wait for the writer. */
final class Readers {
    private static final int MOST = 4;

    private final SqliteFile file;
    private final Semaphore free = new Semaphore(MOST, true);
    private final Deque<Session> idle = new ArrayDeque<>();
    private boolean closed;

    Readers(SqliteFile file) {
        this.file = file;
    }

    /** Does the work on one moment of the store. */
    <T> T read(Work<T> work) {
        free.acquireUninterruptibly();
        try {
            Session session = take();
            try {
                session.run("BEGIN");
                T result = work.on(session);
                end(session);
                return result;
            } catch (SQLException | RuntimeException | Error e) {
                // Nothing is lost by a new session, and this one may be in the middle of something.
                session.closeAfter(e);
                throw e;
            }
        } catch (SQLException e) {
            throw SqliteFault.of(file.path(), e);
        } finally {
            free.release();
        }
    }

    /** Waits for the work that is being done, and lets none begin until the given action is done. */
    <T> T pause(Supplier<T> action) {
        free.acquireUninterruptibly(MOST);
        try {
            return action.get();
        } finally {
            free.release(MOST);
        }
    }

    /** Waits for the work that is being done, then closes every session. */
    void close() {
        pause(() -> {
            synchronized (idle) {
                closed = true;
                idle.forEach(Session::closeQuietly);
                idle.clear();
            }
            return true;
        });
    }

    private Session take() throws SQLException {
        synchronized (idle) {
            if (closed) {
                throw StoreException.closed(SqliteDialect.NAME);
            }
            if (!idle.isEmpty()) {
                return idle.pop();
            }
        }
        return file.reader();
    }

    /** What was read stays right if the transaction cannot be ended, but nothing more is read in that session. */
    private void end(Session session) {
        try {
            session.run("COMMIT");
        } catch (SQLException e) {
            session.closeQuietly();
            return;
        }
        synchronized (idle) {
            idle.push(session);
        }
    }
}
