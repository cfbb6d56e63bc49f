package dev.runs.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {
    private final Figures figures = new Figures();

    @Test
    void theMedianOfAnEvenNumberIsBetweenTheMiddleTwo() {
        add("rate", 10, 40, 20, 30);

        assertThat(figures.median("rate")).hasValue(25);
        assertThat(Figures.spread(figures.all().get("rate"))).hasValue(1.2);
    }

    @Test
    void aRatioIsOfTheMeanOfTheBaselineBeforeAndBehindIt() {
        add("baseline.rate", 100, 300, 500);
        add("rate", 150, 800);

        assertThat(figures.ratios("rate")).containsExactly(0.75, 2.0);
    }

    @Test
    void whatWasNotMeasuredIsEmpty() {
        add("rate", 1);

        assertThat(figures.median("other")).isEmpty();
        assertThat(Figures.spread(List.of())).isEmpty();
        assertThat(figures.ratios("rate")).isEmpty();
    }

    @Test
    void whatIsPrintedIsReadAgain_amongTheLinesOfOthers() {
        add("rate", 1.5, 2);
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        out.println("an engine says hello");
        figures.print(out);

        Figures read = new Figures();
        printed.toString(StandardCharsets.UTF_8).lines().forEach(read::read);

        assertThat(read.all()).isEqualTo(figures.all());
    }

    private void add(String name, double... values) {
        for (double value : values) {
            figures.add(name, value);
        }
    }
}
