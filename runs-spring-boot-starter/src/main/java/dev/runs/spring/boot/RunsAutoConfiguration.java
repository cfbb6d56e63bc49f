package dev.runs.spring.boot;

import dev.runs.Runs;
import dev.runs.access.AccessPolicy;
import dev.runs.actor.Identity;
import dev.runs.engine.LinkKeys;
import dev.runs.gate.DayCount;
import dev.runs.gate.FactSource;
import dev.runs.gate.Gate;
import dev.runs.retention.Retention;
import dev.runs.storage.RunStore;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;

/**
 * Makes a {@link Runs} of the host's data source, its rules and its {@link Identity}. Each bean gives way to one of the host's.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = DataSourceAutoConfiguration.class)
@EnableConfigurationProperties(RunsProperties.class)
public final class RunsAutoConfiguration {
    /** Used by Spring. */
    RunsAutoConfiguration() {}

    /** Opened after the host's own scripts and migrations have run: they may make its tables. */
    @Bean
    @ConditionalOnMissingBean
    @DependsOnDatabaseInitialization
    RunStore runStore(
            RunsProperties properties,
            @RunsDataSource ObjectProvider<DataSource> marked,
            ObjectProvider<DataSource> dataSources) {
        DataSource dataSource = marked.stream().findFirst().orElseGet(dataSources::getObject);
        return new HostDatabase(dataSource).open(properties.store());
    }

    @Bean
    @ConditionalOnMissingBean
    Runs runs(
            RunsProperties properties,
            RunStore store,
            Gate rules,
            Identity identity,
            ObjectProvider<AccessPolicy> access,
            ObjectProvider<FactSource> facts,
            ObjectProvider<DayCount> dayCount,
            ObjectProvider<LinkKeys> linkKeys,
            ObjectProvider<Retention> retention,
            ObjectProvider<InstantSource> clock,
            ObjectProvider<RunsCustomizer> customizers) {
        Runs.Builder builder = Runs.builder()
                .store(store)
                .rules(rules)
                .identity(identity)
                .permitValidity(properties.permitValidity())
                .cacheRuns(properties.cachedSteps())
                .workerLease(properties.worker().lease())
                .pollEvery(properties.worker().pollEvery());
        if (!properties.worker().enabled()) {
            builder.manualWork();
        }
        access.ifAvailable(builder::access);
        facts.ifAvailable(builder::facts);
        dayCount.ifAvailable(builder::dayCount);
        linkKeys.ifAvailable(builder::linkKeys);
        retention.ifAvailable(builder::retention);
        clock.ifUnique(builder::clock);
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return builder.build();
    }
}
