package dev.runs.benchmarks.graph;

import dev.runs.graph.NaiveEvaluation;
import dev.runs.graph.StepGraph;
import dev.runs.graph.StepState;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The work of {@link EvaluatorBenchmark} done by looking at every step anew, with states in a hash map. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
// Fields are set by the set-up, before anything else is called.
@SuppressWarnings("NullAway.Init")
public class NaiveBenchmark {
    /** The graph's shape. */
    @Param({"CHAIN", "FAN", "LAYERED"})
    public Shape shape;

    /** How many steps it has. */
    @Param({"10", "100", "1000", "10000", "100000"})
    public int steps;

    /** For how many of them something else holds afterwards. */
    @Param({"ONE", "PERCENT", "ALL"})
    public Affected affected;

    private StepGraph graph;
    private Map<String, StepState> states;
    private String decided;
    private long decisions;

    /** Makes the graph. */
    @Setup
    public void build() {
        GraphWork work = GraphWork.of(shape, steps, affected);
        graph = StepGraph.of(work.nodes());
        states = new HashMap<>(work.states());
        decided = GraphWork.id(work.decided());
        decisions = 0;
    }

    /** Decides on the step and looks at everything. */
    @Benchmark
    public NaiveEvaluation decide() {
        states.put(decided, GraphWork.decision(decisions++));
        return NaiveEvaluation.of(graph, states);
    }
}
