package dev.runs.rules.internal.engine;

import dev.runs.rules.internal.model.Row;
import java.math.BigDecimal;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A step as the engine sees it: its values, totals over what is beside it, and the numbers of the rules that fired for it.
 * Confined to the thread of one question.
 */
final class Subject {
    private final Row row;
    private final IntFunction<Optional<BigDecimal>> totals;
    private final BitSet fired = new BitSet();

    /**
     * Makes the subject of a step.
     *
     * @param totals gives the total of a number; empty if it cannot be worked out
     */
    Subject(Row row, IntFunction<Optional<BigDecimal>> totals) {
        this.row = row;
        this.totals = totals;
    }

    Row row() {
        return row;
    }

    /** Returns the type of its action, by which the engine finds the rules about it. */
    String action() {
        return row.action();
    }

    /** Returns the total of a number, as it is over the facts that the step's rules see; null if it cannot be worked out. */
    @Nullable
    BigDecimal total(int number) {
        return totals.apply(number).orElse(null);
    }

    /** Notes that the rule of the given number fired. */
    void fired(int rule) {
        fired.set(rule);
    }

    /** Returns the numbers of the rules that fired. */
    BitSet fired() {
        return fired;
    }
}
