package dev.runs.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FiguresTest {
    private final Figures figures = new Figures();

    @Test
    void theMedianOfAnEvenNumberIsBetweenTheMiddleTwo() {
        add("rate", 10, 40, 20, 30);

        assertThat(figures.median("rate")).hasValue(25);
        assertThat(figures.spread("rate")).hasValue(1.2);
    }

    @Test
    void aRatioIsOfTheMeanOfBothBrackets() {
        add("before.rate", 100, 300, 200);
        add("rate", 150);
        add("after.rate", 400);

        assertThat(figures.ratio("rate")).hasValue(0.5);
    }

    @Test
    void whatWasNotMeasuredIsEmpty() {
        add("rate", 1);

        assertThat(figures.median("other")).isEmpty();
        assertThat(figures.spread("other")).isEmpty();
        assertThat(figures.ratio("rate")).isEmpty();
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
