package dev.runs.benchmarks.report;

import dev.runs.benchmarks.graph.Affected;
import dev.runs.benchmarks.graph.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The charts of the page, by file name; one is left out where nothing of it was measured. */
final class Charts {
    private static final String STEPS = "steps in the run (logarithmic)";

    private final Results results;
    private final Map<String, String> files = new LinkedHashMap<>();

    private Charts(Results results) {
        this.results = results;
    }

    static Map<String, String> of(Results results) {
        Charts charts = new Charts(results);
        charts.evaluator("evaluator-one.svg", Affected.ONE, "One decision, one step affected: time over size");
        charts.evaluator("evaluator-all.svg", Affected.ALL, "One decision, all steps affected: time over size");
        charts.decision();
        charts.durable();
        charts.gate();
        charts.peers();
        return charts.files;
    }

    private void evaluator(String file, Affected affected, String title) {
        LineChart chart = new LineChart(title, STEPS, "time per decision (logarithmic)", Charts::nanos);
        for (String variant : List.of(Suite.INCREMENTAL, Suite.SWEEP, Suite.JGRAPHT, Suite.DROOLS, Suite.NAIVE)) {
            chart.line(
                    variant,
                    Suite.SIZES.stream()
                            .flatMap(steps ->
                                    results
                                            .of(Suite.EVALUATOR, Suite.work(Shape.LAYERED, steps, affected), variant)
                                            .stream())
                            .map(Charts::point)
                            .toList());
        }
        put(file, chart);
    }

    private void decision() {
        LineChart chart = new LineChart(
                "A decision on a run in memory: time over size", STEPS, "time (logarithmic)", Charts::nanos);
        for (String work : List.of("a person approves", "a step is completed")) {
            chart.line(work, points(Suite.DECISION, work));
        }
        put("decision.svg", chart);
    }

    private void durable() {
        LineChart chart =
                new LineChart("An approval, committed: time over size", STEPS, "time (logarithmic)", Charts::nanos);
        for (String work :
                List.of("SQLite, cache on", "SQLite, cache off", "PostgreSQL, cache on", "PostgreSQL, cache off")) {
            chart.line(work, points(Suite.APPROVAL, work));
        }
        put("durable.svg", chart);
    }

    private void gate() {
        LineChart chart = new LineChart(
                "A question to a rule pack: time over the number of rules",
                "rules in the pack (logarithmic)",
                "time (logarithmic)",
                Charts::nanos);
        for (String work : List.of("1 step, asked anew", "20 steps, asked anew", "1 step, asked again")) {
            chart.line(work, points(Suite.GATE, work));
        }
        put("gate.svg", chart);
    }

    private void peers() {
        for (int threads : List.of(1, 8)) {
            String work = PeerFigures.decisions(threads);
            BarChart chart = new BarChart(
                    "The same decision, durable on PostgreSQL, " + (threads == 1 ? "1 thread" : threads + " threads"),
                    "decisions per second; behind them the ratio to plain JDBC measured just before and after");
            List<Figure> figures = results.of(PeerFigures.DECISIONS, work);
            for (Figure figure : figures) {
                boolean ours = figure.variant().startsWith("Runs");
                chart.bar(
                        figure.variant(),
                        figure.median(),
                        Numbers.digits(figure.median()) + " (" + Numbers.ratio(results.ratio(figure)) + ")"
                                + (figure.note() == null ? "" : " " + figure.note()),
                        ours ? 0 : 1);
            }
            if (!figures.isEmpty()) {
                files.put("peers-" + threads + ".svg", chart.svg());
            }
        }
    }

    private List<double[]> points(String group, String work) {
        return results.of(group, work).stream().map(Charts::point).toList();
    }

    private static double[] point(Figure figure) {
        return new double[] {figure.size(), Numbers.nanos(figure)};
    }

    private static String nanos(double value) {
        // A decade needs no digits behind the point.
        return Numbers.of(value, "ns").replaceFirst("\\.0+ ", " ");
    }

    private void put(String file, LineChart chart) {
        if (!chart.isEmpty()) {
            files.put(file, chart.svg());
        }
    }
}
