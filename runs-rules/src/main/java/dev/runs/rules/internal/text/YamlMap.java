package dev.runs.rules.internal.text;

import dev.runs.error.Nearest;
import dev.runs.rules.problem.RuleErrorCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A mapping whose keys are known: unknown, doubled and missing ones are mistakes. */
public final class YamlMap {
    private static final int LONGEST_KEY = 60;

    private final Yaml.Mapping mapping;
    private final Problems problems;
    private final Map<String, Yaml.Entry> entries = new LinkedHashMap<>();
    private final Set<String> misspelt = new HashSet<>();

    private YamlMap(Yaml.Mapping mapping, Problems problems) {
        this.mapping = mapping;
        this.problems = problems;
    }

    /** Reads a mapping in which any key may stand, once. */
    public static YamlMap ofAnyKeys(Yaml.Mapping mapping, Problems problems) {
        YamlMap map = new YamlMap(mapping, problems);
        for (Yaml.Entry entry : mapping.entries()) {
            if (map.entries.putIfAbsent(entry.key().text(), entry) != null) {
                problems.add(
                        RuleErrorCode.YAML_ENTRY,
                        entry.key().place(),
                        "'" + Text.shortened(entry.key().text()) + "' stands twice here.",
                        "Delete one of them.");
            }
        }
        return map;
    }

    /** Reads a mapping in which only the given keys may stand. */
    public static YamlMap of(Yaml.Mapping mapping, List<String> keys, Problems problems) {
        YamlMap map = ofAnyKeys(mapping, problems);
        for (Yaml.Entry entry : mapping.entries()) {
            String key = entry.key().text();
            if (!keys.contains(key)) {
                if (problems.full(mapping.place().file())) {
                    break;
                }
                if (key.length() <= LONGEST_KEY) {
                    Nearest.to(key, keys).ifPresent(map.misspelt::add);
                }
                problems.add(
                        RuleErrorCode.YAML_ENTRY,
                        entry.key().place(),
                        "'" + Text.shortened(key) + "' is not known here." + Text.didYouMean(key, keys),
                        "There are: " + String.join(", ", keys) + ".");
            }
        }
        return map;
    }

    public List<Yaml.Entry> entries() {
        return List.copyOf(entries.values());
    }

    /** Returns whether the key is not there, and not there in another spelling, which was recorded, either. */
    public boolean lacks(String key) {
        return !entries.containsKey(key) && !misspelt.contains(key);
    }

    public Optional<Yaml.Node> get(String key) {
        return Optional.ofNullable(entries.get(key)).map(Yaml.Entry::value);
    }

    /** Returns a text that must be there; empty after a mistake that was recorded. */
    public Optional<Yaml.Scalar> text(String key, int most) {
        Optional<Yaml.Node> node = get(key);
        if (node.isEmpty()) {
            if (lacks(key)) {
                problems.add(
                        RuleErrorCode.YAML_ENTRY,
                        mapping.place(),
                        "'" + key + "' is missing.",
                        "Add a line: " + key + ": ...");
            }
            return Optional.empty();
        }
        return scalar(node.get(), "'" + key + "'", most, problems);
    }

    /** Returns a list of texts, each once; empty after a mistake that was recorded, or when the list is not there. */
    public List<Yaml.Scalar> texts(String key, int most) {
        return texts(key, "Customer success director", most);
    }

    /** As {@link #texts(String, int)}, with an example of an entry for messages. */
    public List<Yaml.Scalar> texts(String key, String example, int most) {
        Optional<Yaml.Node> node = get(key);
        List<Yaml.Scalar> texts = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        if (node.isPresent() && node.get() instanceof Yaml.Sequence list) {
            for (Yaml.Node item : list.items()) {
                scalar(item, "An entry of '" + key + "'", most, problems).ifPresent(text -> {
                    if (!seen.add(text.text())) {
                        problems.add(
                                RuleErrorCode.YAML_ENTRY,
                                text.place(),
                                "'" + Text.shortened(text.text()) + "' stands twice in '" + key + "'.");
                    }
                    texts.add(text);
                });
            }
        } else if (node.isPresent()) {
            problems.add(
                    RuleErrorCode.YAML_VALUE,
                    node.get().place(),
                    "'" + key + "' is a list.",
                    "Example: " + key + ": [\"" + example + "\"]");
        }
        return texts;
    }

    public static Optional<Yaml.Scalar> scalar(Yaml.Node node, String what, int most, Problems problems) {
        if (node instanceof Yaml.Scalar scalar) {
            if (scalar.nothing()) {
                problems.add(RuleErrorCode.YAML_VALUE, scalar.place(), what + " is empty.");
                return Optional.empty();
            }
            return Text.check(problems, RuleErrorCode.YAML_VALUE, scalar.place(), scalar.text(), what, most)
                    ? Optional.of(scalar)
                    : Optional.empty();
        }
        problems.add(RuleErrorCode.YAML_VALUE, node.place(), what + " is one text, not a list or further keys.");
        return Optional.empty();
    }
}
