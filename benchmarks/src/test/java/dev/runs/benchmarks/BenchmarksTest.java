package dev.runs.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.gate.GateAnswer;
import dev.runs.gate.GateAnswers;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** That each benchmark measures what it says; nothing here is timed. */
@DisplayName("Benchmarks")
class BenchmarksTest {

    @ParameterizedTest
    @CsvSource({"memory, 10", "memory, 1000", "sqlite, 10", "sqlite, 1000"})
    void anApproval_isAcceptedAndUsesItsStepUp(String store, int steps) throws IOException {
        ApproveBenchmark benchmark = new ApproveBenchmark();
        benchmark.store = store;
        benchmark.steps = steps;
        benchmark.open(ApproveBenchmark.DECISIONS + 1);
        try {
            assertThat(benchmark.approve()).isPositive();
            assertThat(benchmark.left()).isEqualTo(1);
        } finally {
            benchmark.close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100})
    void aQuestion_isAnsweredByTheRules(int subjects) throws IOException {
        GateBenchmark benchmark = new GateBenchmark();
        benchmark.subjects = subjects;
        benchmark.load();
        try {
            GateAnswers answers = benchmark.ask();
            assertThat(answers.answers()).hasSize(subjects);
            assertThat(answers.answers()).flatExtracting(GateAnswer::faults).isEmpty();
            assertThat(answers.answers())
                    .allSatisfy(answer -> assertThat(answer.findings()).isNotEmpty());
        } finally {
            benchmark.close();
        }
    }
}
