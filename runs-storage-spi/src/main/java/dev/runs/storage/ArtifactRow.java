package dev.runs.storage;

import java.time.Instant;

/**
 * Something that a step left behind: a file, a link to a roadmap, ...
 *
 * @param node what, as lineage knows it
 * @param run the run whose step left it
 * @param step that step
 * @param at when
 * @since 0.1.0
 */
public record ArtifactRow(NodeRef node, String run, String step, Instant at) {
    /** Checks the words and cuts the moment to the microsecond. */
    public ArtifactRow {
        Names.check("run", run);
        Names.check("step", step);
        at = Moments.check("moment of " + node, at);
    }
}
