package dev.runs.spring.boot;

import dev.runs.actor.Actor;
import dev.runs.gate.Gate;
import dev.runs.rules.ActivationLog;
import dev.runs.rules.RulePack;
import dev.runs.rules.RuleShelf;
import dev.runs.storage.RunStore;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ResourceLoader;

/**
 * Puts the rule packs in force that the properties name, and those that take their place while the application runs.
 *
 * @since 0.1.0
 */
@AutoConfiguration
@ConditionalOnClass(RuleShelf.class)
@ConditionalOnProperty("runs.rules.location")
@EnableConfigurationProperties(RunsProperties.class)
public final class RulesAutoConfiguration {
    /** In whose name this process puts rules in force. */
    private static final Actor DEPLOYMENT = Actor.service("dev.runs.rules", "spring-boot");

    /** Used by Spring. */
    RulesAutoConfiguration() {}

    /** Not of the host: whoever has a gate of its own has rules of its own. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingBean(Gate.class)
    static class FromLocation {
        @Bean(destroyMethod = "letThreadsEnd")
        RuleShelf runsRules(
                RunsProperties properties,
                RunStore store,
                ResourceLoader resources,
                ObjectProvider<InstantSource> clock) {
            RulesLocation global = RulesLocation.global(properties.rules());
            Map<String, RulePack> tenants = new TreeMap<>();
            RulesLocation.ofTenants(properties.rules())
                    .forEach((tenant, location) -> tenants.put(tenant, location.load(resources)));
            RuleShelf shelf = global.opened(() -> RuleShelf.open(
                    global.load(resources),
                    tenants,
                    ActivationLog.in(store),
                    clock.getIfUnique(InstantSource::system)));
            shelf.recordStart(DEPLOYMENT, "The application started.");
            return shelf;
        }

        /** Watches the folders. */
        @Bean
        @ConditionalOnProperty("runs.rules.reload")
        RulesReload runsRulesReload(RunsProperties properties, RuleShelf shelf, ObjectProvider<InstantSource> clock) {
            RunsProperties.Rules rules = properties.rules();
            RulesReload reload = new RulesReload(
                    Objects.requireNonNull(rules.reload(), "runs.rules.reload"),
                    clock.getIfUnique(InstantSource::system));
            reload.watch(RulesLocation.global(rules).watcher(Optional.empty(), shelf, DEPLOYMENT, reload, rules));
            RulesLocation.ofTenants(rules)
                    .forEach((tenant, location) ->
                            reload.watch(location.watcher(Optional.of(tenant), shelf, DEPLOYMENT, reload, rules)));
            return reload;
        }
    }
}
