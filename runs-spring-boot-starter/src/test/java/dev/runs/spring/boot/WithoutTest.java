package dev.runs.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.Runs;
import dev.runs.rules.RuleShelf;
import dev.runs.web.RunsServlet;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.Servlet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.security.core.Authentication;

/** A host may lack what this module works with where it is there. */
class WithoutTest {
    @ParameterizedTest
    @ValueSource(
            classes = {
                HealthIndicator.class,
                MeterRegistry.class,
                Authentication.class,
                Servlet.class,
                RunsServlet.class,
                RuleShelf.class
            })
    void one(Class<?> missing) {
        assertWorks(new FilteredClassLoader(missing));
    }

    @org.junit.jupiter.api.Test
    void all() {
        assertWorks(new FilteredClassLoader(
                "org.springframework.boot.health",
                "org.springframework.boot.actuate",
                "io.micrometer",
                "org.springframework.security",
                "jakarta.servlet",
                "jakarta.persistence",
                "dev.runs.web",
                "dev.runs.rules",
                "org.drools",
                "org.postgresql",
                "org.sqlite"));
    }

    private static void assertWorks(ClassLoader without) {
        ApplicationContextRunner host = Contexts.host();
        host.withClassLoader(without)
                .withPropertyValues("runs.web.path=/api/runs", "runs.security.tenant=acme")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    Host.start(context.getBean(Runs.class), "o-1");
                    assertThat(context.getBean(Host.Desk.class).next()).isEqualTo("o-1 on runs-worker");
                });
    }

    @org.junit.jupiter.api.Test
    void aWebHostWithoutThisModulesServlet() {
        new WebApplicationContextRunner()
                .withConfiguration(Contexts.OURS)
                .withUserConfiguration(Host.class)
                .withBean(dev.runs.storage.RunStore.class, dev.runs.storage.InMemoryRunStore::new)
                .withPropertyValues("runs.rules.ask-always=Director", "runs.web.path=/api/runs")
                .withClassLoader(new FilteredClassLoader(RunsServlet.class, Authentication.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("runsServletRegistration"));
    }
}
