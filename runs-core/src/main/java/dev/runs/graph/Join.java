package dev.runs.graph;

/**
 * How many of a step's edges must be true (S3).
 *
 * @since 0.1.0
 */
public sealed interface Join {
    /** Every edge. */
    record All() implements Join {}

    /**
     * At least one edge.
     *
     * @param cancelsRest whether the steps that are not at their end when it fires are stopped
     */
    record Any(boolean cancelsRest) implements Join {}

    /**
     * At least so many edges.
     *
     * @param count how many, at least 1
     * @param cancelsRest whether the steps that are not at their end when it fires are stopped
     */
    record AtLeast(int count, boolean cancelsRest) implements Join {}

    /** Returns the join that needs every edge. */
    static Join all() {
        return new All();
    }

    /** Returns the join that needs one edge. */
    static Join any() {
        return new Any(false);
    }

    /** Returns the join that needs at least {@code count} edges. */
    static Join atLeast(int count) {
        return new AtLeast(count, false);
    }

    /** Returns how many true edges are needed of the given number. */
    default int needed(int edges) {
        if (this instanceof AtLeast atLeast) {
            return atLeast.count();
        }
        return this instanceof All ? edges : Math.min(1, edges);
    }

    /** Returns whether the steps that are not at their end when the join fires, its losers, are stopped (S3). */
    default boolean cancelsRest() {
        return false;
    }

    /** Returns this join, which stops its losers when it fires; a join of all edges has none and stays as it is. */
    default Join cancelRest() {
        if (this instanceof AtLeast atLeast) {
            return new AtLeast(atLeast.count(), true);
        }
        return this instanceof Any ? new Any(true) : this;
    }
}
