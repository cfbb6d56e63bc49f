package dev.runs.retention;

/**
 * A run as an archive takes it over.
 *
 * @param tenant whose run it is
 * @param run the run's id
 * @param version the run's version
 * @param json everything about the run, with its history, as {@link dev.runs.record.RecordJson} writes it
 * @since 0.1.0
 */
public record ArchivedRun(String tenant, String run, long version, String json) {}
