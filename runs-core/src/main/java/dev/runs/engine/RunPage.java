package dev.runs.engine;

import dev.runs.access.Permission;
import dev.runs.record.RunRecord;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * A run's record as one actor sees it. Immutable.
 *
 * @param version the run's version to which it belongs
 * @param record the record
 * @param permissions what the actor may do with the run, as far as the access policy is concerned
 * @param actions what the actor could do about the run now
 * @since 0.1.0
 */
public record RunPage(long version, RunRecord record, Set<Permission> permissions, Set<RunAction> actions) {
    /** Copies the sets. */
    public RunPage {
        permissions = permissions.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(permissions));
        actions = actions.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(actions));
    }
}
