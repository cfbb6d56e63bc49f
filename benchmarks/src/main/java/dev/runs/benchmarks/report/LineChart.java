package dev.runs.benchmarks.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/** Lines over sizes, both axes logarithmic, so that what grows with its size is a slope. Not thread-safe. */
final class LineChart {
    private static final double WIDTH = 780;
    private static final double HEIGHT = 400;
    private static final double LEFT = 78;
    private static final double RIGHT = 550;
    private static final double TOP = 46;
    private static final double BOTTOM = 344;
    private static final double LABEL_HEIGHT = 17;

    private final String title;
    private final String acrossTitle;
    private final String upTitle;
    private final DoubleFunction<String> unit;
    private final List<Line> lines = new ArrayList<>();

    private record Line(String name, List<double[]> points) {}

    LineChart(String title, String acrossTitle, String upTitle, DoubleFunction<String> unit) {
        this.title = title;
        this.acrossTitle = acrossTitle;
        this.upTitle = upTitle;
        this.unit = unit;
    }

    /** Adds a line through points of size and value; a line without any is left out. */
    void line(String name, List<double[]> points) {
        if (!points.isEmpty()) {
            lines.add(new Line(name, points));
        }
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    String svg() {
        Scale across = new Scale(0, LEFT, RIGHT);
        Scale up = new Scale(1, BOTTOM, TOP);
        Svg svg = new Svg(WIDTH, HEIGHT, title);
        svg.words(LEFT - 60, 22, "start", "title", title);
        for (int decade = up.from; decade <= up.to; decade++) {
            double y = up.at(Math.pow(10, decade));
            svg.line(LEFT, y, RIGHT, y, "grid");
            svg.words(LEFT - 8, y + 4, "end", "small", unit.apply(Math.pow(10, decade)));
        }
        for (int decade = across.from; decade <= across.to; decade++) {
            double x = across.at(Math.pow(10, decade));
            svg.line(x, BOTTOM, x, BOTTOM + 5, "axis");
            svg.words(x, BOTTOM + 20, "middle", "small", String.format(Locale.ROOT, "%,.0f", Math.pow(10, decade)));
        }
        svg.line(LEFT, BOTTOM, RIGHT, BOTTOM, "axis");
        svg.words((LEFT + RIGHT) / 2, BOTTOM + 42, "middle", "small", acrossTitle);
        svg.wordsUpwards(18, (TOP + BOTTOM) / 2, upTitle);
        double[] labels = labels(up);
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            svg.path(
                    line.points().stream()
                            .map(point -> new double[] {across.at(point[0]), up.at(point[1])})
                            .toList(),
                    i % Svg.COLOURS);
            svg.words(RIGHT + 12, labels[i] + 4, "start", "c" + i % Svg.COLOURS, line.name());
        }
        return svg.done();
    }

    /** Each name stands beside the end of its line, moved down where two would touch. */
    private double[] labels(Scale up) {
        List<Integer> fromTop = new ArrayList<>();
        double[] wanted = new double[lines.size()];
        for (int i = 0; i < wanted.length; i++) {
            List<double[]> points = lines.get(i).points();
            wanted[i] = up.at(points.get(points.size() - 1)[1]);
            fromTop.add(i);
        }
        fromTop.sort(Comparator.comparingDouble(i -> wanted[i]));
        double next = 0;
        for (int i : fromTop) {
            wanted[i] = Math.max(wanted[i], next);
            next = wanted[i] + LABEL_HEIGHT;
        }
        double over = next - LABEL_HEIGHT - BOTTOM;
        if (over > 0) {
            for (int i = 0; i < wanted.length; i++) {
                wanted[i] -= over;
            }
        }
        return wanted;
    }

    /** Whole decades along one axis. */
    private final class Scale {
        private final int from;
        private final int to;
        private final double begin;
        private final double end;

        Scale(int coordinate, double begin, double end) {
            double low = Double.MAX_VALUE;
            double high = 0;
            for (Line line : lines) {
                for (double[] point : line.points()) {
                    low = Math.min(low, point[coordinate]);
                    high = Math.max(high, point[coordinate]);
                }
            }
            this.from = (int) Math.floor(Math.log10(low) + 1e-9);
            this.to = Math.max(from + 1, (int) Math.ceil(Math.log10(high) - 1e-9));
            this.begin = begin;
            this.end = end;
        }

        double at(double value) {
            return begin + (Math.log10(value) - from) / (to - from) * (end - begin);
        }
    }
}
