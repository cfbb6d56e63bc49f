package dev.runs.storage;

import java.util.List;

/**
 * A run as it was at one moment: the head and the rows of all its steps at the same version.
 *
 * @param key the run
 * @param head the head
 * @param steps every step's row, in the order in which the steps were first written
 * @since 0.1.0
 */
public record StoredRun(RunKey key, RunHead head, List<StepRow> steps) {
    /** Copies the rows. */
    public StoredRun {
        steps = List.copyOf(steps);
    }
}
