package dev.runs.rules.internal.engine;

import dev.runs.rules.internal.model.Condition;
import dev.runs.rules.internal.model.Operator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Makes constraints of the conditions of one pack. Negation is pushed down to the comparisons, because only there "a missing
 * value is neither" can be said.
 *
 * <p>A constraint is named by methods, by numbers of properties and by numbers of values, in one way. Nothing of a name was
 * typed by an author.
 */
final class Constraints {
    private final Map<List<Object>, Integer> numbers = new HashMap<>();

    /** Returns the constraint that a condition is. */
    Constraint of(Condition condition) {
        return of(condition, true);
    }

    private Constraint of(Condition condition, boolean positive) {
        if (condition instanceof Condition.Comparison comparison) {
            return comparison(
                    comparison,
                    positive ? comparison.operator() : comparison.operator().opposite());
        }
        if (condition instanceof Condition.Not not) {
            return of(not.part(), !positive);
        }
        boolean all = condition instanceof Condition.All == positive;
        return group(condition.parts(), all, positive);
    }

    private Constraint group(List<Condition> parts, boolean all, boolean positive) {
        List<Constraint> made = new ArrayList<>(parts.size());
        parts.forEach(part -> made.add(of(part, positive)));
        Constraint.Test[] tests = made.stream().map(Constraint::test).toArray(Constraint.Test[]::new);
        String id = String.join(
                all ? " && " : " || ", made.stream().map(Constraint::id).toList());
        return new Constraint("( " + id + " )", made.stream().anyMatch(Constraint::ofBoth), (fact, subject) -> {
            for (Constraint.Test test : tests) {
                if (test.holds(fact, subject) != all) {
                    return !all;
                }
            }
            return all;
        });
    }

    private Constraint comparison(Condition.Comparison comparison, Operator operator) {
        int property = comparison.property().index();
        String name = "at(" + property + ")." + operator.method();
        if (comparison.that().isPresent()) {
            int other = comparison.that().get().index();
            return new Constraint(
                    name + "That(" + other + ")",
                    true,
                    (fact, subject) -> Comparing.holds(operator, fact.get(property), subject.get(other)));
        }
        if (!operator.comparesWithValue()) {
            boolean missing = operator == Operator.MISSING;
            return new Constraint(name + "()", false, (fact, subject) -> (fact.get(property) == null) == missing);
        }
        List<Object> values = comparison.values();
        if (values.isEmpty()) {
            throw new IllegalStateException("the check let a comparison without a value pass: " + comparison);
        }
        String id = name + "(" + number(values) + ")";
        if (operator.takesList()) {
            NavigableSet<?> set = new TreeSet<>(values);
            boolean wanted = operator == Operator.IN;
            return new Constraint(id, false, (fact, subject) -> Comparing.among(fact.get(property), set, wanted));
        }
        Object value = values.get(0);
        return new Constraint(id, false, (fact, subject) -> Comparing.holds(operator, fact.get(property), value));
    }

    private int number(List<Object> values) {
        return numbers.computeIfAbsent(values, missing -> numbers.size());
    }
}
