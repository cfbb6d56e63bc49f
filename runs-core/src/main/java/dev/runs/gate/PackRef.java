package dev.runs.gate;

import java.util.Set;
import java.util.TreeSet;

/**
 * The rule pack that answers.
 *
 * @param name the pack's name
 * @param version the pack's version, in its author's words
 * @param digest the digest of the pack's canonical form, as {@code sha256:<hex>}
 * @param defaultApprovers the roles that are asked where no rule speaks about a risky or external step
 * @since 0.1.0
 */
public record PackRef(String name, String version, String digest, Set<String> defaultApprovers) {
    /**
     * Copies the roles.
     *
     * @throws IllegalArgumentException if there is no default approver: a pack without them is not loaded
     */
    public PackRef {
        defaultApprovers = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(defaultApprovers));
        if (defaultApprovers.isEmpty()) {
            throw new IllegalArgumentException("rule pack '" + name + "' names no default approvers");
        }
    }
}
