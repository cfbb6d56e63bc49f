package dev.runs.graph;

import java.util.function.IntUnaryOperator;

/**
 * Where every step of a graph stands, by rank. Immutable and thread-safe: {@link #edit} changes a copy that shares all
 * pieces in which nothing changes, so that a version costs what it changes, and not what the run has steps.
 *
 * @since 0.1.0
 */
public final class StepStates {
    /** The standings of so many steps are one piece. */
    static final int PIECE_SHIFT = 8;

    static final int PIECE = 1 << PIECE_SHIFT;
    static final int IN_PIECE = PIECE - 1;
    /** A step with more edges than this has counters; to look at all its edges again would cost more than what changed. */
    static final int WIDE = 32;

    private final StepGraph graph;
    final byte[][] pieces;
    /** For each counted step how many of its edges are true, and how many are dead. */
    final int[] tallies;

    StepStates(StepGraph graph, byte[][] pieces, int[] tallies) {
        this.graph = graph;
        this.pieces = pieces;
        this.tallies = tallies;
    }

    /**
     * Returns the states of a graph's steps, evaluated.
     *
     * @param given the recorded state by rank, as {@link #given} puts it
     */
    public static StepStates of(StepGraph graph, IntUnaryOperator given) {
        int size = graph.size();
        byte[][] pieces = new byte[(size + IN_PIECE) >>> PIECE_SHIFT][];
        for (int i = 0; i < pieces.length; i++) {
            pieces[i] = new byte[Math.min(PIECE, size - (i << PIECE_SHIFT))];
        }
        for (int rank = 0; rank < size; rank++) {
            pieces[rank >>> PIECE_SHIFT][rank & IN_PIECE] = (byte) given.applyAsInt(rank);
        }
        StepStates raw = new StepStates(graph, pieces, new int[graph.counted()]);
        Evaluation evaluation = raw.edit();
        evaluation.countAnew();
        evaluation.sweep();
        return evaluation.end();
    }

    /**
     * Returns a recorded state as a number.
     *
     * @param lacksPayload whether the step waits for a payload as well; counts while it is blocked
     */
    public static int given(StepState state, boolean lacksPayload) {
        return Codes.of(state, lacksPayload);
    }

    /** Begins a change of these states, which stay as they are. */
    public Evaluation edit() {
        return new Evaluation(graph, this);
    }

    private int code(int rank) {
        return pieces[rank >>> PIECE_SHIFT][rank & IN_PIECE];
    }

    /** Returns the recorded state of a step. */
    public StepState state(int rank) {
        return Codes.state(code(rank));
    }

    /** Returns whether a step is blocked and its join is true. */
    public boolean joins(int rank) {
        return Codes.isEligible(code(rank));
    }

    /** Returns whether a step is blocked, its join is true and it has its payload. */
    public boolean isEligible(int rank) {
        return code(rank) == Codes.ELIGIBLE;
    }

    /** Returns whether a step is blocked and its join can never be true, short of a reopening. */
    public boolean isDead(int rank) {
        return Codes.isDead(code(rank));
    }
}
