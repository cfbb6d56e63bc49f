package dev.runs.run;

import dev.runs.error.ErrorCode;
import dev.runs.graph.StepGraph;
import dev.runs.graph.StepState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code decide : (Run, Command) -> Accepted(events) | Refused(reason)}. Pure: no clock, no randomness, no I/O; everything
 * arrives as an argument.
 *
 * @since 0.1.0
 */
public final class Decider {
    private final Run run;
    private final Circumstances given;

    private Decider(Run run, Circumstances given) {
        this.run = run;
        this.given = given;
    }

    /** Decides one command. */
    public static Decision decide(Run run, Command command, Circumstances given) {
        Decider decider = new Decider(run, given);
        Arranging arranging = new Arranging(run, given);
        Optional<Refusal> onHold = isDoneOnHold(command) ? Optional.empty() : arranging.onHold();
        if (onHold.isPresent()) {
            return Decision.refuse(onHold.get());
        }
        if (command instanceof Command.AddSteps add) {
            return decider.addSteps(add);
        } else if (command instanceof Command.CastVote vote) {
            return new Voting(run, given).cast(vote);
        } else if (command instanceof Command.Reverse reverse) {
            return new Voting(run, given).reverse(reverse);
        } else if (command instanceof Command.Recall recall) {
            return decider.recall(recall);
        } else if (command instanceof Command.Resubmit resubmit) {
            return decider.resubmit(resubmit);
        } else if (command instanceof Command.EditPayload edit) {
            return decider.edit(edit);
        } else if (command instanceof Command.Resolve resolve) {
            return decider.resolve(resolve);
        } else if (command instanceof Command.Bind bind) {
            return new Gating(run, given, bind.roles()).bind(bind);
        } else if (command instanceof Command.Forecast forecast) {
            return new Gating(run, given, Map.of()).forecast(forecast);
        } else if (command instanceof Command.StartStep start) {
            return new Gating(run, given, start.roles()).start(start);
        } else if (command instanceof Command.CompleteStep complete) {
            return decider.complete(complete);
        } else if (command instanceof Command.FailStep fail) {
            return decider.fail(fail);
        } else if (command instanceof Command.Wake wake) {
            return new Waking(run, given).wake(wake);
        } else if (command instanceof Command.Claim claim) {
            return arranging.claim(claim);
        } else if (command instanceof Command.Release release) {
            return arranging.release(release);
        } else if (command instanceof Command.Delegate delegate) {
            return arranging.delegate(delegate);
        } else if (command instanceof Command.Reassign reassign) {
            return arranging.reassign(reassign);
        } else if (command instanceof Command.CancelRun cancel) {
            return arranging.cancel(cancel);
        } else if (command instanceof Command.HoldRun hold) {
            return arranging.hold(hold);
        } else if (command instanceof Command.ReleaseRun release) {
            return arranging.letGo(release);
        } else if (command instanceof Command.AddComment comment) {
            return arranging.comment(comment);
        } else if (command instanceof Command.NoteAttempt attempt) {
            return arranging.attempt(attempt);
        } else if (command instanceof Command.InsertBefore insert) {
            return new Patching(run).insert(insert);
        } else if (command instanceof Command.Replace replace) {
            return new Patching(run).replace(replace);
        } else if (command instanceof Command.Skip skip) {
            return new Patching(run).skip(skip);
        } else if (command instanceof Command.Waive waive) {
            return new Patching(run).waive(waive);
        }
        throw new IllegalStateException("no decision for " + command.getClass());
    }

    /** What is at work comes to its end, and people may talk, also while nothing is decided. */
    private static boolean isDoneOnHold(Command command) {
        return command instanceof Command.HoldRun
                || command instanceof Command.ReleaseRun
                || command instanceof Command.AddComment
                || command instanceof Command.NoteAttempt
                || command instanceof Command.CompleteStep
                || command instanceof Command.FailStep;
    }

    private Decision addSteps(Command.AddSteps command) {
        List<dev.runs.graph.Node> nodes = new ArrayList<>();
        run.steps().forEach(step -> nodes.add(step.spec().node()));
        command.steps().forEach(step -> nodes.add(step.node()));
        var problems = StepGraph.check("Run '" + run.id() + "'", nodes);
        if (!problems.isEmpty()) {
            return Decision.refuse(new Refusal(problems.get(0), Optional.empty()));
        }
        return Decision.accept(List.of(added(command)));
    }

    static RunEvent added(Command.AddSteps command) {
        return new RunEvent.StepsAdded(command.steps(), command.texts());
    }

    private Decision recall(Command.Recall command) {
        Optional<Refusal> unseen = Checks.seen(run, command.seen());
        if (unseen.isPresent()) {
            return Decision.refuse(unseen.get());
        }
        Step step = Checks.step(run, command.seen());
        if (!Checks.requesters(run, step).contains(command.actor().id())) {
            return Decision.refuse(Refusal.of(
                    step,
                    ErrorCode.SEPARATION_OF_DUTIES,
                    "Step '" + step.id() + "': a request is taken back by who made it, and '"
                            + command.actor().id() + "' did not.",
                    "reject it, if you are an approver"));
        }
        List<RunEvent> events = new ArrayList<>();
        if (step.state() == StepState.AWAITING_APPROVAL) {
            step.openRound()
                    .ifPresent(round -> events.add(new RunEvent.RoundClosed(
                            step.id(), round.number(), Round.State.RECALLED, Optional.of(command.reason()))));
        } else if (step.state() == StepState.READY) {
            step.permit().ifPresent(permit -> events.add(new RunEvent.PermitRevoked(step.id(), permit.key())));
            step.lastRound()
                    .filter(round -> round.state() == Round.State.APPROVED)
                    .ifPresent(round -> events.add(new RunEvent.RoundClosed(
                            step.id(), round.number(), Round.State.RECALLED, Optional.of(command.reason()))));
        } else {
            return Decision.refuse(Checks.notNow(step, "recalled", "only what is asked or approved can be taken back"));
        }
        events.add(new RunEvent.ChangesRequested(step.id(), Optional.of(command.reason())));
        return Decision.accept(events);
    }

    private Decision resubmit(Command.Resubmit command) {
        Optional<Refusal> unseen = Checks.seen(run, command.seen());
        if (unseen.isPresent()) {
            return Decision.refuse(unseen.get());
        }
        Step step = Checks.step(run, command.seen());
        if (step.state() != StepState.REJECTED && step.state() != StepState.CHANGES_REQUESTED) {
            return Decision.refuse(
                    Checks.notNow(step, "resubmitted", "only what was rejected or taken back can be asked again"));
        }
        Reopening reopening = Reopening.of(run, step.id());
        if (!reopening.started().isEmpty()) {
            return Decision.refuse(Refusal.of(
                    step,
                    ErrorCode.SUCCESSOR_STARTED,
                    "Step '" + step.id() + "' cannot be resubmitted: '" + String.join("', '", reopening.started())
                            + "' followed from its rejection and started.",
                    "propose a new step for what is wanted now"));
        }
        List<RunEvent> events = new ArrayList<>();
        command.payload()
                .ifPresent(payload -> events.add(new RunEvent.PayloadSet(
                        step.id(), payload, RunEvent.PayloadSet.Origin.RESUBMISSION, Optional.of(command.reason()))));
        events.add(new RunEvent.StepBlocked(
                step.id(), RunEvent.StepBlocked.Setback.RESUBMITTED, Optional.of(command.reason())));
        events.addAll(reopening.events());
        return Decision.accept(events);
    }

    private Decision edit(Command.EditPayload command) {
        Optional<Refusal> unseen = Checks.seen(run, command.seen());
        if (unseen.isPresent()) {
            return Decision.refuse(unseen.get());
        }
        Step step = Checks.step(run, command.seen());
        if (!Command.editable().contains(step.state()) || step.spec().action().isEmpty()) {
            String mend = step.state() == StepState.REJECTED
                    ? "resubmit it with the new payload"
                    : "only the payload of an action that has not started can be edited";
            return Decision.refuse(Checks.notNow(step, "edited", mend));
        }
        Optional<Vote> first = step.openRound()
                .filter(round -> round.requirement().frozen())
                .flatMap(round -> round.votes().stream().findFirst());
        if (first.isPresent()) {
            return Decision.refuse(Checks.notNow(
                    step,
                    "edited since '" + first.get().voter().id() + "' answered",
                    "take the request back and ask again; the rules freeze what people have begun to decide on"));
        }
        List<RunEvent> events = new ArrayList<>();
        if (step.state() == StepState.READY) {
            step.permit().ifPresent(permit -> events.add(new RunEvent.PermitRevoked(step.id(), permit.key())));
        }
        step.lastRound()
                .filter(round -> round.isOpen()
                        || round.state() == Round.State.APPROVED
                        || round.state() == Round.State.SUSPENDED)
                .ifPresent(round -> events.add(superseded(step, round, command.reason())));
        events.add(new RunEvent.PayloadSet(
                step.id(), command.payload(), RunEvent.PayloadSet.Origin.EDIT, Optional.of(command.reason())));
        if (step.state() != StepState.BLOCKED && step.state() != StepState.CHANGES_REQUESTED) {
            events.add(new RunEvent.StepBlocked(
                    step.id(), RunEvent.StepBlocked.Setback.EDITED, Optional.of(command.reason())));
        }
        return Decision.accept(events);
    }

    private static RunEvent superseded(Step step, Round round, String reason) {
        return new RunEvent.RoundClosed(step.id(), round.number(), Round.State.SUPERSEDED, Optional.of(reason));
    }

    private Decision resolve(Command.Resolve command) {
        Optional<Refusal> unseen =
                Checks.seen(run, command.seen()).or(() -> Checks.human(run, command.seen(), command.actor()));
        if (unseen.isPresent()) {
            return Decision.refuse(unseen.get());
        }
        Step step = Checks.step(run, command.seen());
        if (step.isCancelledUnknown()) {
            LateResult result = command.done() ? LateResult.DONE : LateResult.NOT_DONE;
            return Decision.accept(List.of(late(step, result, Optional.empty(), Optional.of(command.reason()))));
        }
        if (step.state() != StepState.INDETERMINATE && step.state() != StepState.PARKED) {
            return Decision.refuse(Checks.notNow(
                    step, "resolved", "only a step of which nobody knows what became of it needs that answer"));
        }
        List<RunEvent> events = new ArrayList<>();
        if (command.done()) {
            events.add(new RunEvent.StepCompleted(step.id(), Optional.empty(), Optional.of(command.reason())));
            command.compensation().ifPresent(add -> events.add(added(add)));
        } else {
            events.add(new RunEvent.StepBlocked(
                    step.id(), RunEvent.StepBlocked.Setback.NOT_DONE, Optional.of(command.reason())));
        }
        return Decision.accept(events);
    }

    private Decision complete(Command.CompleteStep command) {
        Step step = run.step(command.step()).orElseThrow();
        if (isLate(step, command.permit(), command.attempt())) {
            return Decision.accept(
                    List.of(late(step, LateResult.DONE, Optional.of(command.outputs()), Optional.empty())));
        }
        Optional<Refusal> foreign = notRunning(step, command.permit(), command.attempt());
        if (foreign.isPresent()) {
            return Decision.refuse(foreign.get());
        }
        List<RunEvent> events = new ArrayList<>();
        for (Map.Entry<String, PayloadRef> entry : new java.util.TreeMap<>(command.payloads()).entrySet()) {
            Step target = run.step(entry.getKey()).orElseThrow();
            // A step that was skipped meanwhile has no use for it any more.
            if (target.state() == StepState.BLOCKED) {
                events.add(new RunEvent.PayloadSet(
                        target.id(), entry.getValue(), RunEvent.PayloadSet.Origin.OUTPUT, Optional.empty()));
            }
        }
        events.add(new RunEvent.StepCompleted(step.id(), Optional.of(command.outputs()), Optional.empty()));
        command.compensation().ifPresent(add -> events.add(added(add)));
        return Decision.accept(events);
    }

    private Decision fail(Command.FailStep command) {
        Step step = run.step(command.step()).orElseThrow();
        if (isLate(step, command.permit(), command.attempt())) {
            LateResult result = command.certain() ? LateResult.NOT_DONE : LateResult.UNKNOWN;
            return Decision.accept(List.of(late(step, result, Optional.empty(), command.reason())));
        }
        Optional<Refusal> foreign = notRunning(step, command.permit(), command.attempt());
        if (foreign.isPresent()) {
            return Decision.refuse(foreign.get());
        }
        RunEvent event;
        if (command.certain()) {
            event = new RunEvent.StepFailed(step.id(), command.reason().orElseThrow());
        } else if (command.repeatable() && command.reason().isPresent() && step.attempts() < given.maxAttempts()) {
            event = new RunEvent.StepRetrying(step.id(), command.reason().get());
        } else {
            event = new RunEvent.StepStuck(step.id(), command.repeatable(), command.reason());
        }
        return Decision.accept(List.of(event));
    }

    /** A permit may be used for several calls, by several workers: only the last of them has something to say. */
    private static Optional<Refusal> notRunning(Step step, String permit, int attempt) {
        boolean own = step.state() == StepState.RUNNING
                && step.attempts() == attempt
                && step.permit().map(Permit::key).filter(permit::equals).isPresent();
        return own
                ? Optional.empty()
                : Optional.of(Checks.notNow(step, "finished", "the result came late; what is recorded stands"));
    }

    /** The answer of the last call of a step's handler, after the step was cancelled; it is told once. */
    private static boolean isLate(Step step, String permit, int attempt) {
        return step.lateResult().filter(late -> late == LateResult.AWAITED).isPresent()
                && step.attempts() == attempt
                && step.permit().map(Permit::key).filter(permit::equals).isPresent();
    }

    private static RunEvent late(Step step, LateResult result, Optional<Outputs> outputs, Optional<String> reason) {
        return new RunEvent.LateResultRecorded(
                step.id(), step.permit().orElseThrow().key(), step.attempts(), result, outputs, reason);
    }
}
