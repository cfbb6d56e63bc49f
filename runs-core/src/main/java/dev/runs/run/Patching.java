package dev.runs.run;

import dev.runs.actor.Actor;
import dev.runs.error.ErrorCode;
import dev.runs.graph.Edge;
import dev.runs.graph.EdgeCondition;
import dev.runs.graph.Join;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Patches of the graph (S13): steps that are inserted, replaced, skipped or waived. They touch only what has not started, and
 * what they add is gated like everything else.
 */
final class Patching {
    private final Run run;

    Patching(Run run) {
        this.run = run;
    }

    /** What all patches ask first; empty if the patch may go on. */
    private Optional<Refusal> check(Command.Seen seen, String participle) {
        return Checks.seen(run, seen).or(() -> {
            Step step = Checks.step(run, seen);
            return Command.editable().contains(step.state())
                    ? Optional.empty()
                    : Optional.of(Checks.notNow(step, participle, mend(step)));
        });
    }

    private static String mend(Step step) {
        return switch (step.state()) {
            case RUNNING, RETRYING, INDETERMINATE, PARKED ->
                "only what has not started can be patched; wait for its end, or reverse its approval";
            case REJECTED -> "resubmit it, or propose a new step for what is wanted now";
            default -> "only what has not started can be patched; propose a new step for what is wanted now";
        };
    }

    /** Agents and services may leave out or replace only what they proposed themselves. */
    private Optional<Refusal> own(Command.Seen seen, Actor actor) {
        Step step = Checks.step(run, seen);
        boolean own = step.spec().proposedBy().id().equals(actor.id());
        return own ? Optional.empty() : Checks.human(run, seen, actor);
    }

    private Optional<Refusal> fresh(StepSpec added) {
        return run.step(added.id())
                .map(there -> Refusal.of(
                        ErrorCode.PLAN_DUPLICATE_STEP,
                        "Run '" + run.id() + "': two steps have the id '" + added.id() + "'.",
                        "give one of them another id"));
    }

    private static StepSpec inPlaceOf(Step target, StepSpec added) {
        if (!added.node().edges().isEmpty() || !(added.node().join() instanceof Join.All)) {
            throw new IllegalArgumentException("a patch names the edges of step '" + added.id() + "'");
        }
        return added.at(target.spec().node().join(), target.spec().node().edges());
    }

    Decision insert(Command.InsertBefore command) {
        Optional<Refusal> refusal =
                check(command.seen(), "put after another step").or(() -> fresh(command.step()));
        if (refusal.isPresent()) {
            return Decision.refuse(refusal.get());
        }
        Step target = Checks.step(run, command.seen());
        List<RunEvent> events = new ArrayList<>();
        target.permit()
                .filter(permit -> permit.state() == Permit.State.ISSUED)
                .ifPresent(permit -> events.add(new RunEvent.PermitRevoked(target.id(), permit.key())));
        target.lastRound()
                .filter(round -> round.isOpen() || round.state() == Round.State.APPROVED)
                .ifPresent(round -> events.add(new RunEvent.RoundSuspended(target.id(), round.number())));
        events.add(new RunEvent.StepInserted(
                inPlaceOf(target, command.step()), target.id(), command.texts(), command.reason()));
        return Decision.accept(events);
    }

    /** Puts steps before another one, one after the other. */
    static List<RunEvent> insertions(Step target, List<Ruling.Insertion> inserts) {
        List<RunEvent> events = new ArrayList<>();
        Step waiting = target;
        for (Ruling.Insertion insert : inserts) {
            events.add(new RunEvent.StepInserted(
                    inPlaceOf(waiting, insert.step()), target.id(), insert.texts(), Optional.empty()));
            Step.Change change = waiting.change();
            change.spec =
                    waiting.spec().at(Join.all(), List.of(new Edge(insert.step().id(), EdgeCondition.COMPLETED)));
            waiting = change.done();
        }
        return events;
    }

    Decision replace(Command.Replace command) {
        Optional<Refusal> refusal = check(command.seen(), "replaced")
                .or(() -> own(command.seen(), command.actor()))
                .or(() -> fresh(command.by()));
        if (refusal.isPresent()) {
            return Decision.refuse(refusal.get());
        }
        Step step = Checks.step(run, command.seen());
        List<RunEvent> events = new ArrayList<>(Checks.withdraw(step, Optional.of(command.reason())));
        events.add(new RunEvent.StepReplaced(
                step.id(), inPlaceOf(step, command.by()), command.texts(), Optional.of(command.reason())));
        return Decision.accept(events);
    }

    Decision skip(Command.Skip command) {
        Optional<Refusal> refusal = check(command.seen(), "skipped").or(() -> own(command.seen(), command.actor()));
        if (refusal.isPresent()) {
            return Decision.refuse(refusal.get());
        }
        Step step = Checks.step(run, command.seen());
        List<RunEvent> events = new ArrayList<>(Checks.withdraw(step, Optional.of(command.reason())));
        events.add(new RunEvent.StepSkipped(step.id(), Optional.empty(), Optional.of(command.reason())));
        return Decision.accept(events);
    }

    Decision waive(Command.Waive command) {
        Optional<Refusal> refusal = check(command.seen(), "waived")
                .or(() -> Checks.human(run, command.seen(), command.actor()))
                .or(() -> external(command.seen()));
        if (refusal.isPresent()) {
            return Decision.refuse(refusal.get());
        }
        Step step = Checks.step(run, command.seen());
        List<RunEvent> events = new ArrayList<>(Checks.withdraw(step, Optional.of(command.reason())));
        events.add(new RunEvent.StepWaived(step.id(), command.reason()));
        return Decision.accept(events);
    }

    private Optional<Refusal> external(Command.Seen seen) {
        Step step = Checks.step(run, seen);
        if (!step.external()) {
            return Optional.empty();
        }
        return Optional.of(Refusal.of(
                step,
                ErrorCode.EXTERNAL_WAIVE,
                "Step '" + step.id() + "' cannot be waived: its effects leave the company, and nobody can say that they"
                        + " happened when they did not.",
                "skip it; what waits for it is then not needed either"));
    }
}
