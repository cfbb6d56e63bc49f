package dev.runs.run;

import dev.runs.action.Pattern;
import dev.runs.action.RiskLevel;
import dev.runs.actor.Actor;
import dev.runs.content.Digest;
import dev.runs.gate.Requirement;
import dev.runs.gate.Stage;
import dev.runs.gate.Track;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
 * @param votes the answers, in the order given; without those of a stage that was gone back to
 * @param state how it stands
 * @param closed when it ended
 * @param suspension how long people were not asked in between; empty if they always were
 * @param offers for each track the stage that is asked now, or was last
 * @param items what was arranged about single questions, by the key of who is asked; where nothing was, it is left out
 * @param refused who tried to answer and may not, as {@code person code}: each is written down once
 * @param evidence the content that holds what the approvers are shown besides the payload and rely on; empty if that is nothing
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
        Optional<Suspension> suspension,
        List<Offer> offers,
        Map<String, Item> items,
        Set<String> refused,
        Optional<String> evidence) {

    /**
     * How a round stands.
     *
     * @since 0.1.0
     */
    public enum State {
        /** People are asked. */
        OPEN,
        /** Its step waits for another one again, or the run is on hold: nobody is asked for the time being. */
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
        OVERRULED,
        /** An approver wants something changed before they say yes. */
        RETURNED,
        /** Nobody answered in time, which is a no. */
        EXPIRED
    }

    /** Copies the collections. Without offers the first stage of each track is offered to its roles. */
    public Round {
        excluded = Collections.unmodifiableSortedSet(new TreeSet<>(excluded));
        votes = List.copyOf(votes);
        offers = offers.isEmpty() ? plain(requirement, opened, suspension) : List.copyOf(offers);
        items = items.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(items));
        refused = refused.isEmpty() ? Set.of() : Collections.unmodifiableSortedSet(new TreeSet<>(refused));
    }

    /** Makes a round of one stage about which nothing was arranged. */
    public Round(
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
        this(
                number,
                opened,
                requirement,
                digest,
                risk,
                pattern,
                decision,
                excluded,
                votes,
                state,
                closed,
                suspension,
                List.of(),
                Map.of(),
                Set.of(),
                Optional.empty());
    }

    private static List<Offer> plain(Requirement requirement, Instant opened, Optional<Suspension> suspension) {
        Duration away = suspension.map(Suspension::away).orElse(Duration.ZERO);
        List<Offer> offers = new ArrayList<>();
        for (Track track : requirement.tracks()) {
            Stage first = track.stages().get(0);
            offers.add(Offer.of(0, first, first.keys(), opened).resumed(away));
        }
        return List.copyOf(offers);
    }

    /** Returns whether its offers are those that follow from the requirement and the times alone. */
    public boolean isPlain() {
        return items.isEmpty()
                && refused.isEmpty()
                && evidence.isEmpty()
                && requirement.isPlain()
                && offers.equals(plain(requirement, opened, suspension));
    }

    /**
     * A stage that is asked now.
     *
     * @param place the place of its track in the requirement, from 0
     * @param track the track
     * @param offer to whom the stage was offered
     * @since 0.1.0
     */
    public record Asking(int place, Track track, Offer offer) {
        /** Returns the stage. */
        public Stage stage() {
            return track.stages().get(offer.stage());
        }

        /** Returns when an answer is late. */
        public Optional<Instant> due() {
            return offer.due(stage());
        }

        boolean isLast() {
            return offer.stage() + 1 == track.stages().size();
        }
    }

    /** Returns whether people are asked. */
    public boolean isOpen() {
        return state == State.OPEN;
    }

    /** Returns the stage of each track that is asked now, or was asked last. */
    public List<Asking> askings() {
        List<Asking> askings = new ArrayList<>();
        for (int i = 0; i < offers.size(); i++) {
            askings.add(new Asking(i, requirement.tracks().get(i), offers.get(i)));
        }
        return askings;
    }

    /** Returns how many approvals count for a stage. */
    public long approvals(Asking asking) {
        return Tallying.approvals(asking.stage(), asking.offer(), votes);
    }

    /** Returns the stages that still lack approvals. */
    public List<Asking> missing() {
        return askings().stream().filter(asking -> !holds(asking)).toList();
    }

    boolean holds(Asking asking) {
        return approvals(asking) >= asking.offer().needed();
    }

    /** Returns whether every stage of every track holds. */
    public boolean isSatisfied() {
        return askings().stream().allMatch(asking -> asking.isLast() && holds(asking));
    }

    /** Returns what was arranged about the question that waits for a key. */
    public Item item(String key) {
        return items.getOrDefault(key, Item.FREE);
    }

    /** Returns whether a person's vote cannot count, because of who asked or for whom the person acts. */
    public boolean excludes(Actor actor) {
        return excluded.contains(actor.id())
                || actor.onBehalfOf().filter(excluded::contains).isPresent();
    }

    /** Returns the answer that this person gave, or that was given in their stead. */
    public Optional<Vote> voteOf(String person) {
        return votes.stream().filter(vote -> vote.isOf(person)).findFirst();
    }

    /** Returns when something happens by itself next; empty if nothing does. */
    public Optional<Instant> timer() {
        return isOpen()
                ? missing().stream()
                        .flatMap(asking -> asking.offer().next(asking.stage()).stream())
                        .min(Instant::compareTo)
                : Optional.empty();
    }

    Round with(Vote vote) {
        List<Vote> more = new ArrayList<>(votes);
        more.add(vote);
        Map<String, Item> left = new TreeMap<>(items);
        // Whoever had it has answered; if more are needed, others may.
        left.computeIfPresent(
                vote.role(), (key, item) -> item.ownedBy(item.owner().filter(owner -> !vote.isOf(owner))));
        left.values().removeIf(Item.FREE::equals);
        return with(more, state, closed, suspension, offers, left);
    }

    Round closed(State how, Instant at) {
        return with(votes, how, Optional.of(at), suspension.map(pause -> pause.until(at)), offers, items);
    }

    Round suspended(Instant at) {
        return with(
                votes, State.SUSPENDED, Optional.empty(), Optional.of(Suspension.from(suspension, at)), offers, items);
    }

    Round resumed(Instant at) {
        Duration before = suspension.map(Suspension::away).orElse(Duration.ZERO);
        Optional<Suspension> over = suspension.map(pause -> pause.until(at));
        Duration pause = over.map(Suspension::away).orElse(Duration.ZERO).minus(before);
        List<Offer> later = offers.stream().map(offer -> offer.resumed(pause)).toList();
        return with(votes, State.OPEN, Optional.empty(), over, later, items);
    }

    /** Offers a stage of a track; one that was asked before is asked anew. */
    Round offering(int place, Offer offer) {
        List<Offer> now = new ArrayList<>(offers);
        List<Vote> kept = votes;
        Track track = requirement.tracks().get(place);
        for (int i = offer.stage(); i <= offers.get(place).stage(); i++) {
            kept = Tallying.without(kept, track.stages().get(i), i);
        }
        now.set(place, offer);
        return with(kept, state, closed, suspension, now, items);
    }

    Round arranged(String key, Item item) {
        Map<String, Item> all = new TreeMap<>(items);
        if (item.equals(Item.FREE)) {
            all.remove(key);
        } else {
            all.put(key, item);
        }
        return with(votes, state, closed, suspension, offers, all);
    }

    /** Asks somebody else in the place of one who is asked. */
    Round reassigned(String from, String to, boolean keepsVotes) {
        List<Offer> now = new ArrayList<>();
        List<Vote> kept = votes;
        for (Asking asking : askings()) {
            if (asking.offer().everyone().contains(from)) {
                now.add(asking.offer().reassigned(from, to));
                kept = keepsVotes
                        ? kept
                        : Tallying.without(kept, asking.stage(), asking.offer().stage());
            } else {
                now.add(asking.offer());
            }
        }
        Map<String, Item> left = new TreeMap<>(items);
        left.remove(from);
        return with(kept, state, closed, suspension, now, left);
    }

    Round withRefused(String attempt) {
        Set<String> all = new TreeSet<>(refused);
        all.add(attempt);
        return with(votes, state, closed, suspension, offers, items, all);
    }

    Round withOffer(int place, Offer offer) {
        List<Offer> now = new ArrayList<>(offers);
        now.set(place, offer);
        return with(votes, state, closed, suspension, now, items);
    }

    private Round with(
            List<Vote> answers,
            State how,
            Optional<Instant> end,
            Optional<Suspension> pause,
            List<Offer> offered,
            Map<String, Item> arranged) {
        return with(answers, how, end, pause, offered, arranged, refused);
    }

    private Round with(
            List<Vote> answers,
            State how,
            Optional<Instant> end,
            Optional<Suspension> pause,
            List<Offer> offered,
            Map<String, Item> arranged,
            Set<String> attempts) {
        return new Round(
                number,
                opened,
                requirement,
                digest,
                risk,
                pattern,
                decision,
                excluded,
                answers,
                how,
                end,
                pause,
                offered,
                arranged,
                attempts,
                evidence);
    }
}
