package dev.runs.spring;

import static dev.runs.spring.Commits.RUN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.transaction.TransactionDefinition.PROPAGATION_NESTED;
import static org.springframework.transaction.TransactionDefinition.PROPAGATION_NOT_SUPPORTED;
import static org.springframework.transaction.TransactionDefinition.PROPAGATION_REQUIRED;
import static org.springframework.transaction.TransactionDefinition.PROPAGATION_REQUIRES_NEW;
import static org.springframework.transaction.TransactionDefinition.PROPAGATION_SUPPORTS;

import com.zaxxer.hikari.HikariDataSource;
import dev.runs.storage.CommitResult.Committed;
import dev.runs.storage.CommitResult.DuplicateCommand;
import dev.runs.storage.CommitResult.VersionConflict;
import dev.runs.storage.HostTransaction;
import dev.runs.storage.RunKey;
import dev.runs.storage.RunStore;
import dev.runs.storage.jdbc.H2Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Which of the transactions of a Spring host a store takes part in, on H2. */
class SpringTransactionsTest {
    private static final RunKey OTHER = new RunKey("acme", "other");

    private final HikariDataSource pool = database();
    private final JdbcTemplate host = new JdbcTemplate(pool);
    private final RunStore store = H2Store.on(SpringConnectionSource.on(pool));
    private final HostTransaction transaction = store.hostTransaction();
    private final PlatformTransactionManager manager = new JdbcTransactionManager(pool);
    private final List<String> done = new ArrayList<>();

    private static HikariDataSource database() {
        return Databases.h2("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    }

    @BeforeEach
    void makeTable() {
        host.execute("CREATE TABLE opportunity (id VARCHAR PRIMARY KEY)");
    }

    @AfterEach
    void shutDown() {
        store.close();
        assertThat(pool.getHikariPoolMXBean().getActiveConnections())
                .as("connections that were not given back")
                .isZero();
        pool.close();
    }

    private TransactionTemplate in(int propagation) {
        return in(manager, propagation);
    }

    private static TransactionTemplate in(PlatformTransactionManager manager, int propagation) {
        TransactionTemplate template = new TransactionTemplate(manager);
        template.setPropagationBehavior(propagation);
        return template;
    }

    private void win(String opportunity) {
        host.update("INSERT INTO opportunity VALUES (?)", opportunity);
    }

    private Integer won() {
        return host.queryForObject("SELECT count(*) FROM opportunity", Integer.class);
    }

    private void start(RunKey key) {
        assertThat(store.commit(Commits.of(key, 0))).isEqualTo(new Committed(1));
        transaction.afterCommit(() -> done.add(key.run()));
    }

    private boolean isThere(RunKey key) {
        return store.load(key).isPresent();
    }

    @Test
    @DisplayName("G19 What the host and the store write is committed together")
    void committed_together() {
        in(PROPAGATION_REQUIRED).executeWithoutResult(status -> {
            win("o-1");
            start(RUN);
            assertThat(transaction.isActive()).isTrue();
            assertThat(isThere(RUN)).isTrue();
            assertThat(done).isEmpty();
        });

        assertThat(transaction.isActive()).isFalse();
        assertThat(isThere(RUN)).isTrue();
        assertThat(won()).isEqualTo(1);
        assertThat(done).containsExactly("run");
    }

    @Test
    @DisplayName("G19 After an exception in the host neither its rows nor the run's are there")
    void rolled_back_together() {
        assertThatThrownBy(() -> in(PROPAGATION_REQUIRED).executeWithoutResult(status -> {
                    win("o-1");
                    start(RUN);
                    throw new IllegalArgumentException("the host's own");
                }))
                .hasMessage("the host's own");

        assertThat(isThere(RUN)).isFalse();
        assertThat(store.feed().relay(10)).isZero();
        assertThat(won()).isZero();
        assertThat(done).isEmpty();
    }

    @Test
    @DisplayName("G19 A transaction that an inner scope marked as rollback-only is rolled back with the run")
    void rollback_only() {
        assertThatThrownBy(() -> in(PROPAGATION_REQUIRED).executeWithoutResult(outer -> {
                    in(PROPAGATION_REQUIRED).executeWithoutResult(inner -> inner.setRollbackOnly());
                    win("o-1");
                    start(RUN);
                }))
                .isInstanceOf(UnexpectedRollbackException.class);

        assertThat(isThere(RUN)).isFalse();
        assertThat(won()).isZero();
        assertThat(done).isEmpty();
    }

    @Test
    @DisplayName("G19 A conflict and a duplicate leave the host's transaction usable")
    void refusals_leave_it_usable() {
        start(RUN);

        in(PROPAGATION_REQUIRED).executeWithoutResult(status -> {
            win("o-1");
            assertThat(store.commit(Commits.of(OTHER, 7))).isEqualTo(new VersionConflict(0));
            assertThat(store.commit(Commits.of(RUN, 0))).isInstanceOf(DuplicateCommand.class);
            win("o-2");
            start(OTHER);
        });

        assertThat(isThere(OTHER)).isTrue();
        assertThat(won()).isEqualTo(2);
    }

    @Test
    @DisplayName("G19 The host's connection is neither closed nor altered by the store")
    void the_connection_stays_as_it_is() {
        in(PROPAGATION_REQUIRED).executeWithoutResult(status -> {
            Connection before = DataSourceUtils.getConnection(pool);
            start(RUN);
            Connection after = DataSourceUtils.getConnection(pool);
            assertThat(after).isSameAs(before);
            assertThat(stateOf(after)).isEqualTo("open, autocommit false");
            DataSourceUtils.releaseConnection(before, pool);
            DataSourceUtils.releaseConnection(after, pool);
        });
    }

    private static String stateOf(Connection connection) {
        try {
            return (connection.isClosed() ? "closed" : "open") + ", autocommit " + connection.getAutoCommit();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @DisplayName("G19 REQUIRES_NEW is a transaction of its own, whatever becomes of the suspended one")
    void requires_new() {
        in(PROPAGATION_REQUIRED).executeWithoutResult(outer -> {
            start(OTHER);
            in(PROPAGATION_REQUIRES_NEW).executeWithoutResult(inner -> {
                start(RUN);
                assertThat(isThere(OTHER)).as("what is not committed yet").isFalse();
            });
            assertThat(done).containsExactly("run");
            outer.setRollbackOnly();
        });

        assertThat(isThere(RUN)).isTrue();
        assertThat(isThere(OTHER)).isFalse();
        assertThat(done).containsExactly("run");
    }

    @Test
    @DisplayName("G19 An inner transaction that is rolled back takes nothing of the outer one with it")
    void requires_new_rolled_back() {
        in(PROPAGATION_REQUIRED).executeWithoutResult(outer -> {
            start(OTHER);
            in(PROPAGATION_REQUIRES_NEW).executeWithoutResult(inner -> {
                start(RUN);
                inner.setRollbackOnly();
            });
            assertThat(isThere(RUN)).isFalse();
        });

        assertThat(isThere(OTHER)).isTrue();
        assertThat(isThere(RUN)).isFalse();
        assertThat(done).containsExactly("other");
    }

    @Test
    @DisplayName("G19 While the transaction is suspended, the store commits by itself")
    void not_supported() {
        in(PROPAGATION_REQUIRED).executeWithoutResult(outer -> {
            start(OTHER);
            in(PROPAGATION_NOT_SUPPORTED).executeWithoutResult(inner -> {
                assertThat(won()).isZero();
                assertThat(transaction.isActive()).isFalse();
                start(RUN);
                assertThat(done).containsExactly("run");
            });
            assertThat(transaction.isActive()).isTrue();
            outer.setRollbackOnly();
        });

        assertThat(isThere(RUN)).isTrue();
        assertThat(isThere(OTHER)).isFalse();
        assertThat(done).containsExactly("run");
    }

    @Test
    @DisplayName("G19 A scope without a transaction, in which the host has read, is none to join")
    void supports_without_a_transaction() {
        in(PROPAGATION_SUPPORTS).executeWithoutResult(status -> {
            assertThat(won()).isZero();
            assertThat(transaction.isActive()).isFalse();
            start(RUN);
            assertThat(done).containsExactly("run");
            status.setRollbackOnly();
        });

        assertThat(isThere(RUN)).isTrue();
    }

    @Test
    @DisplayName("G19 A nested transaction that is rolled back to its savepoint takes its runs with it, and no others")
    void nested_rolled_back() {
        in(PROPAGATION_REQUIRED).executeWithoutResult(outer -> {
            win("o-1");
            start(OTHER);
            in(PROPAGATION_NESTED).executeWithoutResult(inner -> {
                win("o-2");
                start(RUN);
                inner.setRollbackOnly();
            });
            assertThat(isThere(RUN)).isFalse();
            assertThat(isThere(OTHER)).isTrue();
        });

        assertThat(isThere(RUN)).isFalse();
        assertThat(isThere(OTHER)).isTrue();
        assertThat(won()).isEqualTo(1);
        assertThat(done).containsExactly("other");
    }

    @Test
    @DisplayName("G19 A nested transaction that ends well is committed with the outer one")
    void nested_committed() {
        in(PROPAGATION_REQUIRED).executeWithoutResult(outer -> {
            start(OTHER);
            in(PROPAGATION_NESTED).executeWithoutResult(inner -> start(RUN));
            assertThat(done).isEmpty();
        });

        assertThat(isThere(RUN)).isTrue();
        assertThat(done).containsExactly("other", "run");
    }

    @Test
    @DisplayName("G19 A rollback to the outer of two savepoints takes what was done after the inner one too")
    void savepoints_in_each_other() {
        in(PROPAGATION_REQUIRED).executeWithoutResult(status -> {
            Object outer = status.createSavepoint();
            Object inner = status.createSavepoint();
            start(RUN);
            status.rollbackToSavepoint(outer);
            start(OTHER);
            assertThat(inner).isNotSameAs(outer);
        });

        assertThat(isThere(RUN)).isFalse();
        assertThat(isThere(OTHER)).isTrue();
        assertThat(done).containsExactly("other");
    }

    @Test
    @DisplayName("G19 The store reads in a read-only transaction; whether it may write there, the database says")
    void read_only() {
        start(RUN);
        TransactionTemplate readOnly = in(PROPAGATION_REQUIRED);
        readOnly.setReadOnly(true);

        readOnly.executeWithoutResult(status -> {
            assertThat(isThere(RUN)).isTrue();
            assertThat(transaction.isActive()).isTrue();
            // For H2 it is a hint only.
            start(OTHER);
            status.setRollbackOnly();
        });

        assertThat(isThere(OTHER)).isFalse();
        assertThat(done).containsExactly("run");
    }

    @Test
    @DisplayName(
            "G19 In a transaction of another data source the store commits by itself, also where the host has read")
    void another_data_source() {
        try (HikariDataSource elsewhere = database()) {
            in(new JdbcTransactionManager(elsewhere), PROPAGATION_REQUIRED).executeWithoutResult(status -> {
                start(RUN);
                assertThat(won()).isZero();
                start(OTHER);
                assertThat(transaction.isActive()).isFalse();
                assertThat(done).as("on a thread that holds a transaction").isEmpty();
                status.setRollbackOnly();
            });
        }

        assertThat(isThere(RUN)).isTrue();
        assertThat(isThere(OTHER)).isTrue();
        assertThat(done).containsExactly("run", "other");
    }

    @Test
    @DisplayName("G19 With a transaction of another data source inside its own, the store follows its own")
    void another_data_source_inside() {
        try (HikariDataSource elsewhere = database()) {
            TransactionTemplate foreign = in(new JdbcTransactionManager(elsewhere), PROPAGATION_REQUIRED);
            in(PROPAGATION_REQUIRED)
                    .executeWithoutResult(outer -> foreign.executeWithoutResult(inner -> {
                        start(RUN);
                        inner.setRollbackOnly();
                    }));
            in(PROPAGATION_REQUIRED).executeWithoutResult(outer -> {
                foreign.executeWithoutResult(inner -> start(OTHER));
                outer.setRollbackOnly();
            });
        }

        assertThat(isThere(RUN)).isTrue();
        assertThat(isThere(OTHER)).isFalse();
        assertThat(done).as("Spring tells the end of the inner one only").containsExactly("other");
    }

    @Test
    @DisplayName("G19 Inside a transaction of another data source the store follows its own")
    void inside_another_data_source() {
        try (HikariDataSource elsewhere = database()) {
            TransactionTemplate foreign = in(new JdbcTransactionManager(elsewhere), PROPAGATION_REQUIRED);
            foreign.executeWithoutResult(outer -> {
                in(PROPAGATION_REQUIRED).executeWithoutResult(inner -> {
                    start(OTHER);
                    inner.setRollbackOnly();
                });
                in(PROPAGATION_REQUIRED).executeWithoutResult(inner -> start(RUN));
                outer.setRollbackOnly();
            });
        }

        assertThat(isThere(RUN)).isTrue();
        assertThat(isThere(OTHER)).isFalse();
        assertThat(done).containsExactly("run");
    }

    @ParameterizedTest
    @CsvSource({"AWARE, POOL", "LAZY, POOL", "POOL, LAZY", "LAZY, LAZY", "AWARE_OF_LAZY, LAZY"})
    @DisplayName("G19 The store joins through the proxies of Spring, whichever of them the host uses where")
    void proxies(Proxy ofStore, Proxy ofManager) {
        DataSource lazy = new LazyConnectionDataSourceProxy(pool);
        DataSource managed = ofManager.of(pool, lazy);
        JdbcTemplate opportunities = new JdbcTemplate(managed);
        TransactionTemplate template = in(new DataSourceTransactionManager(managed), PROPAGATION_REQUIRED);
        try (RunStore joining = H2Store.on(SpringConnectionSource.on(ofStore.of(pool, lazy)))) {
            template.executeWithoutResult(status -> {
                joining.commit(Commits.of(RUN, 0));
                opportunities.update("INSERT INTO opportunity VALUES ('o-1')");
                assertThat(joining.hostTransaction().isActive()).isTrue();
                status.setRollbackOnly();
            });
            assertThat(isThere(RUN)).isFalse();

            template.executeWithoutResult(status -> {
                joining.commit(Commits.of(RUN, 0));
                opportunities.update("INSERT INTO opportunity VALUES ('o-1')");
            });
            assertThat(isThere(RUN)).isTrue();
            assertThat(won()).isEqualTo(1);
        }
    }

    /** As what somebody knows the pool. */
    private enum Proxy {
        POOL,
        AWARE,
        LAZY,
        AWARE_OF_LAZY;

        DataSource of(DataSource pool, DataSource lazy) {
            return switch (this) {
                case POOL -> pool;
                case AWARE -> new TransactionAwareDataSourceProxy(pool);
                case LAZY -> lazy;
                case AWARE_OF_LAZY -> new TransactionAwareDataSourceProxy(lazy);
            };
        }
    }

    @Test
    void a_proxy_without_a_target_is_refused() {
        assertThatThrownBy(() -> SpringConnectionSource.on(new TransactionAwareDataSourceProxy()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the data source is a TransactionAwareDataSourceProxy without a target; set its target data"
                        + " source first");
    }

    @Test
    @DisplayName("G3 What the host does with the store in afterCompletion is committed by itself")
    void after_completion() {
        in(PROPAGATION_REQUIRED)
                .executeWithoutResult(status ->
                        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                            @Override
                            public void afterCompletion(int outcome) {
                                assertThat(transaction.isActive()).isFalse();
                                start(RUN);
                                assertThat(done).containsExactly("run");
                            }
                        }));

        assertThat(isThere(RUN)).isTrue();
    }

    @Test
    @DisplayName("G19 An action that fails after the commit does not look like a failed commit")
    void failing_action() {
        in(PROPAGATION_REQUIRED).executeWithoutResult(status -> {
            transaction.afterCommit(() -> {
                throw new IllegalArgumentException("of the action");
            });
            start(RUN);
        });

        assertThat(isThere(RUN)).isTrue();
        assertThat(done).containsExactly("run");
    }

    @Test
    @DisplayName("G19 Where Spring cannot tell whether it was committed, the action looks")
    void unknown_outcome() {
        DataSourceTransactionManager failing = new DataSourceTransactionManager(pool) {
            @Override
            protected void doCommit(DefaultTransactionStatus status) {
                super.doCommit(status);
                throw new TransactionSystemException("the answer was lost");
            }
        };

        assertThatThrownBy(() -> in(failing, PROPAGATION_REQUIRED).executeWithoutResult(status -> start(RUN)))
                .hasMessage("the answer was lost");

        assertThat(isThere(RUN)).isTrue();
        assertThat(done).containsExactly("run");
    }

    @Test
    @DisplayName("G19 A transaction manager that tells nobody of its transactions is refused, with the mend")
    void no_synchronization() {
        DataSourceTransactionManager silent = new DataSourceTransactionManager(pool);
        silent.setTransactionSynchronization(AbstractPlatformTransactionManager.SYNCHRONIZATION_NEVER);

        assertThatThrownBy(() -> in(silent, PROPAGATION_REQUIRED).executeWithoutResult(status -> start(RUN)))
                .isInstanceOf(IllegalStateException.class)
                .isNotInstanceOf(IllegalTransactionStateException.class)
                .hasMessage(
                        "the transaction manager tells nobody of its transactions, so that the store could not learn"
                                + " of their end; set its transactionSynchronization to SYNCHRONIZATION_ALWAYS, the default");
        assertThat(isThere(RUN)).isFalse();
    }

    @Test
    void a_store_is_not_opened_in_a_transaction() {
        in(PROPAGATION_REQUIRED)
                .executeWithoutResult(status -> assertThatThrownBy(() -> H2Store.on(SpringConnectionSource.on(pool)))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("a store cannot be opened in a transaction of the host: it may make tables"));
    }

    @Test
    @DisplayName("The data source itself, without the source of this module, takes the run out of the transaction")
    void why_the_source_is_needed() {
        try (RunStore apart = H2Store.on(pool)) {
            in(PROPAGATION_REQUIRED).executeWithoutResult(status -> {
                win("o-1");
                apart.commit(Commits.of(RUN, 0));
                status.setRollbackOnly();
            });
        }

        assertThat(won()).isZero();
        assertThat(isThere(RUN))
                .as("the run of an opportunity that was not won")
                .isTrue();
    }
}
