package dev.runs.rules.cases;

import dev.runs.rules.internal.text.Problems;
import dev.runs.rules.internal.text.Text;
import dev.runs.rules.internal.text.Yaml;
import dev.runs.rules.internal.text.YamlMap;
import dev.runs.rules.problem.RuleErrorCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes many cases of one: a list of values per property, and one case for each way to take a value of each. */
final class CaseMatrix {
    static final int MOST = 1_000;
    private static final int MOST_TOLD = 30;
    private static final String EXAMPLE = "matrix: { risk: [low, high], amount: [500, 1001, missing] }";

    /** A property and its values. */
    record Axis(String name, List<String> path, List<Yaml.Scalar> values) {
        boolean has(Yaml.Scalar value) {
            return values.stream().anyMatch(own -> same(own, value));
        }
    }

    /** One value of each axis, in the order of the axes. */
    record Combination(List<Axis> axes, List<Yaml.Scalar> values) {
        /** Returns the case's facts with these values. */
        Yaml.Mapping in(Yaml.Mapping facts) {
            Yaml.Mapping mapping = facts;
            for (int i = 0; i < axes.size(); i++) {
                mapping = Overlay.with(mapping, axes.get(i).path(), values.get(i));
            }
            return mapping;
        }

        Yaml.Scalar valueOf(Axis axis) {
            return values.get(axes.indexOf(axis));
        }

        String words() {
            List<String> words = new ArrayList<>();
            for (int i = 0; i < axes.size(); i++) {
                words.add(axes.get(i).name() + " " + word(values.get(i)));
            }
            return words.isEmpty() ? "" : " [" + String.join(", ", words) + "]";
        }
    }

    private final List<Axis> axes;

    private CaseMatrix(List<Axis> axes) {
        this.axes = axes;
    }

    /** Returns the matrix; empty after a mistake that was recorded. */
    static Optional<CaseMatrix> read(Yaml.Node node, Problems problems) {
        if (!(node instanceof Yaml.Mapping mapping) || mapping.entries().isEmpty()) {
            problems.add(
                    RuleErrorCode.YAML_VALUE,
                    node.place(),
                    "'matrix' gives properties a list of values.",
                    "Example: " + EXAMPLE);
            return Optional.empty();
        }
        List<Axis> axes = new ArrayList<>();
        for (Yaml.Entry entry : YamlMap.ofAnyKeys(mapping, problems).entries()) {
            axis(entry, problems).ifPresent(axes::add);
        }
        long size = 1;
        for (Axis axis : axes) {
            size = Math.min(size * axis.values().size(), Integer.MAX_VALUE);
        }
        if (size > MOST) {
            problems.add(
                    RuleErrorCode.LIMIT,
                    node.place(),
                    "This matrix makes " + size + " cases; at most " + MOST + " are allowed.",
                    "Leave out values that lie between others, or write several cases.");
        }
        return problems.none() ? Optional.of(new CaseMatrix(axes)) : Optional.empty();
    }

    List<Axis> axes() {
        return axes;
    }

    List<Combination> combinations() {
        List<List<Yaml.Scalar>> rows = List.of(List.of());
        for (Axis axis : axes) {
            rows = rows.stream()
                    .flatMap(row -> axis.values().stream()
                            .map(value -> Stream.concat(row.stream(), Stream.of(value))
                                    .toList()))
                    .toList();
        }
        return rows.stream().map(row -> new Combination(axes, row)).toList();
    }

    static boolean same(Yaml.Scalar one, Yaml.Scalar other) {
        return word(one).equals(word(other));
    }

    static String word(Yaml.Scalar value) {
        return CaseMap.nothing(value) ? CaseMap.MISSING : value.text();
    }

    static String words(List<Yaml.Scalar> values) {
        String first = values.stream().limit(MOST_TOLD).map(CaseMatrix::word).collect(Collectors.joining(", "));
        return values.size() > MOST_TOLD ? first + " and " + (values.size() - MOST_TOLD) + " more" : first;
    }

    private static Optional<Axis> axis(Yaml.Entry entry, Problems problems) {
        String name = entry.key().text();
        String first = name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
        boolean ofStep = CaseFacts.STEP.contains(first);
        if (!ofStep && !CaseFacts.KEYS.contains(first)) {
            List<String> known = Stream.concat(CaseFacts.STEP.stream(), CaseFacts.KEYS.stream())
                    .toList();
            problems.add(
                    RuleErrorCode.YAML_ENTRY,
                    entry.key().place(),
                    "'" + Text.shortened(name) + "' is nothing that a case has." + Text.didYouMean(first, known),
                    "A property of the step stands alone (risk), others with where they are (payload.discount, run.about).");
            return Optional.empty();
        }
        List<Yaml.Scalar> values = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        boolean plain = entry.value() instanceof Yaml.Sequence list
                && !list.items().isEmpty()
                && list.items().stream().allMatch(item -> item instanceof Yaml.Scalar);
        if (!plain) {
            problems.add(
                    RuleErrorCode.YAML_VALUE,
                    entry.value().place(),
                    "'" + name + "' has a list of values here, each of them one word, number or text.",
                    "Example: " + EXAMPLE);
            return Optional.empty();
        }
        for (Yaml.Node item : ((Yaml.Sequence) entry.value()).items()) {
            Yaml.Scalar value = (Yaml.Scalar) item;
            if (!seen.add(word(value))) {
                problems.add(
                        RuleErrorCode.YAML_ENTRY,
                        value.place(),
                        "'" + Text.shortened(word(value)) + "' stands twice in '" + name + "'.");
            }
            values.add(value);
        }
        return Optional.of(new Axis(name, path(name, ofStep), values));
    }

    private static List<String> path(String name, boolean ofStep) {
        // Actions have points in their names.
        List<String> parts = name.startsWith("day.")
                ? List.of("day", name.substring("day.".length()))
                : List.of(name.split("[.]", -1));
        return ofStep ? Stream.concat(Stream.of("step"), parts.stream()).toList() : parts;
    }
}
