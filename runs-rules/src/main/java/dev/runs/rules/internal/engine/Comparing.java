package dev.runs.rules.internal.engine;

import dev.runs.rules.internal.model.Operator;
import java.util.Collection;
import java.util.NavigableSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares values for the engine.
 *
 * <p>A comparison with a missing value is false, and so is the opposite comparison. No method throws: the value comes from a
 * host, and a value that fails must not keep other rules from being asked. The failure is found and named by the
 * interpreter, which reads the same value without this net, and shares no code with this class.
 */
final class Comparing {
    // No order: a value is missing or failed.
    private static final int NONE = Integer.MIN_VALUE;

    private Comparing() {}

    /** Returns whether a value compares so with another one. */
    static boolean holds(Operator operator, @Nullable Object value, @Nullable Object other) {
        return switch (operator) {
            case EQUAL -> order(value, other) == 0;
            case NOT_EQUAL -> differ(order(value, other));
            case BELOW -> order(value, other) == -1;
            case AT_MOST -> order(value, other) == -1 || order(value, other) == 0;
            case ABOVE -> order(value, other) == 1;
            case AT_LEAST -> order(value, other) >= 0;
            case CONTAINS -> has(value, other, true);
            case NOT_CONTAINS -> has(value, other, false);
            case STARTS_WITH -> starts(value, other, true);
            case NOT_STARTS_WITH -> starts(value, other, false);
            case ENDS_WITH -> ends(value, other, true);
            case NOT_ENDS_WITH -> ends(value, other, false);
            case IN, NOT_IN, MISSING, PRESENT -> throw new IllegalStateException(operator + " compares with no value");
        };
    }

    /** Returns whether there is a value and it is, or is not, among others. */
    static boolean among(@Nullable Object value, NavigableSet<?> others, boolean wanted) {
        if (value == null) {
            return false;
        }
        try {
            return others.contains(value) == wanted;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static boolean differ(int order) {
        return order == -1 || order == 1;
    }

    /** Returns -1, 0 or 1 as the value is below, at or above the other. */
    private static int order(@Nullable Object value, @Nullable Object other) {
        if (value == null || other == null) {
            return NONE;
        }
        try {
            @SuppressWarnings("unchecked") // The check lets a property meet values of its own type only.
            Comparable<Object> comparable = (Comparable<Object>) value;
            return Integer.signum(comparable.compareTo(other));
        } catch (RuntimeException e) {
            return NONE;
        }
    }

    private static boolean has(@Nullable Object value, @Nullable Object part, boolean wanted) {
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

    private static boolean starts(@Nullable Object value, @Nullable Object part, boolean wanted) {
        return value instanceof String text && part instanceof String word && text.startsWith(word) == wanted;
    }

    private static boolean ends(@Nullable Object value, @Nullable Object part, boolean wanted) {
        return value instanceof String text && part instanceof String word && text.endsWith(word) == wanted;
    }
}
