package dev.runs.run;

import dev.runs.graph.Edge;
import dev.runs.graph.Node;
import dev.runs.graph.StepGraph;
import dev.runs.graph.StepState;
import dev.runs.graph.StepStates;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What follows from the state of a run by itself: steps that will not be needed, milestones that are reached, and steps
 * that are eligible, so that the gate must be asked about them (S3).
 *
 * @param events the events that follow without asking anybody
 * @param eligible the steps about which the gate must be asked once those events are applied
 * @since 0.1.0
 */
public record Consequences(List<RunEvent> events, List<String> eligible) {
    /** Looks at a run; it is settled when there is neither an event nor an eligible step. */
    public static Consequences of(Run run) {
        if (run.hold().isPresent()) {
            return new Consequences(List.of(), List.of());
        }
        StepStates states = run.standings();
        List<RunEvent> losers = Losers.of(run);
        if (!losers.isEmpty()) {
            // Whoever loses does not go on at the same moment: the rest is looked at without them.
            return new Consequences(losers, List.of());
        }
        List<RunEvent> events = new ArrayList<>();
        List<RunEvent> reached = new ArrayList<>();
        List<String> eligible = new ArrayList<>();
        for (int rank : run.openings()) {
            Step step = run.at(rank);
            if (states.isDead(rank)) {
                events.add(new RunEvent.StepSkipped(
                        step.id(), killer(run.graph(), states, step.spec().node())));
            } else if (step.spec().action().isEmpty()) {
                reached.add(new RunEvent.StepCompleted(step.id(), Optional.empty(), Optional.empty()));
            } else if (states.isEligible(rank)) {
                eligible.add(step.id());
            }
        }
        events.addAll(reached);
        return new Consequences(events, eligible);
    }

    /** Returns a step whose end made a join impossible. */
    private static String killer(StepGraph graph, StepStates states, Node node) {
        String killer = "";
        for (Edge edge : node.edges()) {
            int source = graph.rank(edge.from());
            StepState end = states.isDead(source) ? StepState.SKIPPED : states.state(source);
            killer = edge.condition().isDead(end) ? edge.from() : killer;
        }
        return killer;
    }

    /** Returns those of some steps that wait for others and have a payload already: what a forecast can speak about. */
    public static List<String> foreseeable(List<Step> steps) {
        return steps.stream()
                .filter(step -> step.state() == StepState.BLOCKED)
                .filter(step ->
                        step.spec().action().isPresent() && step.payload().isPresent())
                .map(Step::id)
                .toList();
    }
}
