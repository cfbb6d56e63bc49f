package dev.runs.rules.internal.pack;

import dev.runs.gate.Finding;
import dev.runs.gate.Level;
import dev.runs.rules.internal.model.Condition;
import dev.runs.rules.internal.model.Operator;
import dev.runs.rules.internal.model.Property;
import dev.runs.rules.internal.model.Rule;
import dev.runs.rules.internal.model.Saying;
import dev.runs.rules.internal.model.Wording;
import dev.runs.rules.internal.text.Place;
import dev.runs.rules.internal.text.Problems;
import dev.runs.rules.problem.RuleErrorCode;
import dev.runs.rules.problem.RuleProblem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a pack says that its authors probably do not mean. Such a pack is loaded all the same.
 *
 * <p>A rule that asks or denies is not to be escaped by leaving a value out: it says what a missing value means, or another
 * rule about the same actions does. And a rule that no step can ever satisfy was meant otherwise.
 */
final class Warnings {
    private final Problems problems = new Problems();
    private final List<Rule> rules;

    private Warnings(List<Rule> rules) {
        this.rules = rules;
    }

    /** Returns them by file and place. */
    static List<RuleProblem> of(CheckedPack pack) {
        Warnings warnings = new Warnings(pack.rules());
        pack.evaluated().forEach(warnings::never);
        pack.rules().stream().filter(Warnings::stops).forEach(warnings::missing);
        return warnings.problems.sorted();
    }

    /** Returns whether the rule keeps steps from running. */
    private static boolean stops(Rule rule) {
        return rule.level() == Level.ENFORCE
                && rule.sayings().stream()
                        .map(Saying::inGeneral)
                        .anyMatch(effect -> effect instanceof Finding.Deny || effect instanceof Finding.Require);
    }

    private void missing(Rule rule) {
        Set<Property> said = new HashSet<>();
        Map<Property, Condition.Comparison> read = new LinkedHashMap<>();
        comparisons(rule.condition()).forEach(comparison -> {
            if (!comparison.operator().comparesWithValue()) {
                said.add(comparison.property());
            } else if (comparison.property().optional()) {
                read.putIfAbsent(comparison.property(), comparison);
            }
        });
        read.forEach((property, comparison) -> {
            if (!said.contains(property) && !saidElsewhere(rule, property)) {
                String word = property.word();
                problems.add(
                        RuleErrorCode.MISSING_UNSAID,
                        place(rule, comparison),
                        "'" + word + "' can be missing, and then the rule does not apply.",
                        "Write || " + word + " is missing, or, if that is meant: " + word + " is not missing");
            }
        });
    }

    /** Returns whether another rule that stops steps of the same actions says what it means that a value is missing. */
    private boolean saidElsewhere(Rule rule, Property property) {
        return rules.stream()
                .filter(Warnings::stops)
                .filter(other -> overlap(other.actions(), rule.actions()))
                .map(Rule::condition)
                .flatMap(Warnings::comparisons)
                .anyMatch(comparison -> comparison.operator() == Operator.MISSING
                        && comparison.property().equals(property));
    }

    private static boolean overlap(Optional<Set<String>> other, Optional<Set<String>> own) {
        return other.isEmpty() || (own.isPresent() && other.get().containsAll(own.get()));
    }

    private static Stream<Condition.Comparison> comparisons(Condition condition) {
        if (condition instanceof Condition.Comparison comparison) {
            return Stream.of(comparison);
        }
        return condition.parts().stream().flatMap(Warnings::comparisons);
    }

    private void never(Rule rule) {
        Map<Property, List<Condition.Comparison>> byProperty = new LinkedHashMap<>();
        required(rule.condition())
                .filter(one -> one.that().isEmpty())
                .forEach(comparison -> byProperty
                        .computeIfAbsent(comparison.property(), missing -> new ArrayList<>())
                        .add(comparison));
        byProperty.values().forEach(comparisons -> never(rule, comparisons));
    }

    /** Returns the comparisons that must all hold. */
    private static Stream<Condition.Comparison> required(Condition condition) {
        if (condition instanceof Condition.All all) {
            return all.parts().stream().flatMap(Warnings::required);
        }
        if (condition instanceof Condition.Comparison comparison) {
            return Stream.of(comparison);
        }
        return Stream.of();
    }

    private void never(Rule rule, List<Condition.Comparison> comparisons) {
        for (int i = 1; i < comparisons.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (contradict(comparisons.get(j), comparisons.get(i))) {
                    String what = rule.sayings().isEmpty()
                            ? "This stage can never be asked: "
                            : "This rule can never apply: ";
                    problems.add(
                            RuleErrorCode.NEVER,
                            place(rule, comparisons.get(i)),
                            what + words(comparisons.get(j)) + " and " + words(comparisons.get(i))
                                    + " never hold together.",
                            "Conditions that are joined by ',' or '&&' must all hold; where one is enough, write '||'.");
                    return;
                }
            }
        }
    }

    private static Place place(Rule rule, Condition.Comparison comparison) {
        return new Place(rule.ref().file(), comparison.line(), comparison.column());
    }

    private static String words(Condition.Comparison comparison) {
        return Wording.text(comparison);
    }

    /** Returns whether no value satisfies both. Sound, not complete: what is not seen through is taken to be possible. */
    private static boolean contradict(Condition.Comparison one, Condition.Comparison other) {
        if (one.operator() == Operator.MISSING || other.operator() == Operator.MISSING) {
            return one.operator() != other.operator();
        }
        if (one.operator() == Operator.EQUAL || one.operator() == Operator.IN) {
            return one.values().stream().noneMatch(value -> fits(value, other));
        }
        if (other.operator() == Operator.EQUAL || other.operator() == Operator.IN) {
            return contradict(other, one);
        }
        return below(one, other) || below(other, one);
    }

    /** Returns whether all that one allows lies below all that the other allows. */
    private static boolean below(Condition.Comparison one, Condition.Comparison other) {
        boolean upper = one.operator() == Operator.BELOW || one.operator() == Operator.AT_MOST;
        boolean lower = other.operator() == Operator.ABOVE || other.operator() == Operator.AT_LEAST;
        if (!upper || !lower) {
            return false;
        }
        int order = order(one.values().get(0), other.values().get(0));
        return order < 0 || (order == 0 && (one.operator() == Operator.BELOW || other.operator() == Operator.ABOVE));
    }

    private static boolean fits(Object value, Condition.Comparison comparison) {
        List<Object> values = comparison.values();
        return switch (comparison.operator()) {
            case EQUAL, IN -> values.stream().anyMatch(other -> order(value, other) == 0);
            case NOT_EQUAL, NOT_IN -> values.stream().allMatch(other -> order(value, other) != 0);
            case BELOW -> order(value, values.get(0)) < 0;
            case AT_MOST -> order(value, values.get(0)) <= 0;
            case ABOVE -> order(value, values.get(0)) > 0;
            case AT_LEAST -> order(value, values.get(0)) >= 0;
            case STARTS_WITH -> value.toString().startsWith(values.get(0).toString());
            case ENDS_WITH -> value.toString().endsWith(values.get(0).toString());
            default -> true;
        };
    }

    @SuppressWarnings("unchecked") // The check lets a property meet values of its own type only.
    private static int order(Object value, Object other) {
        return ((Comparable<Object>) value).compareTo(other);
    }
}
