package dev.runs.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.Runs;
import dev.runs.web.RunsApi;
import dev.runs.web.RunsServlet;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/** The JSON API in a whole application with a web server and Spring Security. */
class WebTest {
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Host.class)
    static class WebHost {
        @Bean
        SecurityFilterChain signIn(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                    .httpBasic(Customizer.withDefaults())
                    .build();
        }

        @Bean
        Witness witness(RunsServlet servlet) {
            return new Witness(servlet);
        }

        @Bean
        InMemoryUserDetailsManager users() {
            return new InMemoryUserDetailsManager(User.withUsername("ana")
                    .password("{noop}secret")
                    .roles("Director")
                    .build());
        }
    }

    /** Stops when a web server does that waits for its last requests. */
    static final class Witness implements SmartLifecycle {
        private final RunsServlet servlet;
        private volatile boolean running;
        private volatile int openStreams = -1;

        Witness(RunsServlet servlet) {
            this.servlet = servlet;
        }

        @Override
        public void start() {
            running = true;
        }

        @Override
        public void stop() {
            running = false;
            openStreams = servlet.openStreams();
        }

        @Override
        public boolean isRunning() {
            return running;
        }

        @Override
        public int getPhase() {
            return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE;
        }
    }

    @Test
    // Closed in the middle, to see what has ended by then.
    @SuppressWarnings("try")
    void whoHasSignedIn_sees_andNobodyElse() throws IOException, InterruptedException {
        try (ConfigurableApplicationContext host = new SpringApplicationBuilder(WebHost.class)
                .logStartupInfo(false)
                .properties(
                        "server.port=0",
                        "spring.datasource.generate-unique-name=true",
                        "runs.rules.ask-always=Director",
                        "runs.security.tenant=acme",
                        "runs.web.path=/api/runs")
                .run()) {
            Host.start(host.getBean(Runs.class), "o-1");
            assertThat(get(host, "/me", false).statusCode()).isEqualTo(401);
            HttpResponse<String> me = get(host, "/me", true);
            assertThat(me.statusCode()).isEqualTo(200);
            assertThat(me.body()).contains("\"ana\"").contains("\"acme\"").contains("\"Director\"");
            assertThat(get(host, "/runs/o-1", true).statusCode()).isEqualTo(200);
            assertThat(get(host, "/runs/o-2", true).statusCode()).isEqualTo(404);
            assertThat(host.getBean(RunsApi.class))
                    .isSameAs(host.getBean(RunsServlet.class).api());
            try (InputStream events =
                    get(host, "/events", true, BodyHandlers.ofInputStream()).body()) {
                assertThat(events.read()).as("the stream is open").isNotNegative();
                RunsServlet servlet = host.getBean(RunsServlet.class);
                assertThat(servlet.openStreams()).isEqualTo(1);
                Witness witness = host.getBean(Witness.class);
                host.close();
                assertThat(witness.openStreams)
                        .as("when the server begins to wait for its last requests")
                        .isZero();
            }
        }
        assertThat(Host.threads()).isEmpty();
    }

    private static HttpResponse<String> get(ConfigurableApplicationContext host, String path, boolean signedIn)
            throws IOException, InterruptedException {
        return get(host, path, signedIn, BodyHandlers.ofString());
    }

    private static <T> HttpResponse<T> get(
            ConfigurableApplicationContext host, String path, boolean signedIn, HttpResponse.BodyHandler<T> body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(
                "http://localhost:" + host.getEnvironment().getProperty("local.server.port") + "/api/runs" + path));
        if (signedIn) {
            byte[] secret = "ana:secret".getBytes(StandardCharsets.UTF_8);
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(secret));
        }
        return HttpClient.newHttpClient().send(request.build(), body);
    }

    private static WebApplicationContextRunner host() {
        return new WebApplicationContextRunner()
                .withConfiguration(Contexts.OURS)
                .withUserConfiguration(Host.class)
                .withBean(dev.runs.storage.RunStore.class, dev.runs.storage.InMemoryRunStore::new)
                .withPropertyValues("runs.rules.ask-always=Director");
    }

    @Test
    void withoutAPath_itIsNotServed() {
        host().run(context -> assertThat(context)
                .hasNotFailed()
                .doesNotHaveBean("runsServletRegistration")
                .hasSingleBean(RunsApi.class));
    }

    @Test
    void withoutASignIn_itDoesNotStart() {
        host().withPropertyValues("runs.web.path=/api/runs")
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessage("runs.web.path is set, and nothing says who sends a request to the API.\n"
                                + "Fix: Define a bean of type ActorResolver that tells the actor of who has signed in with Spring"
                                + " Security, or set runs.security.tenant in a host with one tenant; without Spring Security, define"
                                + " a bean of type RequestActor."));
    }

    @Test
    void aPathThatIsNone_isRefused() {
        host().withPropertyValues("runs.web.path=/api/runs/", "runs.security.tenant=acme")
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessage(
                                "runs.web.path is '/api/runs/'; it must begin with a slash, end without one, and be more than"
                                        + " that.\nFix: Give a path such as /api/runs."));
    }
}
