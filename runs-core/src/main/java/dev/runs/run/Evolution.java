package dev.runs.run;

import dev.runs.graph.Edge;
import dev.runs.graph.EdgeCondition;
import dev.runs.graph.Join;
import dev.runs.graph.StepState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * {@code evolve : (Run, Event) -> Run}. Pure: the same events give the same run, live or replayed.
 *
 * @since 0.1.0
 */
public final class Evolution implements RunEvent.Cases<Run> {
    private final @Nullable Run run;
    private final RecordedEvent recorded;

    private Evolution(@Nullable Run run, RecordedEvent recorded) {
        this.run = run;
        this.recorded = recorded;
    }

    /**
     * Returns the run after an event.
     *
     * @param run the run before it; null before {@link RunEvent.RunStarted}
     * @throws IllegalArgumentException if the event's sequence is not the next
     */
    public static Run evolve(@Nullable Run run, RecordedEvent recorded) {
        long due = run == null ? 1 : run.version() + 1;
        if (recorded.sequence() != due) {
            throw new IllegalArgumentException("event " + recorded.sequence() + " where " + due + " is due");
        }
        return recorded.event().match(new Evolution(run, recorded));
    }

    /**
     * Replays a whole history.
     *
     * @throws IllegalArgumentException if the history is empty or has a gap
     */
    public static Run replay(List<RecordedEvent> history) {
        Run run = null;
        for (RecordedEvent event : history) {
            run = evolve(run, event);
        }
        if (run == null) {
            throw new IllegalArgumentException("a history without an event is no run");
        }
        return run;
    }

    private Run before() {
        if (run == null) {
            throw new IllegalArgumentException("the first event of a run must be RunStarted");
        }
        return run;
    }

    private Instant at() {
        return recorded.at();
    }

    /** Changes one step; the step's version moves on, because what can be decided about it has changed. */
    private Run change(String id, Consumer<Step.Change> changes) {
        return update(id, change -> {
            change.version = recorded.sequence();
            changes.accept(change);
        });
    }

    /** Changes one step without moving its version: what somebody looked at still stands. */
    private Run update(String id, Consumer<Step.Change> changes) {
        Run was = before();
        Step step = was.step(id).orElseThrow(() -> new IllegalArgumentException("no step '" + id + "'"));
        Step.Change change = step.change();
        changes.accept(change);
        return was.after(recorded, change.done());
    }

    @Override
    public Run runStarted(RunEvent.RunStarted event) {
        if (run != null) {
            throw new IllegalArgumentException("run '" + run.id() + "' is started twice");
        }
        return Run.restore(event.header(), recorded.sequence(), at(), List.of(), List.of());
    }

    @Override
    public Run stepsAdded(RunEvent.StepsAdded event) {
        List<Step> added = event.steps().stream()
                .map(spec -> Step.added(spec, recorded.sequence(), at()))
                .toList();
        return before().after(recorded, List.of(event.texts()), added, List.of());
    }

    @Override
    public Run payloadSet(RunEvent.PayloadSet event) {
        return change(event.step(), step -> {
            step.payload = Optional.of(event.payload());
            step.regates = 0;
        });
    }

    @Override
    public Run gateAsked(RunEvent.GateAsked event) {
        return update(event.step(), step -> {
            if (event.phase() != dev.runs.gate.GateQuestion.Phase.FORECAST) {
                step.decision = Optional.of(event.decision());
            }
        });
    }

    @Override
    public Run roundOpened(RunEvent.RoundOpened event) {
        return change(event.step(), step -> {
            ActionRef action = stepBefore(event.step()).spec().action().orElseThrow();
            boolean again = !step.rounds.isEmpty()
                    && step.rounds.get(step.rounds.size() - 1).state() == Round.State.SUPERSEDED
                    && step.rounds
                            .get(step.rounds.size() - 1)
                            .digest()
                            .equals(event.payload().digest())
                    // Only at its start; a step that had to wait for another one again is a different matter (S13).
                    && step.state == StepState.READY;
            step.regates = again ? step.regates + 1 : step.regates;
            step.rounds.add(new Round(
                    event.number(),
                    at(),
                    event.requirement(),
                    event.payload().digest(),
                    event.raised().orElse(action.risk()),
                    action.pattern(),
                    event.decision(),
                    event.excluded(),
                    event.carried(),
                    Round.State.OPEN,
                    Optional.empty(),
                    Optional.empty(),
                    event.offers(),
                    event.items(),
                    Set.of(),
                    event.evidence()));
            step.faults.clear();
            step.state(StepState.AWAITING_APPROVAL, at());
        });
    }

    private Step stepBefore(String id) {
        return before().step(id).orElseThrow();
    }

    @Override
    public Run voteCast(RunEvent.VoteCast event) {
        return update(
                event.step(),
                step -> step.replaceRound(step.rounds.get(event.round() - 1).with(event.vote())));
    }

    /** Changes a round without moving the step's version: what somebody looked at is what is asked still. */
    private Run round(AskingEvent event, UnaryOperator<Round> change) {
        return update(event.step(), step -> step.replaceRound(change.apply(step.rounds.get(event.round() - 1))));
    }

    @Override
    public Run stageOpened(AskingEvent.StageOpened event) {
        return change(event.step(), step -> {
            step.replaceRound(step.rounds.get(event.round() - 1).offering(event.track(), event.offer()));
            step.faults.clear();
        });
    }

    @Override
    public Run itemClaimed(AskingEvent.ItemClaimed event) {
        return round(
                event,
                round -> round.arranged(event.key(), round.item(event.key()).ownedBy(Optional.of(event.person()))));
    }

    @Override
    public Run itemReleased(AskingEvent.ItemReleased event) {
        return round(
                event,
                round -> round.arranged(event.key(), round.item(event.key()).ownedBy(Optional.empty())));
    }

    @Override
    public Run itemDelegated(AskingEvent.ItemDelegated event) {
        return round(
                event,
                round -> round.arranged(event.key(), round.item(event.key()).with(event.delegation())));
    }

    @Override
    public Run itemReassigned(AskingEvent.ItemReassigned event) {
        return change(event.step(), step -> {
            step.replaceRound(
                    step.rounds.get(event.round() - 1).reassigned(event.key(), event.to(), event.keepsVotes()));
            step.faults.clear();
        });
    }

    @Override
    public Run reminderSent(AskingEvent.ReminderSent event) {
        return round(
                event,
                round -> round.withOffer(
                        event.track(), round.offers().get(event.track()).withReminder()));
    }

    @Override
    public Run escalated(AskingEvent.Escalated event) {
        return round(
                event,
                round -> round.withOffer(
                        event.track(), round.offers().get(event.track()).escalatedTo(event.to())));
    }

    @Override
    public Run attemptRefused(AskingEvent.AttemptRefused event) {
        return round(event, round -> round.withRefused(recorded.by().id() + " " + event.code()));
    }

    @Override
    public Run commentAdded(RunEvent.CommentAdded event) {
        return update(event.step(), step -> {});
    }

    @Override
    public Run stepStopped(RunEvent.StepStopped event) {
        return change(event.step(), step -> {
            Optional<LateResult> known = LateResult.of(step.state);
            step.end(StepState.CANCELLED, Optional.of(new Ending(Ending.Kind.STOPPED, Optional.empty(), known)), at());
        });
    }

    @Override
    public Run runHeld(RunEvent.RunHeld event) {
        return before().held(recorded, Optional.of(new Hold(at(), recorded.by(), event.reason())));
    }

    @Override
    public Run runReleased(RunEvent.RunReleased event) {
        return before().held(recorded, Optional.empty());
    }

    @Override
    public Run roundClosed(RunEvent.RoundClosed event) {
        return change(event.step(), step -> {
            step.replaceRound(step.rounds.get(event.round() - 1).closed(event.how(), at()));
            step.faults.clear();
        });
    }

    @Override
    public Run permitIssued(RunEvent.PermitIssued event) {
        return change(event.step(), step -> {
            step.permit = Optional.of(event.permit());
            step.attempts = 0;
            step.faults.clear();
            step.state(StepState.READY, at());
        });
    }

    @Override
    public Run permitRevoked(RunEvent.PermitRevoked event) {
        return change(event.step(), step -> step.permit = step.permit.map(permit -> permit.as(Permit.State.REVOKED)));
    }

    @Override
    public Run stepBlocked(RunEvent.StepBlocked event) {
        return change(event.step(), step -> {
            if (event.cause() == RunEvent.StepBlocked.Setback.RESUBMITTED) {
                step.requester = recorded.by();
            }
            step.faults.clear();
            step.state(StepState.BLOCKED, at());
        });
    }

    @Override
    public Run stepHeld(RunEvent.StepHeld event) {
        return change(event.step(), step -> {
            step.state(StepState.HELD, at());
            step.heldUntil = Optional.of(event.until());
        });
    }

    @Override
    public Run changesRequested(RunEvent.ChangesRequested event) {
        return change(event.step(), step -> step.state(StepState.CHANGES_REQUESTED, at()));
    }

    @Override
    public Run stepRejected(RunEvent.StepRejected event) {
        return change(event.step(), step -> {
            step.faults.clear();
            step.state(StepState.REJECTED, at());
        });
    }

    @Override
    public Run stepSkipped(RunEvent.StepSkipped event) {
        return change(event.step(), step -> {
            step.end(StepState.SKIPPED, Optional.empty(), at());
            step.skippedBecause = event.because();
        });
    }

    @Override
    public Run stepStarted(RunEvent.StepStarted event) {
        return change(event.step(), step -> {
            step.permit = step.permit.map(permit -> permit.as(Permit.State.CONSUMED));
            step.attempts = event.attempt();
            step.state(StepState.RUNNING, at());
            step.worker = event.worker();
        });
    }

    @Override
    public Run stepCompleted(RunEvent.StepCompleted event) {
        return change(event.step(), step -> {
            step.outputs = event.outputs();
            step.state(StepState.COMPLETED, at());
        });
    }

    @Override
    public Run stepFailed(RunEvent.StepFailed event) {
        return change(event.step(), step -> {
            step.failure = Optional.of(event.reason());
            step.state(StepState.FAILED, at());
        });
    }

    @Override
    public Run stepRetrying(RunEvent.StepRetrying event) {
        return change(event.step(), step -> {
            step.failure = Optional.of(event.reason());
            step.state(StepState.RETRYING, at());
        });
    }

    @Override
    public Run stepStuck(RunEvent.StepStuck event) {
        return change(event.step(), step -> {
            step.failure = event.reason().or(() -> step.failure);
            step.state(event.repeatable() ? StepState.PARKED : StepState.INDETERMINATE, at());
        });
    }

    @Override
    public Run objectionRecorded(RunEvent.ObjectionRecorded event) {
        return change(event.step(), step -> step.objections.add(event.objection()));
    }

    @Override
    public Run faultRaised(RunEvent.FaultRaised event) {
        return change(
                event.step(), step -> step.faults.add(new Fault(event.code(), event.rules(), event.roles(), at())));
    }

    @Override
    public Run stepInserted(RunEvent.StepInserted event) {
        Step.Change target = stepBefore(event.before()).change();
        target.version = recorded.sequence();
        target.spec = target.spec.at(Join.all(), List.of(new Edge(event.step().id(), EdgeCondition.COMPLETED)));
        if (target.state != StepState.CHANGES_REQUESTED) {
            target.faults.clear();
            target.state(StepState.BLOCKED, at());
        }
        return patched(event.step(), event.texts(), List.of(target.done()));
    }

    /** What is only moved keeps its version: what can be decided about it is the same. */
    @Override
    public Run stepReplaced(RunEvent.StepReplaced event) {
        Step.Change old = stepBefore(event.step()).change();
        old.version = recorded.sequence();
        old.end(StepState.CANCELLED, Optional.of(Ending.replacedBy(event.by().id())), at());
        List<Step> changed = new ArrayList<>(List.of(old.done()));
        before().graph().successors(event.step()).stream()
                .distinct()
                .map(this::stepBefore)
                .filter(step -> !step.state().hasStarted())
                .map(step -> step.afterInsteadOf(event.step(), event.by().id()))
                .forEach(changed::add);
        return patched(event.by(), event.texts(), changed);
    }

    private Run patched(StepSpec added, String texts, List<Step> changed) {
        Step fresh = Step.added(added, recorded.sequence(), at());
        return before().after(recorded, List.of(texts), List.of(fresh), changed);
    }

    @Override
    public Run stepWaived(RunEvent.StepWaived event) {
        return change(event.step(), step -> step.end(StepState.COMPLETED, Optional.of(Ending.waived()), at()));
    }

    @Override
    public Run stepCancelled(RunEvent.StepCancelled event) {
        return change(event.step(), step -> {
            Optional<LateResult> known = LateResult.of(step.state);
            Ending outrun = new Ending(Ending.Kind.OUTRUN, Optional.of(event.because()), known);
            step.end(StepState.CANCELLED, Optional.of(outrun), at());
        });
    }

    @Override
    public Run roundSuspended(RunEvent.RoundSuspended event) {
        return change(
                event.step(),
                step -> step.replaceRound(step.rounds.get(event.round() - 1).suspended(at())));
    }

    @Override
    public Run roundResumed(RunEvent.RoundResumed event) {
        return change(event.step(), step -> {
            step.replaceRound(step.rounds.get(event.round() - 1).resumed(at()));
            step.state(StepState.AWAITING_APPROVAL, at());
        });
    }

    @Override
    public Run lateResultRecorded(RunEvent.LateResultRecorded event) {
        return change(event.step(), step -> {
            step.ending = step.ending.map(how -> how.with(event.result()));
            step.outputs = event.outputs().or(() -> step.outputs);
        });
    }
}
