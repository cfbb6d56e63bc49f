package dev.runs.rules.internal.model;

import java.util.List;
import java.util.Optional;

/**
 * A checked condition about one fact. A comparison with a missing value is neither true nor false; neither is its
 * negation; a fact fits when its condition is true.
 */
public sealed interface Condition {
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
    record Not(Condition part) implements Condition {
        @Override
        public List<Condition> parts() {
            return List.of(part);
        }
    }

    /**
     * Compares a property with values of its type: exactly one, several for {@code in} and {@code not in}, none for
     * {@code is missing}; or with a property of the rule's step.
     *
     * @param that the step's property that it is compared with, in place of values
     * @param line the line on which it stands
     * @param column where it begins in this line
     */
    record Comparison(
            Property property, Operator operator, List<Object> values, Optional<Property> that, int line, int column)
            implements Condition {
        public Comparison {
            values = List.copyOf(values);
        }

        @Override
        public List<Condition> parts() {
            return List.of();
        }
    }

    /** Returns the conditions of which it is made; none for a comparison. */
    List<Condition> parts();

    /** Returns whether it says which actions the step can have. */
    default boolean namesActions() {
        return this instanceof Comparison comparison
                && comparison.property().word().equals("action")
                && comparison.that().isEmpty()
                && (comparison.operator() == Operator.EQUAL || comparison.operator() == Operator.IN);
    }

    /** Returns the parts of which all must be true. */
    default List<Condition> conjuncts() {
        return this instanceof All all ? all.parts() : List.of(this);
    }
}
