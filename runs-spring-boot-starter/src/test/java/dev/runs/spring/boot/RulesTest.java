package dev.runs.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.Runs;
import dev.runs.actor.Actor;
import dev.runs.actor.Identity;
import dev.runs.graph.StepState;
import dev.runs.rules.Activation;
import dev.runs.rules.RuleShelf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Rule packs that properties name, and their change while the application runs. */
class RulesTest {
    private static final Actor OTHER = Actor.agent("globex", "agent");

    @TempDir
    Path folder;

    private static void copy(String pack, Path to) throws IOException {
        Path from = Path.of("src", "test", "resources", "rules", pack);
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.writeString(to.resolve(file.getFileName()), Files.readString(file));
            }
        }
    }

    private static void rewrite(Path file, String what, String by) throws IOException {
        Files.writeString(file, Files.readString(file).replace(what, by));
    }

    private static StepState asked(Runs runs, Actor agent, String run) {
        runs.as(agent).start(Host.plan(run, "crm.send"));
        return runs.as(agent).step(run, "do").state();
    }

    private static ApplicationContextRunner host() {
        return Contexts.host()
                .withBean(
                        "everybody",
                        Identity.class,
                        () -> Identity.of(Host.AGENT, Host.ANA, OTHER),
                        definition -> definition.setPrimary(true))
                .withPropertyValues("runs.worker.enabled=false");
    }

    @Test
    void thePackOfTheClassPath_decides_andATenantsOnTopOfIt() {
        String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
        ApplicationContextRunner host = host().withPropertyValues(
                        "spring.datasource.generate-unique-name=false",
                        "spring.datasource.url=" + url,
                        "runs.rules.location=classpath:/rules/global",
                        "runs.rules.tenants.globex=classpath:rules/globex");
        host.run(context -> {
            Runs runs = context.getBean(Runs.class);
            assertThat(asked(runs, Host.AGENT, "o-1")).isEqualTo(StepState.AWAITING_APPROVAL);
            assertThat(asked(runs, OTHER, "o-1")).isEqualTo(StepState.REJECTED);
            assertThat(context.getBean(RuleShelf.class).history(0, 10))
                    .extracting(Activation::kind, Activation::tenant)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(Activation.Kind.STARTED, Optional.empty()),
                            org.assertj.core.groups.Tuple.tuple(Activation.Kind.STARTED, Optional.of("globex")));
        });
        host.run(context -> assertThat(context.getBean(RuleShelf.class).history(0, 10))
                .as("after a restart with the same rules")
                .hasSize(2));
    }

    @Test
    void aChangedFolder_isTakenWhole_orNotAtAll() throws IOException {
        copy("global", folder);
        host().withPropertyValues("runs.rules.location=file:" + folder, "runs.rules.reload=1h")
                .run(context -> {
                    Runs runs = context.getBean(Runs.class);
                    RulesReload reload = context.getBean(RulesReload.class);
                    RuleShelf shelf = context.getBean(RuleShelf.class);
                    HealthIndicator health = context.getBean("runsHealthIndicator", HealthIndicator.class);
                    String first = shelf.pack().digest();

                    rewrite(folder.resolve("mail.drl"), "gate.requireApproval", "gate.ask");
                    reload.look();
                    reload.look();
                    assertThat(shelf.pack().digest()).isEqualTo(first);
                    assertThat(asked(runs, Host.AGENT, "o-1")).isEqualTo(StepState.AWAITING_APPROVAL);
                    assertThat(health.health().getStatus()).isEqualTo(Status.UP);
                    assertThat(refused(health).get("runs.rules.location").toString())
                            .contains("mail.drl:10:8  'gate' has no 'ask'. Did you mean 'requireApproval'?");

                    rewrite(folder.resolve("mail.drl"), "gate.ask($step, \"Director\", ", "gate.deny($step, ");
                    reload.look();
                    reload.look();
                    assertThat(shelf.pack().digest()).isNotEqualTo(first);
                    assertThat(asked(runs, Host.AGENT, "o-2")).isEqualTo(StepState.REJECTED);
                    assertThat(refused(health)).isNull();
                });
        assertThat(Host.threads()).doesNotContain("runs-rules-reload");
    }

    private static Map<?, ?> refused(HealthIndicator health) {
        Map<?, ?> rules = (Map<?, ?>) health.health().getDetails().get("rules");
        return (Map<?, ?>) rules.get("refused");
    }
}
