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

    /** What a dead edge adds to a {@link #look}; a true one adds 1. */
    static final int DEAD_EDGE = 1 << 16;

    private static final int DEAD_SHIFT = 16;

    /** What an edge adds to a look, by condition and standing. */
    private static final int[] LOOKS = looks();
    /** Four bits per standing; the same for standings that no edge can tell apart. */
    private static final long SIGHTS = sights();
    /** A bit per standing that is worked out from the edges. */
    private static final int OPEN = (1 << BLOCKED) | (1 << ELIGIBLE) | (1 << DEAD);

    private Codes() {}

    private static int[] looks() {
        int[] looks = new int[CONDITIONS.length * (STANDING + 1)];
        for (EdgeCondition condition : CONDITIONS) {
            for (int code = 0; code <= DEAD; code++) {
                StepState state = code < STATES.length ? STATES[code] : ended(code);
                int look = condition.holds(state) ? 1 : condition.isDead(state) ? DEAD_EDGE : 0;
                looks[index(edge(condition), code)] = look;
            }
        }
        return looks;
    }

    private static long sights() {
        long sights = 0;
        for (int code = 0; code <= DEAD; code++) {
            long sight = 0;
            for (EdgeCondition condition : CONDITIONS) {
                // Which conditions hold tells ended states apart, and that none does is how open ones look.
                sight |= look(edge(condition), code) == 1 ? 1L << condition.ordinal() : 0;
            }
            sights |= sight << (code << 2);
        }
        return sights;
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

    /**
     * Returns what an edge from a step of that standing adds: 1 if it is true, {@link #DEAD_EDGE} if it is dead, else
     * nothing. Sums are right for up to {@link StepStates#WIDE} edges.
     */
    static int look(int edge, int code) {
        return LOOKS[index(edge, code)];
    }

    /** Returns whether no edge can tell two standings apart. */
    static boolean alike(int code, int other) {
        // A shift looks at the lowest six bits of its distance only, so the payload's bit falls off.
        return (((SIGHTS >>> (code << 2)) ^ (SIGHTS >>> (other << 2))) & 15) == 0;
    }

    /** Returns what a blocked step's join says, by the sum of the looks at its edges. */
    static int standing(int edges, int looks, int needed) {
        return standing(edges, looks & (DEAD_EDGE - 1), looks >>> DEAD_SHIFT, needed);
    }

    /** Returns what a blocked step's join says. */
    static int standing(int edges, int holding, int dead, int needed) {
        if (holding >= needed) {
            return ELIGIBLE;
        }
        return edges - dead < needed ? DEAD : BLOCKED;
    }
}
