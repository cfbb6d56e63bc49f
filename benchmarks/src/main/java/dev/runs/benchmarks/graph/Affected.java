package dev.runs.benchmarks.graph;

/** For how many other steps something else holds after a decision about one. */
public enum Affected {
    /** One. */
    ONE,
    /** As near to one in a hundred as there is. */
    PERCENT,
    /** All of them. */
    ALL;

    int of(int steps) {
        return switch (this) {
            case ONE -> 1;
            case PERCENT -> Math.max(1, steps / 100);
            case ALL -> steps - 1;
        };
    }
}
