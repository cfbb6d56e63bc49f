package dev.runs.rules;

import dev.runs.gate.StepFact;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates a checked condition directly, in three-valued logic. It shares no code with the rules that the engine runs:
 * it is what they are compared with.
 */
final class Interpreter {
    private enum Truth {
        FALSE,
        UNKNOWN,
        TRUE
    }

    private Interpreter() {}

    /**
     * Returns whether the condition is true of the step.
     *
     * @throws RuntimeException if a value of the step fails
     */
    static boolean isTrue(Condition condition, StepFact step) {
        return truth(condition, step) == Truth.TRUE;
    }

    private static Truth truth(Condition condition, StepFact step) {
        if (condition instanceof Condition.Comparison comparison) {
            return compare(comparison, comparison.property().of(step));
        }
        if (condition instanceof Condition.Not not) {
            return switch (truth(not.part(), step)) {
                case TRUE -> Truth.FALSE;
                case FALSE -> Truth.TRUE;
                case UNKNOWN -> Truth.UNKNOWN;
            };
        }
        if (condition instanceof Condition.All all) {
            Truth least = Truth.TRUE;
            for (Condition part : all.parts()) {
                Truth truth = truth(part, step);
                if (truth == Truth.FALSE) {
                    return truth;
                }
                least = truth.compareTo(least) < 0 ? truth : least;
            }
            return least;
        }
        Truth most = Truth.FALSE;
        for (Condition part : ((Condition.Any) condition).parts()) {
            Truth truth = truth(part, step);
            if (truth == Truth.TRUE) {
                return truth;
            }
            most = truth.compareTo(most) > 0 ? truth : most;
        }
        return most;
    }

    private static Truth compare(Condition.Comparison comparison, @Nullable Object value) {
        Operator operator = comparison.operator();
        Property property = comparison.property();
        if (!operator.comparesWithValue()) {
            return of((value == null) == (operator == Operator.MISSING));
        }
        if (value == null) {
            return Truth.UNKNOWN;
        }
        List<Object> values = comparison.values();
        return switch (operator) {
            case EQUAL -> of(order(property, value, values.get(0)) == 0);
            case NOT_EQUAL -> of(order(property, value, values.get(0)) != 0);
            case BELOW -> of(order(property, value, values.get(0)) < 0);
            case AT_MOST -> of(order(property, value, values.get(0)) <= 0);
            case ABOVE -> of(order(property, value, values.get(0)) > 0);
            case AT_LEAST -> of(order(property, value, values.get(0)) >= 0);
            case IN -> of(values.stream().anyMatch(other -> order(property, value, other) == 0));
            case NOT_IN -> of(values.stream().allMatch(other -> order(property, value, other) != 0));
            case MISSING, PRESENT -> throw new IllegalStateException(operator + " compares with no value");
        };
    }

    private static int order(Property property, Object value, Object literal) {
        if (value instanceof BigDecimal number) {
            return number.compareTo((BigDecimal) literal);
        }
        List<?> ranks = property.type().constants();
        return ranks.isEmpty()
                ? (value.equals(literal) ? 0 : 1)
                : Integer.compare(ranks.indexOf(value), ranks.indexOf(literal));
    }

    private static Truth of(boolean truth) {
        return truth ? Truth.TRUE : Truth.FALSE;
    }
}
