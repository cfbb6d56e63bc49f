package dev.runs.rules.internal.model;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * A checked statement of a rule about what is beside its step: true or false, never neither. A fact that lacks a value
 * which is compared does not fit.
 */
public sealed interface Clause {
    /** Returns the statements of which it is made; none for one about facts. */
    default List<Clause> parts() {
        return List.of();
    }

    /** True when every part is. */
    record All(List<Clause> parts) implements Clause {
        public All {
            parts = List.copyOf(parts);
        }
    }

    /** True when one part is. */
    record Any(List<Clause> parts) implements Clause {
        public Any {
            parts = List.copyOf(parts);
        }
    }

    /**
     * True when a fact fits, or when none does.
     *
     * @param wanted whether one is to fit
     * @param line where it stands
     */
    record Some(boolean wanted, FactType type, Condition condition, int line) implements Clause {}

    /**
     * Compares a number that is taken over all facts that fit: how many they are, or the sum of a property, to which those
     * without a value add nothing.
     *
     * @param sum the property that is summed up; empty to count
     * @param line where it stands
     */
    record Total(
            FactType type, Condition condition, Optional<Property> sum, Operator operator, BigDecimal value, int line)
            implements Clause {}
}
