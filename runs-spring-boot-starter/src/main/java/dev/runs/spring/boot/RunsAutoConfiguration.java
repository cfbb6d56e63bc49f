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
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * Makes a {@link Runs} of the host's data source, its rules and its {@link Identity}, and ties its worker to the application. Each
 * bean gives way to one of the host's.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = {DataSourceAutoConfiguration.class, RulesAutoConfiguration.class})
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
            ObjectProvider<DataSource> dataSources,
            ListableBeanFactory beans) {
        DataSource dataSource = marked.getIfUnique(dataSources::getIfUnique);
        if (dataSource == null) {
            throw noDataSource(names(beans, DataSource.class));
        }
        return new HostDatabase(dataSource).open(properties.store());
    }

    private static List<String> names(ListableBeanFactory beans, Class<?> type) {
        return Stream.of(beans.getBeanNamesForType(type)).sorted().toList();
    }

    private static RunsSetupException noDataSource(List<String> names) {
        return names.isEmpty()
                ? new RunsSetupException(
                        "There is no bean of type DataSource, and no RunStore, to keep the runs.",
                        "Set spring.datasource.url, or define a bean of type RunStore.")
                : new RunsSetupException(
                        "There are several data sources (" + String.join(", ", names)
                                + "), and it is not said which one keeps the runs: they belong where the host's rows are that are"
                                + " committed together with them.",
                        "Mark its bean method with @RunsDataSource, or make one of them @Primary.");
    }

    /** What decides in a host without a rule pack. */
    @Bean
    @ConditionalOnMissingBean
    Gate runsGate(RunsProperties properties) {
        String role = properties.rules().askAlways();
        if (role == null || role.isBlank()) {
            throw new RunsSetupException(
                    "Nothing says which rules decide.",
                    "Set runs.rules.location to the folder of a rule pack, such as classpath:governance, or runs.rules.ask-always"
                            + " to the role that is asked about every external or risky step.");
        }
        return Gate.askingAlways(role);
    }

    @Bean
    @ConditionalOnMissingBean
    Runs runs(
            RunsProperties properties,
            RunStore store,
            Gate rules,
            ObjectProvider<Identity> identity,
            ObjectProvider<AccessPolicy> access,
            ObjectProvider<FactSource> facts,
            ObjectProvider<DayCount> dayCount,
            ObjectProvider<LinkKeys> linkKeys,
            ObjectProvider<Retention> retention,
            ObjectProvider<InstantSource> clock,
            ObjectProvider<RunsCustomizer> customizers,
            ListableBeanFactory beans) {
        Runs.Builder builder = Runs.builder()
                .store(store)
                .rules(rules)
                .identity(theOne(identity.getIfUnique(), beans))
                .permitValidity(properties.permitValidity())
                .cacheRuns(properties.cachedSteps())
                .workerLease(properties.worker().lease())
                .pollEvery(properties.worker().pollEvery())
                .startLater();
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

    private static Identity theOne(@Nullable Identity identity, ListableBeanFactory beans) {
        if (identity != null) {
            return identity;
        }
        List<String> several = names(beans, Identity.class);
        throw several.isEmpty()
                ? new RunsSetupException(
                        "There is no bean of type Identity, so that nobody is known who could decide.",
                        "Define a bean of type dev.runs.actor.Identity that looks actors up among your users. A host with Spring"
                                + " Security, a UserDetailsService and one tenant may set runs.security.tenant instead.")
                : new RunsSetupException(
                        "There are several beans of type Identity (" + String.join(", ", several)
                                + "), and it is not said which one counts.",
                        "Make one of them @Primary.");
    }

    @Bean
    RunsLifecycle runsLifecycle(Runs runs, RunsProperties properties, ConfigurableApplicationContext context) {
        return new RunsLifecycle(runs, context, properties.worker().shutdownTimeout());
    }
}
