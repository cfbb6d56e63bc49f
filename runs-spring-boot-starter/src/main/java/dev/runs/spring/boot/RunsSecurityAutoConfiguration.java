package dev.runs.spring.boot;

import dev.runs.actor.Actor;
import dev.runs.actor.Identity;
import java.util.Objects;
import java.util.Optional;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.security.authentication.AuthenticationTrustResolverImpl;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UserDetailsService;

/**
 * Makes the users of Spring Security the people of the one tenant that {@code runs.security.tenant} names.
 *
 * @since 0.1.0
 */
@AutoConfiguration(
        before = RunsAutoConfiguration.class,
        afterName = "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration")
@ConditionalOnClass(Authentication.class)
@ConditionalOnProperty("runs.security.tenant")
@EnableConfigurationProperties(RunsProperties.class)
public final class RunsSecurityAutoConfiguration {
    /** Used by Spring. */
    RunsSecurityAutoConfiguration() {}

    private static String tenant(RunsProperties properties) {
        return Objects.requireNonNull(properties.security().tenant(), "runs.security.tenant");
    }

    @Bean
    @ConditionalOnMissingBean
    ActorResolver runsActorResolver(RunsProperties properties) {
        String tenant = tenant(properties);
        AuthenticationTrustResolverImpl trust = new AuthenticationTrustResolverImpl();
        return authentication -> trust.isAuthenticated(authentication)
                ? Optional.of(Actor.human(tenant, authentication.getName()))
                : Optional.empty();
    }

    @Bean
    @ConditionalOnMissingBean(Identity.class)
    @ConditionalOnBean(UserDetailsService.class)
    UserDetailsIdentity runsIdentity(RunsProperties properties, UserDetailsService users) {
        return new UserDetailsIdentity(
                tenant(properties), users, properties.security().agents());
    }
}
