package dev.runs.run;

import dev.runs.actor.Actor;
import dev.runs.actor.ActorKind;
import dev.runs.actor.Delegation;
import dev.runs.error.ErrorCode;
import dev.runs.gate.Approver;
import dev.runs.graph.StepState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What people arrange about questions before they answer them: who has one, who stands in, who is asked instead. */
final class Arranging {
    private final Run run;
    private final Circumstances given;

    Arranging(Run run, Circumstances given) {
        this.run = run;
        this.given = given;
    }

    static Refusal claimed(Step step, Round round, String key) {
        return Refusal.of(
                step,
                ErrorCode.CLAIMED,
                "Step '" + step.id() + "': '" + round.item(key).owner().orElse("") + "' has the question for '"
                        + Approver.words(key) + "' to answer.",
                "leave it to them, or have it released or reassigned");
    }

    Decision claim(Command.Claim command) {
        Optional<Refusal> refusal = new Voting(run, given).asked(command.seen(), command.actor());
        if (refusal.isPresent()) {
            return Decision.refuse(refusal.get());
        }
        Step step = Checks.step(run, command.seen());
        Round round = step.openRound().orElseThrow();
        Optional<Vote> earlier = round.voteOf(command.actor().id());
        if (earlier.isPresent()) {
            // They could not answer it, and nobody else could until they release it.
            return Decision.refuse(Voting.voted(step, earlier.get()));
        }
        Rights rights = Rights.of(round, command.actor(), command.standIns())
                .by(command.role())
                .forChoice(round, Vote.Choice.APPROVE);
        if (rights.all().isEmpty()) {
            return Decision.refuse(Voting.notAnApprover(step, round, command.actor()));
        }
        Optional<Rights.Right> free = rights.all().stream()
                .filter(right -> round.item(right.key()).owner().isEmpty())
                .findFirst();
        String person = command.actor().id();
        if (free.isPresent()) {
            return Decision.accept(List.of(new AskingEvent.ItemClaimed(
                    step.id(), round.number(), free.get().key(), person)));
        }
        boolean own = rights.all().stream()
                .anyMatch(right ->
                        round.item(right.key()).owner().filter(person::equals).isPresent());
        return Decision.refuse(
                own
                        ? Checks.notNow(step, "claimed", "nothing to do; you have it already")
                        : claimed(step, round, rights.all().get(0).key()));
    }

    /** Refuses what is not about the question that is asked now. */
    private Optional<Refusal> notAsked(Command.Seen seen, Actor actor, String participle) {
        return Checks.seen(run, seen).or(() -> Checks.human(run, seen, actor)).or(() -> {
            Step step = Checks.step(run, seen);
            return step.openRound().isPresent()
                    ? Optional.empty()
                    : Optional.of(Checks.notNow(step, participle, "nobody is asked about it now; look at it again"));
        });
    }

    Decision release(Command.Release command) {
        Optional<Refusal> refusal = notAsked(command.seen(), command.actor(), "released");
        if (refusal.isPresent()) {
            return Decision.refuse(refusal.get());
        }
        Step step = Checks.step(run, command.seen());
        Round round = step.openRound().orElseThrow();
        List<RunEvent> events = new ArrayList<>();
        Set<String> owners = new TreeSet<>();
        round.items()
                .forEach((key, item) -> item.owner().ifPresent(owner -> {
                    owners.add(owner);
                    if (command.steward() || owner.equals(command.actor().id())) {
                        events.add(new AskingEvent.ItemReleased(step.id(), round.number(), key));
                    }
                }));
        if (!events.isEmpty()) {
            return Decision.accept(events);
        }
        return Decision.refuse(Checks.notNow(
                step,
                "released by '" + command.actor().id() + "'",
                owners.isEmpty()
                        ? "nobody has it; whoever is asked may answer"
                        : "only '" + String.join("', '", owners)
                                + "' or whoever may hand on questions can release it"));
    }

    Decision delegate(Command.Delegate command) {
        Optional<Refusal> refusal =
                new Voting(run, given).asked(command.seen(), command.actor()).or(() -> mayNotStandIn(command));
        if (refusal.isPresent()) {
            return Decision.refuse(refusal.get());
        }
        Step step = Checks.step(run, command.seen());
        Round round = step.openRound().orElseThrow();
        // Only what is one's own: who stands in for somebody cannot lend that on, least of all back.
        List<Rights.Right> own = Rights.of(round, command.actor(), List.of()).all();
        if (own.isEmpty()) {
            return Decision.refuse(
                    isStandIn(round, command.actor())
                            ? notTo(
                                    step,
                                    "'" + command.actor().id() + "' stands in for somebody else, and that cannot be"
                                            + " handed on",
                                    "let the person who is asked choose who stands in")
                            : Voting.notAnApprover(step, round, command.actor()));
        }
        if (!Rights.of(round, command.to(), List.of()).all().isEmpty()) {
            return Decision.refuse(notTo(
                    step, "'" + command.to().id() + "' is asked already", "nothing to do; they can answer themselves"));
        }
        Delegation delegation =
                new Delegation(command.actor().id(), command.to().id(), given.now(), command.until());
        Set<String> keys = new TreeSet<>();
        own.forEach(right -> keys.add(right.key()));
        List<RunEvent> events = new ArrayList<>();
        keys.forEach(key -> events.add(
                new AskingEvent.ItemDelegated(step.id(), round.number(), key, delegation, command.reason())));
        return Decision.accept(events);
    }

    private boolean isStandIn(Round round, Actor actor) {
        return round.items().values().stream()
                .anyMatch(item -> !item.standsInFor(actor.id(), given.now()).isEmpty());
    }

    private Optional<Refusal> mayNotStandIn(Command.Delegate command) {
        Step step = Checks.step(run, command.seen());
        if (!command.until().isAfter(given.now())) {
            return Optional.of(notTo(
                    step, "the delegation would end at " + command.until() + ", which is over", "name a later end"));
        }
        if (command.to().id().equals(command.actor().id())) {
            return Optional.of(notTo(step, "nobody stands in for themselves", "name another person"));
        }
        return unfit(step, command.to());
    }

    /** Refuses somebody who may not answer, by whatever way they come to be asked (invariant 5). */
    private Optional<Refusal> unfit(Step step, Actor to) {
        Round round = step.openRound().orElseThrow();
        if (to.kind() != ActorKind.HUMAN) {
            return Optional.of(notTo(step, "'" + to.id() + "' is no person, and only people decide", "name a person"));
        }
        if (round.excludes(to)) {
            return Optional.of(
                    notTo(step, Checks.interest(run, step, to) + ", and may not decide on it", "name somebody else"));
        }
        if (round.voteOf(to.id()).isPresent()) {
            return Optional.of(
                    notTo(step, "'" + to.id() + "' has answered in this round, and counts once", "name somebody else"));
        }
        return Optional.empty();
    }

    private static Refusal notTo(Step step, String why, String mend) {
        return Refusal.of(
                step,
                ErrorCode.DELEGATION,
                "The question about step '" + step.id() + "' cannot be handed over: " + why + ".",
                mend);
    }

    Decision reassign(Command.Reassign command) {
        Optional<Refusal> refusal = notAsked(command.seen(), command.actor(), "reassigned");
        if (refusal.isPresent()) {
            return Decision.refuse(refusal.get());
        }
        Step step = Checks.step(run, command.seen());
        Round round = step.openRound().orElseThrow();
        Set<String> asked = new TreeSet<>();
        round.missing().forEach(asking -> asked.addAll(asking.offer().everyone()));
        if (!asked.contains(command.key())) {
            List<String> words = asked.stream().map(Approver::words).toList();
            return Decision.refuse(notTo(
                    step,
                    "'" + Approver.words(command.key()) + "' is not asked (asked: " + String.join(", ", words) + ")",
                    "name one of them"));
        }
        if (!command.steward() && !isOwn(round, command.key(), command.actor())) {
            return Decision.refuse(notTo(
                    step,
                    "it is not '" + command.actor().id() + "' who has it to answer",
                    "claim it first, or ask somebody who may hand on questions"));
        }
        Optional<Refusal> unfit = command.to().flatMap(person -> unfit(step, person));
        if (unfit.isPresent()) {
            return Decision.refuse(unfit.get());
        }
        if (asked.contains(command.toKey())) {
            return Decision.refuse(
                    notTo(step, "'" + Approver.words(command.toKey()) + "' is asked already", "nothing to do"));
        }
        return Decision.accept(List.of(new AskingEvent.ItemReassigned(
                step.id(), round.number(), command.key(), command.toKey(), command.keepsVotes(), command.reason())));
    }

    private static boolean isOwn(Round round, String key, Actor actor) {
        return key.equals(Approver.person(actor.id()))
                || round.item(key).owner().filter(actor.id()::equals).isPresent();
    }

    // ---- the run as a whole ---------------------------------------------------------------------------------------

    /** Refuses what cannot be done while the run is on hold. */
    Optional<Refusal> onHold() {
        return run.hold()
                .map(hold -> Refusal.of(
                        ErrorCode.ON_HOLD,
                        "Run '" + run.id() + "' is on hold since " + hold.since() + ", by '"
                                + hold.by().id() + "'.",
                        "wait until it is let go on; nothing is lost meanwhile, and no clock goes on"));
    }

    Decision cancel(Command.CancelRun command) {
        List<RunEvent> events = new ArrayList<>();
        for (Step step : run.steps()) {
            if (!step.state().isTerminal()) {
                events.addAll(Checks.withdraw(step, Optional.of(command.reason())));
                events.add(new RunEvent.StepStopped(step.id(), command.reason()));
            }
        }
        return events.isEmpty()
                ? Decision.refuse(
                        Refusal.of(ErrorCode.NOT_NOW, "Run '" + run.id() + "' has ended already.", "nothing to do"))
                : Decision.accept(events);
    }

    Decision hold(Command.HoldRun command) {
        Optional<Refusal> refusal = onHold().or(() -> notHuman(command.actor()));
        if (refusal.isPresent()) {
            return Decision.refuse(refusal.get());
        }
        List<RunEvent> events = new ArrayList<>();
        events.add(new RunEvent.RunHeld(command.reason()));
        for (Step step : run.steps()) {
            step.openRound().ifPresent(round -> events.add(new RunEvent.RoundSuspended(step.id(), round.number())));
        }
        return Decision.accept(events);
    }

    Decision letGo(Command.ReleaseRun command) {
        if (run.hold().isEmpty()) {
            return Decision.refuse(Refusal.of(
                    ErrorCode.NOT_NOW, "Run '" + run.id() + "' is not on hold.", "nothing to do; it goes on"));
        }
        Optional<Refusal> refusal = notHuman(command.actor());
        if (refusal.isPresent()) {
            return Decision.refuse(refusal.get());
        }
        List<RunEvent> events = new ArrayList<>();
        events.add(new RunEvent.RunReleased(command.reason()));
        for (Step step : run.steps()) {
            step.lastRound()
                    .filter(round ->
                            round.state() == Round.State.SUSPENDED && step.state() == StepState.AWAITING_APPROVAL)
                    .ifPresent(round -> events.add(new RunEvent.RoundResumed(step.id(), round.number())));
        }
        return Decision.accept(events);
    }

    private Optional<Refusal> notHuman(Actor actor) {
        return actor.kind() == ActorKind.HUMAN
                ? Optional.empty()
                : Optional.of(Refusal.of(
                        ErrorCode.NOT_A_HUMAN,
                        "Run '" + run.id() + "': '" + actor.id() + "' is no person, and only people put runs on hold or"
                                + " let them go on.",
                        "let a person do it"));
    }

    Decision comment(Command.AddComment command) {
        return run.step(command.step()).isEmpty()
                ? Decision.refuse(Checks.missing(run, command.step()))
                : Decision.accept(List.of(new RunEvent.CommentAdded(command.step(), command.comment())));
    }

    Decision attempt(Command.NoteAttempt command) {
        Optional<Step> step = run.step(command.step());
        Optional<Round> round = step.flatMap(found -> found.round(command.round()));
        if (step.isEmpty() || round.isEmpty()) {
            return Decision.refuse(Checks.missing(run, command.step()));
        }
        String attempt = given.by().id() + " " + command.code();
        return round.get().refused().contains(attempt)
                ? Decision.refuse(Checks.notNow(step.get(), "tried again", "it is written down already"))
                : Decision.accept(
                        List.of(new AskingEvent.AttemptRefused(command.step(), command.round(), command.code())));
    }
}
