package dev.runs.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("S3: edges, joins, and what follows from them")
class GraphTest {
    private static Node node(String id, Join join, Edge... edges) {
        return new Node(id, join, List.of(edges));
    }

    private static Edge on(String from, EdgeCondition condition) {
        return new Edge(from, condition);
    }

    private static Edge done(String from) {
        return on(from, EdgeCondition.COMPLETED);
    }

    @ParameterizedTest(name = "{0}: completed {1}, rejected {2}, failed {3}, always {4}")
    @CsvSource(delimiter = '|', textBlock = """
                    BLOCKED           | live | live | live | live
                    HELD              | live | live | live | live
                    AWAITING_APPROVAL | live | live | live | live
                    CHANGES_REQUESTED | live | live | live | live
                    READY             | live | live | live | live
                    RUNNING           | live | live | live | live
                    RETRYING          | live | live | live | live
                    INDETERMINATE     | live | live | live | live
                    PARKED            | live | live | live | live
                    COMPLETED         | true | dead | dead | true
                    REJECTED          | dead | true | dead | true
                    FAILED            | dead | dead | true | true
                    SKIPPED           | dead | dead | dead | true
                    CANCELLED         | dead | dead | dead | true
                    """)
    void condition(StepState state, String completed, String rejected, String failed, String always) {
        List<String> words = new ArrayList<>();
        for (EdgeCondition condition : EdgeCondition.values()) {
            words.add(condition.holds(state) ? "true" : condition.isDead(state) ? "dead" : "live");
        }
        assertThat(words).containsExactly(completed, rejected, failed, always);
    }

    @ParameterizedTest
    @EnumSource(StepState.class)
    @DisplayName("each state has a row in the table of conditions: open or terminal as S2 says")
    void openAndTerminal(StepState state) {
        Set<StepState> terminal = Set.of(
                StepState.COMPLETED, StepState.REJECTED, StepState.FAILED, StepState.SKIPPED, StepState.CANCELLED);
        assertThat(state.isTerminal()).isEqualTo(terminal.contains(state));
    }

    /** A letter per edge: (t)rue, (d)ead, (l)ive. */
    @ParameterizedTest(name = "{0}: all {1}, any {2}, at least two {3}")
    @CsvSource(delimiter = '|', textBlock = """
                    ttt | eligible | eligible | eligible
                    ttl | blocked  | eligible | eligible
                    ttd | skipped  | eligible | eligible
                    tll | blocked  | eligible | blocked
                    tld | skipped  | eligible | blocked
                    tdd | skipped  | eligible | skipped
                    lll | blocked  | blocked  | blocked
                    lld | skipped  | blocked  | blocked
                    ldd | skipped  | blocked  | skipped
                    ddd | skipped  | skipped  | skipped
                    """)
    void join(String edges, String all, String any, String atLeastTwo) {
        assertThat(outcome(edges, Join.all())).isEqualTo(all);
        assertThat(outcome(edges, Join.any())).isEqualTo(any);
        assertThat(outcome(edges, Join.atLeast(2))).isEqualTo(atLeastTwo);
    }

    private static String outcome(String letters, Join join) {
        List<Node> nodes = new ArrayList<>();
        List<Edge> edges = new ArrayList<>();
        Map<String, StepState> states = new HashMap<>();
        for (int i = 0; i < letters.length(); i++) {
            char letter = letters.charAt(i);
            String id = "s" + i;
            nodes.add(node(id, Join.all()));
            edges.add(done(id));
            states.put(
                    id, letter == 't' ? StepState.COMPLETED : letter == 'd' ? StepState.REJECTED : StepState.RUNNING);
        }
        nodes.add(new Node("target", join, edges));
        states.put("target", StepState.BLOCKED);
        NaiveEvaluation evaluation = NaiveEvaluation.of(StepGraph.of(nodes), states);
        return evaluation.eligible().contains("target")
                ? "eligible"
                : evaluation.skipped().containsKey("target") ? "skipped" : "blocked";
    }

    @Test
    @DisplayName("a step without an edge is eligible under every join")
    void noEdge_isEligible() {
        for (Join join : List.of(Join.all(), Join.any())) {
            assertThat(NaiveEvaluation.of(StepGraph.of(List.of(node("a", join))), Map.of("a", StepState.BLOCKED))
                            .eligible())
                    .containsExactly("a");
        }
    }

    @Test
    @DisplayName(
            "a dead join means SKIPPED, transitively; each names a step that killed it; an ALWAYS edge ends the cascade")
    void deadJoins_cascade() {
        StepGraph graph = StepGraph.of(List.of(
                node("a", Join.all()),
                node("b", Join.all(), done("a")),
                node("c", Join.all(), done("b")),
                node("d", Join.all(), on("c", EdgeCondition.ALWAYS)),
                node("e", Join.any(), on("b", EdgeCondition.FAILED), on("c", EdgeCondition.REJECTED))));
        Map<String, StepState> states = states(graph, StepState.BLOCKED);
        states.put("a", StepState.REJECTED);
        NaiveEvaluation evaluation = NaiveEvaluation.of(graph, states);
        assertThat(evaluation.skipped()).containsExactly(Map.entry("b", "a"), Map.entry("c", "b"), Map.entry("e", "c"));
        assertThat(evaluation.eligible()).containsExactly("d");
    }

    @Test
    @DisplayName("a join fires once: a step that is no longer BLOCKED is neither eligible nor skipped")
    void joinFiresOnce() {
        StepGraph graph = StepGraph.of(List.of(node("a", Join.all()), node("b", Join.all(), done("a"))));
        for (StepState target : StepState.values()) {
            for (StepState source : StepState.values()) {
                NaiveEvaluation evaluation = NaiveEvaluation.of(graph, Map.of("a", source, "b", target));
                if (target != StepState.BLOCKED) {
                    assertThat(evaluation.eligible()).doesNotContain("b");
                    assertThat(evaluation.skipped()).doesNotContainKey("b");
                }
            }
        }
    }

    private static Map<String, StepState> states(StepGraph graph, StepState state) {
        Map<String, StepState> states = new LinkedHashMap<>();
        graph.order().forEach(id -> states.put(id, state));
        return states;
    }

    @Test
    @DisplayName("S1: contingent is what is reached only over rejected or failed edges, and what follows only from it")
    void contingent() {
        StepGraph graph = StepGraph.of(List.of(
                node("plain", Join.all()),
                node("after", Join.all(), done("plain")),
                node("rescue", Join.all(), on("after", EdgeCondition.REJECTED)),
                node("repair", Join.all(), on("after", EdgeCondition.FAILED)),
                node("rescued", Join.all(), done("rescue")),
                node("either", Join.any(), done("after"), on("after", EdgeCondition.REJECTED)),
                node("cleanup", Join.all(), on("after", EdgeCondition.ALWAYS)),
                node("needsBoth", Join.all(), done("plain"), on("after", EdgeCondition.REJECTED)),
                node("oneOfThree", Join.atLeast(1), done("plain"), done("rescue"), on("after", EdgeCondition.FAILED)),
                node("twoOfThree", Join.atLeast(2), done("plain"), done("rescue"), on("after", EdgeCondition.FAILED)),
                node("bothWays", Join.any(), on("after", EdgeCondition.REJECTED), on("plain", EdgeCondition.FAILED))));
        assertThat(graph.order().stream().filter(graph::isContingent))
                .containsExactlyInAnyOrder("rescue", "repair", "rescued", "bothWays", "needsBoth", "twoOfThree");
    }

    @Test
    @DisplayName("what cannot be a graph is refused with the first of its problems")
    void compile_refuses() {
        assertThatThrownBy(() -> StepGraph.of(List.of(node("a", Join.all(), done("a")))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "RUNS-PLAN-003 Step graph: steps wait for each other: a -> a.\nFix: remove one of these edges");
        assertThatThrownBy(() -> NaiveEvaluation.of(StepGraph.of(List.of(node("a", Join.all()))), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no state for step 'a'");
    }

    @Test
    @DisplayName("downstream, successors and order agree with the edges")
    void navigation() {
        StepGraph graph = StepGraph.of(List.of(
                node("d", Join.all(), done("b"), done("c")),
                node("a", Join.all()),
                node("c", Join.all(), done("a")),
                node("b", Join.all(), done("a")),
                node("x", Join.all())));
        assertThat(graph.order()).containsExactly("a", "x", "c", "b", "d");
        assertThat(graph.nodes()).extracting(Node::id).containsExactly("d", "a", "c", "b", "x");
        assertThat(graph.successors("a")).containsExactlyInAnyOrder("b", "c");
        assertThat(graph.successors("d")).isEmpty();
        assertThat(graph.downstream("a")).containsExactly("c", "b", "d");
        assertThat(graph.downstream("x")).isEmpty();
    }

    /**
     * What S3 says, as a fixed point over unordered steps: no topological order, no counting of true edges in passing,
     * and every round begins anew. Slow and written apart from {@link NaiveEvaluation} on purpose.
     */
    private record Oracle(Set<String> eligible, Set<String> skipped) {
        static Oracle of(Map<String, Node> nodes, Map<String, StepState> given) {
            Map<String, StepState> states = new HashMap<>(given);
            Set<String> skipped = new HashSet<>();
            boolean changed = true;
            while (changed) {
                changed = false;
                for (Node node : nodes.values()) {
                    if (states.get(node.id()) == StepState.BLOCKED && dies(node, states)) {
                        states.put(node.id(), StepState.SKIPPED);
                        skipped.add(node.id());
                        changed = true;
                    }
                }
            }
            Set<String> eligible = new HashSet<>();
            for (Node node : nodes.values()) {
                if (states.get(node.id()) == StepState.BLOCKED && fires(node, states)) {
                    eligible.add(node.id());
                }
            }
            return new Oracle(eligible, skipped);
        }

        private static boolean isTrue(Edge edge, Map<String, StepState> states) {
            String state = states.get(edge.from()).name();
            boolean ended = List.of("COMPLETED", "REJECTED", "FAILED", "SKIPPED", "CANCELLED")
                    .contains(state);
            return edge.condition() == EdgeCondition.ALWAYS
                    ? ended
                    : edge.condition().name().equals(state);
        }

        private static boolean isDead(Edge edge, Map<String, StepState> states) {
            return states.get(edge.from()).isTerminal() && !isTrue(edge, states);
        }

        /** ALL dies with one dead edge, ANY when all are dead, N of M when live + true < n. */
        private static boolean dies(Node node, Map<String, StepState> states) {
            if (node.edges().isEmpty()) {
                return false;
            } else if (node.join() instanceof Join.All) {
                return node.edges().stream().anyMatch(edge -> isDead(edge, states));
            } else if (node.join() instanceof Join.Any) {
                return node.edges().stream().allMatch(edge -> isDead(edge, states));
            }
            int n = ((Join.AtLeast) node.join()).count();
            return node.edges().stream().filter(edge -> !isDead(edge, states)).count() < n;
        }

        private static boolean fires(Node node, Map<String, StepState> states) {
            if (node.edges().isEmpty() || node.join() instanceof Join.All) {
                return node.edges().stream().allMatch(edge -> isTrue(edge, states));
            } else if (node.join() instanceof Join.Any) {
                return node.edges().stream().anyMatch(edge -> isTrue(edge, states));
            }
            int n = ((Join.AtLeast) node.join()).count();
            return node.edges().stream().filter(edge -> isTrue(edge, states)).count() >= n;
        }
    }

    @Test
    @DisplayName("the naive evaluation equals an independent oracle on 3,000 random graphs with permuted names")
    void randomGraphs_equalTheOracle() {
        for (long seed = 1; seed <= 3_000; seed++) {
            compare(seed);
        }
    }

    private static void compare(long seed) {
        Random random = new Random(seed);
        int size = 1 + random.nextInt(14);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            names.add("n" + i);
        }
        Collections.shuffle(names, random);
        List<Node> nodes = new ArrayList<>();
        Map<String, StepState> states = new HashMap<>();
        for (int i = 0; i < size; i++) {
            nodes.add(randomNode(random, names, i));
            states.put(names.get(i), randomState(random));
        }
        Collections.shuffle(nodes, random);
        StepGraph graph = StepGraph.of(nodes);
        assertOrder(seed, graph);
        Map<String, Node> byId = new HashMap<>();
        nodes.forEach(node -> byId.put(node.id(), node));

        NaiveEvaluation evaluation = NaiveEvaluation.of(graph, states);
        Oracle oracle = Oracle.of(byId, states);
        assertThat(Set.copyOf(evaluation.eligible()))
                .as("seed %d, eligible", seed)
                .isEqualTo(oracle.eligible());
        assertThat(evaluation.skipped().keySet()).as("seed %d, skipped", seed).isEqualTo(oracle.skipped());
        assertThat(evaluation.eligible())
                .as("seed %d, in topological order", seed)
                .isSortedAccordingTo((a, b) ->
                        Integer.compare(graph.order().indexOf(a), graph.order().indexOf(b)));
        Map<String, StepState> after = new HashMap<>(states);
        evaluation.skipped().keySet().forEach(id -> after.put(id, StepState.SKIPPED));
        evaluation
                .skipped()
                .forEach((id, killer) -> assertThat(byId.get(id).edges())
                        .as("seed %d: '%s' was killed by '%s'", seed, id, killer)
                        .anyMatch(edge ->
                                edge.from().equals(killer) && edge.condition().isDead(after.get(killer))));
    }

    private static void assertOrder(long seed, StepGraph graph) {
        Set<String> seen = new HashSet<>();
        for (String id : graph.order()) {
            assertThat(seen)
                    .as("seed %d: '%s' comes after those it waits for", seed, id)
                    .containsAll(graph.node(id).edges().stream().map(Edge::from).toList());
            seen.add(id);
        }
        assertThat(seen).hasSize(graph.nodes().size());
    }

    private static Node randomNode(Random random, List<String> names, int rank) {
        List<Edge> edges = new ArrayList<>();
        for (int j = 0; j < rank; j++) {
            if (random.nextInt(3) == 0) {
                EdgeCondition[] conditions = EdgeCondition.values();
                edges.add(on(
                        names.get(j),
                        random.nextBoolean()
                                ? EdgeCondition.COMPLETED
                                : conditions[random.nextInt(conditions.length)]));
            }
        }
        Collections.shuffle(edges, random);
        Join join = switch (edges.isEmpty() ? random.nextInt(2) : random.nextInt(3)) {
            case 0 -> Join.all();
            case 1 -> Join.any();
            default -> Join.atLeast(1 + random.nextInt(edges.size()));
        };
        return new Node(names.get(rank), join, edges);
    }

    private static StepState randomState(Random random) {
        StepState[] all = StepState.values();
        List<StepState> ended = Arrays.stream(all).filter(StepState::isTerminal).toList();
        return switch (random.nextInt(4)) {
            case 0 -> all[random.nextInt(all.length)];
            case 1 -> ended.get(random.nextInt(ended.size()));
            default -> StepState.BLOCKED;
        };
    }
}
