package dev.runs.run;

import dev.runs.graph.StepGraph;
import dev.runs.graph.StepStates;
import java.util.Arrays;

/**
 * The ranks of blocked steps whose join became true or dead, so that something is to be done about them. Immutable. What
 * was dealt with stays in the list until half of it is such, so that to deal with many does not copy the list each time.
 */
final class Openings {
    private static final int[] NONE = {};

    private final int[] ranks;
    private final int done;

    private Openings(int[] ranks, int done) {
        this.ranks = ranks;
        this.done = done;
    }

    static Openings of(StepGraph graph, StepStates states) {
        int[] all = new int[graph.size()];
        Arrays.setAll(all, rank -> rank);
        return new Openings(open(graph, states, all), 0);
    }

    private static boolean isOpen(StepGraph graph, StepStates states, int rank) {
        // Of a step that lacks its payload only the join matters, and only where it stops its losers.
        return states.isDead(rank)
                || states.isEligible(rank)
                || (states.joins(rank) && graph.at(rank).join().cancelsRest());
    }

    private static int[] open(StepGraph graph, StepStates states, int... ranks) {
        int[] open = new int[ranks.length];
        int count = 0;
        for (int rank : ranks) {
            if (isOpen(graph, states, rank)) {
                open[count++] = rank;
            }
        }
        return count == 0 ? NONE : Arrays.copyOf(open, count);
    }

    /**
     * Returns the openings after a step has changed.
     *
     * @param states the states after the change
     * @param found the ranks of steps for which something else holds now, ascending
     * @param dealtWith whether the changed step was an opening
     */
    Openings after(StepGraph graph, StepStates states, int[] found, boolean dealtWith) {
        int dealt = done + (dealtWith ? 1 : 0);
        if (found.length == 0 && dealt * 2 <= ranks.length) {
            return dealt == done ? this : new Openings(ranks, dealt);
        }
        int[] both = Arrays.copyOf(ranks, ranks.length + found.length);
        System.arraycopy(found, 0, both, ranks.length, found.length);
        if (ranks.length > 0) {
            Arrays.sort(both);
            both = distinct(both);
        }
        return new Openings(open(graph, states, both), 0);
    }

    private static int[] distinct(int... sorted) {
        int count = 0;
        for (int i = 0; i < sorted.length; i++) {
            if (i == 0 || sorted[i] != sorted[i - 1]) {
                sorted[count++] = sorted[i];
            }
        }
        return Arrays.copyOf(sorted, count);
    }

    /** Returns the ranks about which something is to be done now, ascending. */
    int[] current(StepGraph graph, StepStates states) {
        return ranks.length == 0 ? ranks : open(graph, states, ranks);
    }
}
