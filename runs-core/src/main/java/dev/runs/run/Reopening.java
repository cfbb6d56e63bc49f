package dev.runs.run;

import dev.runs.graph.NaiveEvaluation;
import dev.runs.graph.StepState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
        Map<String, StepState> states = new HashMap<>(run.states());
        states.put(resubmitted, StepState.BLOCKED);
        List<String> started = new ArrayList<>();
        Set<String> freed = new HashSet<>();
        // Whatever went on because of the rejection, or because of something that did, did so for a reason that is
        // gone.
        Set<String> undone = new HashSet<>(Set.of(resubmitted));
        for (String id : run.graph().downstream(resubmitted)) {
            StepState state = run.step(id).orElseThrow().state();
            if (isFreedBy(run, id, undone)) {
                if (state.hasStarted()) {
                    started.add(id);
                } else if (state != StepState.SKIPPED) {
                    freed.add(id);
                }
            }
            if (isSuperfluous(run, id) || freed.contains(id)) {
                states.put(id, StepState.BLOCKED);
                undone.add(id);
            }
        }
        // Whatever would be skipped again for another reason stays skipped.
        Set<String> stillDead =
                NaiveEvaluation.of(run.graph(), states).skipped().keySet();
        List<RunEvent> events = new ArrayList<>();
        for (String id : run.graph().downstream(resubmitted)) {
            Step step = run.step(id).orElseThrow();
            boolean reopened = states.get(id) == StepState.BLOCKED && step.state() != StepState.BLOCKED;
            if (reopened && !stillDead.contains(id)) {
                withdraw(step, events);
                events.add(new RunEvent.StepBlocked(id, RunEvent.StepBlocked.Setback.REOPENED, Optional.empty()));
            }
        }
        return new Reopening(started, events);
    }

    /** What a person skipped stays skipped. */
    private static boolean isSuperfluous(Run run, String id) {
        return run.step(id).orElseThrow().skippedBecause().isPresent();
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
