package dev.runs.spring.boot;

import dev.runs.Runs;
import dev.runs.gate.Gate;
import dev.runs.storage.RunStore;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/**
 * Says how the library is, as {@code runs} among the other health of the application.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = RunsAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean({Runs.class, RunStore.class, Gate.class})
public final class RunsHealthAutoConfiguration {
    /** Used by Spring. */
    RunsHealthAutoConfiguration() {}

    @Bean
    @ConditionalOnEnabledHealthIndicator("runs")
    @ConditionalOnMissingBean(name = "runsHealthIndicator")
    HealthIndicator runsHealthIndicator(
            Runs runs, RunStore store, Gate rules, RunsProperties properties, ObjectProvider<RulesReload> reload) {
        return new RunsHealthIndicator(
                runs, store, rules, properties.worker().enabled(), Optional.ofNullable(reload.getIfAvailable()));
    }
}
