package dev.runs.run;

import dev.runs.graph.Evaluation;
import dev.runs.graph.StepGraph;
import dev.runs.graph.StepState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a resubmission does to the steps after a rejected one (S11): those skipped because of it may be needed again, and
 * those that its rejection set free wait again.
 *
 * @param started steps that followed from the rejection and have started; the resubmission must be refused
 * @param events what happens to the others
 */
record Reopening(List<String> started, List<RunEvent> events) {
    static Reopening of(Run run, String resubmitted) {
        StepGraph graph = run.graph();
        Evaluation evaluation = run.standings().edit();
        evaluation.set(graph.rank(resubmitted), StepState.BLOCKED);
        List<String> downstream = graph.downstream(resubmitted);
        List<String> started = new ArrayList<>();
        List<Step> reopened = new ArrayList<>();
        // Whatever went on because of the rejection, or because of something that did, did so for a reason that is
        // gone.
        Set<String> undone = new HashSet<>(Set.of(resubmitted));
        for (String id : downstream) {
            Step step = run.step(id).orElseThrow();
            boolean freed = isFreedBy(run, id, undone);
            if (freed && step.state().hasStarted()) {
                started.add(id);
            } else if (freed || step.skippedBecause().isPresent()) {
                evaluation.set(graph.rank(id), StepState.BLOCKED);
                reopened.add(step);
                undone.add(id);
            }
        }
        evaluation.settle();
        List<RunEvent> events = new ArrayList<>();
        for (Step step : reopened) {
            // Whatever would be skipped again for another reason stays skipped.
            if (!evaluation.isDead(graph.rank(step.id()))) {
                withdraw(step, events);
                events.add(
                        new RunEvent.StepBlocked(step.id(), RunEvent.StepBlocked.Setback.REOPENED, Optional.empty()));
            }
        }
        evaluation.end();
        return new Reopening(started, events);
    }

    /** A step that went on because of how one of the given steps ended: an edge from there holds. */
    private static boolean isFreedBy(Run run, String id, Set<String> undone) {
        Step step = run.step(id).orElseThrow();
        if (step.state() == StepState.BLOCKED || isPatchedAway(step)) {
            return false;
        }
        return run.graph().node(id).edges().stream()
                .filter(edge -> undone.contains(edge.from()))
                .anyMatch(edge -> edge.condition()
                        .holds(run.step(edge.from()).orElseThrow().state()));
    }

    /** It came to its end because somebody, or another step, said so: that does not go back. */
    private static boolean isPatchedAway(Step step) {
        boolean skippedByHand =
                step.state() == StepState.SKIPPED && step.skippedBecause().isEmpty();
        return skippedByHand || step.ending().isPresent();
    }

    private static void withdraw(Step step, List<RunEvent> events) {
        step.openRound()
                .ifPresent(round -> events.add(
                        new RunEvent.RoundClosed(step.id(), round.number(), Round.State.WITHDRAWN, Optional.empty())));
        if (step.state() == StepState.READY) {
            step.permit().ifPresent(permit -> events.add(new RunEvent.PermitRevoked(step.id(), permit.key())));
        }
    }
}
