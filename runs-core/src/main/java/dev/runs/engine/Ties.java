package dev.runs.engine;

import dev.runs.access.Tie;
import dev.runs.actor.Actor;
import dev.runs.actor.ActorKind;
import dev.runs.gate.Stage;
import dev.runs.run.ActorRef;
import dev.runs.run.Answering;
import dev.runs.run.Offer;
import dev.runs.run.PayloadRef;
import dev.runs.run.Round;
import dev.runs.run.Run;
import dev.runs.run.Step;
import java.time.Instant;
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
    private final Instant now;
    private final Supplier<List<Actor>> absent;

    /**
     * Makes the ties.
     *
     * @param step the step in question; empty for all of the run
     * @param absent looks up for whom the actor stands in now, whatever is asked
     */
    Ties(Run run, Optional<Step> step, Actor actor, Instant now, Supplier<List<Actor>> absent) {
        this.run = run;
        this.step = step;
        this.actor = actor;
        this.now = now;
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
                actor.kind() == ActorKind.HUMAN
                        && (isDelegate() || absent.get().stream().anyMatch(this::isAsked));
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

    /** Whether one question was handed to the actor to be answered for another. */
    private boolean isDelegate() {
        return steps().flatMap(one -> one.rounds().stream())
                .flatMap(round -> round.items().values().stream())
                .anyMatch(item -> !item.standsInFor(actor.id(), now).isEmpty());
    }

    /** Whether somebody answered, or is asked in the stage that is asked now or in one before it. */
    private static boolean asks(Round round, Actor who) {
        if (round.voteOf(who.id()).isPresent()) {
            return true;
        }
        for (int i = 0; i < round.offers().size(); i++) {
            Offer offer = round.offers().get(i);
            List<Stage> stages = round.requirement().tracks().get(i).stages();
            if (offer.everyone().stream().anyMatch(key -> Answering.names(key, who))
                    || stages.subList(0, offer.stage()).stream()
                            .flatMap(stage -> stage.keys().stream())
                            .anyMatch(key -> Answering.names(key, who))) {
                return true;
            }
        }
        return false;
    }
}
