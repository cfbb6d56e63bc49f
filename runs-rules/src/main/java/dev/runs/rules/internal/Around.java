package dev.runs.rules.internal;

import java.util.Optional;

/** A fact beside the steps in question, as generated rules see it. Confined to the thread of one question. */
public final class Around {
    private final int type;
    private final Optional<String> step;
    private final Operand[] operands;

    /**
     * Makes a fact.
     *
     * @param type the number of its type
     * @param step the key of the step that it is about, if it is about one
     * @param values its values, by property
     */
    public Around(int type, Optional<String> step, Values values, Literals literals) {
        this.type = type;
        this.step = step;
        this.operands = values.operands(literals);
    }

    /** Returns whether it is of the type. */
    public boolean is(int number) {
        return type == number;
    }

    /** Returns whether a rule about the subject sees it. */
    public boolean apartFrom(Subject subject) {
        return step.isEmpty() || !step.get().equals(subject.key());
    }

    /** Returns the value of a property. */
    public Operand at(int property) {
        return operands[property];
    }
}
