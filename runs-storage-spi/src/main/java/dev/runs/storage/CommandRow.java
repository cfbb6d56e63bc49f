package dev.runs.storage;

/**
 * A command that was carried out, kept so that the same command sent again gets the same answer.
 *
 * @param id the command's id, unique within the tenant
 * @param run the run that it changed
 * @param version the run's version after it
 * @param result what was answered, opaque to the store
 * @since 0.1.0
 */
public record CommandRow(String id, String run, long version, Bytes result) {
    /** Checks the words. */
    public CommandRow {
        Names.check("command id", id);
        Names.check("run", run);
    }
}
