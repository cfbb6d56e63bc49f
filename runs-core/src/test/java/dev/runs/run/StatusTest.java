package dev.runs.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.action.Pattern;
import dev.runs.action.RiskLevel;
import dev.runs.actor.ActorKind;
import dev.runs.error.ErrorCode;
import dev.runs.graph.Edge;
import dev.runs.graph.EdgeCondition;
import dev.runs.graph.Join;
import dev.runs.graph.Node;
import dev.runs.graph.StepState;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("S9 and S10: status and outcome follow from the steps")
class StatusTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private static final ActorRef BY = new ActorRef("a", ActorKind.HUMAN, Optional.empty());
    private static final RunHeader HEADER =
            new RunHeader("t", "r", Pattern.INTERNAL, Optional.empty(), "a", BY, Optional.empty(), List.of(), NOW);

    private static Step step(String id, StepState state, Pattern pattern, boolean fault, Edge... edges) {
        StepSpec spec = new StepSpec(
                new Node(id, Join.all(), List.of(edges)),
                Optional.of(new ActionRef("x", pattern, RiskLevel.LOW, true)),
                Optional.empty(),
                BY);
        Step.Change change = Step.added(spec, 1, NOW).change();
        change.state(state, NOW);
        if (fault) {
            change.faults.add(new Fault(ErrorCode.FAULT_GATE, Set.of(), Set.of(), NOW));
        }
        return change.done();
    }

    private static Step step(String id, StepState state) {
        return step(id, state, Pattern.INTERNAL, false);
    }

    private static Run run(Step... steps) {
        return Run.restore(HEADER, 1, NOW, List.of(), List.of(steps));
    }

    /** The rank of a state in S9, written down apart from the code: the lowest of a run's steps decides. */
    private static RunStatus expected(Set<StepState> states) {
        List<Set<StepState>> order = List.of(
                EnumSet.of(StepState.READY, StepState.RUNNING, StepState.RETRYING),
                EnumSet.of(StepState.INDETERMINATE, StepState.PARKED),
                EnumSet.of(StepState.AWAITING_APPROVAL, StepState.CHANGES_REQUESTED),
                EnumSet.of(StepState.BLOCKED, StepState.HELD));
        List<RunStatus> words = List.of(RunStatus.RUNNING, RunStatus.ATTENTION, RunStatus.PAUSED, RunStatus.WAITING);
        for (int i = 0; i < order.size(); i++) {
            if (!Collections.disjoint(order.get(i), states)) {
                return words.get(i);
            }
        }
        return states.contains(StepState.FAILED)
                ? RunStatus.FAILED
                : states.contains(StepState.CANCELLED) ? RunStatus.CANCELLED : RunStatus.COMPLETED;
    }

    @Test
    @DisplayName("S9: the first that holds, for every three states")
    void status_isTheFirstThatHolds() {
        for (StepState a : StepState.values()) {
            for (StepState b : StepState.values()) {
                for (StepState c : StepState.values()) {
                    assertThat(run(step("a", a), step("b", b), step("c", c)).status())
                            .as("%s, %s, %s", a, b, c)
                            .isEqualTo(expected(Set.copyOf(List.of(a, b, c))));
                }
            }
        }
    }

    @Test
    @DisplayName("S9: a fault is attention unless something runs")
    void fault_isAttention() {
        Step faulty = step("a", StepState.AWAITING_APPROVAL, Pattern.EXTERNAL, true);
        assertThat(run(faulty).status()).isEqualTo(RunStatus.ATTENTION);
        assertThat(run(faulty, step("b", StepState.HELD)).status()).isEqualTo(RunStatus.ATTENTION);
        assertThat(run(faulty, step("b", StepState.READY)).status()).isEqualTo(RunStatus.RUNNING);
    }

    @Test
    @DisplayName("S10: a failure is handled by a successor on failure, or on any end, that is done")
    void failure_mayBeHandled() {
        Step failed = step("a", StepState.FAILED);
        for (EdgeCondition condition : EdgeCondition.values()) {
            for (StepState state : List.of(StepState.COMPLETED, StepState.REJECTED, StepState.SKIPPED)) {
                boolean handled = state == StepState.COMPLETED
                        && (condition == EdgeCondition.FAILED || condition == EdgeCondition.ALWAYS);
                assertThat(run(failed, step("b", state, Pattern.INTERNAL, false, new Edge("a", condition)))
                                .status())
                        .as("%s on %s", state, condition)
                        .isEqualTo(handled ? RunStatus.COMPLETED : RunStatus.FAILED);
            }
        }
    }

    @ParameterizedTest(name = "internal {0}, external {1}: {2}")
    @CsvSource({
        "COMPLETED, COMPLETED, DONE",
        "COMPLETED, SKIPPED,   DONE",
        "SKIPPED,   SKIPPED,   DONE",
        "COMPLETED, REJECTED,  REJECTED",
        "REJECTED,  SKIPPED,   REJECTED",
        "REJECTED,  COMPLETED, PARTLY",
        "COMPLETED, FAILED,    PARTLY",
        "FAILED,    COMPLETED, PARTLY",
        "COMPLETED, CANCELLED, PARTLY",
        "REJECTED,  FAILED,    REJECTED",
    })
    void outcome(StepState internal, StepState external, RunOutcome outcome) {
        assertThat(run(step("a", internal), step("b", external, Pattern.EXTERNAL, false))
                        .outcome())
                .contains(outcome);
    }

    @Test
    void outcome_isOfATerminalRunOnly() {
        for (StepState state : StepState.values()) {
            assertThat(run(step("a", StepState.COMPLETED), step("b", state))
                            .outcome()
                            .isPresent())
                    .as("%s", state)
                    .isEqualTo(state.isTerminal());
        }
    }

    @Test
    @DisplayName("S1: a contingent step counts from when it is activated, and not when it turned out superfluous")
    void contingentStep_countsWhenActivated() {
        for (StepState state : StepState.values()) {
            Step rescue = step("b", state, Pattern.INTERNAL, false, new Edge("a", EdgeCondition.REJECTED));
            Run run = run(step("a", StepState.REJECTED), rescue);
            assertThat(run.counts(rescue))
                    .as("%s", state)
                    .isEqualTo(state != StepState.BLOCKED && state != StepState.SKIPPED);
        }
        Step later = step("b", StepState.SKIPPED, Pattern.INTERNAL, false, new Edge("a", EdgeCondition.COMPLETED));
        assertThat(run(step("a", StepState.REJECTED), later).counts(later)).isTrue();
    }
}
