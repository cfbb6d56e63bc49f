package dev.runs.rules;

import java.util.List;

/**
 * A checked condition about one step. A comparison with a missing value is neither true nor false; neither is its
 * negation; a rule fires when its condition is true.
 */
sealed interface Condition {
    /** True when every part is; with no part, always. */
    record All(List<Condition> parts) implements Condition {
        public All {
            parts = List.copyOf(parts);
        }
    }

    /** True when one part is. */
    record Any(List<Condition> parts) implements Condition {
        public Any {
            parts = List.copyOf(parts);
        }
    }

    /** True when the part is false. */
    record Not(Condition part) implements Condition {}

    /**
     * Compares a property with values of its type: exactly one, several for {@code in} and {@code not in}, none for
     * {@code is missing}.
     */
    record Comparison(Property property, Operator operator, List<Object> values) implements Condition {
        public Comparison {
            values = List.copyOf(values);
        }
    }
}
