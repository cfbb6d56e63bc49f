package dev.runs.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.Runs;
import dev.runs.action.RiskLevel;
import dev.runs.actor.Actor;
import dev.runs.actor.Identity;
import dev.runs.content.Payload;
import dev.runs.plan.RunPlan;
import dev.runs.storage.RunStore;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class RunsAutoConfigurationTest {
    private static final Actor AGENT = Actor.agent("acme", "agent");

    private final ApplicationContextRunner host = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    DataSourceAutoConfiguration.class,
                    DataSourceTransactionManagerAutoConfiguration.class,
                    RulesAutoConfiguration.class,
                    RunsAutoConfiguration.class))
            .withUserConfiguration(Host.class)
            .withPropertyValues("spring.datasource.generate-unique-name=true", "runs.rules.ask-always=Director");

    @Configuration
    static class Host {
        @Bean
        Identity identity() {
            return Identity.of(AGENT);
        }

        @Bean
        RunsCustomizer actions() {
            return runs -> runs.catalog(actions -> actions.internal("crm.note", RiskLevel.LOW));
        }
    }

    @Test
    void a_host_with_a_data_source_has_runs_in_it() {
        host.run(context -> {
            assertThat(context).hasNotFailed().hasSingleBean(Runs.class).hasSingleBean(RunStore.class);
            RunPlan plan = RunPlan.named("Onboarding")
                    .step("note", "Note it")
                    .action("crm.note", Payload.of(Map.of("text", "Hello")));
            String run = context.getBean(Runs.class).as(AGENT).start(plan).id();
            assertThat(context.getBean(Runs.class).as(AGENT).record(run)).isNotNull();
        });
    }
}
