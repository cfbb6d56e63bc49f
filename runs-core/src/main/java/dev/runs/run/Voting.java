package dev.runs.run;

import dev.runs.actor.Actor;
import dev.runs.error.ErrorCode;
import dev.runs.graph.StepState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** People's answers: votes, and approvals taken back (S6, S7, S11, invariants 5 and 6). */
final class Voting {
    private final Run run;
    private final Circumstances given;

    Voting(Run run, Circumstances given) {
        this.run = run;
        this.given = given;
    }

    Decision cast(Command.CastVote command) {
        Optional<Refusal> refusal = check(command);
        if (refusal.isPresent()) {
            return Decision.refuse(refusal.get());
        }
        Step step = Checks.step(run, command.seen());
        Round round = step.openRound().orElseThrow();
        Rights rights = rights(round, command);
        Optional<Refusal> barred = barred(step, round, rights, command);
        if (barred.isPresent()) {
            return Decision.refuse(barred.get());
        }
        Rights.Right right = rights.best(round, command.actor());
        Vote vote = new Vote(
                ActorRef.of(command.actor()),
                right.insteadOf().map(Actor::id),
                right.key(),
                right.source(command.actor()),
                right.asking().stage().keys(),
                right.asking().offer().stage(),
                command.choice(),
                round.digest(),
                command.reason(),
                given.now());
        List<RunEvent> events = new ArrayList<>();
        events.add(new RunEvent.VoteCast(step.id(), round.number(), vote));
        switch (command.choice()) {
            case APPROVE -> events.addAll(approved(step, round.with(vote), command.staffing()));
            case REJECT ->
                events.addAll(rejected(step, round.with(vote), right.asking().place(), command));
            case REQUEST_CHANGES -> {
                events.add(closed(step, round, Round.State.RETURNED));
                events.add(new RunEvent.ChangesRequested(step.id(), Optional.of(command.reason())));
            }
        }
        return Decision.accept(events);
    }

    private static RunEvent closed(Step step, Round round, Round.State how) {
        return new RunEvent.RoundClosed(step.id(), round.number(), how, Optional.empty());
    }

    /** Asks the next stage of each track whose present one holds; when none is left, the step may run. */
    private List<RunEvent> approved(Step step, Round round, Staffing staffing) {
        List<RunEvent> events = new ArrayList<>();
        Round after = round;
        for (Round.Asking asking : round.askings()) {
            if (!asking.isLast() && round.holds(asking)) {
                Offer next = Tallying.next(
                        asking.track(),
                        asking.offer().stage() + 1,
                        round.votes(),
                        staffing,
                        round.excluded(),
                        given.now());
                events.add(new AskingEvent.StageOpened(step.id(), round.number(), asking.place(), next));
                after = after.offering(asking.place(), next);
            }
        }
        if (after.isSatisfied()) {
            events.add(closed(step, round, Round.State.APPROVED));
            events.add(Gating.permit(run, step, Optional.of(round.number()), round.risk(), round.decision(), given));
        } else if (!events.isEmpty()) {
            events.addAll(Gating.unanswerable(step, after, staffing));
        }
        return events;
    }

    private List<RunEvent> rejected(Step step, Round round, int place, Command.CastVote command) {
        Round.Asking asking = round.askings().get(place);
        // With an open role nobody knows how many could still approve, so the first no ends the stage (S7).
        boolean goesOn = Tallying.possible(asking.stage(), asking.offer(), round.votes())
                .filter(possible -> possible >= asking.offer().needed())
                .isPresent();
        if (goesOn) {
            return List.of();
        }
        if (asking.stage().back() && asking.offer().stage() > 0) {
            Offer before = Tallying.offer(
                    asking.track(), asking.offer().stage() - 1, command.staffing(), round.excluded(), given.now());
            List<RunEvent> events = new ArrayList<>();
            events.add(new AskingEvent.StageOpened(step.id(), round.number(), place, before));
            events.addAll(Gating.unanswerable(step, round.offering(place, before), command.staffing()));
            return events;
        }
        return List.of(
                closed(step, round, Round.State.REJECTED),
                new RunEvent.StepRejected(step.id(), RunEvent.StepRejected.No.PERSON));
    }

    /** What can be said before it is known by which right somebody answers. */
    private Optional<Refusal> check(Command.CastVote command) {
        return asked(command.seen(), command.actor()).or(() -> {
            Step step = Checks.step(run, command.seen());
            return step.openRound().orElseThrow().voteOf(command.actor().id()).map(earlier -> voted(step, earlier));
        });
    }

    /** Refuses whoever cannot answer what they looked at, whatever roles they hold. */
    Optional<Refusal> asked(Command.Seen seen, Actor actor) {
        Optional<Step> found = run.step(seen.step());
        if (found.isEmpty()) {
            return Optional.of(Checks.missing(run, seen.step()));
        }
        Step step = found.get();
        Optional<Refusal> notHuman = Checks.human(run, seen, actor);
        if (notHuman.isPresent()) {
            return notHuman;
        }
        Optional<Round> open = step.openRound();
        if (open.isEmpty() || open.get().number() != seen.round()) {
            return Optional.of(notAsked(step, seen));
        }
        return Checks.stale(step, seen).or(() -> excluded(step, open.get(), actor));
    }

    private Optional<Refusal> excluded(Step step, Round round, Actor actor) {
        return round.excludes(actor)
                ? Optional.of(Refusal.of(
                        step,
                        ErrorCode.SEPARATION_OF_DUTIES,
                        "Step '" + step.id() + "': " + Checks.interest(run, step, actor) + ".",
                        "let somebody else decide who "
                                + (round.missing().isEmpty() ? "is asked" : "is asked: " + approvers(round))))
                : Optional.empty();
    }

    private static String approvers(Round round) {
        return String.join(
                " and ", round.missing().stream().map(Rights::words).distinct().toList());
    }

    static Refusal voted(Step step, Vote earlier) {
        String who = earlier.insteadOf()
                .map(other -> "'" + earlier.voter().id() + "', for '" + other + "',")
                .orElse("'" + earlier.voter().id() + "'");
        return Refusal.of(
                step,
                ErrorCode.ALREADY_VOTED,
                "Step '" + step.id() + "': " + who + " answered "
                        + earlier.choice().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " in round "
                        + step.lastRound().map(Round::number).orElse(0) + " already.",
                "nothing to do; a person counts once per round");
    }

    private Rights rights(Round round, Command.CastVote command) {
        return Rights.of(round, command.actor(), command.standIns())
                .by(command.role())
                .forChoice(round, command.choice());
    }

    /** Why none of the rights by which somebody could answer can be used. */
    private Optional<Refusal> barred(Step step, Round round, Rights rights, Command.CastVote command) {
        if (rights.all().isEmpty()) {
            return Optional.of(notAnApprover(step, round, command.actor()));
        }
        List<Rights.Right> clean = rights.all().stream()
                .filter(right -> right.insteadOf().filter(round::excludes).isEmpty())
                .toList();
        if (clean.isEmpty()) {
            Actor other = rights.all().get(0).insteadOf().orElseThrow();
            return excluded(step, round, other);
        }
        List<Rights.Right> unused = clean.stream()
                .filter(right -> right.insteadOf()
                        .flatMap(other -> round.voteOf(other.id()))
                        .isEmpty())
                .toList();
        if (unused.isEmpty()) {
            return clean.get(0)
                    .insteadOf()
                    .flatMap(other -> round.voteOf(other.id()))
                    .map(earlier -> voted(step, earlier));
        }
        return unused.stream().anyMatch(right -> right.isFree(round, command.actor()))
                ? Optional.empty()
                : Optional.of(Arranging.claimed(step, round, unused.get(0).key()));
    }

    private static Refusal notAsked(Step step, Command.Seen seen) {
        Optional<Round> looked = step.round(seen.round());
        if (looked.isEmpty()) {
            return Checks.notNow(step, "decided", "nobody is asked about it; look at the run again");
        }
        Round round = looked.get();
        return switch (round.state()) {
            case APPROVED, REJECTED, REVERSED, OVERRULED ->
                Refusal.of(
                        step,
                        ErrorCode.ALREADY_DECIDED,
                        "Step '" + step.id() + "', round " + round.number() + " was "
                                + round.state().name().toLowerCase(Locale.ROOT) + by(round) + ".",
                        "nothing to do; look at the run to see what followed");
            case SUSPENDED ->
                Checks.notNow(
                        step,
                        "decided",
                        "nothing to do now; the question comes back when the steps before it are done, and the answers"
                                + " that it has count on");
            default -> {
                String newer = step.openRound()
                        .map(open -> " Round " + open.number() + " asks now.")
                        .orElse("");
                yield Refusal.of(
                        step,
                        newer.isEmpty() ? ErrorCode.WITHDRAWN : ErrorCode.STALE,
                        "Step '" + step.id() + "', round " + round.number() + " was "
                                + round.state().name().toLowerCase(Locale.ROOT) + "." + newer,
                        newer.isEmpty()
                                ? "nothing to do; the question is not asked any more"
                                : "look at it again and decide on what you see then");
            }
        };
    }

    /** Who voted for what was decided; what a rule or a reversal did to the votes was nobody's vote. */
    private static String by(Round round) {
        Set<String> voters = new TreeSet<>();
        for (Vote vote : round.votes()) {
            boolean decided = vote.choice() == Vote.Choice.APPROVE
                    ? round.state() == Round.State.APPROVED
                    : round.state() == Round.State.REJECTED;
            if (decided) {
                voters.add(vote.voter().id());
            }
        }
        return voters.isEmpty() ? "" : " by " + String.join(", ", voters);
    }

    static Refusal notAnApprover(Step step, Round round, Actor actor) {
        String holds = actor.roles().isEmpty() ? "no role" : "'" + String.join("', '", actor.roles()) + "'";
        return Refusal.of(
                step,
                ErrorCode.NOT_AN_APPROVER,
                "Step '" + step.id() + "' waits for " + approvers(round) + "; '" + actor.id() + "' holds " + holds
                        + ".",
                "let somebody decide who is asked");
    }

    Decision reverse(Command.Reverse command) {
        Optional<Refusal> refusal = Checks.seen(run, command.seen())
                .or(() -> Checks.human(run, command.seen(), command.actor()))
                .or(() -> mayNotReverse(command));
        if (refusal.isPresent()) {
            return Decision.refuse(refusal.get());
        }
        Step step = Checks.step(run, command.seen());
        Round round = step.lastRound().orElseThrow();
        List<RunEvent> events = new ArrayList<>();
        // An approval that waits for a step before it would be a permit as soon as that is done.
        boolean waits = round.state() == Round.State.SUSPENDED && round.isSatisfied();
        if (round.state() != Round.State.APPROVED && !waits) {
            return Decision.refuse(Checks.notNow(
                    step, "reversed", "only an approval that led to a permit can be taken back; vote instead"));
        } else if (step.state() == StepState.READY || waits) {
            step.permit()
                    .filter(permit -> permit.state() == Permit.State.ISSUED)
                    .ifPresent(permit -> events.add(new RunEvent.PermitRevoked(step.id(), permit.key())));
            events.add(new RunEvent.RoundClosed(
                    step.id(), round.number(), Round.State.REVERSED, Optional.of(command.reason())));
            events.add(new RunEvent.StepRejected(step.id(), RunEvent.StepRejected.No.REVERSAL));
            return Decision.accept(events);
        }
        if (!step.state().hasStarted() || step.state() == StepState.FAILED) {
            return Decision.refuse(Checks.notNow(
                    step, "reversed", "only an approval that led to a permit can be taken back; vote instead"));
        }
        events.add(new RunEvent.ObjectionRecorded(
                step.id(), new Objection(ActorRef.of(command.actor()), command.reason(), given.now())));
        command.compensation().ifPresent(add -> events.add(Decider.added(add)));
        return Decision.accept(events);
    }

    private Optional<Refusal> mayNotReverse(Command.Reverse command) {
        Step step = Checks.step(run, command.seen());
        boolean asked = step.lastRound()
                .filter(round -> Rights.wasAsked(round, command.actor()))
                .isPresent();
        if (asked) {
            return Optional.empty();
        }
        return Optional.of(Refusal.of(
                step,
                ErrorCode.NOT_AN_APPROVER,
                "Step '" + step.id() + "': an approval is taken back by somebody who was asked, and '"
                        + command.actor().id() + "' was not.",
                "let one of them decide"));
    }
}
