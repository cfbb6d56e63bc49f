package dev.runs.rules.internal.pack;

import dev.runs.rules.internal.model.Type;
import dev.runs.rules.internal.model.Vocabulary;
import dev.runs.rules.internal.text.Problems;
import dev.runs.rules.internal.text.Text;
import dev.runs.rules.internal.text.Yaml;
import dev.runs.rules.internal.text.YamlMap;
import dev.runs.rules.problem.RuleErrorCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code vocabulary.yaml}: the payload fields, and the host's facts, that the rules of a pack can speak about. */
public final class VocabularyFile {
    public static final String FILE = "vocabulary.yaml";

    private static final String EXAMPLE =
            "Example: facts: { Account: { region: text, tier: { one-of: [bronze, silver, gold] } } }";
    private static final Map<String, Type> TYPES = types();

    private final Problems problems;

    private VocabularyFile(Problems problems) {
        this.problems = problems;
    }

    private static Map<String, Type> types() {
        Map<String, Type> types = new LinkedHashMap<>();
        types.put("text", Type.TEXT);
        types.put("texts", Type.TEXTS);
        types.put("number", Type.NUMBER);
        types.put("flag", Type.FLAG);
        types.put("instant", Type.INSTANT);
        types.put("date", Type.DATE);
        types.put("time", Type.TIME);
        types.put("duration", Type.DURATION);
        return types;
    }

    /** Returns what can be read of it; the rest is a mistake that was recorded. */
    static Vocabulary read(Yaml.Mapping mapping, Problems problems) {
        VocabularyFile file = new VocabularyFile(problems);
        YamlMap map = YamlMap.of(mapping, List.of("payload", "facts"), problems);
        List<Vocabulary.Declared> payload = map.get("payload")
                .map(node -> file.properties(node, "'payload'"))
                .orElse(List.of());
        Map<String, List<Vocabulary.Declared>> facts =
                map.get("facts").map(file::facts).orElse(Map.of());
        return new Vocabulary(payload, facts);
    }

    private Map<String, List<Vocabulary.Declared>> facts(Yaml.Node node) {
        Map<String, List<Vocabulary.Declared>> facts = new LinkedHashMap<>();
        if (!(node instanceof Yaml.Mapping mapping)) {
            problems.add(
                    RuleErrorCode.YAML_VALUE,
                    node.place(),
                    "'facts' gives each type of the host's facts its properties.",
                    EXAMPLE);
            return facts;
        }
        for (Yaml.Entry entry : YamlMap.ofAnyKeys(mapping, problems).entries()) {
            Yaml.Scalar name = entry.key();
            if (!name.text().matches("[A-Z][A-Za-z0-9]{0,59}")) {
                problems.add(
                        RuleErrorCode.YAML_ENTRY,
                        name.place(),
                        "'" + Text.shortened(name.text())
                                + "' cannot be the name of a fact: letters and digits, beginning with a capital letter.",
                        EXAMPLE);
            } else if (Vocabulary.STANDARD.find(name.text()).isPresent()) {
                problems.add(
                        RuleErrorCode.YAML_ENTRY,
                        name.place(),
                        "'" + name.text() + "' is a fact that every run has.",
                        "Give the host's fact another name.");
            } else {
                facts.put(name.text(), properties(entry.value(), "'" + name.text() + "'"));
            }
        }
        return facts;
    }

    private List<Vocabulary.Declared> properties(Yaml.Node node, String what) {
        List<Vocabulary.Declared> properties = new ArrayList<>();
        if (!(node instanceof Yaml.Mapping mapping) || mapping.entries().isEmpty()) {
            problems.add(
                    RuleErrorCode.YAML_VALUE,
                    node.place(),
                    what + " gives each property a type.",
                    "Example: { discount: number, channel: { one-of: [mail, chat] } }");
            return properties;
        }
        for (Yaml.Entry entry : YamlMap.ofAnyKeys(mapping, problems).entries()) {
            Yaml.Scalar name = entry.key();
            if (name.text().matches("[A-Za-z_][A-Za-z0-9_]{0,59}")) {
                type(entry).ifPresent(type -> properties.add(new Vocabulary.Declared(name.text(), type)));
            } else {
                problems.add(
                        RuleErrorCode.YAML_ENTRY,
                        name.place(),
                        "'" + Text.shortened(name.text())
                                + "' cannot be the name of a property: letters, digits and underscores.",
                        "Example: discount_percent: number");
            }
        }
        return properties;
    }

    private Optional<Type> type(Yaml.Entry entry) {
        if (entry.value() instanceof Yaml.Mapping choice) {
            List<String> values = YamlMap.of(choice, List.of("one-of"), problems).texts("one-of", 100).stream()
                    .map(Yaml.Scalar::text)
                    .toList();
            if (values.isEmpty()) {
                problems.add(
                        RuleErrorCode.YAML_VALUE,
                        choice.place(),
                        "'one-of' lists the values, lowest first.",
                        "Example: tier: { one-of: [bronze, silver, gold] }");
                return Optional.empty();
            }
            return Optional.of(Type.oneOf(values));
        }
        List<String> names = new ArrayList<>(TYPES.keySet());
        String what = "The type of '" + Text.shortened(entry.key().text()) + "'";
        Optional<Yaml.Scalar> name = YamlMap.scalar(entry.value(), what, 20, problems);
        if (name.isPresent() && !TYPES.containsKey(name.get().text())) {
            problems.add(
                    RuleErrorCode.YAML_VALUE,
                    name.get().place(),
                    "'" + name.get().text() + "' is not a type."
                            + Text.didYouMean(name.get().text(), names),
                    "There are: " + String.join(", ", names) + ", and { one-of: [...] }.");
        }
        return name.map(Yaml.Scalar::text).map(TYPES::get);
    }
}
