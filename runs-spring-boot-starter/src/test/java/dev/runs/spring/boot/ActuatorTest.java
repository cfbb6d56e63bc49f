package dev.runs.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.Runs;
import dev.runs.storage.RunStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/** What an operator sees. */
class ActuatorTest {
    @Test
    void health() {
        Contexts.host()
                .withPropertyValues("runs.rules.location=classpath:rules/global")
                .run(context -> {
                    Health health = context.getBean("runsHealthIndicator", HealthIndicator.class)
                            .health();
                    assertThat(health.getStatus()).isEqualTo(Status.UP);
                    assertThat(health.getDetails())
                            .containsEntry(
                                    "store", Map.of("kind", "h2", "durable", false, "joinsHostTransaction", true))
                            .containsEntry("worker", "started")
                            .containsKeys("rules", "feed");
                    Map<?, ?> rules = (Map<?, ?>) health.getDetails().get("rules");
                    assertThat(rules.get("pack")).isEqualTo("house");
                    assertThat(rules.get("version")).isEqualTo("1");
                    assertThat(rules.get("digest").toString()).matches("sha256:[0-9a-f]{64}");

                    context.getBean(RunStore.class).close();
                    Health down = context.getBean("runsHealthIndicator", HealthIndicator.class)
                            .health();
                    assertThat(down.getStatus()).isEqualTo(Status.DOWN);
                    assertThat(down.getDetails().get("error").toString()).contains("RUNS-STORE-001");
                });
    }

    @Test
    void healthThatIsSwitchedOff_isNotThere() {
        Contexts.host()
                .withPropertyValues("management.health.runs.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean("runsHealthIndicator"));
    }

    @Test
    void meters() {
        Contexts.host()
                .withBean(SimpleMeterRegistry.class)
                .withPropertyValues("runs.worker.enabled=false")
                .run(context -> {
                    assertThat(context.getBean("runsHealthIndicator", HealthIndicator.class)
                                    .health()
                                    .getDetails())
                            .containsEntry("worker", "not in this process");
                    MeterRegistry registry = context.getBean(MeterRegistry.class);
                    context.getBean(FeedMeters.class).bindTo(registry);
                    assertThat(context.getBean(MeterBinder.class)).isInstanceOf(FeedMeters.class);
                    Runs runs = context.getBean(Runs.class);
                    Host.start(runs, "o-1");
                    assertThat(registry.get("runs.feed.waiting").gauge().value())
                            .isEqualTo(1);
                    assertThat(runs.worker().runReady()).isEqualTo(1);
                    assertThat(registry.get("runs.handler")
                                    .tags("action", "crm.note", "outcome", "done")
                                    .timer()
                                    .count())
                            .isEqualTo(1);
                    assertThat(registry.get("runs.feed.behind").gauge().value()).isZero();
                    assertThat(registry.get("runs.commits").functionCounter().count())
                            .isNotNegative();
                });
    }
}
