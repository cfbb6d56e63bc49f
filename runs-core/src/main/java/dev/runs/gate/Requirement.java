package dev.runs.gate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What people must say before a step may run: every track must hold.
 *
 * @param tracks the tracks, at least one, no two that ask the same people
 * @param evidence the fields, besides the payload, that approvers are shown and that their approval rests on: if one of them has
 *     another value when the step is to start, what they said does not count; as {@link Approver.Field} writes them
 * @param frozen whether the payload cannot be edited any more once somebody has voted; else an edit voids the votes (S14)
 * @since 0.1.0
 */
public record Requirement(List<Track> tracks, Set<String> evidence, boolean frozen) {
    /** Copies the collections. */
    public Requirement {
        tracks = List.copyOf(tracks);
        evidence = Collections.unmodifiableSortedSet(new TreeSet<>(evidence));
        if (tracks.isEmpty()) {
            throw new IllegalArgumentException("a requirement without a track asks nobody");
        }
    }

    /** Makes a requirement that rests on the payload alone. */
    public Requirement(List<Track> tracks) {
        this(tracks, Set.of(), false);
    }

    /** Returns whether no stage comes after another, and nobody has to be looked up. */
    public boolean isPlain() {
        return tracks.stream()
                .allMatch(track -> track.stages().size() == 1
                        && track.stages().get(0).roles().size()
                                == track.stages().get(0).approvers().size());
    }

    /** Unites tracks; those with equal approvers become one (S7). The order of the tracks does not depend on rules. */
    static Requirement union(List<Track> tracks, Set<String> evidence, boolean frozen) {
        List<Track> merged = new ArrayList<>();
        for (Track track : tracks) {
            int same = -1;
            for (int i = 0; i < merged.size(); i++) {
                if (merged.get(i).asksAs(track)) {
                    same = i;
                }
            }
            if (same < 0) {
                merged.add(track);
            } else {
                merged.set(same, merged.get(same).merge(track));
            }
        }
        merged.sort((a, b) -> a.approvers().compareTo(b.approvers()));
        return new Requirement(merged, evidence, frozen);
    }
}
