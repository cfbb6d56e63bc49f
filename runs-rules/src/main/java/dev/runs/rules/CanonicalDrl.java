package dev.runs.rules;

import dev.runs.rules.internal.Literals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The only text that reaches the rule engine, written anew from the checked model.
 *
 * <p>It is made of fixed words, of the words of {@link Property} and {@link Operator}, and of integers. Nothing of it
 * was typed by an author: rules are {@code r1}, {@code r2}, and so on, and the values that authors compare with stand in
 * a table of {@link Literals}, of which the rules hold the index. Negation is pushed down to the comparisons, because
 * only there "a missing value is neither" can be said.
 */
final class CanonicalDrl {
    static final String PACKAGE = "dev.runs.rules.generated";

    private final StringBuilder text = new StringBuilder();
    private final List<List<Object>> sets = new ArrayList<>();
    private final Map<List<Object>, Integer> indexes = new HashMap<>();

    private CanonicalDrl() {}

    /** Writes the rules; the n-th is {@code r<n>}, from 0. */
    static CanonicalDrl of(List<Rule> rules) {
        CanonicalDrl drl = new CanonicalDrl();
        drl.text.append("package ").append(PACKAGE).append("\nimport dev.runs.rules.internal.Subject\n");
        for (int i = 0; i < rules.size(); i++) {
            drl.rule(i, rules.get(i).condition());
        }
        return drl;
    }

    String text() {
        return text.toString();
    }

    Literals literals() {
        return new Literals(sets);
    }

    private void rule(int number, Condition condition) {
        text.append("rule r").append(number).append("\nwhen\n  $s : Subject(");
        List<Condition> parts = condition instanceof Condition.All all ? all.parts() : List.of(condition);
        String separator = " ";
        for (Condition part : parts) {
            text.append(separator);
            put(part, true, false);
            separator = ", ";
        }
        text.append(" )\nthen\n  $s.fired(").append(number).append(");\nend\n");
    }

    private void put(Condition condition, boolean positive, boolean nested) {
        if (condition instanceof Condition.Comparison comparison) {
            comparison(
                    comparison,
                    positive ? comparison.operator() : comparison.operator().opposite());
        } else if (condition instanceof Condition.Not not) {
            put(not.part(), !positive, nested);
        } else {
            boolean all = condition instanceof Condition.All == positive;
            List<Condition> parts =
                    condition instanceof Condition.All every ? every.parts() : ((Condition.Any) condition).parts();
            group(parts, all ? " && " : " || ", positive, nested);
        }
    }

    private void group(List<Condition> parts, String sign, boolean positive, boolean nested) {
        text.append(nested ? "( " : "");
        String separator = "";
        for (Condition part : parts) {
            text.append(separator);
            put(part, positive, true);
            separator = sign;
        }
        text.append(nested ? " )" : "");
    }

    private void comparison(Condition.Comparison comparison, Operator operator) {
        text.append(comparison.property().word())
                .append("().")
                .append(operator.method())
                .append('(');
        if (operator.comparesWithValue()) {
            if (comparison.values().isEmpty()) {
                throw new IllegalStateException("the check let a comparison without a value pass: " + comparison);
            }
            text.append(index(comparison.values()));
        }
        text.append(')');
    }

    private int index(List<Object> values) {
        return indexes.computeIfAbsent(values, missing -> {
            sets.add(values);
            return sets.size() - 1;
        });
    }
}
