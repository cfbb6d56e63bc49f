package dev.runs.rules.internal;

import org.jspecify.annotations.Nullable;

/**
 * One property of a step, ready to be compared with the pack's literals.
 *
 * <p>A comparison with a missing value is false, and so is the opposite comparison; only {@link #missing} is true of it.
 * No method throws: the value comes from a host, and a value that fails must not keep other rules from being asked. The
 * failure is found and named by the interpreter, which reads the same value without this net.
 *
 * @param <T> the property's type
 */
public final class Operand<T extends Comparable<T>> {
    // No order: the value is missing or failed.
    private static final int NONE = Integer.MIN_VALUE;

    private final @Nullable T value;
    private final Literals literals;

    Operand(@Nullable T value, Literals literals) {
        this.value = value;
        this.literals = literals;
    }

    /** Returns whether the value is the literal. */
    public boolean equalTo(int literal) {
        return order(literal) == 0;
    }

    /** Returns whether there is a value and it is not the literal. */
    public boolean notEqualTo(int literal) {
        int order = order(literal);
        return order == -1 || order == 1;
    }

    /** Returns whether the value is below the literal. */
    public boolean below(int literal) {
        return order(literal) == -1;
    }

    /** Returns whether the value is the literal or below it. */
    public boolean atMost(int literal) {
        int order = order(literal);
        return order == -1 || order == 0;
    }

    /** Returns whether the value is above the literal. */
    public boolean above(int literal) {
        return order(literal) == 1;
    }

    /** Returns whether the value is the literal or above it. */
    public boolean atLeast(int literal) {
        int order = order(literal);
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

    /** Returns whether there is no value. */
    public boolean missing() {
        return value == null;
    }

    /** Returns whether there is a value. */
    public boolean present() {
        return value != null;
    }

    /** Returns -1, 0 or 1 as the value is below, at or above the literal. */
    private int order(int literal) {
        T present = value;
        if (present == null) {
            return NONE;
        }
        try {
            @SuppressWarnings("unchecked") // The checker lets a property meet literals of its own type only.
            T other = (T) literals.value(literal);
            return Integer.signum(present.compareTo(other));
        } catch (RuntimeException e) {
            return NONE;
        }
    }

    private boolean among(int literal, boolean wanted) {
        T present = value;
        if (present == null) {
            return false;
        }
        try {
            return literals.set(literal).contains(present) == wanted;
        } catch (RuntimeException e) {
            return false;
        }
    }
}
