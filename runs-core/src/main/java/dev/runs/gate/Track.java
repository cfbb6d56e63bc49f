package dev.runs.gate;

import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One group of approvers that must be heard, and how many of them. All tracks of a {@link Requirement} must hold.
 *
 * @param roles who may answer: holders of any of these roles
 * @param quorum how many different people must approve, at least 1
 * @param due how long they have; empty for no limit
 * @param rules the ids of the rules that ask for it; empty when the default approvers are asked
 * @since 0.1.0
 */
public record Track(Set<String> roles, int quorum, Optional<Duration> due, Set<String> rules) {
    /** Copies the sets. */
    public Track {
        roles = Collections.unmodifiableSortedSet(new TreeSet<>(roles));
        rules = Collections.unmodifiableSortedSet(new TreeSet<>(rules));
        if (roles.isEmpty() || quorum < 1) {
            throw new IllegalArgumentException("a track needs a role and a quorum of at least 1");
        }
    }

    /** Returns the approvers as people read them: {@code Legal or Sales director}. */
    public String approvers() {
        return String.join(" or ", roles);
    }

    /** Merges two tracks with the same approvers: the higher quorum, the earlier due, all rules. */
    Track merge(Track other) {
        Set<String> all = new TreeSet<>(rules);
        all.addAll(other.rules);
        Optional<Duration> earlier = due.isEmpty()
                ? other.due
                : other.due.isEmpty() || due.get().compareTo(other.due.get()) <= 0 ? due : other.due;
        return new Track(roles, Math.max(quorum, other.quorum), earlier, all);
    }
}
