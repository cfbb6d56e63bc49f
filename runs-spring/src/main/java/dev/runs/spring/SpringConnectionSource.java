package dev.runs.spring;

import dev.runs.storage.HostTransaction;
import dev.runs.storage.jdbc.ConnectionLease;
import dev.runs.storage.jdbc.ConnectionSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The connections of a Spring host: inside a Spring transaction on the data source, the connection of that transaction, and
 * otherwise one of the store's own. So a run and the host's rows are committed together or not at all.
 *
 * <pre>{@code
 * RunStore store = H2Store.on(SpringConnectionSource.on(dataSource));
 * }</pre>
 *
 * <p>Joined is every transaction whose manager binds its connection for the data source to the thread, as those of Spring
 * for JDBC and for JPA do. Of one that is read-only, the database says whether it can be written in. Not joined, so that
 * what the store does is committed by itself and at once: a transaction of another data source, one that is suspended, and
 * one that is over, in which {@code afterCompletion} and {@code @TransactionalEventListener} are called. In the
 * {@code afterCommit} of a {@code TransactionSynchronization} of the host, Spring lets nobody know that the transaction is
 * over: as for all data access there, begin a new one first ({@code REQUIRES_NEW}).
 *
 * <p>Spring tells the end of the innermost transaction. In one of another data source that was begun inside of the joined
 * one, the store takes part in the joined one still, but what waits for its commit is told of the inner one's end.
 *
 * <p>Spring cannot tell a connection in a transaction from one that only is not in autocommit mode. So a data source whose
 * connections come with autocommit switched off must not be used in transactions of another data source.
 *
 * <p>Thread-safe; a lease is used by the thread that took it.
 *
 * @since 0.1.0
 */
public final class SpringConnectionSource implements ConnectionSource {
    /** What gives the connections in the end: Spring may know it by itself or by a proxy of it. */
    private final DataSource target;

    private final HostTransaction transaction = new ThreadsTransaction();

    private SpringConnectionSource(DataSource target) {
        this.target = target;
    }

    /**
     * Returns the connections of the given data source. It may be a {@link TransactionAwareDataSourceProxy} or a
     * {@link LazyConnectionDataSourceProxy}, and so may be that of the transaction manager.
     *
     * @throws IllegalStateException if it is a proxy without a target
     */
    public static SpringConnectionSource on(DataSource dataSource) {
        return new SpringConnectionSource(target(Objects.requireNonNull(dataSource, "dataSource")));
    }

    private static DataSource target(DataSource dataSource) {
        DataSource target = dataSource;
        while (target instanceof TransactionAwareDataSourceProxy || target instanceof LazyConnectionDataSourceProxy) {
            DataSource next = ((DelegatingDataSource) target).getTargetDataSource();
            if (next == null) {
                throw new IllegalStateException("the data source is a "
                        + target.getClass().getSimpleName() + " without a target; set its target data source first");
            }
            target = next;
        }
        return target;
    }

    @Override
    public ConnectionLease lease() throws SQLException {
        Optional<Bound> joined = joined();
        return joined.isPresent()
                ? new Borrowed(
                        DataSourceUtils.doGetConnection(joined.get().key()),
                        joined.get().key())
                : new Own(target.getConnection(), target);
    }

    @Override
    public HostTransaction hostTransaction() {
        return transaction;
    }

    /** Returns the connection of the transaction that the store takes part in, if there is one. */
    private Optional<Bound> joined() {
        boolean synchronizing = TransactionSynchronizationManager.isSynchronizationActive();
        boolean transactional = TransactionSynchronizationManager.isActualTransactionActive();
        if (synchronizing != transactional) {
            // A scope without a transaction, or a transaction that is over.
            return Optional.empty();
        }
        Optional<Bound> joined = TransactionSynchronizationManager.getResourceMap().entrySet().stream()
                .flatMap(entry -> Bound.of(entry.getKey(), entry.getValue()).stream())
                .filter(bound -> target(bound.key()).equals(target))
                .filter(Bound::isInTransaction)
                .findFirst();
        if (joined.isPresent() && !synchronizing) {
            throw new IllegalStateException(
                    "the transaction manager tells nobody of its transactions, so that the store"
                            + " could not learn of their end; set its transactionSynchronization to SYNCHRONIZATION_ALWAYS, the"
                            + " default");
        }
        return joined;
    }

    /** The Spring transaction of the calling thread. */
    private final class ThreadsTransaction implements HostTransaction {
        @Override
        public boolean isActive() {
            return joined().isPresent();
        }

        /** In a transaction of another data source our own work is committed, but its thread is not free before its end. */
        @Override
        public void afterCommit(Runnable action) {
            if (isActive()) {
                TransactionSynchronizationManager.registerSynchronization(new AfterCommit(action));
            } else if (TransactionSynchronizationManager.isSynchronizationActive()
                    && TransactionSynchronizationManager.isActualTransactionActive()) {
                TransactionSynchronizationManager.registerSynchronization(new AfterEnd(action));
            } else {
                action.run();
            }
        }
    }

    /** The connection of the host's transaction, counted by Spring and otherwise left as it is. */
    private record Borrowed(Connection connection, DataSource bound) implements ConnectionLease {
        @Override
        public boolean owned() {
            return false;
        }

        @Override
        public void close() throws SQLException {
            DataSourceUtils.doReleaseConnection(connection, bound);
        }
    }

    /** A connection that only the store has. */
    private record Own(Connection connection, DataSource from) implements ConnectionLease {
        @Override
        public boolean owned() {
            return true;
        }

        @Override
        public void close() throws SQLException {
            DataSourceUtils.doCloseConnection(connection, from);
        }
    }
}
