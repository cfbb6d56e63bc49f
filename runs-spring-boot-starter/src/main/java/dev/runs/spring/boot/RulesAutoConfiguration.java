package dev.runs.spring.boot;

import dev.runs.actor.Actor;
import dev.runs.gate.Gate;
import dev.runs.rules.ActivationLog;
import dev.runs.rules.RuleShelf;
import dev.runs.storage.RunStore;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.ResourceLoader;

/**
 * Puts the rules in force that the properties name.
 *
 * @since 0.1.0
 */
@AutoConfiguration(before = RunsAutoConfiguration.class)
public final class RulesAutoConfiguration {
    /** In whose name this process puts rules in force. */
    private static final Actor DEPLOYMENT = Actor.service("dev.runs.rules", "spring-boot");

    /** Used by Spring. */
    RulesAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean(Gate.class)
    @ConditionalOnProperty("runs.rules.location")
    RuleShelf runsRules(
            RunsProperties properties, RunStore store, ResourceLoader resources, ObjectProvider<InstantSource> clock) {
        String location = properties.rules().location();
        if (location == null) {
            throw new IllegalStateException("runs.rules.location was there and is not");
        }
        RuleShelf shelf = RuleShelf.open(
                RulesLocation.of(location).load(resources),
                ActivationLog.in(store),
                clock.getIfUnique(InstantSource::system));
        properties
                .rules()
                .tenants()
                .forEach((tenant, place) -> shelf.activate(
                        tenant, RulesLocation.of(place).load(resources), DEPLOYMENT, "The application started."));
        shelf.recordStart(DEPLOYMENT, "The application started.");
        return shelf;
    }

    @Bean
    @ConditionalOnMissingBean(Gate.class)
    @ConditionalOnProperty("runs.rules.ask-always")
    Gate runsGate(RunsProperties properties) {
        String role = properties.rules().askAlways();
        if (role == null) {
            throw new IllegalStateException("runs.rules.ask-always was there and is not");
        }
        return Gate.askingAlways(role);
    }
}
