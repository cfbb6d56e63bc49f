package dev.runs.run;

import dev.runs.graph.Node;
import java.util.Optional;

/**
 * What a step is, as it was added; only its payload can change later.
 *
 * @param node the step's id, join and edges
 * @param action the action; empty for a milestone, which is complete as soon as its join is true
 * @param payload the payload it was added with; empty if it comes later
 * @param proposedBy who added it
 * @since 0.1.0
 */
public record StepSpec(Node node, Optional<ActionRef> action, Optional<PayloadRef> payload, ActorRef proposedBy) {
    /** Returns the step's id. */
    public String id() {
        return node.id();
    }
}
