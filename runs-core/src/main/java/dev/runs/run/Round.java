package dev.runs.run;

import dev.runs.action.Pattern;
import dev.runs.action.RiskLevel;
import dev.runs.actor.Actor;
import dev.runs.actor.ActorKind;
import dev.runs.content.Digest;
import dev.runs.gate.Requirement;
import dev.runs.gate.Track;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One asking of people about one step and one payload. Votes of one round never count in another, unless the gate asked
 * again about the very same payload (S6).
 *
 * @param number 1 for the step's first round
 * @param opened when people were asked
 * @param requirement whom
 * @param digest about which payload
 * @param risk of which risk: the action's, or the higher one to which rules raised it when people were asked
 * @param pattern of which reach
 * @param decision the content that holds the gate's reasons
 * @param excluded the persons and actors whose vote cannot count: they asked, edited or are represented
 * @param votes the answers, in the order given
 * @param state how it stands
 * @param closed when it ended
 * @param suspension how long people were not asked in between; empty if they always were
 * @since 0.1.0
 */
public record Round(
        int number,
        Instant opened,
        Requirement requirement,
        Digest digest,
        RiskLevel risk,
        Pattern pattern,
        String decision,
        Set<String> excluded,
        List<Vote> votes,
        State state,
        Optional<Instant> closed,
        Optional<Suspension> suspension) {

    /**
     * How a round stands.
     *
     * @since 0.1.0
     */
    public enum State {
        /** People are asked. */
        OPEN,
        /** Its step waits for another one again: nobody is asked for the time being, and what was said is kept. */
        SUSPENDED,
        /** Every track has its quorum. */
        APPROVED,
        /** Somebody said no. */
        REJECTED,
        /** Whoever asked took the question back. */
        RECALLED,
        /** The question is not needed any more. */
        WITHDRAWN,
        /** The payload, the rules or the voters changed; a later round asks again. */
        SUPERSEDED,
        /** It was approved, and an approver took that back before the step started. */
        REVERSED,
        /** It was approved, and a rule forbade the step all the same. */
        OVERRULED
    }

    /** Copies the collections. */
    public Round {
        excluded = Collections.unmodifiableSortedSet(new TreeSet<>(excluded));
        votes = List.copyOf(votes);
    }

    /** Returns whether people are asked. */
    public boolean isOpen() {
        return state == State.OPEN;
    }

    /** Returns how many different people approved for a track. */
    public long approvals(Track track) {
        return approvals(track, votes);
    }

    private static long approvals(Track track, List<Vote> votes) {
        return votes.stream()
                .filter(vote ->
                        vote.choice() == Vote.Choice.APPROVE && vote.track().equals(track.roles()))
                .map(vote -> vote.voter().id())
                .distinct()
                .count();
    }

    /** Returns the tracks that still lack approvals. */
    public List<Track> missing() {
        return requirement.tracks().stream()
                .filter(track -> approvals(track) < track.quorum())
                .toList();
    }

    /**
     * Gives each approval the track of another requirement for which it can count, so that one person counts once, and
     * returns the votes that found one.
     */
    static List<Vote> assign(Requirement requirement, List<Vote> approvals) {
        List<Vote> assigned = new ArrayList<>();
        for (Vote vote : approvals) {
            requirement.tracks().stream()
                    .filter(track -> track.roles().contains(vote.role()))
                    .filter(track -> approvals(track, assigned) < track.quorum())
                    .min(Comparator.comparingInt(track -> track.roles().size()))
                    .ifPresent(track -> assigned.add(new Vote(
                            vote.voter(),
                            vote.role(),
                            track.roles(),
                            vote.choice(),
                            vote.digest(),
                            vote.reason(),
                            vote.at())));
        }
        return assigned;
    }

    /** Returns whether the given votes, each counted for its track, satisfy a requirement. */
    static boolean satisfies(Requirement requirement, List<Vote> votes) {
        return requirement.tracks().stream().allMatch(track -> approvals(track, votes) >= track.quorum());
    }

    /** Returns whether a person's vote cannot count, because of who asked or for whom the person acts. */
    public boolean excludes(Actor actor) {
        return excluded.contains(actor.id())
                || actor.onBehalfOf().filter(excluded::contains).isPresent();
    }

    /** Returns whether somebody could answer now, as far as the round knows; the role is another question. */
    public boolean isOpenTo(Actor actor) {
        return isOpen()
                && actor.kind() == ActorKind.HUMAN
                && !excludes(actor)
                && voteOf(actor.id()).isEmpty();
    }

    /** Returns whether this person has voted. */
    public Optional<Vote> voteOf(String person) {
        return votes.stream().filter(vote -> vote.voter().id().equals(person)).findFirst();
    }

    /** Returns when a track's answer is late; the time in which nobody was asked does not count. */
    public Optional<Instant> due(Track track) {
        Duration away = suspension.map(Suspension::away).orElse(Duration.ZERO);
        return track.due().map(duration -> opened.plus(duration).plus(away));
    }

    Round with(Vote vote) {
        List<Vote> more = new ArrayList<>(votes);
        more.add(vote);
        return with(more, state, closed, suspension);
    }

    Round closed(State how, Instant at) {
        return with(votes, how, Optional.of(at), suspension.map(pause -> pause.until(at)));
    }

    Round suspended(Instant at) {
        return with(votes, State.SUSPENDED, Optional.empty(), Optional.of(Suspension.from(suspension, at)));
    }

    Round resumed(Instant at) {
        return with(votes, State.OPEN, Optional.empty(), suspension.map(pause -> pause.until(at)));
    }

    private Round with(List<Vote> answers, State how, Optional<Instant> end, Optional<Suspension> pause) {
        return new Round(
                number, opened, requirement, digest, risk, pattern, decision, excluded, answers, how, end, pause);
    }
}
