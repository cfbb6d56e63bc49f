package dev.runs.run;

import dev.runs.gate.Requirement;
import dev.runs.gate.Stage;
import dev.runs.gate.Track;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which votes count for which stage, and whether they are enough (S7). */
final class Tallying {
    private Tallying() {}

    private static boolean isFor(Vote vote, Stage stage, int place) {
        return vote.stage() == place && vote.track().equals(stage.keys());
    }

    /** Returns the votes without those for a stage. */
    static List<Vote> without(List<Vote> votes, Stage stage, int place) {
        return votes.stream().filter(vote -> !isFor(vote, stage, place)).toList();
    }

    /** Returns how many approvals count for a stage as it was offered. */
    static long approvals(Stage stage, Offer offer, List<Vote> votes) {
        Set<String> counted = new HashSet<>();
        for (Vote vote : votes) {
            if (vote.approves() && isFor(vote, stage, offer.stage())) {
                boolean oneEach = stage.quorum().everyone() && offer.asked().contains(vote.role());
                // Of everyone who is asked each answers once; otherwise each person counts once.
                counted.add(
                        oneEach
                                ? "key " + vote.role()
                                : "person " + vote.voter().id());
            }
        }
        return counted.size();
    }

    /** Returns how many of those who are asked by name can still approve, or nothing if a role is asked. */
    static Optional<Long> possible(Stage stage, Offer offer, List<Vote> votes) {
        if (offer.everyone().stream().anyMatch(key -> !dev.runs.gate.Approver.isPerson(key))) {
            return Optional.empty();
        }
        long against = votes.stream()
                .filter(vote -> !vote.approves() && isFor(vote, stage, offer.stage()))
                .map(Vote::role)
                .distinct()
                .count();
        return Optional.of(offer.everyone().size() - against);
    }

    /**
     * Returns the stage of each track that is to be asked when some votes are given already: the first that they do not
     * satisfy, or the last.
     */
    static List<Offer> open(
            Requirement requirement, List<Vote> carried, Staffing staffing, Set<String> excluded, Instant at) {
        List<Offer> offers = new ArrayList<>();
        for (Track track : requirement.tracks()) {
            offers.add(next(track, 0, carried, staffing, excluded, at));
        }
        return offers;
    }

    /** Returns the first stage from a place on that the votes do not satisfy, or the last. */
    static Offer next(Track track, int from, List<Vote> votes, Staffing staffing, Set<String> excluded, Instant at) {
        Offer offer = offer(track, from, staffing, excluded, at);
        while (offer.stage() + 1 < track.stages().size()
                && approvals(track.stages().get(offer.stage()), offer, votes) >= offer.needed()) {
            offer = offer(track, offer.stage() + 1, staffing, excluded, at);
        }
        return offer;
    }

    static Offer offer(Track track, int place, Staffing staffing, Set<String> excluded, Instant at) {
        Stage stage = track.stages().get(place);
        return Offer.of(place, stage, staffing.asked(stage.approvers(), excluded), at);
    }

    /**
     * Gives each approval the earliest stage of another requirement for which it can count, so that one person counts once, and
     * returns the votes that found one.
     */
    static List<Vote> assign(
            Requirement requirement, List<Vote> approvals, Staffing staffing, Set<String> excluded, Instant at) {
        List<Vote> assigned = new ArrayList<>();
        for (Vote vote : approvals) {
            place(requirement, vote, assigned, staffing, excluded, at).ifPresent(assigned::add);
        }
        return assigned;
    }

    private static Optional<Vote> place(
            Requirement requirement,
            Vote vote,
            List<Vote> assigned,
            Staffing staffing,
            Set<String> excluded,
            Instant at) {
        Optional<Vote> best = Optional.empty();
        int fewest = Integer.MAX_VALUE;
        for (Track track : requirement.tracks()) {
            for (int i = 0; i < track.stages().size(); i++) {
                Offer offer = offer(track, i, staffing, excluded, at);
                Stage stage = track.stages().get(i);
                int rank = i * 1000 + offer.asked().size();
                boolean fits =
                        offer.asked().contains(vote.role()) && approvals(stage, offer, assigned) < offer.needed();
                if (fits && rank < fewest) {
                    best = Optional.of(vote.countedFor(stage.keys(), i));
                    fewest = rank;
                }
            }
        }
        return best;
    }

    /** Returns whether votes, each counted for its stage, satisfy a requirement. */
    static boolean satisfies(
            Requirement requirement, List<Vote> votes, Staffing staffing, Set<String> excluded, Instant at) {
        for (Track track : requirement.tracks()) {
            for (int i = 0; i < track.stages().size(); i++) {
                Offer offer = offer(track, i, staffing, excluded, at);
                if (approvals(track.stages().get(i), offer, votes) < offer.needed()) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * Returns whether the votes of a round that are still valid satisfy what was required in it. Who was asked then counts, not
     * who would be asked now: a question that was handed on to somebody else was answered by them.
     */
    static boolean stillSatisfies(Round round, List<Vote> valid) {
        for (Track track : round.requirement().tracks()) {
            for (int i = 0; i < track.stages().size(); i++) {
                Stage stage = track.stages().get(i);
                int place = i;
                long before = count(round.votes(), stage, place);
                long now = count(valid, stage, place);
                boolean enough = stage.quorum().everyone()
                        ? now == before && now > 0
                        : now >= stage.quorum().least();
                if (!enough) {
                    return false;
                }
            }
        }
        return true;
    }

    private static long count(List<Vote> votes, Stage stage, int place) {
        return votes.stream()
                .filter(vote -> vote.approves() && isFor(vote, stage, place))
                .map(vote -> vote.voter().id())
                .distinct()
                .count();
    }
}
