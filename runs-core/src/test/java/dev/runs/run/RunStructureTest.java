package dev.runs.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.action.Pattern;
import dev.runs.action.RiskLevel;
import dev.runs.actor.ActorKind;
import dev.runs.content.Digest;
import dev.runs.error.ErrorCode;
import dev.runs.graph.Edge;
import dev.runs.graph.EdgeCondition;
import dev.runs.graph.Join;
import dev.runs.graph.NaiveEvaluation;
import dev.runs.graph.Node;
import dev.runs.graph.StepState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A run that was changed event by event equals one restored from its steps")
class RunStructureTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private static final ActorRef BY = new ActorRef("a", ActorKind.HUMAN, Optional.empty());
    private static final RunHeader HEADER =
            new RunHeader("t", "r", Pattern.INTERNAL, Optional.empty(), "a", BY, Optional.empty(), List.of(), NOW);
    private static final PayloadRef PAYLOAD =
            new PayloadRef("content", Digest.of(new byte[Digest.SALT_BYTES], "{}"), BY);

    private static Run evolve(Run run, RunEvent event) {
        return Evolution.evolve(run, new RecordedEvent(run.version() + 1, NOW, BY, "command", event));
    }

    private static Run started() {
        return Evolution.replay(List.of(new RecordedEvent(1, NOW, BY, "command", new RunEvent.RunStarted(HEADER))));
    }

    private static StepSpec spec(Random random, int number) {
        List<Edge> edges = new ArrayList<>();
        for (int i = 0; i < Math.min(number, random.nextInt(4)); i++) {
            EdgeCondition[] all = EdgeCondition.values();
            EdgeCondition condition = random.nextInt(3) > 0 ? EdgeCondition.COMPLETED : all[random.nextInt(all.length)];
            edges.add(new Edge("s" + random.nextInt(number), condition));
        }
        Join join = edges.isEmpty() || random.nextBoolean() ? Join.all() : Join.any();
        Pattern pattern = random.nextBoolean() ? Pattern.INTERNAL : Pattern.EXTERNAL;
        return new StepSpec(
                new Node("s" + number, join, edges),
                random.nextInt(5) == 0
                        ? Optional.empty()
                        : Optional.of(new ActionRef("x", pattern, RiskLevel.LOW, true)),
                random.nextInt(4) == 0 ? Optional.empty() : Optional.of(PAYLOAD),
                BY);
    }

    private static RunEvent event(Random random, String step) {
        return switch (random.nextInt(9)) {
            case 0 -> new RunEvent.StepBlocked(step, RunEvent.StepBlocked.Setback.EDITED, Optional.empty());
            case 1 -> new RunEvent.StepRejected(step, RunEvent.StepRejected.No.RULE);
            case 2 -> new RunEvent.StepFailed(step, "reason");
            case 3 -> new RunEvent.PayloadSet(step, PAYLOAD, RunEvent.PayloadSet.Origin.OUTPUT, Optional.empty());
            case 4 -> new RunEvent.StepStuck(step, random.nextBoolean(), Optional.empty());
            case 5 -> new RunEvent.FaultRaised(step, ErrorCode.FAULT_GATE, Set.of(), Set.of());
            case 6 -> new RunEvent.StepHeld(step, NOW);
            default -> new RunEvent.StepCompleted(step, Optional.empty(), Optional.empty());
        };
    }

    @Test
    @DisplayName("on 3,000 random runs: consequences, status, outcome, counters, and what has changed")
    void randomEvents() {
        for (long seed = 1; seed <= 3_000; seed++) {
            Random random = new Random(seed);
            int size = 0;
            Run run = started();
            for (int i = 0; i < 15; i++) {
                if (size == 0 || random.nextInt(8) == 0) {
                    List<StepSpec> more = new ArrayList<>();
                    // Beyond 32 and beyond 1,024 steps lie the borders of the structure below.
                    int added = seed % 500 == 0 ? 1_200 : 1 + random.nextInt(12);
                    for (int j = 0; j < added; j++) {
                        more.add(spec(random, size++));
                    }
                    run = evolve(run, new RunEvent.StepsAdded(more, "texts"));
                }
                Run before = run;
                Consequences due = Consequences.of(run);
                RunEvent next = due.events().isEmpty() || random.nextInt(4) == 0
                        ? event(random, "s" + random.nextInt(size))
                        : due.events().get(random.nextInt(due.events().size()));
                run = evolve(run, next);
                compare(seed, run, before, next);
            }
        }
    }

    private static void compare(long seed, Run run, Run before, RunEvent event) {
        Run restored = Run.restore(run.header(), run.version(), run.lastChange(), run.texts(), run.steps());
        NaiveEvaluation naive = NaiveEvaluation.of(run.graph(), run.states());
        Consequences due = Consequences.of(run);
        assertThat(due).as("seed %d", seed).isEqualTo(Consequences.of(restored));
        assertThat(due.events())
                .as("seed %d: skipped, each with its reason", seed)
                .filteredOn(found -> found instanceof RunEvent.StepSkipped)
                .containsExactlyElementsOf(naive.skipped().entrySet().stream()
                        .map(entry -> (RunEvent) new RunEvent.StepSkipped(entry.getKey(), entry.getValue()))
                        .toList());
        assertThat(due.eligible())
                .as("seed %d: eligible", seed)
                .containsExactlyElementsOf(naive.eligible().stream()
                        .filter(id -> run.step(id).orElseThrow().spec().action().isPresent())
                        .filter(id -> run.step(id).orElseThrow().payload().isPresent())
                        .toList());
        assertThat(run.status()).as("seed %d", seed).isEqualTo(restored.status());
        assertThat(run.outcome()).isEqualTo(restored.outcome());
        assertThat(List.of(run.pending(), run.approved(), run.rejected()))
                .isEqualTo(List.of(restored.pending(), restored.approved(), restored.rejected()));
        assertThat(run.steps()).containsExactlyElementsOf(restored.steps());
        assertThat(run.changedSince(before))
                .as("seed %d: changed by %s", seed, event)
                .extracting(Step::id)
                .containsExactly(event.about().orElseThrow());
    }

    @Test
    @DisplayName("an earlier version of a run stays as it was")
    void earlierVersions() {
        Run run = evolve(
                started(), new RunEvent.StepsAdded(List.of(spec(new Random(3), 0), spec(new Random(5), 1)), "texts"));
        Run later = evolve(run, new RunEvent.StepFailed("s0", "reason"));
        assertThat(run.step("s0").map(Step::state)).contains(StepState.BLOCKED);
        assertThat(later.step("s0").map(Step::state)).contains(StepState.FAILED);
        assertThat(run.step("s9")).isEmpty();
        assertThat(later.changedSince(null)).hasSize(2);
    }
}
