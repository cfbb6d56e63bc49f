package dev.runs.storage.jdbc;

import dev.runs.storage.HostTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Connections for a host that handles its transactions itself, on plain JDBC: what a thread does within {@link #join} is
 * part of the host's transaction.
 *
 * <pre>{@code
 * connection.setAutoCommit(false);
 * try (HostConnections.Joined joined = connections.join(connection)) {
 *     opportunities.close(connection, id);
 *     runs.as(agent).start(plan);
 *     joined.commit();
 * }
 * }</pre>
 *
 * <p>Thread-safe; a join holds for the thread that made it.
 *
 * @since 0.1.0
 */
public final class HostConnections implements ConnectionSource {
    private final ConnectionSource own;
    /** Of this instance: a thread may have joined a transaction of one database and none of another. */
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<@Nullable Joined> joined = new ThreadLocal<>();

    private final HostTransaction transaction = new ThreadsTransaction();

    private HostConnections(DataSource dataSource) {
        this.own = new OwnConnections(dataSource);
    }

    /** Returns connections that are the data source's own wherever no transaction is joined. */
    public static HostConnections on(DataSource dataSource) {
        return new HostConnections(dataSource);
    }

    /**
     * Lets what the calling thread does with the store, until the answer is closed, happen in the transaction of the given
     * connection. The connection stays the host's: it is neither closed nor reconfigured here.
     *
     * @throws IllegalStateException if the thread has joined a transaction already, or if the connection is in autocommit
     *     mode, in which it has no transaction that could be joined
     */
    public Joined join(Connection connection) throws SQLException {
        if (joined.get() != null) {
            throw new IllegalStateException(
                    "this thread has joined a transaction already; close that before another is joined");
        }
        if (connection.getAutoCommit()) {
            throw new IllegalStateException("the connection is in autocommit mode, in which each statement is committed"
                    + " by itself; call setAutoCommit(false) before it is joined");
        }
        Joined now = new Joined(connection);
        joined.set(now);
        return now;
    }

    @Override
    public ConnectionLease lease() throws SQLException {
        Joined now = joined.get();
        return now == null ? own.lease() : new Borrowed(now.connection);
    }

    @Override
    public HostTransaction hostTransaction() {
        return transaction;
    }

    /** The joined transaction of the calling thread. */
    private final class ThreadsTransaction implements HostTransaction {
        @Override
        public boolean isActive() {
            return joined.get() != null;
        }

        @Override
        public void afterCommit(Runnable action) {
            Joined now = joined.get();
            if (now == null) {
                action.run();
            } else {
                now.actions.add(action);
            }
        }
    }

    /** The host's connection, which stays as it is when it is given back. */
    private record Borrowed(Connection connection) implements ConnectionLease {
        @Override
        public boolean owned() {
            return false;
        }

        @Override
        public void close() {}
    }

    /**
     * The time during which a thread has joined a transaction of the host. Used by that thread.
     *
     * @since 0.1.0
     */
    public final class Joined implements AutoCloseable {
        private final Connection connection;
        private final List<Runnable> actions = new ArrayList<>();

        private Joined(Connection connection) {
            this.connection = connection;
        }

        /** Commits the host's transaction for the host, ends the join, and lets begin what waited for the commit. */
        public void commit() throws SQLException {
            connection.commit();
            close();
        }

        /** Rolls the host's transaction back for the host, ends the join, and drops what waited for a commit. */
        public void rollback() throws SQLException {
            actions.clear();
            try {
                connection.rollback();
            } finally {
                close();
            }
        }

        /**
         * Ends the join; no error if it has ended. A host that calls neither {@link #commit} nor {@link #rollback} ends the
         * transaction on its own before this: what waited for the commit begins now, and finds nothing if there was none.
         */
        @Override
        public void close() {
            if (joined.get() != this) {
                return;
            }
            joined.remove();
            actions.forEach(Runnable::run);
        }
    }
}
