package dev.runs.benchmarks.peers.graph;

/** What holds for a blocked step. */
public enum Standing {
    /** It waits for others. */
    WAITING,
    /** All that it waits for are completed. */
    ELIGIBLE,
    /** One that it waits for can never be completed any more. */
    DEAD
}
