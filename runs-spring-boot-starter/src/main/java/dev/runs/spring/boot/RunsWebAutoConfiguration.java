package dev.runs.spring.boot;

import dev.runs.Runs;
import dev.runs.web.RequestActor;
import dev.runs.web.RunsApi;
import dev.runs.web.RunsServlet;
import jakarta.servlet.http.HttpServlet;
import java.util.Objects;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Makes the JSON API, for pages in the same process, and serves it below {@code runs.web.path} for whoever has signed in. That path
 * belongs behind the host's own security.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = {RunsAutoConfiguration.class, RunsSecurityAutoConfiguration.class})
@ConditionalOnClass(RunsApi.class)
@EnableConfigurationProperties(RunsProperties.class)
public final class RunsWebAutoConfiguration {
    /** Used by Spring. */
    RunsWebAutoConfiguration() {}

    /** Asks Spring Security who sends a request. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({RequestActor.class, HttpServlet.class, Authentication.class})
    static class SignedIn {
        @Bean
        @ConditionalOnMissingBean
        @ConditionalOnBean(ActorResolver.class)
        RequestActor runsRequestActor(ActorResolver actors) {
            return request -> Optional.ofNullable(
                            SecurityContextHolder.getContext().getAuthentication())
                    .flatMap(actors::resolve);
        }
    }

    /** Serves it. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({RunsServlet.class, HttpServlet.class, ServletRegistrationBean.class})
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @ConditionalOnProperty("runs.web.path")
    static class Served {
        /** Ended by Spring as well: a web server does so only if it came as far as to start it. */
        @Bean(destroyMethod = "destroy")
        @ConditionalOnMissingBean
        RunsServlet runsServlet(Runs runs, ObjectProvider<RequestActor> actors) {
            RequestActor actor = actors.getIfUnique();
            if (actor == null) {
                throw new RunsSetupException(
                        "runs.web.path is set, and nothing says who sends a request to the API.",
                        "Define a bean of type ActorResolver that tells the actor of who has signed in with Spring Security, or set"
                                + " runs.security.tenant in a host with one tenant; without Spring Security, define a bean of type"
                                + " RequestActor.");
            }
            return RunsServlet.builder(runs).actor(actor).build();
        }

        @Bean
        ServletRegistrationBean<RunsServlet> runsServletRegistration(RunsServlet servlet, RunsProperties properties) {
            String mapping = mapping(Objects.requireNonNull(properties.web().path(), "runs.web.path"));
            ServletRegistrationBean<RunsServlet> registration = new ServletRegistrationBean<>(servlet, mapping);
            registration.setName("runs");
            // For the stream of events.
            registration.setAsyncSupported(true);
            return registration;
        }

        /** Ends streams of events before the web server waits for its last requests. */
        @Bean
        ApplicationListener<ContextClosedEvent> runsStreamsEnd(RunsServlet servlet, ApplicationContext context) {
            return closing -> {
                if (closing.getApplicationContext() == context) {
                    servlet.destroy();
                }
            };
        }

        private static String mapping(String path) {
            if (!path.matches("/[^*]*[^*/]")) {
                throw new RunsSetupException(
                        "runs.web.path is '" + path
                                + "'; it must begin with a slash, end without one, and be more than that.",
                        "Give a path such as /api/runs.");
            }
            return path + "/*";
        }

        @Bean
        @ConditionalOnMissingBean
        RunsApi runsApi(RunsServlet servlet) {
            return servlet.api();
        }
    }

    /** For a host that does not serve it. */
    @Bean
    @ConditionalOnMissingBean
    RunsApi runsApiInProcess(Runs runs) {
        return RunsApi.of(runs);
    }
}
