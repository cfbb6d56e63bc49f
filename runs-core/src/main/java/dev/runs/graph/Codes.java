package dev.runs.graph;

/**
 * A step's standing as a small number: its state, or what its join says while it is blocked. What an edge makes of it is
 * looked up in the bits of a constant. The numbers live in memory only; nothing of them is stored.
 */
@SuppressWarnings("EnumOrdinal")
final class Codes {
    /** Blocked, and its join is neither true nor dead. */
    static final int BLOCKED = StepState.BLOCKED.ordinal();
    /** Blocked, and its join is true. */
    static final int ELIGIBLE = 14;
    /** Blocked, and its join can never be true: it ends as skipped does. */
    static final int DEAD = 15;
    /** Beside a blocked standing: the step's payload is not there yet. */
    static final int LACKING = 32;

    private static final int STANDING = 15;
    private static final StepState[] STATES = StepState.values();
    private static final EdgeCondition[] CONDITIONS = EdgeCondition.values();

    /** A bit per condition and standing. */
    private static final long HOLDS = edges(true);

    private static final long DIES = edges(false);
    /** A bit per standing that is worked out from the edges. */
    private static final int OPEN = (1 << BLOCKED) | (1 << ELIGIBLE) | (1 << DEAD);

    private Codes() {}

    private static long edges(boolean holding) {
        long bits = 0;
        for (EdgeCondition condition : CONDITIONS) {
            for (int code = 0; code <= DEAD; code++) {
                StepState state = code < STATES.length ? STATES[code] : ended(code);
                boolean found = holding ? condition.holds(state) : condition.isDead(state);
                bits |= found ? 1L << index(edge(condition), code) : 0;
            }
        }
        return bits;
    }

    private static StepState ended(int code) {
        return code == DEAD ? StepState.SKIPPED : StepState.BLOCKED;
    }

    static int of(StepState state, boolean lacksPayload) {
        return state == StepState.BLOCKED && lacksPayload ? LACKING : state.ordinal();
    }

    /** Returns the state that a standing is recorded as. */
    static StepState state(int code) {
        return isOpen(code) ? StepState.BLOCKED : STATES[code & STANDING];
    }

    /** Returns whether a standing is worked out from the edges: the step is blocked. */
    static boolean isOpen(int code) {
        return ((OPEN >>> (code & STANDING)) & 1) != 0;
    }

    static boolean isEligible(int code) {
        return (code & STANDING) == ELIGIBLE;
    }

    static boolean isDead(int code) {
        return (code & STANDING) == DEAD;
    }

    /** Returns a condition as it stands in a row of edges. */
    static int edge(EdgeCondition condition) {
        return condition.ordinal() << StepGraph.CONDITION_SHIFT;
    }

    private static int index(int edge, int code) {
        return (edge & (3 << StepGraph.CONDITION_SHIFT)) | (code & STANDING);
    }

    /** Returns 1 if an edge from a step of that standing is true, else 0. */
    static int holds(int edge, int code) {
        return (int) (HOLDS >>> index(edge, code)) & 1;
    }

    /** Returns 1 if an edge from a step of that standing is dead, else 0. */
    static int dies(int edge, int code) {
        return (int) (DIES >>> index(edge, code)) & 1;
    }

    /** Returns whether no edge can tell two standings apart. */
    static boolean alike(int code, int other) {
        return sight(code) == sight(other);
    }

    /** What edges of each condition see of a standing: true or dead. */
    private static long sight(int code) {
        long every = 1L | (1L << 16) | (1L << 32) | (1L << 48);
        long holds = (HOLDS >>> (code & STANDING)) & every;
        long dies = (DIES >>> (code & STANDING)) & every;
        return holds | (dies << 1);
    }
}
