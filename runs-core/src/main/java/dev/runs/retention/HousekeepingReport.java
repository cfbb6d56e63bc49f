package dev.runs.retention;

import java.util.List;

/**
 * What housekeeping did.
 *
 * @param archived how many runs the archive took over
 * @param removed how many of them were removed
 * @param skipped which runs were due and are still there, and why
 * @since 0.1.0
 */
public record HousekeepingReport(int archived, int removed, List<Skipped> skipped) {
    /** Copies the list. */
    public HousekeepingReport {
        skipped = List.copyOf(skipped);
    }

    /**
     * A run that was due and is still there.
     *
     * @param tenant whose run it is
     * @param run the run's id
     * @param why why
     * @since 0.1.0
     */
    public record Skipped(String tenant, String run, String why) {}
}
