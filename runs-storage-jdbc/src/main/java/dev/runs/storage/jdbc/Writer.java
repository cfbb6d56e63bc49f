package dev.runs.storage.jdbc;

import dev.runs.storage.StoreException;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The one session that writes, and the lock around it. Each piece of work is one transaction. It takes the file's write
 * lock when it begins, so that it cannot fail half-way because another process was faster.
 */
final class Writer {
    private final SqliteFile file;
    private final ReentrantLock lock = new ReentrantLock();
    /** Null after a failure that left the session in doubt; the next call opens another. */
    private @Nullable Session session;

    private boolean closed;

    Writer(SqliteFile file, Session session) {
        this.file = file;
        this.session = session;
    }

    /**
     * Does the work in a transaction.
     *
     * @param keep whether the work's answer means that something is to be committed
     * @throws StoreException if nothing was written
     * @throws InDoubtException if that is not known
     */
    <T> T write(Work<T> work, Predicate<T> keep) throws InDoubtException {
        lock.lock();
        try {
            Session open = session();
            T result = begun(open, work);
            if (keep.test(result)) {
                commit(open);
            } else {
                rollback(open);
            }
            return result;
        } finally {
            lock.unlock();
        }
    }

    /** Copies the log into the file and empties it, and returns whether no other process kept it from that. */
    boolean emptyLog() {
        lock.lock();
        try {
            return file.emptyLog(session());
        } catch (SQLException e) {
            throw SqliteFault.of(file.path(), e);
        } finally {
            lock.unlock();
        }
    }

    void close() throws SQLException {
        lock.lock();
        try {
            closed = true;
            Session open = session;
            session = null;
            if (open != null) {
                open.close();
            }
        } finally {
            lock.unlock();
        }
    }

    private Session session() {
        if (closed) {
            throw StoreException.closed(SqliteDialect.NAME);
        }
        Session open = session;
        if (open == null) {
            try {
                open = file.writer();
            } catch (SQLException e) {
                throw SqliteFault.of(file.path(), e);
            }
            session = open;
        }
        return open;
    }

    private <T> T begun(Session open, Work<T> work) {
        begin(open);
        try {
            return work.on(open);
        } catch (SQLException e) {
            rollback(open);
            throw SqliteFault.of(file.path(), e);
        } catch (RuntimeException | Error e) {
            rollback(open);
            throw e;
        }
    }

    private void begin(Session open) {
        try {
            open.run("BEGIN IMMEDIATE");
        } catch (SQLException e) {
            if (!SqliteFault.isBusy(e)) {
                discard(open);
            }
            throw SqliteFault.of(file.path(), e);
        }
    }

    private void commit(Session open) throws InDoubtException {
        try {
            open.run("COMMIT");
        } catch (SQLException e) {
            if (SqliteFault.isRefusedCommit(e)) {
                rollback(open);
                throw SqliteFault.of(file.path(), e);
            }
            discard(open);
            throw new InDoubtException(SqliteFault.UNKNOWN.in(
                    file.path(), "a commit failed and may have been written: " + e.getMessage(), e));
        }
    }

    private void rollback(Session open) {
        try {
            open.run("ROLLBACK");
        } catch (SQLException e) {
            // There may be no transaction any more; closing the connection ends it if there is.
            discard(open);
        }
    }

    private void discard(Session open) {
        session = null;
        open.closeQuietly();
    }
}
