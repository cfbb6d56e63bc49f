package dev.runs.rules.internal;

import dev.runs.action.Pattern;
import dev.runs.action.RiskLevel;
import dev.runs.gate.StepFact;
import java.math.BigDecimal;
import java.util.BitSet;

/**
 * A step as generated rules see it: its properties, and the numbers of the rules that fired for it. Confined to the
 * thread of one question.
 */
public final class Subject {
    private final StepFact step;
    private final Literals literals;
    private final BitSet fired = new BitSet();

    /** Makes the subject of a step. */
    public Subject(StepFact step, Literals literals) {
        this.step = step;
        this.literals = literals;
    }

    /** Returns the step's key. */
    public Operand<String> key() {
        return new Operand<>(step.key(), literals);
    }

    /** Returns the action's title. */
    public Operand<String> title() {
        return new Operand<>(step.title(), literals);
    }

    /** Returns the action's type. */
    public Operand<String> action() {
        return new Operand<>(step.action(), literals);
    }

    /** Returns the action's reach. */
    public Operand<Pattern> pattern() {
        return new Operand<>(step.pattern(), literals);
    }

    /** Returns the action's risk. */
    public Operand<RiskLevel> risk() {
        return new Operand<>(step.risk(), literals);
    }

    /** Returns what the action is aimed at. */
    public Operand<String> target() {
        return new Operand<>(step.target().orElse(null), literals);
    }

    /** Returns the money it is about. */
    public Operand<BigDecimal> amount() {
        return new Operand<>(step.amount().orElse(null), literals);
    }

    /** Returns whether the action's effects leave the company. */
    public Operand<Boolean> external() {
        return new Operand<>(step.external(), literals);
    }

    /** Returns whether an agent asked for the step. */
    public Operand<Boolean> agent() {
        return new Operand<>(step.agent(), literals);
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
