package dev.runs.benchmarks.graph;

import dev.runs.graph.Evaluation;
import dev.runs.graph.StepGraph;
import dev.runs.graph.StepStates;
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

/** One step's state changes, and what holds for the others is worked out; see {@link GraphWork}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
// Fields are set by the set-up, before anything else is called.
@SuppressWarnings("NullAway.Init")
public class EvaluatorBenchmark {
    /** The graph's shape. */
    @Param({"CHAIN", "FAN", "LAYERED"})
    public Shape shape;

    /** How many steps it has. */
    @Param({"10", "100", "1000", "10000", "100000"})
    public int steps;

    /** For how many of them something else holds afterwards. */
    @Param({"ONE", "PERCENT", "ALL"})
    public Affected affected;

    private Evaluation evaluation;
    private int decided;
    private long decisions;

    /** Compiles the graph and evaluates it once. */
    @Setup
    public void build() {
        GraphWork work = GraphWork.of(shape, steps, affected);
        StepGraph graph = StepGraph.of(work.nodes());
        evaluation = StepStates.of(graph, rank -> StepStates.given(work.state(graph.positionAt(rank)), false))
                .edit();
        decided = graph.rank(GraphWork.id(work.decided()));
        decisions = 0;
    }

    /** Looks at what may have changed only; returns how many steps were affected. */
    @Benchmark
    public int incremental() {
        evaluation.set(decided, GraphWork.decision(decisions++));
        return evaluation.settle();
    }

    /** Looks at every step; returns how many were affected. */
    @Benchmark
    public int fullSweep() {
        evaluation.set(decided, GraphWork.decision(decisions++));
        return evaluation.sweep();
    }
}
