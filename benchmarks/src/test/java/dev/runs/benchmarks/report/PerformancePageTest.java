package dev.runs.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The page about performance")
class PerformancePageTest {
    private static final Path RESULTS = Path.of("results", "performance.json");
    private static final Path PAGE = Path.of("..", "docs", "guide", "performance.md");

    @Test
    void hasTheFiguresOfTheCommittedRun_andNoOthers() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(PerformancePage.filled(Results.read(RESULTS), page))
                .as("fill it with: Report page benchmarks/results/performance.json docs/guide/performance.md")
                .isEqualTo(page);
    }

    @Test
    void hasTheChartsOfTheCommittedRun() throws IOException {
        String page = Files.readString(PAGE);
        for (Map.Entry<String, String> chart : Charts.of(Results.read(RESULTS)).entrySet()) {
            assertThat(PAGE.resolveSibling("performance").resolve(chart.getKey()))
                    .hasContent(chart.getValue());
            assertThat(page).contains("(performance/" + chart.getKey() + ")");
        }
    }

    @Test
    void aTableThatThereIsNot_isAnError() throws IOException {
        Results results = Results.read(RESULTS);
        assertThatThrownBy(() -> PerformancePage.filled(results, "<!-- figures colours --><!-- end -->"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("figures 'colours': there are [machine, evaluator,");
    }

    @Test
    void results_areTheSameAfterTheyWereWrittenAndRead(@TempDir Path folder) throws IOException {
        Results results = Results.read(RESULTS);
        results.write(folder.resolve("again.json"));
        assertThat(Results.read(folder.resolve("again.json"))).isEqualTo(results);
        assertThat(folder.resolve("again.json")).hasSameTextualContentAs(RESULTS);
    }
}
