package dev.runs.rules.internal;

import java.util.NavigableSet;
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
    private final @Nullable T value;
    private final Literals literals;

    Operand(@Nullable T value, Literals literals) {
        this.value = value;
        this.literals = literals;
    }

    /** Returns whether the value is the literal. */
    public boolean equalTo(int literal) {
        return oneOf(literal);
    }

    /** Returns whether there is a value and it is not the literal. */
    public boolean notEqualTo(int literal) {
        return noneOf(literal);
    }

    /** Returns whether the value is below the literal. */
    public boolean below(int literal) {
        return ordered(literal, Integer.MIN_VALUE, -1);
    }

    /** Returns whether the value is the literal or below it. */
    public boolean atMost(int literal) {
        return ordered(literal, Integer.MIN_VALUE, 0);
    }

    /** Returns whether the value is above the literal. */
    public boolean above(int literal) {
        return ordered(literal, 1, Integer.MAX_VALUE);
    }

    /** Returns whether the value is the literal or above it. */
    public boolean atLeast(int literal) {
        return ordered(literal, 0, Integer.MAX_VALUE);
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

    private boolean among(int literal, boolean wanted) {
        T present = value;
        if (present == null) {
            return false;
        }
        try {
            return literals.at(literal).contains(present) == wanted;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private boolean ordered(int literal, int least, int most) {
        T present = value;
        if (present == null) {
            return false;
        }
        try {
            @SuppressWarnings("unchecked") // The checker lets a property meet literals of its own type only.
            NavigableSet<T> one = (NavigableSet<T>) literals.at(literal);
            int order = Integer.signum(present.compareTo(one.first()));
            return least <= order && order <= most;
        } catch (RuntimeException e) {
            return false;
        }
    }
}
