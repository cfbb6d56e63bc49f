package dev.runs.gate;

import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What happens as a question goes unanswered. Every length counts from when the stage is offered, without the time in which
 * nobody was asked. Nothing of it ever allows a step.
 *
 * @param due from when on an answer is late; nothing happens by itself then
 * @param reminder when whoever is asked is reminded, once
 * @param escalation when others are asked as well
 * @param expiry when the step is rejected for want of an answer
 * @since 0.1.0
 */
public record Deadlines(
        Optional<Duration> due,
        Optional<Duration> reminder,
        Optional<Escalation> escalation,
        Optional<Duration> expiry) {
    /** A question that can wait for ever. */
    public static final Deadlines NONE =
            new Deadlines(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** Checks that every length is one. */
    public Deadlines {
        Stream.of(due, reminder, escalation.map(Escalation::after), expiry)
                .flatMap(Optional::stream)
                .filter(length -> length.isZero() || length.isNegative())
                .findFirst()
                .ifPresent(length -> {
                    throw new IllegalArgumentException("a deadline of " + length + "; it must be positive");
                });
    }

    /**
     * Who is asked in addition, after a time. An approval of theirs counts as one of those that are missing.
     *
     * @param after after how long
     * @param to who
     * @since 0.1.0
     */
    public record Escalation(Duration after, Set<Approver> to) {
        /** Copies the set and checks that there is somebody. */
        public Escalation {
            to = Collections.unmodifiableSortedSet(new TreeSet<>(to));
            if (to.isEmpty()) {
                throw new IllegalArgumentException("an escalation to nobody");
            }
        }
    }

    /** Returns the deadlines of a question that is late after a time and can wait for ever. */
    public static Deadlines due(Optional<Duration> length) {
        return length.isEmpty() ? NONE : new Deadlines(length, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Returns the earlier of each. */
    Deadlines earlier(Deadlines other) {
        Optional<Escalation> sooner = escalation.isEmpty()
                        || other.escalation
                                .filter(they ->
                                        they.after().compareTo(escalation.get().after()) < 0)
                                .isPresent()
                ? other.escalation
                : escalation;
        return new Deadlines(
                earlier(due, other.due), earlier(reminder, other.reminder), sooner, earlier(expiry, other.expiry));
    }

    private static Optional<Duration> earlier(Optional<Duration> one, Optional<Duration> other) {
        return Stream.concat(one.stream(), other.stream()).min(Duration::compareTo);
    }
}
