package dev.runs.run;

import dev.runs.actor.Actor;
import dev.runs.actor.ActorKind;
import dev.runs.gate.Approver;
import java.util.List;
import java.util.Set;

/**
 * Who can answer what a round asks now.
 *
 * @since 0.1.0
 */
public final class Answering {
    private Answering() {}

    /** Returns whether an approval of this person would count. */
    public static boolean isOpenTo(Round round, Actor actor, List<StandIn> standIns) {
        return round.isOpen()
                && actor.kind() == ActorKind.HUMAN
                && !round.excludes(actor)
                && round.voteOf(actor.id()).isEmpty()
                && Rights.of(round, actor, standIns).forChoice(round, Vote.Choice.APPROVE).all().stream()
                        .anyMatch(right -> right.isFree(round, actor)
                                && right.insteadOf()
                                        .filter(other -> round.excludes(other)
                                                || round.voteOf(other.id()).isPresent())
                                        .isEmpty());
    }

    /** Returns whether a step must wait with its start, because another one has what it needs for itself alone. */
    public static boolean isOccupied(Run run, Step step) {
        return Gating.holder(run, step).isPresent();
    }

    /** Returns everybody whose vote on a step cannot count now, because they asked for it, edited it or are represented. */
    public static Set<String> excluded(Run run, Step step) {
        return Checks.requesters(run, step);
    }

    /** Returns whether a key names somebody: as a person, or by a role that they hold. */
    public static boolean names(String key, Actor actor) {
        return Approver.isPerson(key)
                ? key.equals(Approver.person(actor.id()))
                : actor.roles().contains(key);
    }
}
