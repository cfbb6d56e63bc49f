package dev.runs.benchmarks.report;

import dev.runs.benchmarks.graph.Affected;
import dev.runs.benchmarks.graph.GraphWork;
import dev.runs.benchmarks.graph.Shape;
import dev.runs.benchmarks.report.Entry.Effort;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which benchmarks are run: a short list, which is a good part of the long one. */
final class Suite {
    static final String EVALUATOR = "evaluator";
    static final String FIRST = "first evaluation of a process";
    static final String DECISION = "decision in memory";
    static final String GATE = "gate";
    static final String PACK = "rule pack in a new process";
    static final String APPROVAL = "durable approval";
    static final String START = "start of a run";
    static final String LOAD = "load of a run";
    static final String INBOX = "first page of an inbox";
    static final String WRITTEN = "written by one approval";

    static final String INCREMENTAL = "Runs, incremental";
    static final String SWEEP = "Runs, full sweep";
    static final String JGRAPHT = "JGraphT, incremental";
    static final String DROOLS = "Drools session, steps as facts";
    static final String NAIVE = "naive, hash map";

    static final List<Integer> SIZES = List.of(10, 100, 1_000, 10_000, 100_000);
    static final Map<String, String> STORES = Map.of("sqlite", "SQLite", "postgresql", "PostgreSQL");

    private final boolean whole;
    private final List<Entry> entries = new ArrayList<>();

    private Suite(boolean whole) {
        this.whole = whole;
        evaluator();
        decision();
        gate();
        durable();
    }

    /** Returns what takes about four minutes. */
    static List<Entry> brief() {
        return List.copyOf(new Suite(false).entries);
    }

    /** Returns everything. */
    static List<Entry> whole() {
        return List.copyOf(new Suite(true).entries);
    }

    private void evaluator() {
        if (whole) {
            for (Shape shape : Shape.values()) {
                for (Affected affected : Affected.values()) {
                    SIZES.stream()
                            .filter(steps -> isMeasured(steps, affected))
                            .forEach(steps -> evaluations(shape, steps, affected));
                }
            }
        } else {
            evaluations(Shape.LAYERED, 10_000, Affected.ONE);
            evaluations(Shape.LAYERED, 100_000, Affected.PERCENT);
            evaluations(Shape.CHAIN, 100_000, Affected.ALL);
            evaluations(Shape.LAYERED, 100_000, Affected.ALL);
        }
        first(Shape.LAYERED, 10_000, Affected.ONE);
        first(Shape.LAYERED, 100_000, Affected.ALL);
    }

    /** A hundredth of a hundred steps is one step, which is measured already. */
    static boolean isMeasured(int steps, Affected affected) {
        return affected != Affected.PERCENT || steps >= 1_000;
    }

    private void evaluations(Shape shape, int steps, Affected affected) {
        evaluation(INCREMENTAL, "graph.EvaluatorBenchmark.incremental", shape, steps, affected);
        evaluation(SWEEP, "graph.EvaluatorBenchmark.fullSweep", shape, steps, affected);
        // Others are measured in one shape, and in the chain where all are affected, which is their worst case.
        boolean worst = affected == Affected.ALL && steps == 100_000;
        boolean everywhere = shape == Shape.LAYERED && (affected == Affected.ONE || worst);
        boolean onlyInTheLongOne = shape == Shape.LAYERED || (shape == Shape.CHAIN && worst);
        if (everywhere || (whole && onlyInTheLongOne)) {
            evaluation(JGRAPHT, "peers.graph.JGraphTBenchmark.decide", shape, steps, affected);
            evaluation(DROOLS, "peers.graph.DroolsBenchmark.decide", shape, steps, affected);
            evaluation(NAIVE, "graph.NaiveBenchmark.decide", shape, steps, affected);
        }
    }

    private void evaluation(String variant, String benchmark, Shape shape, int steps, Affected affected) {
        boolean slow = !variant.startsWith("Runs") && steps * (affected == Affected.ALL ? 100 : 1) >= 100_000;
        entries.add(new Entry(
                EVALUATOR,
                work(shape, steps, affected),
                variant,
                steps,
                benchmark,
                Map.of("shape", shape.name(), "steps", text(steps), "affected", affected.name()),
                slow ? Effort.SLOW : Effort.WARM));
    }

    static String work(Shape shape, int steps, Affected affected) {
        String name = shape.name().toLowerCase(Locale.ROOT) + ", " + count(steps) + " steps, ";
        return switch (affected) {
            case ONE -> name + "1 affected";
            case PERCENT -> name + count(GraphWork.of(shape, steps, affected).affected()) + " affected";
            case ALL -> name + "all affected";
        };
    }

    private void first(Shape shape, int steps, Affected affected) {
        entries.add(new Entry(
                FIRST,
                work(shape, steps, affected),
                "Runs",
                steps,
                "graph.FirstEvaluationBenchmark.incremental",
                Map.of("shape", shape.name(), "steps", text(steps), "affected", affected.name()),
                Effort.FIRST));
    }

    private void decision() {
        for (String what : List.of("approve", "complete")) {
            for (int steps : whole ? SIZES : List.of(10, 100_000)) {
                entries.add(new Entry(
                        DECISION,
                        what.equals("approve") ? "a person approves" : "a step is completed",
                        count(steps) + " steps",
                        steps,
                        "decision.DecisionBenchmark." + what,
                        Map.of("steps", text(steps)),
                        Effort.WARM_LONG));
            }
        }
    }

    private void gate() {
        gate("anew", 1);
        gate("anew", 20);
        gate("again", 1);
        for (String what : List.of("load", "ask")) {
            for (int rules : whole ? List.of(10, 100, 1_000) : List.of(10)) {
                entries.add(new Entry(
                        PACK,
                        what.equals("load") ? "load the pack" : "first question to a loaded pack",
                        count(rules) + " rules",
                        rules,
                        "gate.FirstQuestionBenchmark." + what,
                        Map.of("rules", text(rules)),
                        rules < 1_000 ? Effort.FIRST : Effort.FIRST_OF_FEW));
            }
        }
    }

    private void gate(String benchmark, int subjects) {
        for (int rules : whole ? List.of(10, 100, 1_000) : List.of(10, 100)) {
            entries.add(new Entry(
                    GATE,
                    (subjects == 1 ? "1 step" : subjects + " steps") + ", asked " + benchmark,
                    count(rules) + " rules",
                    rules,
                    "gate.GateBenchmark." + benchmark,
                    Map.of("rules", text(rules), "subjects", text(subjects)),
                    Effort.SETTLED));
        }
    }

    private void durable() {
        for (String store : List.of("sqlite", "postgresql")) {
            String name = STORES.getOrDefault(store, store);
            approvals(store, "on", whole ? List.of(10, 1_000, 10_000) : List.of(10, 10_000), Effort.COUNTED);
            approvals(store, "off", whole ? List.of(10, 1_000, 10_000) : List.of(10, 1_000), Effort.COUNTED_FEW);
            for (int steps : whole ? List.of(3, 100) : List.of(3)) {
                entries.add(new Entry(
                        START,
                        name,
                        count(steps) + " steps",
                        steps,
                        "durable.StartBenchmark.start",
                        Map.of("store", store, "steps", text(steps)),
                        Effort.WARM));
            }
            for (int steps : whole ? List.of(10, 1_000, 10_000) : List.of(10, 10_000)) {
                entries.add(new Entry(
                        LOAD,
                        name,
                        count(steps) + " steps",
                        steps,
                        "durable.LoadBenchmark.load",
                        Map.of("store", store, "steps", text(steps)),
                        Effort.WARM));
            }
            for (int population : whole ? List.of(1_000, 10_000) : List.of(1_000)) {
                entries.add(new Entry(
                        INBOX,
                        name,
                        count(population) + " runs",
                        population,
                        "population.InboxBenchmark.page",
                        Map.of("store", store, "population", text(population)),
                        Effort.WARM));
            }
        }
    }

    private void approvals(String store, String cache, List<Integer> sizes, Effort effort) {
        for (int steps : sizes) {
            entries.add(new Entry(
                    APPROVAL,
                    STORES.getOrDefault(store, store) + ", cache " + cache,
                    count(steps) + " steps",
                    steps,
                    "durable.ApproveBenchmark.approve",
                    Map.of("store", store, "steps", text(steps), "cache", cache),
                    effort));
        }
    }

    private static String text(int number) {
        return Integer.toString(number);
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
