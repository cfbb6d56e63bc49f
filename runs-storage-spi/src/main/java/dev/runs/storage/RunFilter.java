package dev.runs.storage;

import java.util.Optional;
import java.util.Set;

/**
 * Which runs a list shows.
 *
 * @param statuses the statuses to show; empty for all
 * @param about the host's record, or empty for all
 * @since 0.1.0
 */
public record RunFilter(Set<String> statuses, Optional<String> about) {
    /** Checks the words and copies the set. */
    public RunFilter {
        statuses = Set.copyOf(statuses);
        statuses.forEach(status -> Names.check("status", status));
        about.ifPresent(value -> Names.check("about", value));
    }

    /** Returns the filter that lets every run pass. */
    public static RunFilter all() {
        return new RunFilter(Set.of(), Optional.empty());
    }
}
