package dev.runs.lineage;

import dev.runs.storage.Direction;
import dev.runs.storage.EdgeRow;
import dev.runs.storage.NodeRef;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Walks along lineage edges, breadth first, each node once. Thread-safe if its source of edges is.
 *
 * @since 0.1.0
 */
public final class Tracer {
    private final BiFunction<NodeRef, Direction, List<EdgeRow>> edges;
    private final int limit;

    /**
     * Creates a tracer.
     *
     * @param edges the edges out of a node in a direction: those that end in it upstream, those that begin in it downstream
     * @param limit how many nodes a walk reaches at most
     */
    public Tracer(BiFunction<NodeRef, Direction, List<EdgeRow>> edges, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit is " + limit + "; at least 1 is needed");
        }
        this.edges = edges;
        this.limit = limit;
    }

    /** Returns everything that led to a node. */
    public Trace upstream(NodeRef root) {
        return walk(root, Direction.UPSTREAM);
    }

    /** Returns everything that a node led to. */
    public Trace downstream(NodeRef root) {
        return walk(root, Direction.DOWNSTREAM);
    }

    /** Returns everything in one direction of a node. */
    public Trace walk(NodeRef root, Direction direction) {
        Map<NodeRef, Integer> depths = new LinkedHashMap<>();
        Set<EdgeRow> met = new LinkedHashSet<>();
        Deque<NodeRef> open = new ArrayDeque<>();
        boolean complete = true;
        depths.put(root, 0);
        open.add(root);
        while (!open.isEmpty()) {
            NodeRef node = open.remove();
            int depth = depths.getOrDefault(node, 0);
            for (EdgeRow edge : edges.apply(node, direction)) {
                NodeRef next = direction == Direction.UPSTREAM ? edge.from() : edge.to();
                if (!depths.containsKey(next)) {
                    if (depths.size() == limit) {
                        complete = false;
                        continue;
                    }
                    depths.put(next, depth + 1);
                    open.add(next);
                }
                met.add(edge);
            }
        }
        List<Trace.Node> nodes = new ArrayList<>(depths.size());
        depths.forEach((ref, depth) -> nodes.add(new Trace.Node(ref, depth)));
        return new Trace(root, direction, nodes, List.copyOf(met), complete);
    }
}
