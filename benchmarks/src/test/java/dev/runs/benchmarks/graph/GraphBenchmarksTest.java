package dev.runs.benchmarks.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.graph.NaiveEvaluation;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** That each benchmark measures what it says; nothing here is timed. */
@DisplayName("The benchmarks of the evaluator")
class GraphBenchmarksTest {
    static Stream<Arguments> works() {
        return Stream.of(Shape.values())
                .flatMap(shape -> Stream.of(Affected.values())
                        .flatMap(affected ->
                                Stream.of(10, 100, 2_000).map(steps -> Arguments.of(shape, steps, affected))));
    }

    @ParameterizedTest
    @MethodSource("works")
    void eachWay_findsTheSameNumberAffected(Shape shape, int steps, Affected affected) {
        int expected = GraphWork.of(shape, steps, affected).affected();
        EvaluatorBenchmark benchmark = new EvaluatorBenchmark();
        benchmark.shape = shape;
        benchmark.steps = steps;
        benchmark.affected = affected;
        benchmark.build();
        for (int i = 0; i < 4; i++) {
            assertThat(benchmark.incremental()).isEqualTo(expected);
            assertThat(benchmark.fullSweep()).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("works")
    void theNaiveWay_findsTheSameNumberAffected(Shape shape, int steps, Affected affected) {
        int expected = GraphWork.of(shape, steps, affected).affected();
        NaiveBenchmark benchmark = new NaiveBenchmark();
        benchmark.shape = shape;
        benchmark.steps = steps;
        benchmark.affected = affected;
        benchmark.build();
        Set<String> before = held(benchmark.decide());
        Set<String> after = held(benchmark.decide());
        Set<String> both = new HashSet<>(before);
        both.retainAll(after);
        assertThat(before.size() + after.size() - 2 * both.size()).isEqualTo(expected);
    }

    private static Set<String> held(NaiveEvaluation evaluation) {
        Set<String> held = new HashSet<>(evaluation.skipped().keySet());
        evaluation.eligible().forEach(id -> held.add("eligible " + id));
        return held;
    }

    @ParameterizedTest
    @MethodSource("works")
    void aWork_affectsAboutAsManyAsItSays(Shape shape, int steps, Affected affected) {
        int found = GraphWork.of(shape, steps, affected).affected();
        int wanted = affected.of(steps);
        assertThat(found).isBetween((wanted + 1) / 2, 2 * wanted);
    }
}
