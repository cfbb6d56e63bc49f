package dev.runs.benchmarks.peers.graph;

/**
 * An edge as a fact.
 *
 * @param from the number of the earlier step
 * @param to the number of the step that waits for it
 */
public record EdgeFact(int from, int to) {
    /** Returns the earlier step; rules need it under this name. */
    public int getFrom() {
        return from;
    }

    /** Returns the waiting step; rules need it under this name. */
    public int getTo() {
        return to;
    }
}
