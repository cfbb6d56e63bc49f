package dev.runs.benchmarks.peers.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.benchmarks.graph.Affected;
import dev.runs.benchmarks.graph.GraphWork;
import dev.runs.benchmarks.graph.Shape;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That others do the same work; nothing here is timed. */
@DisplayName("Other libraries on the same graph")
class GraphPeersTest {
    private static final int STEPS = 1_000;

    @ParameterizedTest
    @EnumSource
    void jgrapht_findsTheSameNumberAffected(Shape shape) {
        for (Affected affected : Affected.values()) {
            JGraphTBenchmark benchmark = new JGraphTBenchmark();
            benchmark.shape = shape;
            benchmark.steps = STEPS;
            benchmark.affected = affected;
            benchmark.build();
            int expected = GraphWork.of(shape, STEPS, affected).affected();
            for (int i = 0; i < 4; i++) {
                assertThat(benchmark.decide()).as("%s", affected).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void drools_findsTheSameNumberAffected(Shape shape) {
        for (Affected affected : Affected.values()) {
            DroolsBenchmark benchmark = new DroolsBenchmark();
            benchmark.shape = shape;
            benchmark.steps = STEPS;
            benchmark.affected = affected;
            benchmark.build();
            try {
                int expected = GraphWork.of(shape, STEPS, affected).affected();
                for (int i = 0; i < 4; i++) {
                    assertThat(benchmark.decide()).as("%s", affected).isEqualTo(expected);
                }
            } finally {
                benchmark.close();
            }
        }
    }
}
