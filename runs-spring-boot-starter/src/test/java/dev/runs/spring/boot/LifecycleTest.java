package dev.runs.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.runs.Runs;
import dev.runs.action.RiskLevel;
import dev.runs.actor.Identity;
import dev.runs.graph.StepState;
import dev.runs.storage.RunStore;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** The worker begins and ends with the application. */
class LifecycleTest {
    /** A handler that takes until it is told to end, and then writes a row of the host. */
    @Configuration(proxyBeanMethods = false)
    static class Slow {
        final CountDownLatch atWork = new CountDownLatch(1);
        final CountDownLatch mayEnd = new CountDownLatch(1);
        volatile boolean written;

        @Bean
        Identity people() {
            return Identity.of(Host.AGENT, Host.ANA);
        }

        @Bean
        RunsCustomizer actions(DataSource rows) {
            return runs -> runs.catalog(actions -> actions.internal("crm.note", RiskLevel.LOW))
                    .handler("crm.note", step -> {
                        atWork.countDown();
                        assertThat(mayEnd.await(60, TimeUnit.SECONDS)).isTrue();
                        new JdbcTemplate(rows).queryForObject("select 1", Integer.class);
                        written = true;
                    });
        }
    }

    @Test
    void aHandlerAtWork_finishesBeforeThePoolCloses_andNoThreadIsLeft() {
        Contexts.empty()
                .withUserConfiguration(Slow.class)
                .withPropertyValues("runs.rules.ask-always=Director", "runs.worker.shutdown-timeout=60s")
                .run(context -> {
                    Slow host = context.getBean(Slow.class);
                    Runs runs = context.getBean(Runs.class);
                    Host.start(runs, "o-1");
                    assertThat(host.atWork.await(60, TimeUnit.SECONDS)).isTrue();
                    HikariDataSource pool = context.getBean(HikariDataSource.class);

                    Thread closing = new Thread(context.getSourceApplicationContext()::close);
                    closing.start();
                    while (runs.isStarted()) {
                        Thread.onSpinWait();
                    }
                    assertThat(pool.isClosed()).isFalse();
                    host.mayEnd.countDown();
                    closing.join();
                    assertThat(host.written).isTrue();
                    assertThat(pool.isClosed()).isTrue();
                    assertThat(Host.threads()).isEmpty();
                });
    }

    @Test
    void anApplicationThatPauses_restsAndGoesOn() {
        Contexts.host().run(context -> {
            ConfigurableApplicationContext application = context.getSourceApplicationContext();
            Runs runs = context.getBean(Runs.class);
            application.stop();
            assertThat(runs.isStarted()).isFalse();
            assertThat(Host.threads()).isEmpty();
            Host.start(runs, "o-1");
            assertThat(runs.as(Host.AGENT).step("o-1", "do").state()).isEqualTo(StepState.READY);

            application.start();
            assertThat(context.getBean(Host.Desk.class).next()).isEqualTo("o-1 on runs-worker");
        });
        assertThat(Host.threads()).isEmpty();
    }

    @Test
    void theStoreIsClosedLast() {
        RunStore[] store = new RunStore[1];
        Contexts.host().run(context -> store[0] = context.getBean(RunStore.class));
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> Host.runsIn(store[0]))
                .hasMessageStartingWith("RUNS-STORE-001 ");
    }
}
