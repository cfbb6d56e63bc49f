package dev.runs.graph;

import java.util.List;

/**
 * A step as the graph sees it.
 *
 * @param id the step's id
 * @param join how many edges must be true
 * @param edges the edges into the step
 * @since 0.1.0
 */
public record Node(String id, Join join, List<Edge> edges) {
    /** Copies the edges. */
    public Node {
        edges = List.copyOf(edges);
    }
}
