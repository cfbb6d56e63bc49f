package dev.runs.graph;

import dev.runs.error.ErrorCode;
import dev.runs.error.Nearest;
import dev.runs.error.Problem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The steps of a run and the edges between them: no unknown step, no duplicate, no cycle. Immutable.
 *
 * @since 0.1.0
 */
public final class StepGraph {
    private final Map<String, Node> nodes;
    private final List<String> order;
    private final Map<String, List<String>> successors;
    private final Set<String> contingent;

    private StepGraph(Map<String, Node> nodes, List<String> order) {
        this.nodes = nodes;
        this.order = List.copyOf(order);
        Map<String, List<String>> next = new HashMap<>();
        Set<String> onlyAfterFailure = new HashSet<>();
        for (String id : order) {
            List<Edge> edges = nodes(nodes, id).edges();
            int plain = 0;
            for (Edge edge : edges) {
                next.computeIfAbsent(edge.from(), key -> new ArrayList<>()).add(id);
                boolean sideways =
                        edge.condition() == EdgeCondition.REJECTED || edge.condition() == EdgeCondition.FAILED;
                plain += sideways || onlyAfterFailure.contains(edge.from()) ? 0 : 1;
            }
            // Without enough plain edges its join cannot be true unless something was rejected or failed.
            if (plain < nodes(nodes, id).join().needed(edges.size())) {
                onlyAfterFailure.add(id);
            }
        }
        this.successors = next;
        this.contingent = Set.copyOf(onlyAfterFailure);
    }

    private static Node nodes(Map<String, Node> nodes, String id) {
        Node node = nodes.get(id);
        if (node == null) {
            throw new IllegalStateException("no step '" + id + "' in the graph");
        }
        return node;
    }

    /**
     * Returns everything that is wrong with these nodes as one graph, empty if they can be {@link #of compiled}.
     *
     * @param subject how messages name the whole, such as {@code Run plan 'Advocacy Nomination'}
     */
    public static List<Problem> check(String subject, Collection<Node> nodes) {
        List<Problem> problems = new ArrayList<>();
        Map<String, Node> byId = new LinkedHashMap<>();
        for (Node node : nodes) {
            if (byId.putIfAbsent(node.id(), node) != null) {
                problems.add(new Problem(
                        ErrorCode.PLAN_DUPLICATE_STEP,
                        subject + ": two steps have the id '" + node.id() + "'.",
                        "give one of them another id"));
            }
        }
        for (Node node : byId.values()) {
            for (Edge edge : node.edges()) {
                if (!byId.containsKey(edge.from())) {
                    problems.add(new Problem(
                            ErrorCode.PLAN_UNKNOWN_STEP,
                            subject + ": step '" + node.id() + "' comes after '" + edge.from()
                                    + "', and there is no such step\n(steps: " + String.join(", ", byId.keySet())
                                    + ").",
                            Nearest.to(edge.from(), byId.keySet())
                                    .map(near -> "did you mean '" + near + "'?")
                                    .orElse("add that step, or name one of the steps")));
                }
            }
            if (node.join() instanceof Join.AtLeast atLeast
                    && (atLeast.count() < 1 || atLeast.count() > node.edges().size())) {
                problems.add(new Problem(
                        ErrorCode.PLAN_IMPOSSIBLE_JOIN,
                        subject + ": step '" + node.id() + "' waits for at least " + atLeast.count() + " of "
                                + node.edges().size() + " steps.",
                        "use a number from 1 to " + Math.max(1, node.edges().size())));
            }
        }
        if (problems.isEmpty()) {
            List<String> cycle = cycle(byId);
            if (!cycle.isEmpty()) {
                problems.add(new Problem(
                        ErrorCode.PLAN_CYCLE,
                        subject + ": steps wait for each other: " + String.join(" -> ", cycle) + ".",
                        "remove one of these edges"));
            }
        }
        return problems;
    }

    /**
     * Compiles nodes that {@link #check} finds nothing wrong with.
     *
     * @throws IllegalArgumentException if something is wrong with them
     */
    public static StepGraph of(Collection<Node> nodes) {
        List<Problem> problems = check("Step graph", nodes);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(problems.get(0).message());
        }
        Map<String, Node> byId = new LinkedHashMap<>();
        nodes.forEach(node -> byId.put(node.id(), node));
        return new StepGraph(byId, topological(byId));
    }

    /** Kahn's algorithm; ties in the order of the plan, so that the same plan gives the same order. */
    private static List<String> topological(Map<String, Node> nodes) {
        Map<String, Integer> open = new HashMap<>();
        Map<String, List<String>> next = new HashMap<>();
        Deque<String> free = new ArrayDeque<>();
        for (Node node : nodes.values()) {
            open.put(node.id(), node.edges().size());
            node.edges()
                    .forEach(edge -> next.computeIfAbsent(edge.from(), key -> new ArrayList<>())
                            .add(node.id()));
            if (node.edges().isEmpty()) {
                free.add(node.id());
            }
        }
        List<String> order = new ArrayList<>(nodes.size());
        while (!free.isEmpty()) {
            String id = free.remove();
            order.add(id);
            for (String later : next.getOrDefault(id, List.of())) {
                if (open.merge(later, -1, Integer::sum) == 0) {
                    free.add(later);
                }
            }
        }
        return order;
    }

    /** Returns one cycle, first step repeated at its end, or an empty list. Walks backwards among what Kahn left. */
    private static List<String> cycle(Map<String, Node> nodes) {
        Set<String> left = new HashSet<>(nodes.keySet());
        topological(nodes).forEach(left::remove);
        if (left.isEmpty()) {
            return List.of();
        }
        String at = nodes.keySet().stream().filter(left::contains).findFirst().orElseThrow();
        List<String> walk = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        while (seen.add(at)) {
            walk.add(at);
            // Every step that is left has a predecessor that is left, or Kahn would have taken it.
            at = nodes(nodes, at).edges().stream()
                    .map(Edge::from)
                    .filter(left::contains)
                    .findFirst()
                    .orElseThrow();
        }
        List<String> cycle = new ArrayList<>(walk.subList(walk.indexOf(at), walk.size()));
        cycle.add(at);
        java.util.Collections.reverse(cycle);
        return cycle;
    }

    /** Returns the node with that id. */
    public Node node(String id) {
        return nodes(nodes, id);
    }

    /** Returns all nodes in the order of the plan. */
    public Collection<Node> nodes() {
        return java.util.Collections.unmodifiableCollection(nodes.values());
    }

    /** Returns all ids so that every step comes after those it waits for. */
    public List<String> order() {
        return order;
    }

    /** Returns the steps with an edge from the given one. */
    public List<String> successors(String id) {
        return java.util.Collections.unmodifiableList(successors.getOrDefault(id, List.of()));
    }

    /** Returns all steps that come after the given one, at any distance, in topological order. */
    public List<String> downstream(String id) {
        Set<String> reached = new HashSet<>(Set.of(id));
        List<String> result = new ArrayList<>();
        for (String later : order) {
            if (nodes(nodes, later).edges().stream().anyMatch(edge -> reached.contains(edge.from()))) {
                reached.add(later);
                result.add(later);
            }
        }
        return result;
    }

    /** Returns whether the step is reached only when another is rejected or fails (S1). */
    public boolean isContingent(String id) {
        return contingent.contains(id);
    }
}
