package dev.runs.gate;

import java.util.ArrayList;
import java.util.List;

/**
 * What people must say before a step may run: every track must hold.
 *
 * @param tracks the tracks, at least one, no two with the same roles
 * @since 0.1.0
 */
public record Requirement(List<Track> tracks) {
    /** Copies the list. */
    public Requirement {
        tracks = List.copyOf(tracks);
        if (tracks.isEmpty()) {
            throw new IllegalArgumentException("a requirement without a track asks nobody");
        }
    }

    /** Unites tracks; those with equal approvers become one (S7). The order of the tracks does not depend on rules. */
    static Requirement union(List<Track> tracks) {
        List<Track> merged = new ArrayList<>();
        for (Track track : tracks) {
            int same = -1;
            for (int i = 0; i < merged.size(); i++) {
                if (merged.get(i).roles().equals(track.roles())) {
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
        return new Requirement(merged);
    }
}
