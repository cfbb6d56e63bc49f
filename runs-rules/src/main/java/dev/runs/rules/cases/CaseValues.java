package dev.runs.rules.cases;

import dev.runs.rules.internal.model.FactType;
import dev.runs.rules.internal.model.Property;
import dev.runs.rules.internal.model.Type;
import dev.runs.rules.internal.model.Unreadable;
import dev.runs.rules.internal.model.Vocabulary;
import dev.runs.rules.internal.text.Problems;
import dev.runs.rules.internal.text.Text;
import dev.runs.rules.internal.text.Yaml;
import dev.runs.rules.internal.text.YamlMap;
import dev.runs.rules.problem.RuleErrorCode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the values of payloads and of the host's records out of a case, each of the type that the pack declares. */
final class CaseValues {
    private static final String PAYLOAD = "payload.";

    private final Optional<Vocabulary> vocabulary;
    private final Problems problems;

    /** With no vocabulary, since the pack has mistakes, any name is taken. */
    CaseValues(Optional<Vocabulary> vocabulary, Problems problems) {
        this.vocabulary = vocabulary;
        this.problems = problems;
    }

    /** Returns the fields of a payload. As in a host's payload, a number that is not whole is a text. */
    Map<String, Object> payload(Yaml.Mapping mapping) {
        Map<String, Object> fields = new LinkedHashMap<>();
        read(mapping, vocabulary.map(Vocabulary::step), PAYLOAD)
                .forEach((name, value) -> fields.put(name, value instanceof BigDecimal number ? plain(number) : value));
        return fields;
    }

    /** Returns the values of a record of the host. */
    Map<String, Object> record(FactType type, Yaml.Mapping mapping) {
        return read(mapping, Optional.of(type), "");
    }

    /** Returns the type of a record of the host; empty after a mistake that was recorded, or if nobody knows. */
    Optional<FactType> type(Yaml.Scalar name) {
        if (vocabulary.isEmpty()) {
            return Optional.empty();
        }
        Map<String, List<Vocabulary.Declared>> declared = vocabulary.get().declared();
        if (!declared.containsKey(name.text())) {
            problems.add(
                    RuleErrorCode.YAML_ENTRY,
                    name.place(),
                    "'" + Text.shortened(name.text()) + "' is not a fact of the host that this pack declares."
                            + problems.didYouMean(name.place(), name.text(), declared.keySet()),
                    declared.isEmpty()
                            ? "Declare it in vocabulary.yaml: facts: { Account: { tier: text } }"
                            : "There are: " + String.join(", ", declared.keySet()) + ".");
            return Optional.empty();
        }
        return vocabulary.get().find(name.text());
    }

    private Map<String, Object> read(Yaml.Mapping mapping, Optional<FactType> type, String prefix) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Yaml.Entry entry : YamlMap.ofAnyKeys(mapping, problems).entries()) {
            Optional<Property> property = type.flatMap(known -> property(known, entry.key(), prefix));
            if (property.isPresent() && !CaseMap.nothing(entry.value())) {
                value(entry, property.get())
                        .ifPresent(value -> values.put(entry.key().text(), value));
            }
        }
        return values;
    }

    private Optional<Property> property(FactType type, Yaml.Scalar name, String prefix) {
        Optional<Property> property = type.property(prefix + name.text());
        if (property.isEmpty()) {
            List<String> known = type.words().stream()
                    .filter(word -> word.startsWith(prefix))
                    .map(word -> word.substring(prefix.length()))
                    .toList();
            problems.add(
                    RuleErrorCode.YAML_ENTRY,
                    name.place(),
                    "'" + Text.shortened(name.text()) + "' is not declared for "
                            + (prefix.isEmpty() ? type.name() : "payloads") + ", so that no rule can speak about it."
                            + problems.didYouMean(name.place(), name.text(), known),
                    known.isEmpty()
                            ? "Declare it in vocabulary.yaml: payload: { " + name.text() + ": text }"
                            : "There are: " + String.join(", ", known) + ".");
        }
        return property;
    }

    private Optional<Object> value(Yaml.Entry entry, Property property) {
        Type type = property.type();
        Object value = type.read(raw(entry.value(), type));
        if (value == null || value instanceof Unreadable) {
            String written =
                    entry.value() instanceof Yaml.Scalar scalar ? "'" + Text.shortened(scalar.text()) + "'" : "that";
            problems.add(
                    RuleErrorCode.YAML_VALUE,
                    entry.value().place(),
                    "'" + entry.key().text() + "' is " + type.words() + ", not " + written + ".",
                    "Example: " + entry.key().text() + ": "
                            + (type.kind() == Type.Kind.TEXTS ? "[" + type.example() + "]" : type.example()));
            return Optional.empty();
        }
        return Optional.of(raw(entry.value(), type));
    }

    /** Returns the value as a host would give it. */
    private static Object raw(Yaml.Node node, Type type) {
        if (node instanceof Yaml.Sequence list) {
            List<Object> items = new ArrayList<>();
            list.items().forEach(item -> items.add(item instanceof Yaml.Scalar scalar ? scalar.text() : item));
            return items;
        }
        if (!(node instanceof Yaml.Scalar scalar)) {
            return node;
        }
        return switch (type.kind()) {
            case TEXTS -> List.of(scalar.text());
            case FLAG -> scalar.text().matches("true|false") ? (Object) Boolean.valueOf(scalar.text()) : scalar.text();
            case NUMBER ->
                scalar.text().matches("-?[0-9]{1,30}([.][0-9]{1,30})?")
                        ? new BigDecimal(scalar.text())
                        : (Object) scalar.text();
            default -> scalar.text();
        };
    }

    private static Object plain(BigDecimal number) {
        boolean whole = number.stripTrailingZeros().scale() <= 0 && number.precision() <= 15;
        return whole ? (Object) number.longValue() : number.toPlainString();
    }
}
