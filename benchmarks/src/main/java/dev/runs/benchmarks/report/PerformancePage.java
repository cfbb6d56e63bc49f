package dev.runs.benchmarks.report;

import dev.runs.benchmarks.graph.Affected;
import dev.runs.benchmarks.graph.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Fills {@code docs/guide/performance.md}: what stands between {@code <!-- figures NAME -->} and {@code <!-- end -->} is a
 * table of the results, and the charts stand in the folder {@code performance} beside the page. So no number of the page can
 * differ from the results.
 */
final class PerformancePage {
    private static final String BEGIN = "<!-- figures ";
    private static final String END = "<!-- end -->";
    private static final String CHARTS = "performance";

    private final Results results;

    private PerformancePage(Results results) {
        this.results = results;
    }

    /** Writes page and charts anew. */
    static void fill(Results results, Path page) throws IOException {
        Files.writeString(page, filled(results, Files.readString(page)));
        Path folder = page.resolveSibling(CHARTS);
        Files.createDirectories(folder);
        for (Map.Entry<String, String> chart : Charts.of(results).entrySet()) {
            Files.writeString(folder.resolve(chart.getKey()), chart.getValue());
        }
    }

    /** Returns the page with the tables of these results. */
    static String filled(Results results, String page) {
        Map<String, String> tables = new PerformancePage(results).tables();
        StringBuilder filled = new StringBuilder();
        int at = 0;
        for (int begin = page.indexOf(BEGIN); begin >= 0; begin = page.indexOf(BEGIN, at)) {
            int named = page.indexOf(" -->", begin);
            int end = page.indexOf(END, named);
            String name = page.substring(begin + BEGIN.length(), named);
            String table = tables.get(name);
            if (table == null || end < 0) {
                throw new IllegalArgumentException(
                        "figures '" + name + "': there are " + tables.keySet() + ", and each must have an end");
            }
            filled.append(page, at, named + 4).append("\n\n").append(table).append('\n');
            at = end;
        }
        return filled.append(page.substring(at)).toString();
    }

    private Map<String, String> tables() {
        Map<String, String> tables = new LinkedHashMap<>();
        tables.put("machine", machine());
        tables.put("evaluator", evaluator());
        tables.put("marks", marks());
        tables.put("shapes", shapes());
        tables.put("first", rows(Suite.FIRST));
        tables.put("decision", rows(Suite.DECISION));
        tables.put("approval", rows(Suite.APPROVAL));
        tables.put("written", rows(Suite.WRITTEN));
        tables.put("store", rows(Suite.START, Suite.LOAD, Suite.INBOX));
        tables.put("gate", rows(Suite.GATE, Suite.PACK));
        tables.put("peers", rows(PeerFigures.DECISIONS, PeerFigures.STARTS));
        tables.put("footprint", footprint());
        return tables;
    }

    private String machine() {
        Machine machine = results.machine();
        String versions = results.versions().entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                """
                - The %s list of %s, %d minutes.
                - %s, %d cores, %d GiB; %s; %s.
                - Load average of a minute: %.2f before, %.2f after; one to two of that are the benchmarks' own.
                - %s.
                """,
                results.list(),
                results.at(),
                Math.round(results.seconds() / 60.0),
                machine.processor(),
                machine.cores(),
                machine.memory(),
                machine.system(),
                machine.jdk(),
                machine.loadBefore(),
                machine.loadAfter(),
                versions);
    }

    /** One line per work, one column per contestant. */
    private String evaluator() {
        List<String> variants = List.of(Suite.INCREMENTAL, Suite.SWEEP, Suite.JGRAPHT, Suite.DROOLS, Suite.NAIVE);
        Table table = new Table(headed("work", variants));
        for (String work : works(Suite.EVALUATOR)) {
            if (results.of(Suite.EVALUATOR, work).size() > 2) {
                table.add(headed(
                        work,
                        variants.stream()
                                .map(variant -> results.of(Suite.EVALUATOR, work, variant)
                                        .map(PerformancePage::time)
                                        .orElse("-"))
                                .toList()));
            }
        }
        return table.markdown();
    }

    /** A row of the marks: what was measured elsewhere, in nanoseconds; 0 where it was not. */
    private record Mark(Shape shape, int steps, Affected affected, double incremental, double sweep) {}

    private static final List<Mark> MARKS = List.of(
            new Mark(Shape.LAYERED, 10_000, Affected.ONE, 19, 37_600),
            new Mark(Shape.LAYERED, 100_000, Affected.PERCENT, 8_135, 0),
            new Mark(Shape.CHAIN, 100_000, Affected.ALL, 647_000, 282_000),
            new Mark(Shape.LAYERED, 100_000, Affected.ALL, 2_750_000, 434_000));

    private String marks() {
        Table table = new Table("work", "better mark", "1.5 times that", "Runs decides itself", "reached");
        for (Mark mark : MARKS) {
            String work = Suite.work(mark.shape(), mark.steps(), mark.affected());
            Optional<Figure> ours = results.of(Suite.EVALUATOR, work, Suite.INCREMENTAL);
            double better = mark.sweep() == 0 ? mark.incremental() : Math.min(mark.incremental(), mark.sweep());
            table.add(
                    work,
                    Numbers.of(better, "ns"),
                    Numbers.of(1.5 * better, "ns"),
                    ours.map(PerformancePage::time).orElse("-"),
                    ours.map(figure -> Numbers.nanos(figure) <= 1.5 * better
                                    ? "yes"
                                    : "no, " + Numbers.ratio(Numbers.nanos(figure) / better))
                            .orElse("-"));
        }
        return table.markdown();
    }

    /** All shapes and sizes, what Runs decides itself and the forced sweep. */
    private String shapes() {
        Table table = new Table(headed(
                "shape and affected",
                Suite.SIZES.stream().map(steps -> Suite.count(steps) + " steps").toList()));
        for (Shape shape : Shape.values()) {
            for (Affected affected : Affected.values()) {
                List<String> cells = Suite.SIZES.stream()
                        .map(steps ->
                                Suite.isMeasured(steps, affected) ? both(Suite.work(shape, steps, affected)) : "-")
                        .toList();
                table.add(headed(
                        shape.name().toLowerCase(Locale.ROOT) + ", "
                                + switch (affected) {
                                    case ONE -> "1";
                                    case PERCENT -> "about 1 %";
                                    case ALL -> "all";
                                },
                        cells));
            }
        }
        return table.markdown();
    }

    private String both(String work) {
        Optional<Figure> incremental = results.of(Suite.EVALUATOR, work, Suite.INCREMENTAL);
        Optional<Figure> sweep = results.of(Suite.EVALUATOR, work, Suite.SWEEP);
        return incremental.isEmpty() || sweep.isEmpty() ? "-" : median(incremental.get()) + " / " + median(sweep.get());
    }

    /** One line per figure. */
    private String rows(String... groups) {
        Table table = new Table("what", "who or how large", "median", "lowest to highest", "allocated", "ratio");
        for (String group : groups) {
            for (Figure figure : results.figures()) {
                if (figure.group().equals(group)) {
                    Double bytes = figure.bytes();
                    table.add(
                            (groups.length == 1 ? "" : group.replace("peers: ", "") + ", ") + figure.work(),
                            figure.variant() + (figure.note() == null ? "" : " (" + figure.note() + ")"),
                            median(figure),
                            figure.samples() == 1 ? "" : range(figure),
                            bytes == null ? "" : Numbers.bytes(bytes),
                            Numbers.ratio(results.ratio(figure)));
                }
            }
        }
        return table.markdown();
    }

    private String footprint() {
        Set<String> variants = new LinkedHashSet<>();
        results.figures().stream()
                .filter(figure -> figure.group().equals(PeerFigures.FOOTPRINT))
                .forEach(figure -> variants.add(figure.variant()));
        Table table = new Table(headed("", List.copyOf(variants)));
        for (String work : works(PeerFigures.FOOTPRINT)) {
            table.add(headed(
                    work,
                    variants.stream()
                            .map(variant -> results.of(PeerFigures.FOOTPRINT, work, variant)
                                    .map(figure -> Numbers.of(figure.median(), figure.unit())
                                            .replaceAll(" (jars|tables|statements|trips|transactions|threads)$", ""))
                                    .orElse("-"))
                            .toList()));
        }
        return table.markdown();
    }

    private List<String> works(String group) {
        return results.figures().stream()
                .filter(figure -> figure.group().equals(group))
                .map(Figure::work)
                .distinct()
                .toList();
    }

    private static String time(Figure figure) {
        return median(figure) + " (" + range(figure) + ")";
    }

    private static String median(Figure figure) {
        return Numbers.of(figure.median(), figure.unit());
    }

    private static String range(Figure figure) {
        String low = Numbers.of(figure.low(), figure.unit());
        String high = Numbers.of(figure.high(), figure.unit());
        String unit = high.substring(high.indexOf(' '));
        return (low.endsWith(unit) ? low.substring(0, low.length() - unit.length()) : low) + " to " + high;
    }

    private static String[] headed(String first, List<String> others) {
        List<String> cells = new ArrayList<>(List.of(first));
        cells.addAll(others);
        return cells.toArray(String[]::new);
    }
}
