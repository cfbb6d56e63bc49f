package dev.runs.run;

import dev.runs.actor.Actor;
import dev.runs.actor.RoleSource;
import dev.runs.gate.Approver;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The rights by which one actor may answer what a round asks: their own, and those of people in whose stead they may answer. */
final class Rights {
    private final List<Right> all;

    private Rights(List<Right> all) {
        this.all = all;
    }

    /**
     * One right.
     *
     * @param asking the stage that it is about
     * @param key the key of who is asked
     * @param insteadOf whose right it is; empty if it is the actor's own
     */
    record Right(Round.Asking asking, String key, Optional<Actor> insteadOf) {
        /** Returns whether the question is nobody else's. */
        boolean isFree(Round round, Actor actor) {
            return round.item(key)
                    .owner()
                    .filter(owner -> !owner.equals(actor.id())
                            && insteadOf
                                    .filter(other -> owner.equals(other.id()))
                                    .isEmpty())
                    .isEmpty();
        }

        Optional<String> source(Actor actor) {
            RoleSource source = insteadOf.orElse(actor).sources().get(key);
            return Optional.ofNullable(source).map(from -> from.source() + " " + from.version());
        }
    }

    static Rights of(Round round, Actor actor, List<StandIn> standIns) {
        List<Right> rights = new ArrayList<>();
        for (Round.Asking asking : round.askings()) {
            for (String key : asking.offer().everyone()) {
                if (Answering.names(key, actor)) {
                    rights.add(new Right(asking, key, Optional.empty()));
                }
                for (StandIn standIn : standIns) {
                    if (standIn.holdsFor(key) && Answering.names(key, standIn.who())) {
                        rights.add(new Right(asking, key, Optional.of(standIn.who())));
                    }
                }
            }
        }
        return new Rights(rights);
    }

    List<Right> all() {
        return all;
    }

    /** Returns those by one role, or in the stead of one person. */
    Rights by(Optional<String> role) {
        return role.isEmpty()
                ? this
                : new Rights(all.stream()
                        .filter(right -> right.key().equals(role.get())
                                || right.insteadOf()
                                        .map(Actor::id)
                                        .map(Approver::person)
                                        .filter(role.get()::equals)
                                        .isPresent())
                        .toList());
    }

    /**
     * Returns those that a choice can use. An approval counts where one is missing; a no counts wherever somebody is asked,
     * whether or not others have said enough there.
     */
    Rights forChoice(Round round, Vote.Choice choice) {
        if (choice != Vote.Choice.APPROVE) {
            return this;
        }
        return new Rights(all.stream()
                .filter(right -> !round.holds(right.asking()) && isMissing(round, right))
                .toList());
    }

    /** Where everyone who is asked must answer, a role that has is not missing any more. */
    private static boolean isMissing(Round round, Right right) {
        return !right.asking().stage().quorum().everyone()
                || round.votes().stream()
                        .noneMatch(vote -> vote.approves()
                                && vote.role().equals(right.key())
                                && vote.stage() == right.asking().offer().stage()
                                && vote.track().equals(right.asking().stage().keys()));
    }

    /** Returns the right to use: one's own before another's, and where the fewest others could help. */
    Right best(Round round, Actor actor) {
        return all.stream()
                .filter(right -> right.insteadOf()
                        .filter(other -> round.excludes(other)
                                || round.voteOf(other.id()).isPresent())
                        .isEmpty())
                .filter(right -> right.isFree(round, actor))
                .min(Comparator.comparing((Right right) -> right.insteadOf().isPresent())
                        .thenComparing(
                                right -> right.asking().offer().everyone().size()))
                .orElseThrow();
    }

    /** Returns who is asked in a stage, as people read it. */
    static String words(Round.Asking asking) {
        String or = asking.stage().quorum().everyone() ? " and " : " or ";
        return String.join(
                or,
                asking.offer().everyone().isEmpty()
                        ? List.of(asking.stage().words())
                        : asking.offer().everyone().stream()
                                .map(Approver::words)
                                .toList());
    }

    /** Returns whether somebody answered in a round, or holds a role or is a person that any of its stages asks. */
    static boolean wasAsked(Round round, Actor actor) {
        boolean now = round.offers().stream()
                .anyMatch(offer -> offer.everyone().stream().anyMatch(key -> Answering.names(key, actor)));
        boolean any = round.requirement().tracks().stream()
                .flatMap(track -> track.stages().stream())
                .anyMatch(stage -> stage.keys().stream().anyMatch(key -> Answering.names(key, actor)));
        return now || any || round.voteOf(actor.id()).isPresent();
    }
}
