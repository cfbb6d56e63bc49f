package dev.runs.graph;

/**
 * Works out which blocked steps may go on and which never will, from what has changed (S3). Marks the steps after a change,
 * looks at marked ones in the order of their ranks, and stops where a look changes nothing: edges only lead to higher
 * ranks, so each step is looked at once. Where nearly everything is marked, it goes on without marks, step by step.
 *
 * <p>It allocates nothing but copies of the pieces of {@link StepStates} that it changes, each once. Not thread-safe.
 *
 * @since 0.1.0
 */
public final class Evaluation {
    /** After so many looks it compares how many steps lay between them. */
    private static final int STRETCH = 128;
    /** With one of so many steps marked, to go without marks is cheaper. */
    private static final int SPARSE = 4;

    private final StepGraph graph;
    private final Marks marks;
    private byte[][] pieces;
    private int[] tallies;
    /** A bit for each piece that is a copy of our own. */
    private final long[] owned;

    private boolean ownSpine;
    private boolean ownTallies;

    Evaluation(StepGraph graph, StepStates before) {
        this.graph = graph;
        this.marks = graph.marks();
        this.pieces = before.pieces;
        this.tallies = before.tallies;
        this.owned = new long[(pieces.length >>> 6) + 1];
    }

    /** Records another state of a step that does not wait for a payload. */
    public void set(int rank, StepState state) {
        set(rank, state, false);
    }

    /**
     * Records another state of a step.
     *
     * @param lacksPayload whether the step waits for a payload as well; counts while it is blocked
     */
    public void set(int rank, StepState state, boolean lacksPayload) {
        int old = code(rank);
        int now = Codes.of(state, lacksPayload);
        write(rank, now);
        propagate(rank, old, now, true);
        if (Codes.isOpen(now)) {
            marks.mark(rank);
        }
    }

    /** Looks at everything that follows from the changes, and returns for how many steps something else holds now. */
    public int settle() {
        marks.forgetChanges();
        int looks = 0;
        int first = 0;
        for (int rank = marks.next(); rank >= 0; rank = marks.next()) {
            look(rank, true);
            first = looks == 0 ? rank : first;
            if (++looks == STRETCH) {
                if (rank - first < looks * SPARSE) {
                    sweep(rank + 1);
                }
                looks = 0;
            }
        }
        return marks.changes();
    }

    /** Looks at every step, marked or not, and returns for how many something else holds now. */
    public int sweep() {
        marks.forgetChanges();
        marks.clear();
        for (int rank = 0; rank < graph.size(); rank++) {
            look(rank, false);
        }
        return marks.changes();
    }

    /** Looks at every step from the given one on, for as long as a good part of them changes. */
    private void sweep(int from) {
        int firstChange = marks.changes();
        int start = from;
        int length = STRETCH * SPARSE;
        while (start < graph.size()) {
            int end = Math.min(graph.size(), start + length);
            int before = marks.changes();
            for (int rank = start; rank < end; rank++) {
                look(rank, false);
            }
            if ((marks.changes() - before) * SPARSE < end - start) {
                goOnWithMarks(end, firstChange);
                return;
            }
            start = end;
            length *= 2;
        }
        marks.clear();
    }

    /** Marks what follows from the changes that were made without marks, as far as it has not been looked at. */
    private void goOnWithMarks(int from, int firstChange) {
        marks.clearBelow(from);
        for (int i = firstChange; i < marks.changes(); i++) {
            int rank = marks.change(i);
            for (int e = graph.targetRows[rank]; e < graph.targetRows[rank + 1]; e++) {
                int target = graph.targets[e] >>> StepGraph.RANK_SHIFT;
                if (target >= from) {
                    marks.mark(target);
                }
            }
        }
    }

    private void look(int rank, boolean marking) {
        int old = code(rank);
        if (!Codes.isOpen(old)) {
            return;
        }
        int now = standing(rank) | (old & Codes.LACKING);
        if (now != old) {
            write(rank, now);
            marks.changed(rank);
            propagate(rank, old, now, marking);
        }
    }

    private int standing(int rank) {
        int from = graph.sourceRows[rank];
        int to = graph.sourceRows[rank + 1];
        int holding = 0;
        int dead = 0;
        if (to - from > StepStates.WIDE) {
            int counter = graph.counters[rank];
            holding = tallies[counter];
            dead = tallies[counter + 1];
        } else {
            for (int e = from; e < to; e++) {
                int edge = graph.sources[e];
                int code = code(edge >>> StepGraph.RANK_SHIFT);
                holding += Codes.holds(edge, code);
                dead += Codes.dies(edge, code);
            }
        }
        int needed = graph.needed[rank];
        if (holding >= needed) {
            return Codes.ELIGIBLE;
        }
        return to - from - dead < needed ? Codes.DEAD : Codes.BLOCKED;
    }

    private void propagate(int rank, int old, int now, boolean marking) {
        if ((!marking && tallies.length == 0) || Codes.alike(old, now)) {
            return;
        }
        for (int e = graph.targetRows[rank]; e < graph.targetRows[rank + 1]; e++) {
            int edge = graph.targets[e];
            int target = edge >>> StepGraph.RANK_SHIFT;
            if (tallies.length > 0 && graph.counters[target] >= 0) {
                count(graph.counters[target], edge, old, now);
            }
            if (marking) {
                marks.mark(target);
            }
        }
    }

    private void count(int counter, int edge, int old, int now) {
        if (!ownTallies) {
            tallies = tallies.clone();
            ownTallies = true;
        }
        tallies[counter] += Codes.holds(edge, now) - Codes.holds(edge, old);
        tallies[counter + 1] += Codes.dies(edge, now) - Codes.dies(edge, old);
    }

    /** Fills the counters from the states as they are. */
    void countAnew() {
        ownTallies = true;
        for (int rank = 0; rank < graph.size() && tallies.length > 0; rank++) {
            int counter = graph.counters[rank];
            for (int e = graph.sourceRows[rank]; counter >= 0 && e < graph.sourceRows[rank + 1]; e++) {
                int edge = graph.sources[e];
                int code = code(edge >>> StepGraph.RANK_SHIFT);
                tallies[counter] += Codes.holds(edge, code);
                tallies[counter + 1] += Codes.dies(edge, code);
            }
        }
    }

    /** Returns the rank of the n-th step for which the last evaluation found something else than before. */
    public int changed(int index) {
        return marks.change(index);
    }

    /** Returns a copy of the ranks of all such steps, ascending. */
    public int[] changed() {
        return marks.changed();
    }

    /** Returns whether a step is blocked and its join is true. */
    public boolean joins(int rank) {
        return Codes.isEligible(code(rank));
    }

    /** Returns whether a step is blocked and its join can never be true, short of a reopening. */
    public boolean isDead(int rank) {
        return Codes.isDead(code(rank));
    }

    /** Returns the states as they are now, and ends this evaluation: it must not be used any more. */
    public StepStates end() {
        marks.forgetChanges();
        marks.clear();
        graph.giveBack(marks);
        return new StepStates(graph, pieces, tallies);
    }

    private int code(int rank) {
        return pieces[rank >>> StepStates.PIECE_SHIFT][rank & StepStates.IN_PIECE];
    }

    private void write(int rank, int code) {
        int piece = rank >>> StepStates.PIECE_SHIFT;
        if (((owned[piece >>> 6] >>> piece) & 1) == 0) {
            own(piece);
        }
        pieces[piece][rank & StepStates.IN_PIECE] = (byte) code;
    }

    private void own(int piece) {
        if (!ownSpine) {
            pieces = pieces.clone();
            ownSpine = true;
        }
        pieces[piece] = pieces[piece].clone();
        owned[piece >>> 6] |= 1L << piece;
    }
}
