package dev.runs.benchmarks.durable;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** That each benchmark measures what it says; nothing here is timed. */
@DisplayName("The benchmarks of stores")
class DurableBenchmarksTest {
    @ParameterizedTest
    @CsvSource({"memory, 10, on", "memory, 1200, off", "sqlite, 10, on", "sqlite, 10, off", "postgresql, 10, on"})
    void anApproval_isAcceptedAndUsesItsStepUp(String store, int steps, String cache) throws IOException {
        ApproveBenchmark benchmark = new ApproveBenchmark();
        benchmark.store = store;
        benchmark.steps = steps;
        benchmark.cache = cache;
        benchmark.open(ApproveBenchmark.DECISIONS + 1);
        try {
            assertThat(benchmark.approve()).isPositive();
            assertThat(benchmark.left()).isEqualTo(1);
        } finally {
            benchmark.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "sqlite", "postgresql"})
    void everyStart_isANewRun(String store) throws IOException {
        StartBenchmark benchmark = new StartBenchmark();
        benchmark.store = store;
        benchmark.steps = 3;
        benchmark.open();
        try {
            assertThat(benchmark.start()).isNotEqualTo(benchmark.start());
        } finally {
            benchmark.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "sqlite", "postgresql"})
    void aLoad_hasAllSteps(String store) throws IOException {
        LoadBenchmark benchmark = new LoadBenchmark();
        benchmark.store = store;
        benchmark.steps = 10;
        benchmark.open();
        try {
            assertThat(benchmark.load().steps()).hasSize(10);
        } finally {
            benchmark.close();
        }
    }

    @Test
    void whatAnApprovalWrites_doesNotGrowWithTheRun() {
        CommitSize small = CommitSize.ofApproval(10);
        CommitSize large = CommitSize.ofApproval(1_000);
        assertThat(large.bytes()).isLessThan(2 * small.bytes());
        assertThat(large.rows()).isEqualTo(small.rows());
    }
}
