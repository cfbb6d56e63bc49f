package dev.runs.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.Runs;
import dev.runs.content.Payload;
import dev.runs.engine.Answer;
import dev.runs.error.ErrorCode;
import dev.runs.error.RunsException;
import dev.runs.graph.StepState;
import dev.runs.plan.RunPlan;
import dev.runs.storage.RunStore;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** Never a run without the row that it is about, and never the row without its run: whole applications with JPA. */
class HostTransactionsTest {
    abstract static class Contract {
        private final String url = database();
        private ConfigurableApplicationContext host;

        abstract String database();

        ConfigurableApplicationContext run(Class<?> more, String... properties) {
            host = new SpringApplicationBuilder(JpaHost.class, more)
                    .web(WebApplicationType.NONE)
                    .logStartupInfo(false)
                    .properties(
                            "spring.datasource.url=" + url,
                            "spring.jpa.hibernate.ddl-auto=update",
                            "runs.store.schema-mode=migrate",
                            "runs.rules.ask-always=Director")
                    .properties(properties)
                    .run();
            return host;
        }

        private JpaHost.Sales sales() {
            return host.getBean(JpaHost.Sales.class);
        }

        private Runs runs() {
            return host.getBean(Runs.class);
        }

        private void assertBoth(String... ids) {
            assertThat(sales().opportunities()).containsExactly(ids);
            assertThat(Host.runsIn(host.getBean(RunStore.class))).containsExactly(ids);
        }

        @AfterEach
        void end() {
            if (host != null) {
                host.close();
            }
            assertThat(Host.threads()).isEmpty();
        }

        @Test
        @DisplayName("G19 A commit of the host has both; the handler starts after it, on the library's thread")
        void committed() throws InterruptedException {
            run(Nothing.class);
            sales().win("o-1");
            assertThat(host.getBean(Host.Desk.class).next()).isEqualTo("o-1 on runs-worker");
            assertBoth("o-1");
        }

        @Test
        @DisplayName("G19 A rollback of the host has neither, and no handler starts")
        void rolledBack() throws InterruptedException {
            run(Nothing.class);
            assertThatThrownBy(() -> sales().winAndFail("o-1")).hasMessage("the host's own failure");
            assertBoth();
            // Handlers work in the order of commits: had the one of o-1 been asked for, it would have come first.
            sales().win("o-2");
            assertThat(host.getBean(Host.Desk.class).next()).isEqualTo("o-2 on runs-worker");
            assertBoth("o-2");
        }

        @Test
        @DisplayName("G19 What the library refuses leaves the host's transaction as it was")
        void refused() {
            run(Nothing.class);
            sales().win("o-1");
            sales().winWhateverTheLibrarySays(
                            "o-2",
                            () -> assertThatThrownBy(() -> runs().as(Host.AGENT)
                                            .start(RunPlan.named("Empty")
                                                    .step("a", "A")
                                                    .action("no.such", Payload.empty())
                                                    .after("b")))
                                    .isInstanceOf(RunsException.class));
            sales().winWhateverTheLibrarySays("o-3", () -> {
                Answer answer = runs().as(Host.ANA).resolve(runs().as(Host.ANA).step("o-1", "do"), true, "It was done");
                assertThat(((Answer.Refused) answer).refusal().code()).isEqualTo(ErrorCode.NOT_PERMITTED);
            });
            assertThat(sales().opportunities()).containsExactly("o-1", "o-2", "o-3");
            assertThat(Host.runsIn(host.getBean(RunStore.class))).containsExactly("o-1");
        }

        @Test
        @DisplayName("G19 The worker does not work in a transaction of the host")
        void worker() {
            run(Nothing.class, "runs.worker.enabled=false");
            sales().winWhateverTheLibrarySays("o-1", () -> {
                Host.start(runs(), "o-1");
                assertThatThrownBy(() -> runs().worker().runReady())
                        .isInstanceOf(RunsException.class)
                        .hasMessageStartingWith("RUNS-HOST-001 ");
            });
            assertBoth("o-1");
            assertThat(runs().worker().runReady()).isEqualTo(1);
        }

        @Test
        @DisplayName("G19 An application that fails half way leaves what it committed, whole, and starts no handler")
        void failsHalfWay() throws InterruptedException {
            assertThatThrownBy(() -> run(FailsHalfWay.class)).hasRootCauseMessage("half way");
            assertThat(Host.threads()).isEmpty();

            run(Nothing.class);
            assertBoth("o-1");
            assertThat(host.getBean(Host.Desk.class).next()).isEqualTo("o-1 on runs-worker");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Nothing {}

    /** Wins one opportunity for good and another one not, and fails while the application is being made. */
    @Configuration(proxyBeanMethods = false)
    static class FailsHalfWay {
        @Bean
        InitializingBean failing(JpaHost.Sales sales, Host.Desk desk, Runs runs) {
            return () -> {
                sales.win("o-1");
                assertThatThrownBy(() -> sales.winAndFail("o-2")).hasMessage("the host's own failure");
                assertThat(runs.isStarted()).isFalse();
                assertThat(Host.threads()).isEmpty();
                assertThat(runs.as(Host.AGENT).step("o-1", "do").state()).isEqualTo(StepState.READY);
                assertThat(desk.isEmpty()).isTrue();
                throw new IllegalStateException("half way");
            };
        }
    }

    @Nested
    class OnH2 extends Contract {
        @Override
        String database() {
            return "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
        }
    }

    @Nested
    class OnPostgreSql extends Contract {
        @Override
        String database() {
            return Postgres.database();
        }

        @Test
        @DisplayName("G19 The tables may be in a schema of their own, beside the host's")
        void schema() {
            ConfigurableApplicationContext host =
                    run(Nothing.class, "runs.store.schema=governed", "runs.store.prefix=r_");
            JdbcTemplate jdbc = host.getBean(JdbcTemplate.class);
            assertThat(jdbc.queryForList(
                            "select distinct table_schema from information_schema.tables where table_name like 'r\\_%'",
                            String.class))
                    .containsExactly("governed");
            JpaHost.Sales sales = host.getBean(JpaHost.Sales.class);
            sales.win("o-1");
            assertThatThrownBy(() -> sales.winAndFail("o-2")).hasMessage("the host's own failure");
            assertThat(sales.opportunities()).containsExactly("o-1");
            assertThat(Host.runsIn(host.getBean(RunStore.class))).containsExactly("o-1");
            assertThat(jdbc.queryForObject("select count(*) from governed.r_run", Integer.class))
                    .isEqualTo(1);
        }
    }
}
