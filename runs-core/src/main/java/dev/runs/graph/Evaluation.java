package dev.runs.graph;

import java.util.Arrays;

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
    /** After so many looks, fewer in a small graph and more in a large one, it compares how many steps lay between them. */
    private static final int STRETCH = 128;

    private static final int LEAST_STRETCH = 4;
    private static final int SMALL_SHARE = 8;

    private static final int SHARE = 256;
    /** With one of so many steps marked, to go without marks is cheaper. */
    private static final int SPARSE = 4;

    private final StepGraph graph;
    private final Marks marks;
    private byte[][] pieces;
    private int[] tallies;
    /** A bit for each piece that is a copy of our own. */
    private final long[] owned;

    private final int stretch;
    private boolean ownSpine;
    private boolean ownTallies;

    Evaluation(StepGraph graph, StepStates before) {
        this.graph = graph;
        this.marks = graph.marks();
        this.pieces = before.pieces;
        this.tallies = before.tallies;
        this.owned = new long[(pieces.length >>> 6) + 1];
        // To go without marks costs a copy of all standings, which must be small beside what was done already.
        int small = Math.max(LEAST_STRETCH, graph.size() / SMALL_SHARE);
        this.stretch = Math.max(Math.min(STRETCH, small), graph.size() / SHARE);
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
        propagate(rank, old, now);
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
            look(rank);
            first = looks == 0 ? rank : first;
            if (++looks == stretch) {
                if (rank - first < looks * SPARSE) {
                    sweepFrom(rank + 1);
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
        byte[] flat = flat();
        sweep(flat, 0, graph.size());
        keep(flat, 0, graph.size());
        return marks.changes();
    }

    /** Looks at every step from the given one on, for as long as a good part of them changes. */
    private void sweepFrom(int from) {
        int firstChange = marks.changes();
        byte[] flat = flat();
        int start = from;
        int length = stretch * SPARSE;
        boolean dense = true;
        while (dense && start < graph.size()) {
            int end = Math.min(graph.size(), start + length);
            int before = marks.changes();
            sweep(flat, start, end);
            dense = (marks.changes() - before) * SPARSE >= end - start;
            start = end;
            length *= 2;
        }
        keep(flat, from, start);
        goOnWithMarks(start, firstChange);
    }

    private void sweep(byte[] flat, int from, int to) {
        int[] rows = graph.sourceRows;
        int[] sources = graph.sources;
        int[] needed = graph.needed;
        int[] changed = marks.room(to - from);
        int changes = marks.changes();
        int nextRow = rows[from];
        for (int rank = from; rank < to; rank++) {
            int row = nextRow;
            nextRow = rows[rank + 1];
            int old = flat[rank];
            if (!Codes.isOpen(old)) {
                continue;
            }
            int edges = nextRow - row;
            int now;
            if (edges > StepStates.WIDE) {
                now = countedStanding(rank, edges);
            } else {
                int look = 0;
                for (int e = row; e < nextRow; e++) {
                    int edge = sources[e];
                    look += Codes.look(edge, flat[edge >>> StepGraph.RANK_SHIFT]);
                }
                now = Codes.standing(edges, look, needed[rank]);
            }
            now |= old & Codes.LACKING;
            if (now != old) {
                flat[rank] = (byte) now;
                changed[changes++] = rank;
                if (tallies.length > 0) {
                    count(rank, old, now);
                }
            }
        }
        marks.changes(changes);
    }

    /** Returns all standings in one piece: to look at every step in turn is quicker so. */
    private byte[] flat() {
        byte[] flat = marks.scratch();
        for (int i = 0; i < pieces.length; i++) {
            System.arraycopy(pieces[i], 0, flat, i << StepStates.PIECE_SHIFT, pieces[i].length);
        }
        return flat;
    }

    private void keep(byte[] flat, int from, int to) {
        for (int i = from >>> StepStates.PIECE_SHIFT; i << StepStates.PIECE_SHIFT < to; i++) {
            int first = i << StepStates.PIECE_SHIFT;
            int length = pieces[i].length;
            if (!Arrays.equals(pieces[i], 0, length, flat, first, first + length)) {
                System.arraycopy(flat, first, own(i), 0, length);
            }
        }
    }

    /** Marks what follows from the changes that were made without marks, as far as it has not been looked at. */
    private void goOnWithMarks(int from, int firstChange) {
        marks.clearBelow(from);
        for (int i = firstChange; i < marks.changes() && from < graph.size(); i++) {
            int rank = marks.change(i);
            for (int e = graph.targetRows[rank]; e < graph.targetRows[rank + 1]; e++) {
                int target = graph.targets[e] >>> StepGraph.RANK_SHIFT;
                if (target >= from) {
                    marks.mark(target);
                }
            }
        }
    }

    private void look(int rank) {
        int old = code(rank);
        if (!Codes.isOpen(old)) {
            return;
        }
        int now = standing(rank) | (old & Codes.LACKING);
        if (now != old) {
            write(rank, now);
            marks.changed(rank);
            propagate(rank, old, now);
        }
    }

    private int standing(int rank) {
        int from = graph.sourceRows[rank];
        int to = graph.sourceRows[rank + 1];
        if (to - from > StepStates.WIDE) {
            return countedStanding(rank, to - from);
        }
        byte[][] all = pieces;
        int[] sources = graph.sources;
        int look = 0;
        for (int e = from; e < to; e++) {
            int source = sources[e] >>> StepGraph.RANK_SHIFT;
            look += Codes.look(sources[e], all[source >>> StepStates.PIECE_SHIFT][source & StepStates.IN_PIECE]);
        }
        return Codes.standing(to - from, look, graph.needed[rank]);
    }

    private int countedStanding(int rank, int edges) {
        int counter = graph.counters[rank];
        return Codes.standing(edges, tallies[counter], tallies[counter + 1], graph.needed[rank]);
    }

    private void propagate(int rank, int old, int now) {
        if (Codes.alike(old, now)) {
            return;
        }
        int[] targets = graph.targets;
        int to = graph.targetRows[rank + 1];
        for (int e = graph.targetRows[rank]; e < to; e++) {
            marks.mark(targets[e] >>> StepGraph.RANK_SHIFT);
        }
        if (tallies.length > 0) {
            count(rank, old, now);
        }
    }

    /** Brings the counters up to date of those steps after a changed one that have counters. */
    private void count(int rank, int old, int now) {
        for (int e = graph.targetRows[rank]; e < graph.targetRows[rank + 1]; e++) {
            int edge = graph.targets[e];
            int counter = graph.counters[edge >>> StepGraph.RANK_SHIFT];
            if (counter >= 0) {
                count(counter, Codes.look(edge, now) - Codes.look(edge, old));
            }
        }
    }

    /** Adds the difference of two looks to a step's counters. */
    private void count(int counter, int difference) {
        if (!ownTallies) {
            tallies = tallies.clone();
            ownTallies = true;
        }
        int holding = (short) difference;
        tallies[counter] += holding;
        tallies[counter + 1] += (difference - holding) / Codes.DEAD_EDGE;
    }

    /** Fills the counters from the states as they are. */
    void countAnew() {
        for (int rank = 0; rank < graph.size() && tallies.length > 0; rank++) {
            int counter = graph.counters[rank];
            for (int e = graph.sourceRows[rank]; counter >= 0 && e < graph.sourceRows[rank + 1]; e++) {
                int edge = graph.sources[e];
                count(counter, Codes.look(edge, code(edge >>> StepGraph.RANK_SHIFT)));
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
        own(rank >>> StepStates.PIECE_SHIFT)[rank & StepStates.IN_PIECE] = (byte) code;
    }

    /** Returns a piece that may be written. */
    private byte[] own(int piece) {
        return ((owned[piece >>> 6] >>> piece) & 1) == 0 ? copy(piece) : pieces[piece];
    }

    private byte[] copy(int piece) {
        if (!ownSpine) {
            pieces = pieces.clone();
            ownSpine = true;
        }
        owned[piece >>> 6] |= 1L << piece;
        pieces[piece] = pieces[piece].clone();
        return pieces[piece];
    }
}
