package dev.runs.storage;

/**
 * One lineage edge: {@code from} contributed to {@code to}.
 *
 * @param from the cause
 * @param to the effect
 * @param relation how, as a word
 * @param run the run in which it happened
 * @since 0.1.0
 */
public record EdgeRow(NodeRef from, NodeRef to, String relation, String run) {
    /** Checks the words. */
    public EdgeRow {
        Names.check("relation", relation);
        Names.check("run", run);
    }
}
