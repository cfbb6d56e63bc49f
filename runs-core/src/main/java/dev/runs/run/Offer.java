package dev.runs.run;

import dev.runs.gate.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The stage of a track that is asked now. Whoever a field or a chain of managers stood for has been looked up.
 *
 * @param stage the stage's place in the track, from 0
 * @param opened when it was offered
 * @param asked the keys of who is asked: names of roles, and persons as {@code @ana}
 * @param needed how many must approve
 * @param paused how long nobody was asked in between
 * @param reminded whether they were reminded
 * @param escalated the keys of who is asked in addition, because time went by; any of them can stand in for one that is missing
 * @since 0.1.0
 */
public record Offer(
        int stage,
        Instant opened,
        Set<String> asked,
        int needed,
        Duration paused,
        boolean reminded,
        Set<String> escalated) {
    /** Copies the sets. */
    public Offer {
        asked = Collections.unmodifiableSortedSet(new TreeSet<>(asked));
        escalated = Collections.unmodifiableSortedSet(new TreeSet<>(escalated));
    }

    /** Returns a stage as it is offered to those who are asked for it. */
    static Offer of(int index, Stage stage, Set<String> asked, Instant at) {
        return new Offer(index, at, asked, stage.quorum().needed(asked.size()), Duration.ZERO, false, Set.of());
    }

    /** Returns everybody who can answer. */
    public Set<String> everyone() {
        if (escalated.isEmpty()) {
            return asked;
        }
        Set<String> all = new TreeSet<>(asked);
        all.addAll(escalated);
        return all;
    }

    Offer resumed(Duration away) {
        return new Offer(stage, opened, asked, needed, paused.plus(away), reminded, escalated);
    }

    Offer withReminder() {
        return new Offer(stage, opened, asked, needed, paused, true, escalated);
    }

    Offer escalatedTo(Set<String> others) {
        return new Offer(stage, opened, asked, needed, paused, reminded, others);
    }

    Offer reassigned(String from, String to) {
        return new Offer(
                stage, opened, replaced(asked, from, to), needed, paused, reminded, replaced(escalated, from, to));
    }

    private static Set<String> replaced(Set<String> keys, String from, String to) {
        Set<String> all = new TreeSet<>(keys);
        if (all.remove(from)) {
            all.add(to);
        }
        return all;
    }

    private Instant after(Duration length) {
        return opened.plus(paused).plus(length);
    }

    /** Returns from when on an answer is late. */
    public Optional<Instant> due(Stage of) {
        return of.deadlines().due().map(this::after);
    }

    /** Returns when they are to be reminded; empty if they were. */
    Optional<Instant> reminder(Stage of) {
        return of.deadlines().reminder().filter(length -> !reminded).map(this::after);
    }

    /** Returns when others are to be asked as well; empty if they are. */
    Optional<Instant> escalation(Stage of) {
        return of.deadlines().escalation().filter(step -> escalated.isEmpty()).map(step -> after(step.after()));
    }

    /** Returns when the step is rejected for want of an answer. */
    Optional<Instant> expiry(Stage of) {
        return of.deadlines().expiry().map(this::after);
    }

    /** Returns when something happens by itself next. */
    Optional<Instant> next(Stage of) {
        return Stream.of(reminder(of), escalation(of), expiry(of))
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
    }
}
