package dev.runs.storage.jdbc;

import dev.runs.storage.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Sessions on leased connections. What is owned gets a transaction of its own; in a transaction of the host, a savepoint
 * stands for its begin, so that what is refused can be undone and the host's work goes on.
 */
final class LeasedSessions implements Sessions {
    /** A commit whose key was taken meanwhile is looked at again; then it sees the other one and is refused. */
    private static final int MAX_TRIES = 5;

    private static final System.Logger LOGGER = System.getLogger(LeasedSessions.class.getName());

    private final ConnectionSource source;
    private final Dialect dialect;
    /** Held shared by each piece of work, and exclusively by the close that waits for them. */
    private final ReentrantReadWriteLock inUse = new ReentrantReadWriteLock();

    private boolean closed;

    LeasedSessions(ConnectionSource source, Dialect dialect) {
        this.source = source;
        this.dialect = dialect;
    }

    @Override
    public <T> T read(Work<T> work) {
        return leased(lease -> lease.owned() ? committing(lease.connection(), work) : on(lease.connection(), work));
    }

    /** Each statement is a transaction of its own, whatever the pool's connections come with. */
    private <T> T committing(Connection connection, Work<T> work) throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        if (!autoCommit) {
            connection.setAutoCommit(true);
        }
        try {
            return on(connection, work);
        } finally {
            restore(connection, autoCommit);
        }
    }

    @Override
    public <T> T write(Work<T> work, Predicate<T> keep) throws InDoubtException {
        Optional<Result<T>> result = Optional.empty();
        for (int i = 0; result.isEmpty(); i++) {
            boolean last = i + 1 == MAX_TRIES;
            result = leased(lease -> lease.owned()
                    ? inOwnTransaction(lease.connection(), work, keep, last)
                    : inPart(lease.connection(), work, keep, last));
        }
        StoreException doubt = result.get().doubt;
        if (doubt != null) {
            throw new InDoubtException(doubt);
        }
        return result.get().value();
    }

    /** What became of a transaction: an answer, or a doubt whether it was committed. */
    private record Result<T>(@Nullable T answer, @Nullable StoreException doubt) {
        T value() {
            return Optional.ofNullable(answer).orElseThrow();
        }
    }

    /** Returns empty if the work must be tried again. */
    private <T> Optional<Result<T>> inOwnTransaction(
            Connection connection, Work<T> work, Predicate<T> keep, boolean last) throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try {
            T answer;
            try {
                answer = on(connection, work);
            } catch (SQLException e) {
                connection.rollback();
                if (!last && dialect.isTaken(e)) {
                    return Optional.empty();
                }
                throw e;
            } catch (RuntimeException | Error e) {
                connection.rollback();
                throw e;
            }
            if (!keep.test(answer)) {
                connection.rollback();
                return Optional.of(new Result<>(answer, null));
            }
            return Optional.of(commit(connection, answer));
        } finally {
            restore(connection, autoCommit);
        }
    }

    private <T> Result<T> commit(Connection connection, T answer) throws SQLException {
        try {
            connection.commit();
            return new Result<>(answer, null);
        } catch (SQLException e) {
            if (dialect.isRefusedCommit(e)) {
                connection.rollback();
                throw e;
            }
            return new Result<>(null, dialect.unknown(e));
        }
    }

    /** A connection that is broken cannot be restored, and what it failed with says more. */
    private static void restore(Connection connection, boolean autoCommit) {
        try {
            if (!connection.isClosed() && connection.getAutoCommit() != autoCommit) {
                connection.setAutoCommit(autoCommit);
            }
        } catch (SQLException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "a connection could not be put back as it was", e);
        }
    }

    /** Returns empty if the work must be tried again. */
    private <T> Optional<Result<T>> inPart(Connection connection, Work<T> work, Predicate<T> keep, boolean last)
            throws SQLException {
        Savepoint begin = connection.setSavepoint();
        T answer;
        try {
            answer = on(connection, work);
        } catch (SQLException e) {
            undo(connection, begin, e);
            if (!last && dialect.isTaken(e)) {
                return Optional.empty();
            }
            throw e;
        } catch (RuntimeException | Error e) {
            undo(connection, begin, e);
            throw e;
        }
        if (!keep.test(answer)) {
            connection.rollback(begin);
        }
        connection.releaseSavepoint(begin);
        return Optional.of(new Result<>(answer, null));
    }

    private static void undo(Connection connection, Savepoint begin, Throwable cause) {
        try {
            connection.rollback(begin);
            connection.releaseSavepoint(begin);
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private <T> T on(Connection connection, Work<T> work) throws SQLException {
        try (Session session = Session.borrowing(connection, dialect)) {
            return work.on(session);
        }
    }

    /** What is done with a lease. */
    private interface Use<T> {
        T with(ConnectionLease lease) throws SQLException;
    }

    private <T> T leased(Use<T> use) {
        inUse.readLock().lock();
        try {
            if (closed) {
                throw StoreException.closed(dialect.name());
            }
            ConnectionLease lease = source.lease();
            try {
                return use.with(lease);
            } finally {
                giveBack(lease);
            }
        } catch (SQLException e) {
            throw dialect.fault(e);
        } finally {
            inUse.readLock().unlock();
        }
    }

    /** What was done is done, also where the connection cannot be given back any more. */
    private static void giveBack(ConnectionLease lease) {
        try {
            lease.close();
        } catch (SQLException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "a connection could not be given back", e);
        }
    }

    @Override
    public void close() {
        inUse.writeLock().lock();
        try {
            closed = true;
        } finally {
            inUse.writeLock().unlock();
        }
    }
}
