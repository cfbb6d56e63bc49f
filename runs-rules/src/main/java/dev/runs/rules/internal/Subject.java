package dev.runs.rules.internal;

import java.math.BigDecimal;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * A step as generated rules see it: its values, totals over what is beside it, and the numbers of the rules that fired for
 * it. Confined to the thread of one question.
 */
public final class Subject {
    private final String key;
    private final Operand[] operands;
    private final IntFunction<Optional<BigDecimal>> totals;
    private final Literals literals;
    private final BitSet fired = new BitSet();

    /**
     * Makes the subject of a step.
     *
     * @param key the step's key
     * @param values its values, by property
     * @param totals gives the total of a number; empty if it cannot be worked out
     */
    public Subject(String key, Values values, IntFunction<Optional<BigDecimal>> totals, Literals literals) {
        this.key = key;
        this.operands = values.operands(literals);
        this.totals = totals;
        this.literals = literals;
    }

    String key() {
        return key;
    }

    /** Returns the value of a property. */
    public Operand at(int property) {
        return operands[property];
    }

    /** Returns the total of a number, as it is over the facts that the step's rules see. */
    public Operand total(int number) {
        return new Operand(totals.apply(number).orElse(null), literals);
    }

    /** Returns whether it is the very same. */
    public boolean same(Subject other) {
        return this == other;
    }

    /** Notes that the rule of the given number fired. */
    public void fired(int rule) {
        fired.set(rule);
    }

    /** Returns the numbers of the rules that fired. */
    public BitSet fired() {
        return (BitSet) fired.clone();
    }
}
