package dev.runs.graph;

/**
 * How many of a step's edges must be true (S3).
 *
 * @since 0.1.0
 */
public sealed interface Join {
    /** Every edge. */
    record All() implements Join {}

    /** At least one edge. */
    record Any() implements Join {}

    /**
     * At least so many edges.
     *
     * @param count how many, at least 1
     */
    record AtLeast(int count) implements Join {}

    /** Returns the join that needs every edge. */
    static Join all() {
        return new All();
    }

    /** Returns the join that needs one edge. */
    static Join any() {
        return new Any();
    }

    /** Returns the join that needs at least {@code count} edges. */
    static Join atLeast(int count) {
        return new AtLeast(count);
    }

    /** Returns how many true edges are needed of the given number. */
    default int needed(int edges) {
        if (this instanceof AtLeast atLeast) {
            return atLeast.count();
        }
        return this instanceof All ? edges : Math.min(1, edges);
    }
}
