package dev.runs.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An evaluation")
class EvaluationAllocationTest {
    private static final long SEED = 4;
    private static final int STEPS = 5_000;
    private static final int DECISIONS = 200;

    private final com.sun.management.ThreadMXBean threads =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void allocatesNothing_howeverManyStepsAreAffected() {
        Evaluation evaluation = evaluation();
        // The first changes copy what is shared with the states before them, and make room for the list of changes.
        decide(evaluation);
        long before = threads.getCurrentThreadAllocatedBytes();
        long affected = decide(evaluation);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(affected).as("affected steps, seed %d", SEED).isGreaterThan(100L * DECISIONS);
        assertThat(allocated).as("bytes, seed %d", SEED).isZero();
    }

    @Test
    void ofEveryStepAnew_allocatesNothing() {
        Evaluation evaluation = evaluation();
        sweep(evaluation);
        long before = threads.getCurrentThreadAllocatedBytes();
        long affected = sweep(evaluation);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(affected).as("affected steps, seed %d", SEED).isGreaterThan(100L * DECISIONS);
        assertThat(allocated).as("bytes, seed %d", SEED).isZero();
    }

    private static long sweep(Evaluation evaluation) {
        long affected = 0;
        for (int i = 0; i < DECISIONS; i++) {
            evaluation.set(0, i % 2 == 0 ? StepState.REJECTED : StepState.RUNNING);
            affected += evaluation.sweep();
        }
        return affected;
    }

    /** The first step, one near the end and one in the middle, each decided on and taken back. */
    private static long decide(Evaluation evaluation) {
        long affected = 0;
        for (int i = 0; i < DECISIONS; i++) {
            StepState state = i % 2 == 0 ? StepState.REJECTED : StepState.RUNNING;
            evaluation.set(0, state);
            affected += evaluation.settle();
            evaluation.set(STEPS - 10, state);
            affected += evaluation.settle();
            evaluation.set(STEPS / 2, state);
            affected += evaluation.settle();
        }
        return affected;
    }

    /** Mostly pairs of edges from the fifty steps before; every hundredth step has edges from all of these. */
    private static Evaluation evaluation() {
        SplittableRandom random = new SplittableRandom(SEED);
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < STEPS; i++) {
            List<Edge> edges = new ArrayList<>();
            int wanted = i % 100 == 99 ? 50 : Math.min(i, 2);
            for (int k = 0; k < wanted; k++) {
                int from = wanted == 50 ? i - 1 - k : Math.max(0, i - 1 - random.nextInt(50));
                edges.add(new Edge("step-" + from, EdgeCondition.COMPLETED));
            }
            Join join = i % 7 == 0 && edges.size() > 1 ? Join.any() : Join.all();
            nodes.add(new Node("step-" + i, join, edges.stream().distinct().toList()));
        }
        StepGraph graph = StepGraph.of(nodes);
        return StepStates.of(graph, rank -> StepStates.given(rank == 0 ? StepState.RUNNING : StepState.BLOCKED, false))
                .edit();
    }
}
