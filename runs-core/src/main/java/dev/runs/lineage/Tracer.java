package dev.runs.lineage;

import dev.runs.storage.Cursor;
import dev.runs.storage.Direction;
import dev.runs.storage.EdgeRow;
import dev.runs.storage.NodeRef;
import dev.runs.storage.Page;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Walks along lineage edges, breadth first, each node once. Thread-safe if its source of edges is.
 *
 * @since 0.1.0
 */
public final class Tracer {
    /**
     * Where edges are read, page by page.
     *
     * @since 0.1.0
     */
    public interface Source {
        /** Returns some of the edges that end in a node (upstream) or begin in it (downstream). */
        Page<EdgeRow> edges(NodeRef node, Direction direction, Cursor after);
    }

    private final Source edges;
    private final int limit;

    /**
     * Creates a tracer.
     *
     * @param edges the edges
     * @param limit how many nodes a walk reaches at most
     */
    public Tracer(Source edges, int limit) {
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
            Optional<Cursor> next = Optional.of(Cursor.start());
            while (next.isPresent()) {
                Page<EdgeRow> page = edges.edges(node, direction, next.get());
                for (EdgeRow edge : page.rows()) {
                    NodeRef end = direction == Direction.UPSTREAM ? edge.from() : edge.to();
                    if (depths.size() == limit && !depths.containsKey(end)) {
                        complete = false;
                        continue;
                    }
                    if (depths.putIfAbsent(end, depth + 1) == null) {
                        open.add(end);
                    }
                    met.add(edge);
                }
                // A node with more edges than the walk may reach is not read to its end.
                complete &= page.next().isEmpty() || depths.size() < limit;
                next = depths.size() < limit ? page.next() : Optional.empty();
            }
        }
        List<Trace.Node> nodes = new ArrayList<>(depths.size());
        depths.forEach((ref, depth) -> nodes.add(new Trace.Node(ref, depth)));
        return new Trace(root, direction, nodes, List.copyOf(met), complete);
    }
}
