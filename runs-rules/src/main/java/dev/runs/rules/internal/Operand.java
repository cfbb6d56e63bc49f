package dev.runs.rules.internal;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * One value of a fact, ready to be compared with the pack's literals or with a value of the step.
 *
 * <p>A comparison with a missing value is false, and so is the opposite comparison; only {@link #missing} is true of it.
 * No method throws: the value comes from a host, and a value that fails must not keep other rules from being asked. The
 * failure is found and named by the interpreter, which reads the same value without this net.
 */
public final class Operand {
    // No order: a value is missing or failed.
    private static final int NONE = Integer.MIN_VALUE;

    private final @Nullable Object value;
    private final Literals literals;

    Operand(@Nullable Object value, Literals literals) {
        this.value = value;
        this.literals = literals;
    }

    /** Returns whether the value is the literal. */
    public boolean equalTo(int literal) {
        return order(literals.value(literal)) == 0;
    }

    /** Returns whether there is a value and it is not the literal. */
    public boolean notEqualTo(int literal) {
        int order = order(literals.value(literal));
        return order == -1 || order == 1;
    }

    /** Returns whether the value is below the literal. */
    public boolean below(int literal) {
        return order(literals.value(literal)) == -1;
    }

    /** Returns whether the value is the literal or below it. */
    public boolean atMost(int literal) {
        int order = order(literals.value(literal));
        return order == -1 || order == 0;
    }

    /** Returns whether the value is above the literal. */
    public boolean above(int literal) {
        return order(literals.value(literal)) == 1;
    }

    /** Returns whether the value is the literal or above it. */
    public boolean atLeast(int literal) {
        int order = order(literals.value(literal));
        return order == 1 || order == 0;
    }

    /** Returns whether the values are equal. */
    public boolean equalToThat(Operand that) {
        return order(that.value) == 0;
    }

    /** Returns whether there are values and they are not equal. */
    public boolean notEqualToThat(Operand that) {
        int order = order(that.value);
        return order == -1 || order == 1;
    }

    /** Returns whether the value is below the other. */
    public boolean belowThat(Operand that) {
        return order(that.value) == -1;
    }

    /** Returns whether the value is the other or below it. */
    public boolean atMostThat(Operand that) {
        int order = order(that.value);
        return order == -1 || order == 0;
    }

    /** Returns whether the value is above the other. */
    public boolean aboveThat(Operand that) {
        return order(that.value) == 1;
    }

    /** Returns whether the value is the other or above it. */
    public boolean atLeastThat(Operand that) {
        int order = order(that.value);
        return order == 1 || order == 0;
    }

    /** Returns whether the value is among the literals. */
    public boolean oneOf(int literal) {
        return among(literal, true);
    }

    /** Returns whether there is a value and it is not among the literals. */
    public boolean noneOf(int literal) {
        return among(literal, false);
    }

    /** Returns whether the text or set has the literal in it. */
    public boolean containing(int literal) {
        return has(literals.value(literal), true);
    }

    /** Returns whether there is a text or set and it does not have the literal in it. */
    public boolean notContaining(int literal) {
        return has(literals.value(literal), false);
    }

    /** Returns whether the text or set has the other text in it. */
    public boolean containingThat(Operand that) {
        return has(that.value, true);
    }

    /** Returns whether there is a text or set and it does not have the other text in it. */
    public boolean notContainingThat(Operand that) {
        return has(that.value, false);
    }

    /** Returns whether the text begins with the literal. */
    public boolean startingWith(int literal) {
        return starts(literals.value(literal), true);
    }

    /** Returns whether there is a text and it does not begin with the literal. */
    public boolean notStartingWith(int literal) {
        return starts(literals.value(literal), false);
    }

    /** Returns whether the text begins with the other. */
    public boolean startingWithThat(Operand that) {
        return starts(that.value, true);
    }

    /** Returns whether there are texts and this one does not begin with the other. */
    public boolean notStartingWithThat(Operand that) {
        return starts(that.value, false);
    }

    /** Returns whether the text ends with the literal. */
    public boolean endingWith(int literal) {
        return ends(literals.value(literal), true);
    }

    /** Returns whether there is a text and it does not end with the literal. */
    public boolean notEndingWith(int literal) {
        return ends(literals.value(literal), false);
    }

    /** Returns whether the text ends with the other. */
    public boolean endingWithThat(Operand that) {
        return ends(that.value, true);
    }

    /** Returns whether there are texts and this one does not end with the other. */
    public boolean notEndingWithThat(Operand that) {
        return ends(that.value, false);
    }

    /** Returns whether there is no value. */
    public boolean missing() {
        return value == null;
    }

    /** Returns whether there is a value. */
    public boolean present() {
        return value != null;
    }

    /** Returns -1, 0 or 1 as the value is below, at or above the other. */
    private int order(@Nullable Object other) {
        Object present = value;
        if (present == null || other == null) {
            return NONE;
        }
        try {
            @SuppressWarnings("unchecked") // The check lets a property meet values of its own type only.
            Comparable<Object> comparable = (Comparable<Object>) present;
            return Integer.signum(comparable.compareTo(other));
        } catch (RuntimeException e) {
            return NONE;
        }
    }

    private boolean among(int literal, boolean wanted) {
        Object present = value;
        if (present == null) {
            return false;
        }
        try {
            return literals.set(literal).contains(present) == wanted;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private boolean has(@Nullable Object part, boolean wanted) {
        if (part instanceof String word) {
            if (value instanceof String text) {
                return text.contains(word) == wanted;
            }
            if (value instanceof Collection<?> texts) {
                return texts.contains(word) == wanted;
            }
        }
        return false;
    }

    private boolean starts(@Nullable Object part, boolean wanted) {
        return value instanceof String text && part instanceof String word && text.startsWith(word) == wanted;
    }

    private boolean ends(@Nullable Object part, boolean wanted) {
        return value instanceof String text && part instanceof String word && text.endsWith(word) == wanted;
    }
}
