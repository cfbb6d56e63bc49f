package dev.runs.run;

import dev.runs.graph.NaiveEvaluation;
import dev.runs.graph.StepState;
import java.util.ArrayList;
import java.util.Collection;
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
        NaiveEvaluation evaluation = NaiveEvaluation.of(run.graph(), run.states());
        List<RunEvent> losers =
                Losers.of(run, evaluation.eligible(), evaluation.skipped().keySet());
        if (!losers.isEmpty()) {
            // Whoever loses does not go on at the same moment: the rest is looked at without them.
            return new Consequences(losers, List.of());
        }
        List<RunEvent> events = new ArrayList<>();
        evaluation.skipped().forEach((step, because) -> events.add(new RunEvent.StepSkipped(step, because)));
        List<String> eligible = new ArrayList<>();
        for (String id : evaluation.eligible()) {
            Step step = run.step(id).orElseThrow();
            if (step.spec().action().isEmpty()) {
                events.add(new RunEvent.StepCompleted(id, Optional.empty(), Optional.empty()));
            } else if (step.payload().isPresent()) {
                eligible.add(id);
            }
        }
        return new Consequences(events, eligible);
    }

    /** Returns the steps that wait for others and have a payload already: what a forecast can speak about. */
    public static List<String> foreseeable(Run run) {
        return foreseeable(run.steps());
    }

    /** Returns the same of some steps. */
    public static List<String> foreseeable(Collection<Step> steps) {
        return steps.stream()
                .filter(step -> step.state() == StepState.BLOCKED)
                .filter(step ->
                        step.spec().action().isPresent() && step.payload().isPresent())
                .map(Step::id)
                .toList();
    }
}
