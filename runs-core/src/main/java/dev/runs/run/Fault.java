package dev.runs.run;

import dev.runs.error.ErrorCode;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/**
 * Something that keeps a step from going on in the ordinary way and that somebody must mend.
 *
 * @param code what kind
 * @param rules the rules concerned, by id
 * @param roles the roles concerned
 * @param at since when
 * @since 0.1.0
 */
public record Fault(ErrorCode code, Set<String> rules, Set<String> roles, Instant at) {
    /** Copies the sets. */
    public Fault {
        rules = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(rules));
        roles = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(roles));
    }
}
