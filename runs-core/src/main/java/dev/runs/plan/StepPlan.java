package dev.runs.plan;

import dev.runs.content.Payload;
import dev.runs.graph.Edge;
import dev.runs.graph.Join;
import java.util.List;
import java.util.Optional;

/**
 * A step as it is planned.
 *
 * @param id the step's id, unique within the run
 * @param title its title
 * @param action its action; empty for a milestone
 * @param join how many of its edges must be true
 * @param edges the edges into it
 * @param note what is said of it when it is done, unless its handler says something else
 * @param exclusive what it needs for itself alone; empty if nothing
 * @since 0.1.0
 */
public record StepPlan(
        String id,
        String title,
        Optional<ActionPlan> action,
        Join join,
        List<Edge> edges,
        Optional<String> note,
        Optional<String> exclusive) {
    /** Copies the edges. */
    public StepPlan {
        edges = List.copyOf(edges);
    }

    /**
     * An action as it is planned.
     *
     * @param type the action type
     * @param title the action's title; approvers read it
     * @param payload the payload; empty if another step supplies it later
     * @since 0.1.0
     */
    public record ActionPlan(String type, String title, Optional<Payload> payload) {}
}
