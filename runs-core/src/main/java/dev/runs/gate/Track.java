package dev.runs.gate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Stages of approvers that are asked one after another. All tracks of a {@link Requirement} must hold.
 *
 * @param stages the stages in order, at least one
 * @param rules the ids of the rules that ask for it; empty when the default approvers are asked
 * @since 0.1.0
 */
public record Track(List<Stage> stages, Set<String> rules) {
    /** Copies the collections. */
    public Track {
        stages = List.copyOf(stages);
        rules = Collections.unmodifiableSortedSet(new TreeSet<>(rules));
        if (stages.isEmpty()) {
            throw new IllegalArgumentException("a track without a stage asks nobody");
        }
    }

    /** Returns the track that asks so many holders of any of some roles, in one stage. */
    public static Track of(Set<String> roles, int quorum, Optional<Duration> due, Set<String> rules) {
        return new Track(List.of(Stage.roles(roles, quorum, Deadlines.due(due))), rules);
    }

    /** Returns the approvers as people read them: {@code Legal or Sales director, then CFO}. */
    public String approvers() {
        return String.join(", then ", stages.stream().map(Stage::words).toList());
    }

    /** Returns whether the same people are asked in the same order. */
    boolean asksAs(Track other) {
        return stages.stream()
                .map(Stage::approvers)
                .toList()
                .equals(other.stages.stream().map(Stage::approvers).toList());
    }

    /** Merges two tracks that ask the same people: of each stage the stricter, and all rules. */
    Track merge(Track other) {
        Set<String> all = new TreeSet<>(rules);
        all.addAll(other.rules);
        List<Stage> merged = new ArrayList<>();
        for (int i = 0; i < stages.size(); i++) {
            merged.add(stages.get(i).merge(other.stages.get(i)));
        }
        return new Track(merged, all);
    }
}
