package dev.runs.run;

import dev.runs.actor.Delegation;
import dev.runs.error.ErrorCode;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Something that happened in a round besides its votes: who is asked now, and what people or time arranged about it.
 *
 * @since 0.1.0
 */
public sealed interface AskingEvent extends RunEvent {
    /** Returns the step. */
    String step();

    /** Returns the round's number. */
    int round();

    @Override
    default Optional<String> about() {
        return Optional.of(step());
    }

    /**
     * Another stage of a track is asked: the one before it was approved, or the one after it said no and goes back.
     *
     * @param step the step
     * @param round the round's number
     * @param track the track's place in the requirement, from 0
     * @param offer to whom the stage is offered
     * @since 0.1.0
     */
    record StageOpened(String step, int round, int track, Offer offer) implements AskingEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.stageOpened(this);
        }
    }

    /**
     * Somebody took a question upon themselves: nobody else may answer it for the time being.
     *
     * @param step the step
     * @param round the round's number
     * @param key the key of who is asked: the name of a role, or a person as {@code @ana}
     * @param person who
     * @since 0.1.0
     */
    record ItemClaimed(String step, int round, String key, String person) implements AskingEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.itemClaimed(this);
        }
    }

    /**
     * A question that somebody had may be answered by whoever is asked again.
     *
     * @param step the step
     * @param round the round's number
     * @param key the key of who is asked: the name of a role, or a person as {@code @ana}
     * @since 0.1.0
     */
    record ItemReleased(String step, int round, String key) implements AskingEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.itemReleased(this);
        }
    }

    /**
     * Somebody lets another person answer in their stead.
     *
     * @param step the step
     * @param round the round's number
     * @param key the key of who is asked: the name of a role, or a person as {@code @ana}
     * @param delegation who, for whom and how long
     * @param reason the content that holds the words
     * @since 0.1.0
     */
    record ItemDelegated(String step, int round, String key, Delegation delegation, Optional<String> reason)
            implements AskingEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.itemDelegated(this);
        }
    }

    /**
     * Somebody else is asked instead.
     *
     * @param step the step
     * @param round the round's number
     * @param key the key of who is asked: the name of a role, or a person as {@code @ana}
     * @param to the key of who is asked now
     * @param keepsVotes whether what was said in that stage still counts
     * @param reason the content that holds the words
     * @since 0.1.0
     */
    record ItemReassigned(String step, int round, String key, String to, boolean keepsVotes, Optional<String> reason)
            implements AskingEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.itemReassigned(this);
        }
    }

    /**
     * Whoever is asked has not answered for some time and is reminded.
     *
     * @param step the step
     * @param round the round's number
     * @param track the track's place in the requirement, from 0
     * @since 0.1.0
     */
    record ReminderSent(String step, int round, int track) implements AskingEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.reminderSent(this);
        }
    }

    /**
     * Whoever is asked has not answered for some time; others are asked as well.
     *
     * @param step the step
     * @param round the round's number
     * @param track the track's place in the requirement, from 0
     * @param to the keys of who is asked as well
     * @since 0.1.0
     */
    record Escalated(String step, int round, int track, Set<String> to) implements AskingEvent {
        /** Copies the set. */
        public Escalated {
            to = Collections.unmodifiableSortedSet(new TreeSet<>(to));
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.escalated(this);
        }
    }

    /**
     * Somebody tried to answer who may not. It is written down once for each person and reason.
     *
     * @param step the step
     * @param round the round's number
     * @param code why they may not
     * @since 0.1.0
     */
    record AttemptRefused(String step, int round, ErrorCode code) implements AskingEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.attemptRefused(this);
        }
    }
}
