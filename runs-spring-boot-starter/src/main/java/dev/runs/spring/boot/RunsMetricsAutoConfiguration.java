package dev.runs.spring.boot;

import dev.runs.Runs;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Measures what handlers do and how far the feed is.
 *
 * @since 0.1.0
 */
@AutoConfiguration(
        after = RunsAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration"
        })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(MeterRegistry.class)
public final class RunsMetricsAutoConfiguration {
    /** Used by Spring. */
    RunsMetricsAutoConfiguration() {}

    /** The last one, so that it measures what the host puts around handlers as well. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    RunsCustomizer runsHandlerMeters(MeterRegistry registry) {
        HandlerMeters meters = new HandlerMeters(registry);
        return runs -> runs.aroundHandlers(meters::around);
    }

    @Bean
    @ConditionalOnBean(Runs.class)
    FeedMeters runsFeedMeters(Runs runs, ObjectProvider<InstantSource> clock) {
        return new FeedMeters(runs, clock.getIfUnique(InstantSource::system));
    }
}
