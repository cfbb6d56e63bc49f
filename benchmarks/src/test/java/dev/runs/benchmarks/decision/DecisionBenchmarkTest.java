package dev.runs.benchmarks.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.graph.StepState;
import dev.runs.run.Run;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** That the benchmark measures what it says; nothing here is timed. */
@DisplayName("The benchmark of decisions in memory")
class DecisionBenchmarkTest {
    private final DecisionBenchmark benchmark = new DecisionBenchmark();

    @Test
    void anApproval_makesTheStepReady_asOftenAsItIsAsked() {
        benchmark.steps = 10;
        benchmark.load();
        for (int i = 0; i < 2; i++) {
            assertThat(state(benchmark.approve())).isEqualTo(StepState.READY);
            assertThat(state(benchmark.complete())).isEqualTo(StepState.COMPLETED);
        }
    }

    private static StepState state(Run run) {
        return run.step("step-0").orElseThrow().state();
    }
}
