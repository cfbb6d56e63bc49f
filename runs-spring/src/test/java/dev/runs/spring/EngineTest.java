package dev.runs.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.runs.Runs;
import dev.runs.action.RiskLevel;
import dev.runs.actor.Actor;
import dev.runs.actor.Identity;
import dev.runs.engine.Session;
import dev.runs.gate.Gate;
import dev.runs.plan.RunPlan;
import dev.runs.storage.RunKey;
import dev.runs.storage.RunStore;
import dev.runs.storage.jdbc.H2Store;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Approvals in Spring transactions. The time-out only ends a test that hangs. */
@DisplayName("S15 Handlers start after the commit, on a thread without the transaction")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class EngineTest {
    record Letter(String customer) {}

    private final HikariDataSource pool = Databases.h2("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    private final RunStore store = H2Store.on(SpringConnectionSource.on(pool));
    private final TransactionTemplate template = new TransactionTemplate(new JdbcTransactionManager(pool));
    private final Actor agent = Actor.agent("acme", "agent");
    private final Actor director = Actor.human("acme", "dora", "Director");
    private final BlockingQueue<String> handled = new LinkedBlockingQueue<>();

    @AfterEach
    void shutDown() {
        store.close();
        pool.close();
    }

    private Runs.Builder builder() {
        return Runs.builder()
                .store(store)
                .catalog(actions -> actions.external("mail.send", RiskLevel.MEDIUM, Letter.class))
                .rules(Gate.askingAlways("Director"))
                .identity(Identity.of(agent, director))
                .handler(
                        "mail.send",
                        step -> handled.add(Thread.currentThread().getId() + " in a transaction: "
                                + TransactionSynchronizationManager.isActualTransactionActive()));
    }

    private String start(Runs runs) {
        return runs.as(agent)
                .start(RunPlan.named("Thanks").step("send", "Send it").action("mail.send", new Letter("Acme")))
                .id();
    }

    private void approve(Runs runs, String run) {
        Session session = runs.as(director);
        session.approve(session.approval(run, "send"), "Fine").orThrow();
    }

    @Test
    @DisplayName("S15 An approval that is rolled back calls no handler and wakes nobody")
    void rolled_back() {
        List<Runnable> tasks = new ArrayList<>();
        try (Runs runs = builder().executor(tasks::add).build()) {
            String run = start(runs);
            tasks.forEach(Runnable::run);
            tasks.clear();

            template.executeWithoutResult(status -> {
                approve(runs, run);
                status.setRollbackOnly();
            });

            assertThat(tasks).isEmpty();
            assertThat(runs.worker().runReady()).isZero();
            assertThat(handled).isEmpty();

            template.executeWithoutResult(status -> {
                approve(runs, run);
                assertThat(tasks).isEmpty();
            });
            assertThat(tasks).hasSize(1);
            tasks.forEach(Runnable::run);
            assertThat(handled).hasSize(1);
        }
    }

    @Test
    @DisplayName(
            "S15 An approval that is committed calls the handler after it, on another thread without a transaction")
    void committed() throws InterruptedException {
        try (Runs runs = builder().build()) {
            String run = start(runs);

            template.executeWithoutResult(status -> {
                approve(runs, run);
                assertThat(handled).isEmpty();
            });

            assertThat(handled.take())
                    .endsWith(" in a transaction: false")
                    .doesNotStartWith(Thread.currentThread().getId() + " ");
        }
    }

    @Test
    @DisplayName("S15 With the committing thread as executor the handler is called when the transaction is over")
    void committing_thread() {
        try (Runs runs = builder().executor(Runnable::run).build()) {
            String run = start(runs);

            template.executeWithoutResult(status -> {
                approve(runs, run);
                assertThat(handled).isEmpty();
            });

            assertThat(handled).hasSize(1);
            assertThat(store.load(new RunKey("acme", run)).orElseThrow().head().status())
                    .isEqualTo("COMPLETED");
        }
    }
}
