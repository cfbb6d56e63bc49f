package dev.runs.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The evaluation of what has changed equals the naive evaluation of everything")
class EvaluationTest {
    private static final int GRAPHS = 10_000;
    private static final int CHANGES = 12;

    /** A random graph whose names say nothing about its order, and whose plan is shuffled. */
    private static StepGraph graph(Random random, int size) {
        List<Integer> names = new ArrayList<>(IntStream.range(0, size).boxed().toList());
        Collections.shuffle(names, random);
        boolean dense = size > StepStates.WIDE;
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            List<Edge> edges = new ArrayList<>();
            int wanted = i == 0 ? 0 : dense && random.nextInt(4) == 0 ? i : random.nextInt(Math.min(i, 4) + 1);
            for (int e = 0; e < wanted; e++) {
                int source = wanted == i ? e : random.nextInt(i);
                EdgeCondition[] all = EdgeCondition.values();
                EdgeCondition condition =
                        random.nextInt(3) > 0 ? EdgeCondition.COMPLETED : all[random.nextInt(all.length)];
                edges.add(new Edge("s" + names.get(source), condition));
            }
            nodes.add(new Node("s" + names.get(i), join(random, edges.size()), edges));
        }
        Collections.shuffle(nodes, random);
        return StepGraph.of(nodes);
    }

    private static Join join(Random random, int edges) {
        return switch (random.nextInt(3)) {
            case 0 -> Join.all();
            case 1 -> Join.any();
            default -> edges == 0 ? Join.all() : Join.atLeast(1 + random.nextInt(edges));
        };
    }

    private static StepState state(Random random) {
        StepState[] all = StepState.values();
        return random.nextInt(3) == 0 ? StepState.BLOCKED : all[random.nextInt(all.length)];
    }

    @Test
    @DisplayName("on 10,000 random graphs, each with a sequence of changes")
    void randomChanges() {
        int wide = 0;
        for (long seed = 1; seed <= GRAPHS; seed++) {
            Random random = new Random(seed);
            StepGraph graph = graph(random, seed % 20 == 0 ? 60 : 1 + random.nextInt(25));
            wide += graph.counted() / 2;
            Map<String, StepState> states = new LinkedHashMap<>();
            graph.order().forEach(id -> states.put(id, state(random)));
            StepStates now = StepStates.of(
                    graph, rank -> StepStates.given(get(states, graph.at(rank).id()), false));
            compare(seed, graph, states, now);
            for (int i = 0; i < CHANGES; i++) {
                StepStates before = now;
                NaiveEvaluation earlier = NaiveEvaluation.of(graph, states);
                now = change(random, graph, states, now);
                compare(seed, graph, states, now);
                assertThat(open(graph, before))
                        .as("seed %d: the earlier version", seed)
                        .isEqualTo(named(earlier));
            }
        }
        assertThat(wide).as("joins of many steps among them").isGreaterThan(1_000);
    }

    private static StepStates change(Random random, StepGraph graph, Map<String, StepState> states, StepStates now) {
        Evaluation evaluation = now.edit();
        int changes = random.nextInt(5) == 0 ? graph.size() : 1 + random.nextInt(2);
        for (int i = 0; i < changes; i++) {
            int rank = random.nextInt(graph.size());
            StepState next = state(random);
            evaluation.set(rank, next);
            states.put(graph.at(rank).id(), next);
        }
        Set<String> before = open(graph, now);
        int changed = evaluation.settle();
        Set<Integer> ranks = new TreeSet<>();
        for (int i = 0; i < changed; i++) {
            ranks.add(evaluation.changed(i));
        }
        assertThat(ranks).as("each found once").hasSize(changed);
        StepStates after = evaluation.end();
        Set<String> found = open(graph, after);
        found.removeAll(before);
        for (String name : found) {
            assertThat(ranks).contains(graph.rank(name.substring(0, name.indexOf(' '))));
        }
        return after;
    }

    private static StepState get(Map<String, StepState> states, String id) {
        StepState state = states.get(id);
        if (state == null) {
            throw new AssertionError(id);
        }
        return state;
    }

    private static void compare(long seed, StepGraph graph, Map<String, StepState> states, StepStates now) {
        assertThat(open(graph, now)).as("seed %d", seed).isEqualTo(named(NaiveEvaluation.of(graph, states)));
        for (int rank = 0; rank < graph.size(); rank++) {
            assertThat(now.state(rank)).isEqualTo(states.get(graph.at(rank).id()));
        }
    }

    private static Set<String> named(NaiveEvaluation naive) {
        Set<String> open = new TreeSet<>();
        naive.eligible().forEach(id -> open.add(id + " eligible"));
        naive.skipped().keySet().forEach(id -> open.add(id + " dead"));
        return open;
    }

    private static Set<String> open(StepGraph graph, StepStates states) {
        Set<String> open = new TreeSet<>();
        for (int rank = 0; rank < graph.size(); rank++) {
            if (states.isEligible(rank)) {
                open.add(graph.at(rank).id() + " eligible");
            } else if (states.isDead(rank)) {
                open.add(graph.at(rank).id() + " dead");
            }
        }
        return open;
    }

    @Test
    @DisplayName("on graphs of some thousand steps, where it changes from marks to a sweep and back")
    void manySteps() {
        for (long seed = 1; seed <= 40; seed++) {
            Random random = new Random(seed);
            int size = 3_000;
            List<Node> nodes = new ArrayList<>();
            // Stretches in which everything hangs together, between others in which nothing does.
            for (int i = 0; i < size; i++) {
                boolean linked = i % 600 < 400 && i % 600 > 0;
                String from = "s" + (linked && random.nextInt(50) > 0 ? i - 1 : Math.max(0, i - i % 600 - 1));
                nodes.add(
                        new Node("s" + i, Join.all(), i == 0 ? List.of() : List.of(new Edge(from, condition(random)))));
            }
            StepGraph graph = StepGraph.of(nodes);
            Map<String, StepState> states = new HashMap<>();
            graph.order().forEach(id -> states.put(id, StepState.BLOCKED));
            StepStates now = StepStates.of(graph, rank -> StepStates.given(StepState.BLOCKED, false));
            for (int i = 0; i < 10; i++) {
                now = change(random, graph, states, now);
                compare(seed, graph, states, now);
            }
        }
    }

    private static EdgeCondition condition(Random random) {
        return random.nextInt(400) == 0 ? EdgeCondition.ALWAYS : EdgeCondition.COMPLETED;
    }

    @Test
    @DisplayName("a chain of a million steps dies and lives again, without a deep stack")
    void millionSteps() {
        int size = 1_000_000;
        List<Node> nodes = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            List<Edge> edges = i == 0 ? List.of() : List.of(new Edge("s" + (i - 1), EdgeCondition.COMPLETED));
            nodes.add(new Node("s" + i, Join.all(), edges));
        }
        StepGraph graph = StepGraph.of(nodes);
        Evaluation evaluation = StepStates.of(graph, rank -> StepStates.given(StepState.BLOCKED, false))
                .edit();
        evaluation.set(0, StepState.REJECTED);
        assertThat(evaluation.settle()).isEqualTo(size - 1);
        assertThat(evaluation.isDead(size - 1)).isTrue();
        evaluation.set(0, StepState.COMPLETED);
        assertThat(evaluation.settle()).isEqualTo(size - 1);
        assertThat(evaluation.joins(1)).isTrue();
        assertThat(evaluation.isDead(size - 1)).isFalse();
        assertThat(graph.downstream("s0")).hasSize(size - 1);
    }

    @Test
    @DisplayName("a step that waits for its payload is joined, and not eligible before it has it; it dies all the same")
    void payload() {
        StepGraph graph = StepGraph.of(List.of(
                new Node("a", Join.all(), List.of()),
                new Node("b", Join.all(), List.of(new Edge("a", EdgeCondition.COMPLETED)))));
        StepStates start = StepStates.of(graph, rank -> StepStates.given(StepState.BLOCKED, rank == 1));
        Evaluation evaluation = start.edit();
        evaluation.set(0, StepState.COMPLETED);
        assertThat(evaluation.settle()).isEqualTo(1);
        StepStates joined = evaluation.end();
        assertThat(joined.joins(1)).isTrue();
        assertThat(joined.isEligible(1)).isFalse();
        Evaluation given = joined.edit();
        given.set(1, StepState.BLOCKED);
        assertThat(given.settle()).isEqualTo(1);
        assertThat(given.end().isEligible(1)).isTrue();
        Evaluation rejected = start.edit();
        rejected.set(0, StepState.REJECTED);
        assertThat(rejected.settle()).isEqualTo(1);
        assertThat(rejected.end().isDead(1)).isTrue();
        assertThat(start.joins(1)).isFalse();
    }
}
