package dev.runs.samples.crm.people;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What can be changed about a team.
 *
 * @param displayName the name to show; says nothing about what the team may do
 * @param externalId the key that the provisioning client uses; unique in the tenant
 * @param members the ids of its people
 */
public record TeamDetails(String displayName, Optional<String> externalId, Set<String> members) {
    /** Copies the members. */
    public TeamDetails {
        members = Collections.unmodifiableSet(new LinkedHashSet<>(members));
    }
}
