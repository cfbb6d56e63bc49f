package dev.runs.rules.internal.model;

import dev.runs.gate.RuleTrace.Truth;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates checked rules directly, conditions in three-valued logic. It shares no code with the rules that the engine
 * runs: it is what they are compared with. A part of a condition that cannot change the result is looked at all the same.
 */
public final class Interpreter {
    private Interpreter() {}

    /** Returns whether the rule speaks about the step. */
    public static boolean fires(Rule rule, Row subject, Scene scene) {
        if (truth(rule.condition(), subject, subject) != Truth.TRUE) {
            return false;
        }
        for (Clause clause : rule.clauses()) {
            if (!holds(clause, subject, scene)) {
                return false;
            }
        }
        return true;
    }

    public static boolean holds(Clause clause, Row subject, Scene scene) {
        if (clause instanceof Clause.Some some) {
            return fitting(some.type(), some.condition(), subject, scene)
                            .findAny()
                            .isPresent()
                    == some.wanted();
        }
        if (clause instanceof Clause.Total total) {
            return compare(total.operator(), total(total, subject, scene), List.of(total.value()));
        }
        if (clause instanceof Clause.All all) {
            return all.parts().stream().allMatch(part -> holds(part, subject, scene));
        }
        return clause.parts().stream().anyMatch(part -> holds(part, subject, scene));
    }

    /** Returns the facts of a type that fit, of those that the rule sees. */
    public static Stream<Row> fitting(FactType type, Condition condition, Row subject, Scene scene) {
        String key = subject.key();
        return scene.of(type).stream()
                .filter(row -> row.isApartFrom(key))
                .filter(row -> truth(condition, row, subject) == Truth.TRUE);
    }

    public static BigDecimal total(Clause.Total total, Row subject, Scene scene) {
        Stream<Row> rows = fitting(total.type(), total.condition(), subject, scene);
        if (total.sum().isEmpty()) {
            return BigDecimal.valueOf(rows.count());
        }
        Property sum = total.sum().get();
        return rows.map(row -> {
                    Object value = row.get(sum);
                    if (value == null) {
                        return BigDecimal.ZERO;
                    }
                    readable(sum, value);
                    return (BigDecimal) value;
                })
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    public static Truth truth(Condition condition, Row row, Row subject) {
        if (condition instanceof Condition.Comparison comparison) {
            return compare(comparison, row.get(comparison.property()), subject);
        }
        if (condition instanceof Condition.Not not) {
            return switch (truth(not.part(), row, subject)) {
                case TRUE -> Truth.FALSE;
                case FALSE -> Truth.TRUE;
                case UNKNOWN -> Truth.UNKNOWN;
            };
        }
        if (condition instanceof Condition.All all) {
            Truth least = Truth.TRUE;
            for (Condition part : all.parts()) {
                Truth truth = truth(part, row, subject);
                if (truth == Truth.FALSE) {
                    return truth;
                }
                least = truth.compareTo(least) < 0 ? truth : least;
            }
            return least;
        }
        Truth most = Truth.FALSE;
        for (Condition part : condition.parts()) {
            Truth truth = truth(part, row, subject);
            if (truth == Truth.TRUE) {
                return truth;
            }
            most = truth.compareTo(most) > 0 ? truth : most;
        }
        return most;
    }

    private static Truth compare(Condition.Comparison comparison, @Nullable Object value, Row subject) {
        Operator operator = comparison.operator();
        if (!operator.comparesWithValue()) {
            return of((value == null) == (operator == Operator.MISSING));
        }
        if (value == null) {
            return Truth.UNKNOWN;
        }
        readable(comparison.property(), value);
        if (comparison.that().isEmpty()) {
            return of(compare(operator, value, comparison.values()));
        }
        Object that = subject.get(comparison.that().get());
        if (that == null) {
            return Truth.UNKNOWN;
        }
        readable(comparison.that().get(), that);
        return of(compare(operator, value, List.of(that)));
    }

    private static void readable(Property property, Object value) {
        if (value instanceof Unreadable unreadable) {
            throw new IllegalArgumentException(
                    "'" + property.word() + "' is not " + property.type().words() + " but '" + unreadable.what() + "'");
        }
    }

    private static boolean compare(Operator operator, Object value, List<?> values) {
        Object first = values.get(0);
        return switch (operator) {
            case EQUAL -> order(value, first) == 0;
            case NOT_EQUAL -> order(value, first) != 0;
            case BELOW -> order(value, first) < 0;
            case AT_MOST -> order(value, first) <= 0;
            case ABOVE -> order(value, first) > 0;
            case AT_LEAST -> order(value, first) >= 0;
            case IN -> values.stream().anyMatch(other -> order(value, other) == 0);
            case NOT_IN -> values.stream().allMatch(other -> order(value, other) != 0);
            case CONTAINS -> contains(value, (String) first);
            case NOT_CONTAINS -> !contains(value, (String) first);
            case STARTS_WITH -> ((String) value).startsWith((String) first);
            case NOT_STARTS_WITH -> !((String) value).startsWith((String) first);
            case ENDS_WITH -> ((String) value).endsWith((String) first);
            case NOT_ENDS_WITH -> !((String) value).endsWith((String) first);
            case MISSING, PRESENT -> throw new IllegalStateException(operator + " compares with no value");
        };
    }

    private static boolean contains(Object value, String part) {
        return value instanceof String text ? text.contains(part) : ((Set<?>) value).contains(part);
    }

    @SuppressWarnings("unchecked") // The check lets a property meet values of its own type only.
    private static int order(Object value, Object other) {
        return ((Comparable<Object>) value).compareTo(other);
    }

    private static Truth of(boolean truth) {
        return truth ? Truth.TRUE : Truth.FALSE;
    }
}
