package dev.runs.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/** One bar per line of words, from the same zero, with its value behind it. Not thread-safe. */
final class BarChart {
    private static final double WIDTH = 760;
    private static final double LEFT = 230;
    private static final double RIGHT = 640;
    private static final double TOP = 62;
    private static final double ROW = 28;
    private static final double BAR = 18;

    private final String title;
    private final String unit;
    private final List<Bar> bars = new ArrayList<>();

    private record Bar(String name, double value, String words, int colour) {}

    BarChart(String title, String unit) {
        this.title = title;
        this.unit = unit;
    }

    void bar(String name, double value, String words, int colour) {
        bars.add(new Bar(name, value, words, colour));
    }

    String svg() {
        double most = bars.stream().mapToDouble(Bar::value).max().orElse(1);
        Svg svg = new Svg(WIDTH, TOP + bars.size() * ROW + 14, title);
        svg.words(18, 22, "start", "title", title);
        svg.words(18, 42, "start", "small", unit);
        double y = TOP;
        for (Bar bar : bars) {
            double length = Math.max(1, bar.value() / most * (RIGHT - LEFT));
            svg.words(LEFT - 10, y + 14, "end", "name", bar.name());
            svg.bar(LEFT, y, length, BAR, bar.colour());
            svg.words(LEFT + length + 8, y + 14, "start", "small", bar.words());
            y += ROW;
        }
        svg.line(LEFT, TOP - 6, LEFT, y, "axis");
        return svg.done();
    }
}
