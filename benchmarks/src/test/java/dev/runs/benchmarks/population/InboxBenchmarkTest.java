package dev.runs.benchmarks.population;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That the benchmark measures what it says; nothing here is timed. */
@DisplayName("The benchmark of inboxes")
class InboxBenchmarkTest {
    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void aPage_hasQuestions(String store) throws IOException {
        InboxBenchmark benchmark = new InboxBenchmark();
        benchmark.store = store;
        benchmark.population = 100;
        benchmark.open();
        try {
            assertThat(benchmark.page().rows()).isNotEmpty();
        } finally {
            benchmark.close();
        }
    }
}
