package dev.runs.spring;

import static dev.runs.spring.Commits.RUN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.storage.CommitResult.Committed;
import dev.runs.storage.RunKey;
import dev.runs.storage.RunStore;
import dev.runs.storage.jdbc.SqliteStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A Spring host that keeps its own rows in the SQLite file in which its runs are. */
class SqliteTransactionsTest {
    private static final int THREADS = 8;
    private static final int EACH = 50;

    @TempDir
    Path folder;

    private DataSource dataSource;
    private JdbcTemplate host;
    private TransactionTemplate template;

    @BeforeEach
    void makeHost() {
        dataSource = Databases.sqlite(folder.resolve("crm.db"));
        host = new JdbcTemplate(dataSource);
        template = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        host.execute("CREATE TABLE opportunity (id TEXT PRIMARY KEY)");
    }

    private Integer won() {
        return host.queryForObject("SELECT count(*) FROM opportunity", Integer.class);
    }

    @Test
    @DisplayName("G19 The host's rows and the run's rows are one transaction")
    void one_transaction_with_the_host() {
        try (RunStore store = SqliteStore.on(SpringConnectionSource.on(dataSource))) {
            template.executeWithoutResult(status -> {
                host.update("INSERT INTO opportunity VALUES ('o-1')");
                assertThat(store.commit(Commits.of(RUN, 0))).isEqualTo(new Committed(1));
                status.setRollbackOnly();
            });
            assertThat(store.load(RUN)).isEmpty();
            assertThat(won()).isZero();

            template.executeWithoutResult(status -> {
                host.update("INSERT INTO opportunity VALUES ('o-1')");
                assertThat(store.commit(Commits.of(RUN, 0))).isEqualTo(new Committed(1));
            });
            assertThat(store.load(RUN)).isPresent();
            assertThat(won()).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("Eight threads with Spring transactions commit all 400, with the host's rows")
    void many_threads_commit_all() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (RunStore store = SqliteStore.on(SpringConnectionSource.on(dataSource))) {
            List<Future<?>> work = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int number = thread;
                work.add(threads.submit(() -> commits(store, number)));
            }
            for (Future<?> each : work) {
                each.get();
            }
            assertThat(won()).isEqualTo(THREADS * EACH);
            assertThat(store.feed().after(0, 1000)).hasSize(THREADS * EACH);
        } finally {
            threads.shutdownNow();
        }
    }

    private void commits(RunStore store, int thread) {
        for (int i = 0; i < EACH; i++) {
            String id = thread + "-" + i;
            template.executeWithoutResult(status -> {
                // Reads before it writes: where the lock is taken only then, this is what fails.
                assertThat(host.queryForList("SELECT id FROM opportunity WHERE id = ?", id))
                        .isEmpty();
                host.update("INSERT INTO opportunity VALUES (?)", id);
                assertThat(store.commit(Commits.of(new RunKey("acme", id), 0))).isEqualTo(new Committed(1));
            });
        }
    }
}
