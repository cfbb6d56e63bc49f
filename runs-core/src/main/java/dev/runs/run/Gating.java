package dev.runs.run;

import dev.runs.action.RiskLevel;
import dev.runs.error.ErrorCode;
import dev.runs.gate.Requirement;
import dev.runs.gate.Verdict;
import dev.runs.graph.StepState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What follows from verdicts: when a step becomes eligible, and again when it is to start (S4 to S6). */
final class Gating {
    /** After so many askings about one payload at its start, something is wrong with the rules, not with the people. */
    private static final int MAX_REGATES = 3;

    private final Run run;
    private final Circumstances given;

    Gating(Run run, Circumstances given) {
        this.run = run;
        this.given = given;
    }

    static RunEvent permit(
            Run run, Step step, Optional<Integer> round, RiskLevel risk, String decision, Circumstances given) {
        ActionRef action = step.spec().action().orElseThrow();
        PayloadRef payload = step.payload().orElseThrow();
        return new RunEvent.PermitIssued(
                step.id(),
                new Permit(
                        // The run's version moves on with every event, so the key is never given twice.
                        run.id() + "/" + step.id() + "/" + run.version(),
                        payload.digest(),
                        risk,
                        action.pattern(),
                        round,
                        decision,
                        given.now(),
                        expiry(given),
                        Permit.State.ISSUED));
    }

    private static Instant expiry(Circumstances given) {
        return given.now().plus(given.permitValidity());
    }

    Decision forecast(Command.Forecast command) {
        List<RunEvent> events = new ArrayList<>();
        command.rulings().forEach(ruling -> events.add(asked(ruling)));
        return Decision.accept(events);
    }

    Decision bind(Command.Bind command) {
        List<RunEvent> events = new ArrayList<>();
        for (Ruling ruling : command.rulings()) {
            Step step = run.step(ruling.step()).orElseThrow();
            if (step.state() != StepState.BLOCKED) {
                return Decision.refuse(Checks.notNow(step, "gated", "a verdict binds only what has become eligible"));
            }
            events.add(asked(ruling));
            if (ruling.verdict() instanceof Verdict.Deny) {
                // There may be an approval: of a step that was held, or whose action turned out not to have happened.
                closeLast(step, Round.State.OVERRULED, events);
                closeSuspended(step, isApproved(step) ? Round.State.OVERRULED : Round.State.WITHDRAWN, events);
                events.add(new RunEvent.StepRejected(step.id(), RunEvent.StepRejected.No.RULE));
            } else if (ruling.verdict() instanceof Verdict.Hold hold) {
                events.add(new RunEvent.StepHeld(step.id(), hold.until()));
            } else if (ruling.verdict() instanceof Verdict.NeedsApproval needs
                    && suspended(step).isPresent()) {
                events.addAll(askOn(step, suspended(step).get(), needs.requirement(), ruling, command.roles()));
            } else if (ruling.verdict() instanceof Verdict.NeedsApproval needs) {
                Optional<Round> approved = step.lastRound().filter(round -> round.state() == Round.State.APPROVED);
                List<Vote> carried = approved.map(round -> valid(step, round, ruling, command.roles()))
                        .orElse(List.of());
                events.addAll(ask(step, needs.requirement(), ruling, carried));
            } else {
                closeSuspended(step, Round.State.WITHDRAWN, events);
                events.add(permit(run, step, Optional.empty(), ruling.risk(), ruling.decision(), given));
            }
        }
        return Decision.accept(events);
    }

    private static Optional<Round> suspended(Step step) {
        return step.lastRound().filter(round -> round.state() == Round.State.SUSPENDED);
    }

    private static boolean isApproved(Step step) {
        return suspended(step)
                .filter(round -> round.missing().isEmpty())
                .filter(round ->
                        round.digest().equals(step.payload().orElseThrow().digest()))
                .isPresent();
    }

    private static void closeSuspended(Step step, Round.State how, List<RunEvent> events) {
        suspended(step)
                .ifPresent(round ->
                        events.add(new RunEvent.RoundClosed(step.id(), round.number(), how, Optional.empty())));
    }

    /**
     * Asks on after a step had to wait for another one again (S13): what was said of the very same payload still counts. If it
     * was approved and what was said is enough for what is required now, the step is as good as before; if the same people are
     * still to be asked, they are asked in the same round; otherwise a new one keeps the votes that are valid.
     */
    private List<RunEvent> askOn(
            Step step, Round round, Requirement requirement, Ruling ruling, Map<String, Set<String>> roles) {
        List<RunEvent> events = new ArrayList<>();
        List<Vote> valid = valid(step, round, ruling, roles);
        boolean same = round.digest().equals(step.payload().orElseThrow().digest())
                && round.risk().isAtLeast(ruling.risk());
        boolean enough = Round.satisfies(requirement, Round.assign(requirement, valid));
        if (same && enough && round.missing().isEmpty()) {
            events.add(new RunEvent.RoundResumed(step.id(), round.number()));
            events.add(new RunEvent.RoundClosed(step.id(), round.number(), Round.State.APPROVED, Optional.empty()));
            events.add(permit(run, step, Optional.of(round.number()), round.risk(), ruling.decision(), given));
        } else if (same && requirement.equals(round.requirement()) && valid.equals(round.votes())) {
            events.add(new RunEvent.RoundResumed(step.id(), round.number()));
            events.addAll(faults(step, ruling));
        } else {
            closeSuspended(step, Round.State.SUPERSEDED, events);
            events.addAll(ask(step, requirement, ruling, valid));
        }
        return events;
    }

    Decision start(Command.StartStep command) {
        Ruling ruling = command.ruling();
        Step step = run.step(ruling.step()).orElseThrow();
        if (step.state() != StepState.READY && step.state() != StepState.RETRYING) {
            return Decision.refuse(Checks.notNow(step, "started", "it has no permit that can be used"));
        }
        Permit permit = step.permit().orElseThrow();
        List<RunEvent> events = new ArrayList<>();
        events.add(asked(ruling));
        if (step.state() == StepState.RETRYING && !mayGoOn(step, permit, ruling, command.roles())) {
            // An earlier attempt may have had its effect: neither a no nor another permit may hide that (S15).
            events.add(new RunEvent.StepStuck(step.id(), false, Optional.empty()));
        } else if (ruling.verdict() instanceof Verdict.Deny) {
            revoke(step, permit, events);
            closeLast(step, Round.State.OVERRULED, events);
            events.add(new RunEvent.StepRejected(step.id(), RunEvent.StepRejected.No.RULE));
        } else if (ruling.verdict() instanceof Verdict.Hold hold) {
            revoke(step, permit, events);
            events.add(new RunEvent.StepHeld(step.id(), hold.until()));
        } else if (ruling.verdict() instanceof Verdict.NeedsApproval needs) {
            startIfVotesHold(step, permit, needs.requirement(), command, events);
        } else if (holds(permit, step, ruling)) {
            events.add(started(step, permit, command.worker()));
        } else {
            revoke(step, permit, events);
            RunEvent.PermitIssued renewed = (RunEvent.PermitIssued)
                    permit(run, step, Optional.empty(), ruling.risk(), ruling.decision(), given);
            events.add(renewed);
            events.add(new RunEvent.StepStarted(step.id(), renewed.permit().key(), 1, command.worker()));
        }
        return Decision.accept(events);
    }

    private boolean mayGoOn(Step step, Permit permit, Ruling ruling, Map<String, Set<String>> roles) {
        if (ruling.verdict() instanceof Verdict.NeedsApproval needs) {
            return holds(permit, step, ruling) && votesHold(step, permit, needs.requirement(), ruling, roles);
        }
        return ruling.verdict() instanceof Verdict.Allow && holds(permit, step, ruling);
    }

    private boolean votesHold(
            Step step, Permit permit, Requirement requirement, Ruling ruling, Map<String, Set<String>> roles) {
        return Round.satisfies(requirement, Round.assign(requirement, votesBehind(permit, step, ruling, roles)));
    }

    private List<Vote> votesBehind(Permit permit, Step step, Ruling ruling, Map<String, Set<String>> roles) {
        return permit.round()
                .flatMap(step::round)
                .map(round -> valid(step, round, ruling, roles))
                .orElse(List.of());
    }

    private void startIfVotesHold(
            Step step, Permit permit, Requirement requirement, Command.StartStep command, List<RunEvent> events) {
        Ruling ruling = command.ruling();
        Map<String, Set<String>> roles = command.roles();
        boolean holds = holds(permit, step, ruling);
        if (holds && votesHold(step, permit, requirement, ruling, roles)) {
            events.add(started(step, permit, command.worker()));
            return;
        }
        // An expired permit lets nothing stand of what was said then: people are asked anew.
        List<Vote> valid = holds ? votesBehind(permit, step, ruling, roles) : List.of();
        revoke(step, permit, events);
        closeLast(step, Round.State.SUPERSEDED, events);
        events.addAll(ask(step, requirement, ruling, valid));
        if (step.regates() + 1 >= MAX_REGATES) {
            events.add(new RunEvent.FaultRaised(step.id(), ErrorCode.FAULT_GATE_UNSTABLE, ruling.rules(), Set.of()));
        }
    }

    private boolean holds(Permit permit, Step step, Ruling ruling) {
        ActionRef action = step.spec().action().orElseThrow();
        boolean usable = permit.state() == Permit.State.ISSUED
                || (permit.state() == Permit.State.CONSUMED && step.state() == StepState.RETRYING);
        return usable
                && permit.digest().equals(step.payload().orElseThrow().digest())
                && permit.risk().isAtLeast(ruling.risk())
                && permit.pattern() == action.pattern()
                && given.now().isBefore(permit.expires());
    }

    private static RunEvent started(Step step, Permit permit, Optional<String> worker) {
        return new RunEvent.StepStarted(step.id(), permit.key(), step.attempts() + 1, worker);
    }

    private static void revoke(Step step, Permit permit, List<RunEvent> events) {
        if (permit.state() == Permit.State.ISSUED) {
            events.add(new RunEvent.PermitRevoked(step.id(), permit.key()));
        }
    }

    private static void closeLast(Step step, Round.State how, List<RunEvent> events) {
        step.lastRound()
                .filter(round -> round.state() == Round.State.APPROVED)
                .ifPresent(round ->
                        events.add(new RunEvent.RoundClosed(step.id(), round.number(), how, Optional.empty())));
    }

    /** Opens a round; if the votes that are carried over satisfy it, it is approved at once. */
    private List<RunEvent> ask(Step step, Requirement requirement, Ruling ruling, List<Vote> valid) {
        List<RunEvent> events = new ArrayList<>();
        ActionRef action = step.spec().action().orElseThrow();
        int number = step.rounds().size() + 1;
        List<Vote> carried = Round.assign(requirement, valid);
        events.add(new RunEvent.RoundOpened(
                step.id(),
                number,
                requirement,
                step.payload().orElseThrow(),
                ruling.decision(),
                Checks.requesters(run, step),
                carried,
                Optional.of(ruling.risk()).filter(risk -> risk != action.risk())));
        if (Round.satisfies(requirement, carried)) {
            events.add(new RunEvent.RoundClosed(step.id(), number, Round.State.APPROVED, Optional.empty()));
            events.add(permit(run, step, Optional.of(number), ruling.risk(), ruling.decision(), given));
            return events;
        }
        events.addAll(faults(step, ruling));
        return events;
    }

    private static List<RunEvent> faults(Step step, Ruling ruling) {
        List<RunEvent> events = new ArrayList<>();
        if (!ruling.unfilled().isEmpty()) {
            events.add(new RunEvent.FaultRaised(
                    step.id(), ErrorCode.FAULT_NO_ELIGIBLE_APPROVER, ruling.rules(), ruling.unfilled()));
        }
        if (ruling.failed()) {
            events.add(new RunEvent.FaultRaised(step.id(), ErrorCode.FAULT_GATE, ruling.rules(), Set.of()));
        }
        return events;
    }

    /**
     * The approvals of a round that still count: same payload, the voter still holds the role and is not excluded now. If rules
     * have raised the risk above what the voters were shown, none does: another risk is asked about anew, as S13 has it.
     */
    private List<Vote> valid(Step step, Round round, Ruling ruling, Map<String, Set<String>> roles) {
        if (!round.risk().isAtLeast(ruling.risk())) {
            return List.of();
        }
        Set<String> excluded = new TreeSet<>(Checks.requesters(run, step));
        return round.votes().stream()
                .filter(vote -> vote.choice() == Vote.Choice.APPROVE)
                .filter(vote ->
                        vote.digest().equals(step.payload().orElseThrow().digest()))
                .filter(vote -> roles.getOrDefault(vote.voter().id(), Set.of()).contains(vote.role()))
                .filter(vote -> !excluded.contains(vote.voter().id()))
                .toList();
    }

    private static RunEvent asked(Ruling ruling) {
        return new RunEvent.GateAsked(
                ruling.step(),
                ruling.phase(),
                ruling.kind(),
                ruling.rules(),
                ruling.pack(),
                ruling.decision(),
                ruling.unfilled());
    }
}
