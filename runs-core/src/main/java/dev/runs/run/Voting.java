package dev.runs.run;

import dev.runs.actor.Actor;
import dev.runs.error.ErrorCode;
import dev.runs.gate.Track;
import dev.runs.graph.StepState;
import java.util.ArrayList;
import java.util.Comparator;
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
        Actor actor = command.actor();
        Track track = track(round, command).orElseThrow();
        String role = role(track, command);
        Vote vote = new Vote(
                ActorRef.of(actor),
                role,
                track.roles(),
                command.choice(),
                round.digest(),
                command.reason(),
                given.now());
        List<RunEvent> events = new ArrayList<>();
        events.add(new RunEvent.VoteCast(step.id(), round.number(), vote));
        if (command.choice() == Vote.Choice.REJECT) {
            // With an open role nobody knows how many could still approve, so the first no ends the round (S7).
            events.add(new RunEvent.RoundClosed(step.id(), round.number(), Round.State.REJECTED, Optional.empty()));
            events.add(new RunEvent.StepRejected(step.id(), RunEvent.StepRejected.No.PERSON));
        } else if (round.with(vote).missing().isEmpty()) {
            events.add(new RunEvent.RoundClosed(step.id(), round.number(), Round.State.APPROVED, Optional.empty()));
            events.add(Gating.permit(run, step, Optional.of(round.number()), round.risk(), round.decision(), given));
        }
        return Decision.accept(events);
    }

    private Optional<Refusal> check(Command.CastVote command) {
        Command.Seen seen = command.seen();
        Optional<Step> found = run.step(seen.step());
        if (found.isEmpty()) {
            return Optional.of(Checks.missing(run, seen.step()));
        }
        Step step = found.get();
        Optional<Refusal> notHuman = Checks.human(run, seen, command.actor());
        if (notHuman.isPresent()) {
            return notHuman;
        }
        Optional<Round> open = step.openRound();
        if (open.isEmpty() || open.get().number() != seen.round()) {
            return Optional.of(notAsked(step, seen));
        }
        Round round = open.get();
        Optional<Refusal> stale = Checks.stale(step, seen);
        if (stale.isPresent()) {
            return stale;
        }
        Actor actor = command.actor();
        if (round.excludes(actor)) {
            return Optional.of(Refusal.of(
                    step,
                    ErrorCode.SEPARATION_OF_DUTIES,
                    "Step '" + step.id() + "': " + Checks.interest(run, step, actor) + ".",
                    "let somebody else decide who holds the role "
                            + round.requirement().tracks().get(0).approvers()));
        }
        Optional<Vote> earlier = round.voteOf(actor.id());
        if (earlier.isPresent()) {
            return Optional.of(Refusal.of(
                    step,
                    ErrorCode.ALREADY_VOTED,
                    "Step '" + step.id() + "': '" + actor.id() + "' answered "
                            + earlier.get().choice().name().toLowerCase(Locale.ROOT) + " in round " + round.number()
                            + " already.",
                    "nothing to do; a person counts once per round"));
        }
        if (track(round, command).isEmpty()) {
            return Optional.of(notAnApprover(step, round, command));
        }
        return Optional.empty();
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

    private static Refusal notAnApprover(Step step, Round round, Command.CastVote command) {
        List<String> asked = round.missing().stream().map(Track::approvers).toList();
        String holds = command.actor().roles().isEmpty()
                ? "no role"
                : "'" + String.join("', '", command.actor().roles()) + "'";
        return Refusal.of(
                step,
                ErrorCode.NOT_AN_APPROVER,
                "Step '" + step.id() + "' waits for " + String.join(" and ", asked) + "; '"
                        + command.actor().id() + "' holds " + holds + ".",
                "let a holder of the role decide");
    }

    /**
     * The track for which a vote counts. An approval counts where the fewest others could help, of the tracks that lack
     * approvals; a no counts wherever the voter is asked, whether or not others have said enough there.
     */
    private static Optional<Track> track(Round round, Command.CastVote command) {
        List<Track> tracks = command.choice() == Vote.Choice.APPROVE
                ? round.missing()
                : round.requirement().tracks();
        return tracks.stream()
                .filter(track -> track.roles().stream().anyMatch(role -> fits(role, command)))
                .min(Comparator.comparingInt(track -> track.roles().size()));
    }

    private static boolean fits(String role, Command.CastVote command) {
        return command.actor().roles().contains(role)
                && command.role().map(role::equals).orElse(true);
    }

    private static String role(Track track, Command.CastVote command) {
        return track.roles().stream()
                .filter(role -> fits(role, command))
                .findFirst()
                .orElseThrow();
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
        boolean waits =
                round.state() == Round.State.SUSPENDED && round.missing().isEmpty();
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
        boolean asked = step.lastRound().stream()
                .flatMap(round -> round.requirement().tracks().stream())
                .flatMap(track -> track.roles().stream())
                .anyMatch(command.actor().roles()::contains);
        if (asked) {
            return Optional.empty();
        }
        return Optional.of(Refusal.of(
                step,
                ErrorCode.NOT_AN_APPROVER,
                "Step '" + step.id() + "': an approval is taken back by a holder of a role that was asked, and '"
                        + command.actor().id() + "' holds none of them.",
                "let a holder of the role decide"));
    }
}
