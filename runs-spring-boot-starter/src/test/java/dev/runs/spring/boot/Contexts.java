package dev.runs.spring.boot;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Application contexts with nothing but a database in memory and what this module configures. */
final class Contexts {
    static final AutoConfigurations OURS = AutoConfigurations.of(
            RulesAutoConfiguration.class,
            RunsSecurityAutoConfiguration.class,
            RunsAutoConfiguration.class,
            RunsHealthAutoConfiguration.class,
            RunsMetricsAutoConfiguration.class,
            RunsWebAutoConfiguration.class);

    private Contexts() {}

    /** Returns a context without any bean of the host but the data source. */
    static ApplicationContextRunner empty() {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        DataSourceAutoConfiguration.class, DataSourceTransactionManagerAutoConfiguration.class))
                .withConfiguration(OURS)
                .withPropertyValues("spring.datasource.generate-unique-name=true");
    }

    /** Returns a context with all that is needed. */
    static ApplicationContextRunner host() {
        return empty().withUserConfiguration(Host.class).withPropertyValues("runs.rules.ask-always=Director");
    }
}
