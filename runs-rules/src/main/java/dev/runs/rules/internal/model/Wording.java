package dev.runs.rules.internal.model;

import dev.runs.gate.FactRead;
import dev.runs.gate.Finding;
import dev.runs.gate.RuleTrace.ConditionTrace;
import dev.runs.gate.RuleTrace.Truth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says what a rule asks and what was found, in the words in which authors write rules. */
public final class Wording {
    /** The longest value that is shown whole. */
    private static final int LONGEST = 200;
    /** By which people know a fact: the first of these that it has. */
    private static final List<String> NAMES = List.of("title", "label", "name", "step", "key", "action", "id");

    private final Usage usage;

    public Wording(Usage usage) {
        this.usage = usage;
    }

    /** What the conditions of a rule say, and what it says in general, which is the same for every step. */
    public record Worded(Rule rule, List<String> texts, List<Integer> lines, List<Finding.Effect> effects) {
        public static Worded of(Rule rule) {
            List<String> texts = new ArrayList<>();
            List<Integer> lines = new ArrayList<>();
            for (Condition condition : rule.condition().conjuncts()) {
                texts.add(text(condition));
                lines.add(line(condition, rule));
            }
            for (Clause clause : rule.clauses()) {
                texts.add(text(clause));
                lines.add(line(clause, rule));
            }
            return new Worded(rule, List.copyOf(texts), List.copyOf(lines), List.copyOf(rule.effects()));
        }
    }

    /** Returns how each condition of a rule stands, in the order of the file. */
    public static List<ConditionTrace> conditions(Worded worded, Row subject, Scene scene) {
        List<ConditionTrace> traces = new ArrayList<>(worded.texts().size());
        for (Condition condition : worded.rule().condition().conjuncts()) {
            add(traces, worded, found(condition, subject), Interpreter.truth(condition, subject, subject));
        }
        for (Clause clause : worded.rule().clauses()) {
            Truth truth = Interpreter.holds(clause, subject, scene) ? Truth.TRUE : Truth.FALSE;
            add(traces, worded, found(clause, subject, scene), truth);
        }
        return traces;
    }

    private static void add(List<ConditionTrace> traces, Worded worded, String found, Truth truth) {
        int i = traces.size();
        traces.add(new ConditionTrace(worded.lines().get(i), worded.texts().get(i), found, truth));
    }

    private static int line(Condition condition, Rule rule) {
        if (condition instanceof Condition.Comparison comparison) {
            return comparison.line();
        }
        if (condition instanceof Condition.Not not) {
            return line(not.part(), rule);
        }
        List<Condition> parts = condition.parts();
        return parts.isEmpty() ? rule.ref().line() : line(parts.get(0), rule);
    }

    private static int line(Clause clause, Rule rule) {
        if (clause instanceof Clause.Some some) {
            return some.line();
        }
        if (clause instanceof Clause.Total total) {
            return total.line();
        }
        List<Clause> parts = clause.parts();
        return line(parts.get(0), rule);
    }

    /** Returns a condition as its author would write it. */
    public static String text(Condition condition) {
        if (condition instanceof Condition.Comparison comparison) {
            return text(comparison);
        }
        if (condition instanceof Condition.Not not) {
            return "!( " + text(not.part()) + " )";
        }
        boolean all = condition instanceof Condition.All;
        List<Condition> parts = condition.parts();
        return parts.stream()
                .map(part -> part instanceof Condition.Comparison || part instanceof Condition.Not
                        ? text(part)
                        : "( " + text(part) + " )")
                .collect(Collectors.joining(all ? " && " : " || "));
    }

    private static String text(Condition.Comparison comparison) {
        Property property = comparison.property();
        Operator operator = comparison.operator();
        String start = property.word() + " " + operator.sign();
        if (comparison.that().isPresent()) {
            return start + " $step." + comparison.that().get().word();
        }
        if (!operator.comparesWithValue()) {
            return start;
        }
        Type type = operator.looksInto() ? Type.TEXT : property.type();
        String values = comparison.values().stream().map(type::written).collect(Collectors.joining(", "));
        return start + (operator.takesList() ? " ( " + values + " )" : " " + values);
    }

    static String text(Clause clause) {
        if (clause instanceof Clause.Some some) {
            return (some.wanted() ? "exists " : "not ") + fact(some.type(), some.condition());
        }
        if (clause instanceof Clause.Total total) {
            String fact = fact(total.type(), total.condition());
            return total.sum()
                            .map(property -> "sum( " + fact + ", " + property.word() + " )")
                            .orElse("count( " + fact + " )")
                    + " " + total.operator().sign() + " " + total.value().toPlainString();
        }
        boolean all = clause instanceof Clause.All;
        List<Clause> parts = clause.parts();
        return parts.stream().map(Wording::text).collect(Collectors.joining(all ? " and " : " or ", "( ", " )"));
    }

    private static String fact(FactType type, Condition condition) {
        String conditions = condition.conjuncts().stream().map(Wording::text).collect(Collectors.joining(", "));
        return type.name() + (conditions.isEmpty() ? "()" : "( " + conditions + " )");
    }

    /** Returns the values that a condition compares: {@code risk is RiskLevel.LOW}. */
    private static String found(Condition condition, Row row) {
        if (condition instanceof Condition.Comparison comparison) {
            Property property = comparison.property();
            return property.word() + " is " + value(property, row.get(property));
        }
        Map<String, String> values = new TreeMap<>();
        collect(condition, row, values);
        return values.entrySet().stream()
                .map(value -> value.getKey() + " is " + value.getValue())
                .collect(Collectors.joining(", "));
    }

    private static void collect(Condition condition, Row row, Map<String, String> values) {
        if (condition instanceof Condition.Comparison comparison) {
            values.put(comparison.property().word(), value(comparison.property(), row.get(comparison.property())));
        } else if (condition instanceof Condition.Not not) {
            collect(not.part(), row, values);
        } else {
            condition.parts().forEach(part -> collect(part, row, values));
        }
    }

    private static String found(Clause clause, Row subject, Scene scene) {
        if (clause instanceof Clause.Some some) {
            long fitting = Interpreter.fitting(some.type(), some.condition(), subject, scene)
                    .count();
            long all = Interpreter.fitting(some.type(), new Condition.All(List.of()), subject, scene)
                    .count();
            return all == 0
                    ? "there is no " + some.type().name()
                    : fitting + " of " + all + " " + some.type().name() + (fitting == 1 ? " fits" : " fit");
        }
        if (clause instanceof Clause.Total total) {
            String what = total.sum().isPresent() ? "the sum is " : "the count is ";
            return what + Interpreter.total(total, subject, scene).toPlainString();
        }
        List<Clause> parts = clause.parts();
        return parts.stream().map(part -> found(part, subject, scene)).collect(Collectors.joining(", "));
    }

    private static String value(Property property, @Nullable Object value) {
        if (value == null) {
            return "missing";
        }
        if (value instanceof Unreadable unreadable) {
            return "'" + unreadable.what() + "', which is not "
                    + property.type().words();
        }
        String written = property.type().kind() == Type.Kind.TEXTS
                ? value.toString()
                : property.type().written(value);
        return written.length() <= LONGEST ? written : written.substring(0, LONGEST) + "...";
    }

    /** Returns a fact with its name, and the properties that the pack's rules read of it. */
    public FactRead read(Row row) {
        Map<String, String> values = new TreeMap<>();
        List<Property> told = new ArrayList<>(usage.properties(row.type()));
        NAMES.stream()
                .flatMap(word -> row.type().property(word).stream())
                .filter(property -> row.get(property) != null)
                .findFirst()
                .ifPresent(told::add);
        for (Property property : told) {
            Object value = row.get(property);
            if (value != null) {
                values.put(property.word(), value(property, value));
            }
        }
        return new FactRead(row.type().name(), values);
    }
}
