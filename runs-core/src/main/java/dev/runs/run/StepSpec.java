package dev.runs.run;

import dev.runs.graph.Edge;
import dev.runs.graph.Join;
import dev.runs.graph.Node;
import java.util.List;
import java.util.Optional;

/**
 * What a step is, as it was added. Its payload can change later, and so can its place in the graph, by patches (S13).
 *
 * @param node the step's id, join and edges
 * @param action the action; empty for a milestone, which is complete as soon as its join is true
 * @param payload the payload it was added with; empty if it comes later
 * @param proposedBy who added it
 * @param exclusive what it needs for itself alone: of the run's steps with the same word here, no two are at work at once
 * @since 0.1.0
 */
public record StepSpec(
        Node node,
        Optional<ActionRef> action,
        Optional<PayloadRef> payload,
        ActorRef proposedBy,
        Optional<String> exclusive) {
    /** Makes a step that may be at work together with any other. */
    public StepSpec(Node node, Optional<ActionRef> action, Optional<PayloadRef> payload, ActorRef proposedBy) {
        this(node, action, payload, proposedBy, Optional.empty());
    }

    /** Returns the step's id. */
    public String id() {
        return node.id();
    }

    /** Returns this step at another place in the graph. */
    StepSpec at(Join join, List<Edge> edges) {
        return new StepSpec(new Node(id(), join, edges), action, payload, proposedBy, exclusive);
    }

    /** Returns this step with one of the steps that it waits for in the place of another one. */
    StepSpec afterInsteadOf(String earlier, String other) {
        List<Edge> edges = node.edges().stream()
                .map(edge -> edge.from().equals(earlier) ? new Edge(other, edge.condition()) : edge)
                .toList();
        return at(node.join(), edges);
    }
}
