package dev.runs.run;

import dev.runs.graph.StepState;

/** How many steps of a run stand how. Immutable; kept up with every change, so that nobody has to count. */
// The numbers are places in an array that lives as long as the object.
@SuppressWarnings("EnumOrdinal")
final class Tally {
    private static final int STATES = StepState.values().length;

    /** What is counted besides states. */
    private enum Trait {
        FAULTY,
        ASKED,
        APPROVED,
        REJECTED,
        EXECUTED,
        STOPPED
    }

    private final int[] counts;

    private Tally(int[] counts) {
        this.counts = counts;
    }

    static Tally of(Iterable<Step> steps) {
        Tally tally = new Tally(new int[STATES + Trait.values().length]);
        steps.forEach(step -> tally.add(step, 1));
        return tally;
    }

    Tally with(Step before, Step after) {
        Tally tally = new Tally(counts.clone());
        tally.add(before, -1);
        tally.add(after, 1);
        return tally;
    }

    private void add(Step step, int by) {
        counts[step.state().ordinal()] += by;
        add(Trait.FAULTY, !step.faults().isEmpty(), by);
        add(Trait.EXECUTED, step.external() && step.mayBeExecuted(), by);
        // Somebody stopped it, which is another thing than being replaced, or coming too late for a join.
        add(
                Trait.STOPPED,
                step.state() == StepState.CANCELLED && (step.ending().isEmpty() || step.ended(Ending.Kind.STOPPED)),
                by);
        if (!step.rounds().isEmpty()) {
            Round.State last = step.rounds().get(step.rounds().size() - 1).state();
            add(Trait.ASKED, last == Round.State.OPEN, by);
            add(Trait.APPROVED, last == Round.State.APPROVED, by);
            add(Trait.REJECTED, last == Round.State.REJECTED || last == Round.State.REVERSED, by);
        }
    }

    private void add(Trait trait, boolean has, int by) {
        counts[STATES + trait.ordinal()] += has ? by : 0;
    }

    private int count(Trait trait) {
        return counts[STATES + trait.ordinal()];
    }

    int in(StepState... states) {
        int sum = 0;
        for (StepState state : states) {
            sum += counts[state.ordinal()];
        }
        return sum;
    }

    boolean allEnded() {
        for (StepState state : StepState.values()) {
            if (!state.isTerminal() && counts[state.ordinal()] > 0) {
                return false;
            }
        }
        return true;
    }

    boolean anyFaulty() {
        return count(Trait.FAULTY) > 0;
    }

    int asked() {
        return count(Trait.ASKED);
    }

    int approved() {
        return count(Trait.APPROVED);
    }

    int rejected() {
        return count(Trait.REJECTED);
    }

    boolean anyExecuted() {
        return count(Trait.EXECUTED) > 0;
    }

    boolean anyStopped() {
        return count(Trait.STOPPED) > 0;
    }
}
