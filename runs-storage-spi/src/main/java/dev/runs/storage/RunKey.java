package dev.runs.storage;

/**
 * The address of one run: its tenant and its id, unique within the tenant only.
 *
 * @param tenant the tenant, 1 to 200 characters
 * @param run the run's id, 1 to 200 characters
 * @since 0.1.0
 */
public record RunKey(String tenant, String run) {
    /** Checks both identifiers. */
    public RunKey {
        Names.check("tenant", tenant);
        Names.check("run", run);
    }

    @Override
    public String toString() {
        return tenant + "/" + run;
    }
}
