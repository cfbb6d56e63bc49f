package dev.runs.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks at every step anew and says which of the blocked ones may go on and which never will. It is slow and obviously
 * right: the oracle of every faster evaluation.
 *
 * @param eligible blocked steps whose join is true, in topological order
 * @param skipped blocked steps whose join is dead, in topological order, each with a step that killed it
 * @since 0.1.0
 */
public record NaiveEvaluation(List<String> eligible, Map<String, String> skipped) {
    /** Evaluates a graph in the given states. */
    public static NaiveEvaluation of(StepGraph graph, Map<String, StepState> states) {
        Map<String, StepState> now = new HashMap<>(states);
        List<String> eligible = new ArrayList<>();
        Map<String, String> skipped = new java.util.LinkedHashMap<>();
        for (String id : graph.order()) {
            if (state(now, id) != StepState.BLOCKED) {
                continue;
            }
            Node node = graph.node(id);
            int live = 0;
            int holding = 0;
            String killer = "";
            for (Edge edge : node.edges()) {
                StepState from = state(now, edge.from());
                if (edge.condition().holds(from)) {
                    holding++;
                } else if (edge.condition().isDead(from)) {
                    killer = edge.from();
                } else {
                    live++;
                }
            }
            int needed = node.join().needed(node.edges().size());
            if (holding >= needed) {
                eligible.add(id);
            } else if (holding + live < needed) {
                skipped.put(id, killer);
                // A skipped step is at its end, and those after it are looked at later in this very loop.
                now.put(id, StepState.SKIPPED);
            }
        }
        return new NaiveEvaluation(List.copyOf(eligible), java.util.Collections.unmodifiableMap(skipped));
    }

    private static StepState state(Map<String, StepState> states, String id) {
        StepState state = states.get(id);
        if (state == null) {
            throw new IllegalArgumentException("no state for step '" + id + "'");
        }
        return state;
    }
}
