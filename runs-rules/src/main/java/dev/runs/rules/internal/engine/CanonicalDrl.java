package dev.runs.rules.internal.engine;

import dev.runs.rules.internal.Literals;
import dev.runs.rules.internal.model.Clause;
import dev.runs.rules.internal.model.Condition;
import dev.runs.rules.internal.model.Operator;
import dev.runs.rules.internal.model.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The only text that reaches the rule engine, written anew from the checked model.
 *
 * <p>It is made of fixed words, of the methods of {@link Operator}, and of integers. Nothing of it was typed by an author:
 * rules are {@code r1}, {@code r2}, and so on, types, properties and totals have numbers, and the values that authors
 * compare with stand in a table of {@link Literals}, of which the rules hold the index. Negation is pushed down to the
 * comparisons, because only there "a missing value is neither" can be said.
 */
public final class CanonicalDrl {
    static final String PACKAGE = "dev.runs.rules.generated";

    private final StringBuilder text = new StringBuilder();
    private final List<List<Object>> sets = new ArrayList<>();
    private final Map<List<Object>, Integer> indexes = new HashMap<>();
    private final List<Clause.Total> totals = new ArrayList<>();

    private CanonicalDrl() {}

    /** Writes the rules; the n-th is {@code r<n>}, from 0. */
    public static CanonicalDrl of(List<Rule> rules) {
        CanonicalDrl drl = new CanonicalDrl();
        drl.text
                .append("package ")
                .append(PACKAGE)
                .append("\nimport dev.runs.rules.internal.Subject\nimport dev.runs.rules.internal.Around\n");
        for (int i = 0; i < rules.size(); i++) {
            drl.rule(i, rules.get(i));
        }
        return drl;
    }

    public String text() {
        return text.toString();
    }

    Literals literals() {
        return new Literals(sets);
    }

    /** Returns what the rules take a total of, by number. */
    List<Clause.Total> totals() {
        return totals;
    }

    private void rule(int number, Rule rule) {
        text.append("rule r").append(number).append("\nwhen\n  $s : Subject(");
        String separator = " ";
        for (Condition part : shared(rule.condition().conjuncts())) {
            text.append(separator);
            put(part, true, false);
            separator = ", ";
        }
        for (Clause clause : rule.clauses()) {
            if (clause instanceof Clause.Total total) {
                text.append(separator);
                put(total);
                separator = ", ";
            }
        }
        text.append(" )\n");
        for (Clause clause : rule.clauses()) {
            if (!(clause instanceof Clause.Total)) {
                text.append("  ");
                put(clause);
                text.append('\n');
            }
        }
        text.append("then\n  $s.fired(").append(number).append(");\nend\n");
    }

    /** Puts first what many rules have: the engine looks at equal beginnings once for all of them. */
    private static List<Condition> shared(List<Condition> parts) {
        List<Condition> sorted = new ArrayList<>(parts);
        sorted.sort(Comparator.comparing((Condition part) -> !part.namesActions()));
        return sorted;
    }

    private void put(Clause clause) {
        if (clause instanceof Clause.Some some) {
            some(some);
        } else if (clause instanceof Clause.Total total) {
            text.append("exists Subject( same($s), ");
            put(total);
            text.append(" )");
        } else {
            boolean all = clause instanceof Clause.All;
            List<Clause> parts = clause.parts();
            String separator = "( ";
            for (Clause part : parts) {
                text.append(separator);
                put(part);
                separator = all ? " and " : " or ";
            }
            text.append(" )");
        }
    }

    private void put(Clause.Total total) {
        text.append("total(")
                .append(totals.size())
                .append(").")
                .append(total.operator().method())
                .append('(')
                .append(index(List.of(total.value())))
                .append(')');
        totals.add(total);
    }

    private void some(Clause.Some some) {
        text.append(some.wanted() ? "exists" : "not")
                .append(" Around( is(")
                .append(some.type().number())
                .append("), apartFrom($s)");
        for (Condition part : some.condition().conjuncts()) {
            text.append(", ");
            put(part, true, false);
        }
        text.append(" )");
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
            List<Condition> parts = condition.parts();
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
        text.append("at(").append(comparison.property().index()).append(").").append(operator.method());
        if (comparison.that().isPresent()) {
            text.append("That($s.at(").append(comparison.that().get().index()).append("))");
            return;
        }
        text.append('(');
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
