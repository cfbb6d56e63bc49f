package dev.runs.graph;

import dev.runs.error.ErrorCode;
import dev.runs.error.Nearest;
import dev.runs.error.Problem;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a run and the edges between them: no unknown step, no duplicate, no cycle. Compiled once: a step's
 * <em>rank</em> is its place in a topological order, so that edges only lead to higher ranks, and edges are compressed rows
 * of numbers in both directions. Immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class StepGraph {
    /** In a row of edges the condition stands below the rank of the other step. */
    static final int CONDITION_SHIFT = 4;

    static final int RANK_SHIFT = 6;

    private final List<Node> nodes;
    private final Map<String, Integer> positions;
    private final int[] positionOf;
    private final int[] rankOf;
    final int[] sourceRows;
    final int[] sources;
    final int[] targetRows;
    final int[] targets;
    final int[] needed;
    /** Where the two counters of a step are that has so many edges that they are counted; -1 for any other. */
    final int[] counters;

    private final int counted;
    private final BitSet contingent = new BitSet();
    private final AtomicReference<@Nullable Marks> spareMarks = new AtomicReference<>();

    private StepGraph(Topology topology) {
        this.nodes = topology.nodes();
        this.positions = topology.positions();
        this.positionOf = topology.order();
        int size = positionOf.length;
        this.rankOf = new int[size];
        for (int rank = 0; rank < size; rank++) {
            rankOf[positionOf[rank]] = rank;
        }
        this.sourceRows = new int[size + 1];
        this.targetRows = new int[size + 1];
        this.sources = new int[topology.edges()];
        this.targets = new int[topology.edges()];
        this.needed = new int[size];
        for (int rank = 0; rank < size; rank++) {
            compileSources(topology, rank);
        }
        compileTargets();
        this.counters = new int[size];
        this.counted = countWide();
    }

    private void compileSources(Topology topology, int rank) {
        Node node = nodes.get(positionOf[rank]);
        int edges = node.edges().size();
        int row = sourceRows[rank];
        int plain = 0;
        for (int i = 0; i < edges; i++) {
            EdgeCondition condition = node.edges().get(i).condition();
            int source = rankOf[topology.source(positionOf[rank], i)];
            sources[row + i] = (source << RANK_SHIFT) | Codes.edge(condition);
            targetRows[source + 1]++;
            boolean sideways = condition == EdgeCondition.REJECTED || condition == EdgeCondition.FAILED;
            plain += sideways || contingent.get(source) ? 0 : 1;
        }
        sourceRows[rank + 1] = row + edges;
        needed[rank] = node.join().needed(edges);
        // Without enough plain edges its join cannot be true unless something was rejected or failed.
        if (plain < needed[rank]) {
            contingent.set(rank);
        }
    }

    private void compileTargets() {
        int size = needed.length;
        for (int rank = 0; rank < size; rank++) {
            targetRows[rank + 1] += targetRows[rank];
        }
        int[] free = targetRows.clone();
        for (int rank = 0; rank < size; rank++) {
            for (int e = sourceRows[rank]; e < sourceRows[rank + 1]; e++) {
                int condition = sources[e] & (3 << CONDITION_SHIFT);
                targets[free[sources[e] >>> RANK_SHIFT]++] = (rank << RANK_SHIFT) | condition;
            }
        }
    }

    private int countWide() {
        int found = 0;
        for (int rank = 0; rank < needed.length; rank++) {
            boolean wide = sourceRows[rank + 1] - sourceRows[rank] > StepStates.WIDE;
            counters[rank] = wide ? found : -1;
            found += wide ? 2 : 0;
        }
        return found;
    }

    /**
     * Returns everything that is wrong with these nodes as one graph, empty if they can be {@link #of compiled}.
     *
     * @param subject how messages name the whole, such as {@code Run plan 'Advocacy Nomination'}
     */
    public static List<Problem> check(String subject, Collection<Node> nodes) {
        List<Node> all = List.copyOf(nodes);
        Map<String, Integer> positions = Topology.positions(all);
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Node node = all.get(i);
            if (positions.getOrDefault(node.id(), i) != i) {
                problems.add(new Problem(
                        ErrorCode.PLAN_DUPLICATE_STEP,
                        subject + ": two steps have the id '" + node.id() + "'.",
                        "give one of them another id"));
            }
        }
        for (int i = 0; i < all.size(); i++) {
            if (positions.getOrDefault(all.get(i).id(), i) == i) {
                checkEdges(subject, all.get(i), all, positions, problems);
            }
        }
        if (problems.isEmpty()) {
            List<String> cycle = new Topology(all, positions).cycle();
            if (!cycle.isEmpty()) {
                problems.add(new Problem(
                        ErrorCode.PLAN_CYCLE,
                        subject + ": steps wait for each other: " + String.join(" -> ", cycle) + ".",
                        "remove one of these edges"));
            }
        }
        return problems;
    }

    private static void checkEdges(
            String subject, Node node, List<Node> all, Map<String, Integer> positions, List<Problem> problems) {
        for (Edge edge : node.edges()) {
            if (!positions.containsKey(edge.from())) {
                List<String> ids = all.stream().map(Node::id).distinct().toList();
                problems.add(new Problem(
                        ErrorCode.PLAN_UNKNOWN_STEP,
                        subject + ": step '" + node.id() + "' comes after '" + edge.from()
                                + "', and there is no such step (steps: " + String.join(", ", ids) + ").",
                        Nearest.to(edge.from(), ids)
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

    /**
     * Compiles nodes that {@link #check} finds nothing wrong with.
     *
     * @throws IllegalArgumentException if something is wrong with them
     */
    public static StepGraph of(Collection<Node> nodes) {
        List<Node> all = List.copyOf(nodes);
        Map<String, Integer> positions = Topology.positions(all);
        boolean whole = positions.size() == all.size()
                && all.stream()
                        .flatMap(node -> node.edges().stream())
                        .allMatch(edge -> positions.containsKey(edge.from()));
        Optional<Topology> topology = whole ? Optional.of(new Topology(all, positions)) : Optional.empty();
        return topology.filter(found -> found.order().length == all.size())
                .filter(found -> all.stream().allMatch(StepGraph::isPossible))
                .map(StepGraph::new)
                .orElseThrow(() -> new IllegalArgumentException(
                        check("Step graph", nodes).get(0).message()));
    }

    private static boolean isPossible(Node node) {
        int needed = node.join().needed(node.edges().size());
        return needed <= node.edges().size() && (needed >= 1 || !(node.join() instanceof Join.AtLeast));
    }

    /** Returns how many steps there are. */
    public int size() {
        return needed.length;
    }

    /** Returns whether there is a step with that id. */
    public boolean contains(String id) {
        return positions.containsKey(id);
    }

    /**
     * Returns the place of a step in the order of the plan.
     *
     * @throws IllegalArgumentException if there is no such step
     */
    public int position(String id) {
        Integer position = positions.get(id);
        if (position == null) {
            throw new IllegalArgumentException("no step '" + id + "' in the graph");
        }
        return position;
    }

    /**
     * Returns the place of a step in the topological order.
     *
     * @throws IllegalArgumentException if there is no such step
     */
    public int rank(String id) {
        return rankOf[position(id)];
    }

    /** Returns the step at a place of the topological order. */
    public Node at(int rank) {
        return nodes.get(positionOf[rank]);
    }

    /** Returns the place in the order of the plan of the step at a place of the topological order. */
    public int positionAt(int rank) {
        return positionOf[rank];
    }

    /**
     * Returns the node with that id.
     *
     * @throws IllegalArgumentException if there is no such step
     */
    public Node node(String id) {
        return nodes.get(position(id));
    }

    /** Returns all nodes in the order of the plan. */
    public Collection<Node> nodes() {
        return nodes;
    }

    /** Returns all ids so that every step comes after those it waits for. */
    public List<String> order() {
        return new AbstractList<>() {
            @Override
            public String get(int rank) {
                return at(rank).id();
            }

            @Override
            public int size() {
                return positionOf.length;
            }
        };
    }

    /** Returns the steps with an edge from the given one. */
    public List<String> successors(String id) {
        int rank = rank(id);
        List<String> successors = new ArrayList<>();
        for (int e = targetRows[rank]; e < targetRows[rank + 1]; e++) {
            successors.add(at(targets[e] >>> RANK_SHIFT).id());
        }
        return successors;
    }

    /** Returns all steps that come after the given one, at any distance, in topological order. */
    public List<String> downstream(String id) {
        BitSet reached = new BitSet();
        int from = rank(id);
        reached.set(from);
        List<String> result = new ArrayList<>();
        for (int rank = from; rank >= 0; rank = reached.nextSetBit(rank + 1)) {
            for (int e = targetRows[rank]; e < targetRows[rank + 1]; e++) {
                reached.set(targets[e] >>> RANK_SHIFT);
            }
            if (rank != from) {
                result.add(at(rank).id());
            }
        }
        return result;
    }

    /** Returns whether the step is reached only when another is rejected or fails (S1). */
    public boolean isContingent(String id) {
        return contingent.get(rank(id));
    }

    /** Returns how many counters there are: two for each step with so many edges that they are counted. */
    int counted() {
        return counted;
    }

    /** Lends marks that are clean; give them back with {@link #giveBack}. */
    Marks marks() {
        Marks spare = spareMarks.getAndSet(null);
        return spare == null ? new Marks(size()) : spare;
    }

    /** Takes clean marks back for the next who asks. */
    void giveBack(Marks marks) {
        spareMarks.set(marks);
    }

    @Override
    public String toString() {
        return "StepGraph"
                + Arrays.toString(nodes.stream().limit(20).map(Node::id).toArray());
    }
}
