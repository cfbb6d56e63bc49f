package dev.runs.spring.boot;

import dev.runs.Runs;

/**
 * What the host adds to its {@link Runs}: its catalogue, its handlers, and whatever has no property. Each bean of this type is asked
 * once, in the order of {@link org.springframework.core.annotation.Order}, after the properties and the beans that are ports were
 * applied, so that it has the last word.
 *
 * <pre>{@code
 * @Bean
 * RunsCustomizer actions(Mailer mailer) {
 *     return runs -> runs.catalog(actions -> actions.external("crm.send-mail", RiskLevel.MEDIUM))
 *             .handler("crm.send-mail", mailer::send);
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface RunsCustomizer {
    /** Adds to the builder; does not build. */
    void customize(Runs.Builder runs);
}
