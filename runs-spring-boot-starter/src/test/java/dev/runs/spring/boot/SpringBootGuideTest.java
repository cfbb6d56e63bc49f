package dev.runs.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.Runs;
import dev.runs.action.RiskLevel;
import dev.runs.actor.Actor;
import dev.runs.actor.Identity;
import dev.runs.gate.Gate;
import dev.runs.plan.RunPlan;
import dev.runs.spring.SpringConnectionSource;
import dev.runs.storage.RunStore;
import dev.runs.storage.jdbc.PostgresOptions;
import dev.runs.storage.jdbc.PostgresStore;
import dev.runs.storage.jdbc.SchemaMode;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.transaction.annotation.Transactional;

/** The code of docs/guide/spring-boot.md: what is shown there stands here, and runs. */
@DisplayName("docs/guide/spring-boot.md")
class SpringBootGuideTest {
    record Mail(String to, String subject) {}

    record Person(String tenant, String id, Optional<String> role) {
        Actor toActor() {
            return role.map(name -> Actor.human(tenant, id, name)).orElseGet(() -> Actor.agent(tenant, id));
        }
    }

    static final class Persons {
        private final List<Person> all = List.of(
                new Person("acme", "dora", Optional.of("Director")), new Person("acme", "agent", Optional.empty()));

        Optional<Person> find(String tenant, String id) {
            return all.stream()
                    .filter(person ->
                            person.tenant().equals(tenant) && person.id().equals(id))
                    .findFirst();
        }

        Optional<Person> signedInAs(String name) {
            return find("acme", name);
        }
    }

    static final class Mailer {
        private final BlockingQueue<String> sent = new LinkedBlockingQueue<>();

        void send(Mail mail, String key) {
            sent.add(mail.to() + " for " + CurrentTenant.name + (key.isBlank() ? " without a key" : ""));
        }
    }

    /** What a host binds to its threads. */
    static final class CurrentTenant {
        private static volatile String name = "nobody";

        private CurrentTenant() {}

        static void set(String tenant) {
            name = tenant;
        }

        static void clear() {
            name = "nobody";
        }
    }

    static class Sales {
        private final EntityManager opportunities;
        private final Runs runs;
        private final Actor agent = Actor.agent("acme", "agent");

        Sales(EntityManager opportunities, Runs runs) {
            this.opportunities = opportunities;
            this.runs = runs;
        }

        @Transactional
        public void win(String opportunity) {
            opportunities.persist(new Opportunity(opportunity));
            runs.as(agent)
                    .start(RunPlan.named("Say thanks")
                            .about(opportunity)
                            .step("mail", "Thank the customer")
                            .action("crm.send-mail", new Mail("acme@example.com", "Thank you")));
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @AutoConfigurationPackage
    static class Crm {
        @Bean
        Persons persons() {
            return new Persons();
        }

        @Bean
        Mailer mailer() {
            return new Mailer();
        }

        @Bean
        Sales sales(EntityManager opportunities, Runs runs) {
            return new Sales(opportunities, runs);
        }

        @Bean
        Identity people(Persons persons) {
            // A person with roles, or an agent: Actor.human(tenant, id, "Legal"), Actor.agent(tenant, id).
            return (tenant, id) -> persons.find(tenant, id).map(Person::toActor);
        }

        @Bean
        ActorResolver actors(Persons persons) {
            return signedIn -> persons.signedInAs(signedIn.getName()).map(Person::toActor);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import(Crm.class)
    static class WithStarter {
        @Bean
        RunsCustomizer actions(Mailer mailer) {
            return runs -> runs.catalog(actions -> actions.external("crm.send-mail", RiskLevel.MEDIUM, Mail.class))
                    .handler("crm.send-mail", step -> mailer.send(step.payload(Mail.class), step.key()));
        }

        @Bean
        RunsCustomizer tenants() {
            return runs -> runs.aroundHandlers((action, handler) -> step -> {
                CurrentTenant.set(step.tenant());
                try {
                    handler.handle(step);
                } finally {
                    CurrentTenant.clear();
                }
            });
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import(Crm.class)
    @EnableAutoConfiguration(
            exclude = {RulesAutoConfiguration.class, RunsAutoConfiguration.class, RunsSecurityAutoConfiguration.class})
    static class WithoutStarter {
        @Bean
        RunStore runStore(DataSource dataSource) {
            return PostgresStore.on(
                    SpringConnectionSource.on(dataSource),
                    PostgresOptions.defaults().schemaMode(SchemaMode.MIGRATE));
        }

        @Bean
        Runs runs(RunStore store, Identity people, Mailer mailer) {
            return Runs.builder()
                    .store(store)
                    .rules(Gate.askingAlways("Director"))
                    .identity(people)
                    .catalog(actions -> actions.external("crm.send-mail", RiskLevel.MEDIUM, Mail.class))
                    .handler("crm.send-mail", step -> mailer.send(step.payload(Mail.class), step.key()))
                    .startLater()
                    .build();
        }

        @EventListener
        void start(ContextRefreshedEvent ready) {
            ready.getApplicationContext().getBean(Runs.class).start();
        }

        @EventListener
        void stop(ContextClosedEvent closing) {
            closing.getApplicationContext().getBean(Runs.class).close(Duration.ofSeconds(20));
        }
    }

    private static String thanksAreSent(Class<?> host, String... properties) throws InterruptedException {
        String sent;
        try (ConfigurableApplicationContext crm = new SpringApplicationBuilder(host)
                .web(WebApplicationType.NONE)
                .logStartupInfo(false)
                .properties("spring.jpa.hibernate.ddl-auto=update")
                .properties(properties)
                .run()) {
            crm.getBean(Sales.class).win("o-1");
            Runs runs = crm.getBean(Runs.class);
            Actor dora = crm.getBean(ActorResolver.class)
                    .resolve(new TestingAuthenticationToken("dora", ""))
                    .orElseThrow();
            String run = Host.runsIn(crm.getBean(RunStore.class)).get(0);
            runs.as(dora).approve(runs.as(dora).approval(run, "mail"), "Fine").orThrow();
            sent = crm.getBean(Mailer.class).sent.poll(60, TimeUnit.SECONDS);
        }
        assertThat(Host.threads()).isEmpty();
        return sent;
    }

    @Test
    void with_the_starter() throws InterruptedException {
        assertThat(thanksAreSent(
                        WithStarter.class,
                        "spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1",
                        "runs.rules.ask-always=Director"))
                .isEqualTo("acme@example.com for acme");
    }

    @Test
    void without_the_starter() throws InterruptedException {
        assertThat(thanksAreSent(WithoutStarter.class, "spring.datasource.url=" + Postgres.database()))
                .isEqualTo("acme@example.com for nobody");
    }

    @Test
    void what_the_guide_shows_stands_here() throws IOException {
        List<String> shown = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("..", "docs", "guide", "spring-boot.md")))
                .results()
                // Beans stand in several classes here.
                .flatMap(found -> Stream.of(found.group(1).split("\n\n")))
                .map(SpringBootGuideTest::unindented)
                .toList();
        assertThat(shown).hasSize(9);
        String here = unindented(Files.readString(
                Path.of("src", "test", "java", "dev", "runs", "spring", "boot", "SpringBootGuideTest.java")));
        assertThat(shown).allSatisfy(code -> assertThat(here).contains(code));
    }

    private static String unindented(String code) {
        return String.join("\n", code.lines().map(String::strip).toList());
    }
}
