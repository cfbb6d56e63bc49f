package dev.runs.benchmarks.peers.graph;

import dev.runs.benchmarks.graph.Affected;
import dev.runs.benchmarks.graph.GraphWork;
import dev.runs.benchmarks.graph.Shape;
import dev.runs.graph.StepState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import org.jgrapht.Graph;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.SimpleDirectedGraph;
import org.jgrapht.traverse.TopologicalOrderIterator;
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

/**
 * The work of {@link GraphWork} with a JGraphT graph, as somebody would write it who knows that only what comes after a
 * change need be looked at: a queue in topological order, each step at most once, no further where nothing changes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
// Fields are set by the set-up, before anything else is called.
@SuppressWarnings("NullAway.Init")
public class JGraphTBenchmark {
    /** The graph's shape. */
    @Param({"CHAIN", "FAN", "LAYERED"})
    public Shape shape;

    /** How many steps it has. */
    @Param({"10", "100", "1000", "10000", "100000"})
    public int steps;

    /** For how many of them something else holds afterwards. */
    @Param({"ONE", "PERCENT", "ALL"})
    public Affected affected;

    private Graph<StepVertex, DefaultEdge> graph;
    private PriorityQueue<StepVertex> queue;
    private StepVertex decided;
    private long decisions;

    /** Makes the graph and evaluates it once. */
    @Setup
    public void build() {
        GraphWork work = GraphWork.of(shape, steps, affected);
        graph = new SimpleDirectedGraph<>(DefaultEdge.class);
        queue = new PriorityQueue<>(Comparator.comparingInt((StepVertex step) -> step.rank));
        decisions = 0;
        List<StepVertex> vertices = new ArrayList<>();
        for (int i = 0; i < work.steps(); i++) {
            StepVertex vertex = new StepVertex(work.state(i));
            vertices.add(vertex);
            graph.addVertex(vertex);
            for (int source : work.sources(i)) {
                graph.addEdge(vertices.get(source), vertex);
            }
        }
        decided = vertices.get(work.decided());
        int rank = 0;
        for (TopologicalOrderIterator<StepVertex, DefaultEdge> order = new TopologicalOrderIterator<>(graph);
                order.hasNext(); ) {
            StepVertex next = order.next();
            next.rank = rank++;
            next.standing = standing(next);
        }
    }

    /** Decides on the step; returns how many others were affected. */
    @Benchmark
    public int decide() {
        decided.state = GraphWork.decision(decisions++);
        mark(decided);
        int changed = 0;
        for (StepVertex next = queue.poll(); next != null; next = queue.poll()) {
            next.waits = false;
            if (next.state != StepState.BLOCKED) {
                continue;
            }
            Standing now = standing(next);
            if (now != next.standing) {
                next.standing = now;
                changed++;
                mark(next);
            }
        }
        return changed;
    }

    private void mark(StepVertex from) {
        for (DefaultEdge edge : graph.outgoingEdgesOf(from)) {
            StepVertex target = graph.getEdgeTarget(edge);
            if (!target.waits) {
                target.waits = true;
                queue.add(target);
            }
        }
    }

    private Standing standing(StepVertex step) {
        boolean waiting = false;
        for (DefaultEdge edge : graph.incomingEdgesOf(step)) {
            StepVertex source = graph.getEdgeSource(edge);
            if (source.isDead()) {
                return Standing.DEAD;
            }
            waiting |= !source.isDone();
        }
        return waiting ? Standing.WAITING : Standing.ELIGIBLE;
    }
}
