package dev.runs.engine;

import dev.runs.run.Answering;
import dev.runs.access.Tie;
import dev.runs.actor.Actor;
import dev.runs.actor.ActorKind;
import dev.runs.run.ActorRef;
import dev.runs.run.PayloadRef;
import dev.runs.run.Round;
import dev.runs.run.Run;
import dev.runs.run.Step;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What an actor has to do with a run, or with one step of it. */
final class Ties implements Predicate<Tie> {
    private final Run run;
    private final Optional<Step> step;
    private final Actor actor;
    private final Supplier<List<Actor>> absent;

    /**
     * Makes the ties.
     *
     * @param step the step in question; empty for all of the run
     * @param absent looks up for whom the actor stands in now
     */
    Ties(Run run, Optional<Step> step, Actor actor, Supplier<List<Actor>> absent) {
        this.run = run;
        this.step = step;
        this.actor = actor;
        this.absent = absent;
    }

    @Override
    public boolean test(Tie tie) {
        return switch (tie) {
            case STARTER -> run.header().startedBy().id().equals(actor.id());
            case OWNER -> run.header().owner().equals(actor.id());
            case REQUESTER -> requesters().anyMatch(who -> who.id().equals(actor.id()));
            case REPRESENTED ->
                Stream.concat(Stream.of(run.header().startedBy()), requesters())
                        .anyMatch(who ->
                                who.onBehalfOf().filter(actor.id()::equals).isPresent());
            case ASKED -> isAsked(actor);
            case STANDS_IN ->
                actor.kind() == ActorKind.HUMAN && absent.get().stream().anyMatch(this::isAsked);
        };
    }

    private Stream<Step> steps() {
        return step.map(Stream::of).orElseGet(() -> run.steps().stream());
    }

    private Stream<ActorRef> requesters() {
        return steps().flatMap(one -> Stream.concat(
                Stream.of(one.spec().proposedBy(), one.requester()), one.payload().map(PayloadRef::editor).stream()));
    }

    private boolean isAsked(Actor who) {
        return who.kind() == ActorKind.HUMAN
                && steps().anyMatch(one -> one.rounds().stream().anyMatch(round -> asks(round, who)));
    }

    private static boolean asks(Round round, Actor who) {
        return Answering.concerns(round, who);
    }
}
