package dev.runs.run;

import dev.runs.actor.Actor;
import dev.runs.actor.ActorKind;
import dev.runs.error.ErrorCode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The questions that several commands ask before anything else. */
final class Checks {
    private Checks() {}

    static Step step(Run run, Command.Seen seen) {
        return run.step(seen.step()).orElseThrow();
    }

    /** Refuses a step that is not there, and a decision on something that has changed since it was looked at. */
    static Optional<Refusal> seen(Run run, Command.Seen seen) {
        Optional<Step> step = run.step(seen.step());
        if (step.isEmpty()) {
            return Optional.of(missing(run, seen.step()));
        }
        return stale(step.get(), seen);
    }

    static Refusal missing(Run run, String step) {
        String steps = String.join(", ", run.steps().stream().map(Step::id).toList());
        return Refusal.of(
                ErrorCode.NOT_FOUND,
                "Run '" + run.id() + "' has no step '" + step + "' (steps: " + steps + ").",
                dev.runs.error.Nearest.to(
                                step, run.steps().stream().map(Step::id).toList())
                        .map(near -> "did you mean '" + near + "'?")
                        .orElse("name one of its steps"));
    }

    static Optional<Refusal> stale(Step step, Command.Seen seen) {
        if (seen.version() == step.version()) {
            return Optional.empty();
        }
        return Optional.of(Refusal.of(
                step,
                ErrorCode.STALE,
                "Step '" + step.id() + "' has changed: you looked at version " + seen.version() + ", it is at "
                        + step.version() + " and " + words(step) + ".",
                "look at it again and decide on what you see then"));
    }

    static Optional<Refusal> human(Run run, Command.Seen seen, Actor actor) {
        if (actor.kind() == ActorKind.HUMAN) {
            return Optional.empty();
        }
        return Optional.of(Refusal.of(
                step(run, seen),
                ErrorCode.NOT_A_HUMAN,
                "Step '" + seen.step() + "': '" + actor.id() + "' is "
                        + (actor.kind() == ActorKind.AGENT ? "an agent" : "a service")
                        + ", and only people decide.",
                "let a person decide"));
    }

    /** Returns what becomes of a step's round and permit when the step will not be executed: neither is needed any more. */
    static List<RunEvent> withdraw(Step step, Optional<String> reason) {
        List<RunEvent> events = new ArrayList<>();
        step.permit()
                .filter(permit -> permit.state() == Permit.State.ISSUED)
                .ifPresent(permit -> events.add(new RunEvent.PermitRevoked(step.id(), permit.key())));
        step.lastRound()
                .filter(round -> round.isOpen()
                        || round.state() == Round.State.SUSPENDED
                        || (round.state() == Round.State.APPROVED
                                && !step.state().hasStarted()))
                .ifPresent(round ->
                        events.add(new RunEvent.RoundClosed(step.id(), round.number(), Round.State.WITHDRAWN, reason)));
        return events;
    }

    static Refusal notNow(Step step, String participle, String mend) {
        return Refusal.of(
                step,
                ErrorCode.NOT_NOW,
                "Step '" + step.id() + "' cannot be " + participle + ": it " + words(step) + ".",
                mend);
    }

    /** Returns a step's state as the end of a sentence that begins with the step. */
    static String words(Step step) {
        return "is " + step.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Somebody with an interest in a step, and by what they have it. */
    private record Interest(ActorRef who, String deed) {
        boolean isOf(String person) {
            return who.id().equals(person)
                    || who.onBehalfOf().filter(person::equals).isPresent();
        }

        String words(String person) {
            return who.id().equals(person)
                    ? "'" + person + "' " + deed
                    : "'" + who.id() + "' acts for '" + person + "' and " + deed;
        }
    }

    private static List<Interest> interests(Run run, Step step) {
        List<Interest> all = new ArrayList<>();
        all.add(new Interest(run.header().startedBy(), "started the run"));
        all.add(new Interest(step.spec().proposedBy(), "added the step"));
        all.add(new Interest(step.requester(), "asked for the step"));
        step.payload().ifPresent(payload -> all.add(new Interest(payload.editor(), "gave its payload")));
        return all;
    }

    /**
     * Returns everybody whose interest a step serves: the run's starter, who proposed the step, who asked for it last, who
     * edited its payload last, and the persons for whom they acted (invariant 5).
     */
    static Set<String> requesters(Run run, Step step) {
        Set<String> all = new LinkedHashSet<>();
        for (Interest interest : interests(run, step)) {
            all.add(interest.who().id());
            interest.who().onBehalfOf().ifPresent(all::add);
        }
        return all;
    }

    /** Returns in words why a vote of this actor cannot count: {@code 'agent-7' acts for 'mia' and started the run}. */
    static String interest(Run run, Step step, Actor actor) {
        Optional<String> own = interest(run, step, actor.id());
        Optional<String> represented = actor.onBehalfOf()
                .flatMap(person -> interest(run, step, person))
                .map(words -> "'" + actor.id() + "' acts for somebody who may not decide: " + words);
        return own.or(() -> represented).orElse("'" + actor.id() + "' had a part in the request");
    }

    private static Optional<String> interest(Run run, Step step, String person) {
        return interests(run, step).stream()
                .filter(interest -> interest.isOf(person))
                .findFirst()
                .map(interest -> interest.words(person));
    }
}
