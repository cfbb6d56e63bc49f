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
    private final Operand<String> key;
    private final Operand<String> title;
    private final Operand<String> action;
    private final Operand<Pattern> pattern;
    private final Operand<RiskLevel> risk;
    private final Operand<String> target;
    private final Operand<BigDecimal> amount;
    private final Operand<Boolean> external;
    private final Operand<Boolean> agent;
    private final BitSet fired = new BitSet();

    /** Makes the subject of a step. */
    public Subject(StepFact step, Literals literals) {
        this.key = new Operand<>(step.key(), literals);
        this.title = new Operand<>(step.title(), literals);
        this.action = new Operand<>(step.action(), literals);
        this.pattern = new Operand<>(step.pattern(), literals);
        this.risk = new Operand<>(step.risk(), literals);
        this.target = new Operand<>(step.target().orElse(null), literals);
        this.amount = new Operand<>(step.amount().orElse(null), literals);
        this.external = new Operand<>(step.external(), literals);
        this.agent = new Operand<>(step.agent(), literals);
    }

    /** Returns the step's key. */
    public Operand<String> key() {
        return key;
    }

    /** Returns the action's title. */
    public Operand<String> title() {
        return title;
    }

    /** Returns the action's type. */
    public Operand<String> action() {
        return action;
    }

    /** Returns the action's reach. */
    public Operand<Pattern> pattern() {
        return pattern;
    }

    /** Returns the action's risk. */
    public Operand<RiskLevel> risk() {
        return risk;
    }

    /** Returns what the action is aimed at. */
    public Operand<String> target() {
        return target;
    }

    /** Returns the money it is about. */
    public Operand<BigDecimal> amount() {
        return amount;
    }

    /** Returns whether the action's effects leave the company. */
    public Operand<Boolean> external() {
        return external;
    }

    /** Returns whether an agent asked for the step. */
    public Operand<Boolean> agent() {
        return agent;
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
