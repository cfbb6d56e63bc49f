package dev.runs.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.Runs;
import dev.runs.actor.Actor;
import dev.runs.actor.Identity;
import dev.runs.gate.Gate;
import dev.runs.graph.StepState;
import dev.runs.storage.InMemoryRunStore;
import dev.runs.storage.RunKey;
import dev.runs.storage.RunStore;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Which beans a host has, and which of its own it may put in their place. */
class RunsAutoConfigurationTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void aHostWithADataSource_hasRunsInIt() {
        Contexts.host().run(context -> {
            assertThat(context)
                    .hasSingleBean(Runs.class)
                    .hasSingleBean(RunStore.class)
                    .hasSingleBean(Gate.class);
            assertThat(context.getBean(RunStore.class).capabilities().joinsHostTransaction())
                    .isTrue();
            Host.start(context.getBean(Runs.class), "o-1");
            assertThat(context.getBean(Host.Desk.class).next()).isEqualTo("o-1 on runs-worker");
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class Own {
        @Bean
        RunStore store() {
            return new InMemoryRunStore();
        }

        @Bean
        Gate gate() {
            return Gate.askingAlways("Somebody else");
        }

        @Bean
        Clock clock() {
            return Clock.fixed(NOON, ZoneOffset.UTC);
        }
    }

    @Test
    void beansOfTheHost_areTaken() {
        Contexts.host()
                .withUserConfiguration(Own.class)
                .withPropertyValues("runs.worker.enabled=false")
                .run(context -> {
                    Runs runs = context.getBean(Runs.class);
                    runs.as(Host.AGENT).start(Host.plan("o-1", "crm.send"));
                    assertThat(Host.runsIn(context.getBean(RunStore.class))).containsExactly("o-1");
                    assertThat(context.getBean(RunStore.class)
                                    .load(new RunKey(Host.TENANT, "o-1"))
                                    .orElseThrow()
                                    .head()
                                    .started())
                            .isEqualTo(NOON);
                    assertThat(runs.as(Host.AGENT).step("o-1", "do").state()).isEqualTo(StepState.AWAITING_APPROVAL);
                });
    }

    @Configuration(proxyBeanMethods = false)
    static class Customizers {
        private final StringBuilder order = new StringBuilder();

        @Bean
        @Order(2)
        RunsCustomizer second() {
            return runs -> order.append("second ");
        }

        @Bean
        @Order(1)
        RunsCustomizer first() {
            return runs -> order.append("first ");
        }
    }

    @Test
    void customizers_areAskedInTheirOrder() {
        Contexts.host()
                .withUserConfiguration(Customizers.class)
                .run(context ->
                        assertThat(context.getBean(Customizers.class).order).hasToString("first second "));
    }

    @Test
    void withoutTheWorker_nothingWorksBeforeTheHostSaysSo() {
        Contexts.host().withPropertyValues("runs.worker.enabled=false").run(context -> {
            Runs runs = context.getBean(Runs.class);
            Host.start(runs, "o-1");
            assertThat(Host.threads()).isEmpty();
            assertThat(runs.worker().runReady()).isEqualTo(1);
        });
    }

    private static DataSource database(String name) {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + name + "-" + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
        return database;
    }

    /** A host with a database of its own business and one of reports. */
    @Configuration(proxyBeanMethods = false)
    static class Two {
        @Bean
        @Primary
        DataSource reports() {
            return database("reports");
        }

        @Bean
        @RunsDataSource
        DataSource business() {
            return database("business");
        }
    }

    @Test
    void ofTwoDataSources_theMarkedOneKeepsTheRuns_andItsTransactionsAreJoined() {
        Contexts.host().withUserConfiguration(Two.class).run(context -> {
            Runs runs = context.getBean(Runs.class);
            RunStore store = context.getBean(RunStore.class);
            DataSource business = context.getBean("business", DataSource.class);
            DataSource reports = context.getBean("reports", DataSource.class);
            JdbcTemplate rows = new JdbcTemplate(business);
            rows.execute("create table opportunity (id varchar primary key)");
            TransactionTemplate inBusiness = new TransactionTemplate(new JdbcTransactionManager(business));
            TransactionTemplate inReports = new TransactionTemplate(new JdbcTransactionManager(reports));

            inBusiness.executeWithoutResult(status -> {
                rows.update("insert into opportunity values ('o-1')");
                Host.start(runs, "o-1");
                status.setRollbackOnly();
            });
            inReports.executeWithoutResult(outer -> {
                inBusiness.executeWithoutResult(inner -> {
                    rows.update("insert into opportunity values ('o-2')");
                    Host.start(runs, "o-2");
                });
                outer.setRollbackOnly();
            });
            assertThat(Host.runsIn(store)).containsExactly("o-2");
            assertThat(rows.queryForList("select id from opportunity", String.class))
                    .containsExactly("o-2");
            assertThat(tables(reports)).doesNotContain("RUNS_RUN");
            assertThat(tables(business)).contains("RUNS_RUN");
        });
    }

    private static java.util.List<String> tables(DataSource database) {
        return new JdbcTemplate(database)
                .queryForList("select upper(table_name) from information_schema.tables", String.class);
    }

    @Test
    void withoutAMark_thePrimaryOneKeepsThem() {
        Contexts.host()
                .withUserConfiguration(OnePrimary.class)
                .run(context -> assertThat(tables(context.getBean("main", DataSource.class)))
                        .contains("RUNS_RUN"));
    }

    @Configuration(proxyBeanMethods = false)
    static class OnePrimary {
        @Bean
        @Primary
        DataSource main() {
            return database("main");
        }

        @Bean
        DataSource other() {
            return database("other");
        }
    }

    /** A service that performs an action and starts runs: it asks for them later. */
    static final class Promotions {
        private final ObjectProvider<Runs> runs;

        Promotions(ObjectProvider<Runs> runs) {
            this.runs = runs;
        }

        void followUp(dev.runs.engine.Execution step) {
            runs.getObject().as(Host.AGENT).start(Host.plan(step.run() + "-again", "crm.send"));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class WithPromotions {
        @Bean
        Identity people() {
            return Identity.of(Host.AGENT, Actor.human(Host.TENANT, "ana", "Director"));
        }

        @Bean
        Promotions promotions(ObjectProvider<Runs> runs) {
            return new Promotions(runs);
        }

        @Bean
        RunsCustomizer actions(Promotions promotions) {
            return runs -> runs.catalog(actions -> actions.internal("crm.note", dev.runs.action.RiskLevel.LOW)
                            .external("crm.send", dev.runs.action.RiskLevel.HIGH))
                    .handler("crm.note", promotions::followUp);
        }
    }

    @Test
    void aHandlersBean_mayUseRuns() {
        Contexts.empty()
                .withUserConfiguration(WithPromotions.class)
                .withPropertyValues("runs.rules.ask-always=Director", "runs.worker.enabled=false")
                .run(context -> {
                    Runs runs = context.getBean(Runs.class);
                    Host.start(runs, "o-1");
                    runs.worker().runReady();
                    assertThat(Host.runsIn(context.getBean(RunStore.class))).containsExactly("o-1", "o-1-again");
                });
    }
}
