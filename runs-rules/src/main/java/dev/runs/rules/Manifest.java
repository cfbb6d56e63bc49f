package dev.runs.rules;

import dev.runs.gate.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What {@code pack.yaml} says.
 *
 * @param delegates the actions of which a tenant's allow counts
 * @param levels the level of each rule that it names, with the place of the name
 */
record Manifest(
        String name,
        String version,
        String owner,
        Set<String> defaultApprovers,
        Set<String> delegates,
        Map<String, LevelEntry> levels) {

    /** A rule's level and where it is written. */
    record LevelEntry(Level level, Place place) {}

    static final String FILE = "pack.yaml";
    private static final List<String> KEYS = List.of("name", "version", "owner", "default-approvers", "delegates", "rules");
    private static final List<String> LEVELS = Arrays.stream(Level.values())
            .map(level -> level.name().toLowerCase(Locale.ROOT))
            .toList();

    /** Reads the manifest; empty after a mistake that was recorded. */
    static Optional<Manifest> read(Yaml.Mapping mapping, Roles roles, Problems problems) {
        YamlMap map = YamlMap.of(mapping, KEYS, problems);
        Optional<Yaml.Scalar> name = map.text("name", 100);
        Optional<Yaml.Scalar> version = map.text("version", 50);
        Optional<Yaml.Scalar> owner = map.text("owner", 100);
        Set<String> approvers = new TreeSet<>();
        for (Yaml.Scalar role : map.texts("default-approvers", "Customer success director", 100)) {
            roles.resolve(role.text(), role.place(), problems).ifPresent(approvers::add);
        }
        Optional<Yaml.Node> listed = map.get("default-approvers");
        boolean emptyList = map.lacks("default-approvers")
                || (listed.isPresent()
                        && listed.get() instanceof Yaml.Sequence list
                        && list.items().isEmpty());
        if (emptyList) {
            problems.add(
                    RuleErrorCode.NO_DEFAULT_APPROVERS,
                    listed.map(Yaml.Node::place).orElse(mapping.place()),
                    "The pack names no default approvers, who are asked where no rule speaks.",
                    "Example: default-approvers: [\"Customer success director\"]");
        }
        Set<String> delegates = new TreeSet<>();
        map.texts("delegates", "crm.note", 200).forEach(action -> delegates.add(action.text()));
        Map<String, LevelEntry> levels = levels(map, problems);
        if (name.isEmpty() || version.isEmpty() || owner.isEmpty() || approvers.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Manifest(
                name.get().text(), version.get().text(), owner.get().text(), approvers, delegates, levels));
    }

    Level levelOf(String rule) {
        LevelEntry entry = levels.get(rule);
        return entry == null ? Level.ENFORCE : entry.level();
    }

    /** Records each rule that the manifest names and the pack does not have. */
    void checkRules(Set<String> ids, Problems problems) {
        levels.forEach((id, entry) -> {
            if (!ids.contains(id)) {
                problems.add(
                        RuleErrorCode.UNKNOWN_RULE,
                        entry.place(),
                        "The pack has no rule '" + Text.shortened(id) + "'."
                                + Text.didYouMean(id, new ArrayList<>(ids)),
                        "");
            }
        });
    }

    private static Map<String, LevelEntry> levels(YamlMap map, Problems problems) {
        Map<String, LevelEntry> levels = new TreeMap<>();
        Optional<Yaml.Node> node = map.get("rules");
        if (node.isEmpty()) {
            return levels;
        }
        if (!(node.get() instanceof Yaml.Mapping rules)) {
            problems.add(
                    RuleErrorCode.YAML_VALUE,
                    node.get().place(),
                    "'rules' gives rules a level, one per line.",
                    "Example: rules: { ADV-001: enforce }");
            return levels;
        }
        for (Yaml.Entry entry : YamlMap.ofAnyKeys(rules, problems).entries()) {
            String rule = entry.key().text();
            Optional<Yaml.Scalar> level =
                    YamlMap.scalar(entry.value(), "The level of '" + Text.shortened(rule) + "'", 20, problems);
            if (level.isEmpty()) {
                continue;
            }
            String word = level.get().text();
            if (LEVELS.contains(word)) {
                levels.put(
                        rule,
                        new LevelEntry(
                                Level.valueOf(word.toUpperCase(Locale.ROOT)),
                                entry.key().place()));
            } else {
                problems.add(
                        RuleErrorCode.YAML_VALUE,
                        level.get().place(),
                        "'" + word + "' is not a level." + Text.didYouMean(word, LEVELS),
                        "There are: observe (recorded only), advise (shown to approvers), enforce (decides).");
            }
        }
        return levels;
    }
}
