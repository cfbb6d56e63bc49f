package dev.runs.spring;

import static dev.runs.spring.Commits.RUN;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.runs.storage.RunStore;
import dev.runs.storage.jdbc.H2Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.ConnectionHandle;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A transaction manager like that for JPA, which lends the connection of another technique to JDBC code. */
class ExposedConnectionTest {
    private final HikariDataSource pool = Databases.h2("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");

    @AfterEach
    void shutDown() {
        pool.close();
    }

    @Test
    @DisplayName("G19 The store joins a transaction whose manager exposes its connection, as that for JPA does")
    void exposed_connection() {
        try (RunStore store = H2Store.on(SpringConnectionSource.on(pool))) {
            TransactionTemplate template = new TransactionTemplate(new ExposingTransactionManager(pool));
            template.executeWithoutResult(status -> {
                store.commit(Commits.of(RUN, 0));
                assertThat(store.hostTransaction().isActive()).isTrue();
                status.setRollbackOnly();
            });
            assertThat(store.load(RUN)).isEmpty();

            template.executeWithoutResult(status -> store.commit(Commits.of(RUN, 0)));
            assertThat(store.load(RUN)).isPresent();
            assertThat(store.hostTransaction().isActive()).isFalse();
        }
    }

    /** Binds a plain holder with a handle, and tells it nothing of a transaction, as Spring's manager for JPA does. */
    private static final class ExposingTransactionManager extends AbstractPlatformTransactionManager {
        private final transient DataSource dataSource;

        ExposingTransactionManager(DataSource dataSource) {
            this.dataSource = dataSource;
        }

        @Override
        protected Object doGetTransaction() {
            return this;
        }

        @Override
        protected void doBegin(Object transaction, TransactionDefinition definition) {
            try {
                Connection connection = dataSource.getConnection();
                connection.setAutoCommit(false);
                ConnectionHandle handle = () -> connection;
                TransactionSynchronizationManager.bindResource(dataSource, new ConnectionHolder(handle));
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        protected void doCommit(DefaultTransactionStatus status) {
            end(Connection::commit);
        }

        @Override
        protected void doRollback(DefaultTransactionStatus status) {
            end(Connection::rollback);
        }

        private interface End {
            void of(Connection connection) throws SQLException;
        }

        private void end(End end) {
            try {
                end.of(holder().getConnection());
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }

        private ConnectionHolder holder() {
            return (ConnectionHolder) TransactionSynchronizationManager.getResource(dataSource);
        }

        @Override
        protected void doCleanupAfterCompletion(Object transaction) {
            end(Connection::close);
            TransactionSynchronizationManager.unbindResource(dataSource);
        }
    }
}
