package dev.runs.run;

import dev.runs.action.RiskLevel;
import dev.runs.error.ErrorCode;
import dev.runs.gate.Approver;
import dev.runs.gate.Requirement;
import dev.runs.gate.Verdict;
import dev.runs.graph.StepState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What follows from verdicts: when a step becomes eligible, and again when it is to start (S4 to S6). */
final class Gating {
    /** After so many askings about one payload at its start, something is wrong with the rules, not with the people. */
    private static final int MAX_REGATES = 3;

    private final Run run;
    private final Circumstances given;
    /** The roles that voters hold now; who is missing is not known any more. */
    private final Map<String, Set<String>> roles;

    Gating(Run run, Circumstances given, Map<String, Set<String>> roles) {
        this.run = run;
        this.given = given;
        this.roles = roles;
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
            if (!(ruling.verdict() instanceof Verdict.Deny) && !ruling.inserts().isEmpty()) {
                // What must be done before is done before: the rules are asked again after it.
                events.addAll(Patching.insertions(step, ruling.inserts()));
            } else if (ruling.verdict() instanceof Verdict.Deny) {
                // There may be an approval: of a step that was held, or whose action turned out not to have happened.
                closeLast(step, Round.State.OVERRULED, events);
                closeSuspended(step, isApproved(step) ? Round.State.OVERRULED : Round.State.WITHDRAWN, events);
                events.add(new RunEvent.StepRejected(step.id(), RunEvent.StepRejected.No.RULE));
            } else if (ruling.verdict() instanceof Verdict.Hold hold) {
                events.add(new RunEvent.StepHeld(step.id(), hold.until()));
            } else if (ruling.verdict() instanceof Verdict.NeedsApproval needs
                    && suspended(step).isPresent()) {
                events.addAll(askOn(step, suspended(step).get(), needs.requirement(), ruling));
            } else if (ruling.verdict() instanceof Verdict.NeedsApproval needs) {
                Optional<Round> approved = step.lastRound().filter(round -> round.state() == Round.State.APPROVED);
                List<Vote> carried =
                        approved.map(round -> valid(step, round, ruling)).orElse(List.of());
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
                .filter(Round::isSatisfied)
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
    private List<RunEvent> askOn(Step step, Round round, Requirement requirement, Ruling ruling) {
        List<RunEvent> events = new ArrayList<>();
        List<Vote> valid = valid(step, round, ruling);
        boolean same = round.digest().equals(step.payload().orElseThrow().digest())
                && round.risk().isAtLeast(ruling.risk());
        boolean enough = holds(step, round, requirement, valid, ruling);
        if (same && enough && round.isSatisfied()) {
            events.add(new RunEvent.RoundResumed(step.id(), round.number()));
            events.add(new RunEvent.RoundClosed(step.id(), round.number(), Round.State.APPROVED, Optional.empty()));
            events.add(permit(run, step, Optional.of(round.number()), round.risk(), ruling.decision(), given));
        } else if (same && requirement.equals(round.requirement()) && valid.equals(approvals(round))) {
            events.add(new RunEvent.RoundResumed(step.id(), round.number()));
            events.addAll(faults(step, round, ruling));
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
        Optional<Step> holder = holder(run, step);
        if (holder.isPresent()) {
            return Decision.refuse(Checks.notNow(
                    step,
                    "started while '" + holder.get().id() + "' is at work with the same '"
                            + step.spec().exclusive().orElseThrow() + "'",
                    "nothing to do; it starts when the other one has ended"));
        }
        Permit permit = step.permit().orElseThrow();
        List<RunEvent> events = new ArrayList<>();
        events.add(asked(ruling));
        if (step.state() == StepState.RETRYING && !mayGoOn(step, permit, ruling)) {
            // An earlier attempt may have had its effect: neither a no nor another permit may hide that (S15).
            events.add(new RunEvent.StepStuck(step.id(), false, Optional.empty()));
        } else if (ruling.verdict() instanceof Verdict.Deny) {
            revoke(step, permit, events);
            closeLast(step, Round.State.OVERRULED, events);
            events.add(new RunEvent.StepRejected(step.id(), RunEvent.StepRejected.No.RULE));
        } else if (!ruling.inserts().isEmpty()) {
            revoke(step, permit, events);
            step.lastRound()
                    .filter(round -> round.state() == Round.State.APPROVED)
                    .ifPresent(round -> events.add(new RunEvent.RoundSuspended(step.id(), round.number())));
            events.addAll(Patching.insertions(step, ruling.inserts()));
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

    /** Returns the step that has at work, or may have, what another one needs for itself alone. */
    static Optional<Step> holder(Run run, Step step) {
        return step.spec()
                .exclusive()
                .flatMap(resource -> run.steps().stream()
                        .filter(other -> !other.id().equals(step.id())
                                && other.spec()
                                        .exclusive()
                                        .filter(resource::equals)
                                        .isPresent())
                        .filter(other -> other.isCancelledUnknown()
                                || other.state() == StepState.RUNNING
                                || other.state() == StepState.RETRYING
                                || other.state() == StepState.INDETERMINATE
                                || other.state() == StepState.PARKED)
                        .findFirst());
    }

    private boolean mayGoOn(Step step, Permit permit, Ruling ruling) {
        if (ruling.verdict() instanceof Verdict.NeedsApproval needs) {
            return holds(permit, step, ruling) && votesHold(step, permit, needs.requirement(), ruling);
        }
        return ruling.verdict() instanceof Verdict.Allow && holds(permit, step, ruling);
    }

    private boolean votesHold(Step step, Permit permit, Requirement requirement, Ruling ruling) {
        return permit.round()
                .flatMap(step::round)
                .filter(round -> holds(step, round, requirement, valid(step, round, ruling), ruling))
                .isPresent();
    }

    private static List<Vote> approvals(Round round) {
        return round.votes().stream().filter(Vote::approves).toList();
    }

    /** Whether votes are enough for what is required now. Where that is what was required before, who was asked then counts. */
    private boolean holds(Step step, Round round, Requirement requirement, List<Vote> valid, Ruling ruling) {
        if (requirement.equals(round.requirement())) {
            return Tallying.stillSatisfies(round, valid);
        }
        Set<String> excluded = Checks.requesters(run, step);
        List<Vote> assigned = Tallying.assign(requirement, valid, ruling.staffing(), excluded, given.now());
        return Tallying.satisfies(requirement, assigned, ruling.staffing(), excluded, given.now());
    }

    private List<Vote> votesBehind(Permit permit, Step step, Ruling ruling) {
        return permit.round()
                .flatMap(step::round)
                .map(round -> valid(step, round, ruling))
                .orElse(List.of());
    }

    private void startIfVotesHold(
            Step step, Permit permit, Requirement requirement, Command.StartStep command, List<RunEvent> events) {
        Ruling ruling = command.ruling();
        boolean holds = holds(permit, step, ruling);
        if (holds && votesHold(step, permit, requirement, ruling)) {
            events.add(started(step, permit, command.worker()));
            return;
        }
        // An expired permit lets nothing stand of what was said then: people are asked anew.
        List<Vote> valid = holds ? votesBehind(permit, step, ruling) : List.of();
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
        Set<String> excluded = Checks.requesters(run, step);
        List<Vote> carried = Tallying.assign(requirement, valid, ruling.staffing(), excluded, given.now());
        List<Offer> offers = Tallying.open(requirement, carried, ruling.staffing(), excluded, given.now());
        PayloadRef payload = step.payload().orElseThrow();
        Round round = new Round(
                number,
                given.now(),
                requirement,
                payload.digest(),
                ruling.risk(),
                action.pattern(),
                ruling.decision(),
                excluded,
                carried,
                Round.State.OPEN,
                Optional.empty(),
                Optional.empty(),
                offers,
                Map.of(),
                Set.of(),
                ruling.evidence().content());
        events.add(new RunEvent.RoundOpened(
                step.id(),
                number,
                requirement,
                payload,
                ruling.decision(),
                excluded,
                carried,
                Optional.of(ruling.risk()).filter(risk -> risk != action.risk()),
                round.isPlain() ? List.of() : offers,
                offeredFirst(step, offers, excluded),
                ruling.evidence().content()));
        if (round.isSatisfied()) {
            events.add(new RunEvent.RoundClosed(step.id(), number, Round.State.APPROVED, Optional.empty()));
            events.add(permit(run, step, Optional.of(number), ruling.risk(), ruling.decision(), given));
            return events;
        }
        events.addAll(faults(step, round, ruling));
        return events;
    }

    /** Whoever wanted something changed is asked first whether it is as they want it now; they can let others answer. */
    private Map<String, Item> offeredFirst(Step step, List<Offer> offers, Set<String> excluded) {
        Map<String, Item> items = new TreeMap<>();
        step.lastRound().filter(round -> round.state() == Round.State.RETURNED).ifPresent(round -> {
            List<Vote> latestFirst = new ArrayList<>(round.votes());
            // The last answer ended the round: it is the wish that was to be met.
            Collections.reverse(latestFirst);
            for (Vote vote : latestFirst) {
                boolean askedAgain =
                        offers.stream().anyMatch(offer -> offer.asked().contains(vote.role()));
                boolean may = roles.getOrDefault(vote.right(), Set.of()).contains(vote.role())
                        && roles.containsKey(vote.voter().id())
                        && !excluded.contains(vote.voter().id());
                if (askedAgain && may) {
                    items.putIfAbsent(
                            vote.role(),
                            Item.FREE.ownedBy(Optional.of(vote.voter().id())));
                }
            }
        });
        return items;
    }

    private static List<RunEvent> faults(Step step, Round round, Ruling ruling) {
        List<RunEvent> events = unanswerable(step, round, ruling.staffing());
        if (ruling.failed()) {
            events.add(new RunEvent.FaultRaised(step.id(), ErrorCode.FAULT_GATE, ruling.rules(), Set.of()));
        }
        return events;
    }

    /** Returns a fault if a stage that is asked now has nobody who could answer it (H9). */
    static List<RunEvent> unanswerable(Step step, Round round, Staffing staffing) {
        List<RunEvent> events = new ArrayList<>();
        Set<String> rules = new TreeSet<>();
        Set<String> lacking = new TreeSet<>();
        for (Round.Asking asking : round.missing()) {
            Set<String> words = staffing.lacking(asking.stage(), round.excluded());
            lacking.addAll(words);
            if (!words.isEmpty()) {
                rules.addAll(asking.track().rules());
            }
        }
        if (!lacking.isEmpty()) {
            events.add(new RunEvent.FaultRaised(step.id(), ErrorCode.FAULT_NO_ELIGIBLE_APPROVER, rules, lacking));
        }
        return events;
    }

    /**
     * The approvals of a round that still count: same payload, the voter still holds the role and is not excluded now. If rules
     * have raised the risk above what the voters were shown, none does: another risk is asked about anew, as S13 has it.
     */
    private List<Vote> valid(Step step, Round round, Ruling ruling) {
        if (!round.risk().isAtLeast(ruling.risk()) || ruling.evidence().changed()) {
            return List.of();
        }
        Set<String> excluded = Checks.requesters(run, step);
        return round.votes().stream()
                .filter(vote -> vote.choice() == Vote.Choice.APPROVE)
                .filter(vote ->
                        vote.digest().equals(step.payload().orElseThrow().digest()))
                .filter(vote -> holds(vote, roles))
                .filter(vote -> !excluded.contains(vote.voter().id()) && !excluded.contains(vote.right()))
                .toList();
    }

    /** Whether whoever answered is still known, and whoever's right it was still has it. */
    private static boolean holds(Vote vote, Map<String, Set<String>> roles) {
        return roles.containsKey(vote.voter().id())
                && (Approver.isPerson(vote.role())
                        ? roles.containsKey(vote.right())
                        : roles.getOrDefault(vote.right(), Set.of()).contains(vote.role()));
    }

    private RunEvent asked(Ruling ruling) {
        return new RunEvent.GateAsked(
                ruling.step(),
                ruling.phase(),
                ruling.kind(),
                ruling.rules(),
                ruling.pack(),
                ruling.decision(),
                ruling.lacking(run));
    }
}
