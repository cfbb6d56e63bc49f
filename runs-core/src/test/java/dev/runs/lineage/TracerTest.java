package dev.runs.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.storage.Cursor;
import dev.runs.storage.Direction;
import dev.runs.storage.EdgeRow;
import dev.runs.storage.NodeRef;
import dev.runs.storage.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TracerTest {
    private static NodeRef node(int id) {
        return new NodeRef("step", "s" + id);
    }

    private static EdgeRow edge(int from, int to) {
        return new EdgeRow(node(from), node(to), "followed", "run");
    }

    private static Tracer tracer(List<EdgeRow> edges, int limit) {
        return new Tracer(
                (node, direction, after) -> {
                    List<EdgeRow> found = edges.stream()
                            .filter(edge -> (direction == Direction.UPSTREAM ? edge.to() : edge.from()).equals(node))
                            .toList();
                    // Pages of two.
                    int from = after.isStart() ? 0 : Integer.parseInt(after.token());
                    int to = Math.min(from + 2, found.size());
                    return new Page<>(
                            found.subList(from, to),
                            to < found.size() ? Optional.of(new Cursor(Integer.toString(to))) : Optional.empty());
                },
                limit);
    }

    @Test
    void upstreamAndDownstream_areInverse() {
        for (long seed = 1; seed <= 300; seed++) {
            Random random = new Random(seed);
            int size = 2 + random.nextInt(15);
            List<EdgeRow> edges = new ArrayList<>();
            for (int i = random.nextInt(3 * size); i > 0; i--) {
                edges.add(edge(random.nextInt(size), random.nextInt(size)));
            }
            Tracer tracer = tracer(edges, 1000);
            for (int a = 0; a < size; a++) {
                for (int b = 0; b < size; b++) {
                    assertThat(tracer.downstream(node(a)).reaches(node(b)))
                            .as("seed %d: %d reaches %d", seed, a, b)
                            .isEqualTo(tracer.upstream(node(b)).reaches(node(a)));
                }
            }
        }
    }

    @Test
    void aCycle_endsTheWalk() {
        Trace trace = tracer(List.of(edge(1, 2), edge(2, 3), edge(3, 1)), 100).downstream(node(1));
        assertThat(trace.complete()).isTrue();
        assertThat(trace.nodes())
                .extracting(Trace.Node::id, Trace.Node::depth)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("s1", 0),
                        org.assertj.core.groups.Tuple.tuple("s2", 1),
                        org.assertj.core.groups.Tuple.tuple("s3", 2));
        assertThat(trace.lines())
                .containsExactly(
                        "step s1", "  -> followed step s2", "    -> followed step s3", "      -> followed step s1 ...");
    }

    @Test
    void theLimit_isKeptAndSaid() {
        List<EdgeRow> chain =
                IntStream.range(0, 50).mapToObj(i -> edge(i, i + 1)).toList();
        Trace trace = tracer(chain, 10).downstream(node(0));
        assertThat(trace.nodes()).hasSize(10);
        assertThat(trace.edges()).hasSize(9);
        assertThat(trace.complete()).isFalse();
        assertThat(trace.lines()).last().isEqualTo("(there is more)");
        assertThat(tracer(chain, 51).downstream(node(0)).complete()).isTrue();
    }

    @Test
    void aLongChain_needsNoDeepStack() {
        List<EdgeRow> chain =
                IntStream.range(0, 20_000).mapToObj(i -> edge(i, i + 1)).toList();
        Tracer tracer = new Tracer(
                (node, direction, after) -> {
                    int at = Integer.parseInt(node.id().substring(1));
                    return new Page<>(at < chain.size() ? List.of(chain.get(at)) : List.of(), Optional.empty());
                },
                100_000);
        Trace trace = tracer.downstream(node(0));
        assertThat(trace.nodes()).hasSize(20_001);
        assertThat(trace.lines()).hasSize(20_001);
    }

    @Test
    void theShortestWay_givesTheDepth() {
        Trace trace = tracer(List.of(edge(1, 2), edge(2, 3), edge(1, 3)), 100).downstream(node(1));
        assertThat(trace.nodes().get(2)).isEqualTo(new Trace.Node(node(3), 1));
    }

    @Test
    void aLimitOfNothing_isRefused() {
        assertThatThrownBy(() -> tracer(List.of(), 0)).hasMessage("limit is 0; at least 1 is needed");
    }
}
