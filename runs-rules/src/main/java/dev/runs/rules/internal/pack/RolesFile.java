package dev.runs.rules.internal.pack;

import dev.runs.rules.internal.language.Roles;
import dev.runs.rules.internal.text.Problems;
import dev.runs.rules.internal.text.Yaml;
import dev.runs.rules.internal.text.YamlMap;
import dev.runs.rules.problem.RuleErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code roles.yaml}: {@code roles:} with a list of key, name and meaning. */
public final class RolesFile {
    public static final String FILE = "roles.yaml";

    private RolesFile() {}

    public static Roles read(Yaml.Mapping mapping, Problems problems) {
        Optional<Yaml.Node> list =
                YamlMap.of(mapping, List.of("roles"), problems).get("roles");
        List<Roles.Role> roles = new ArrayList<>();
        if (list.isEmpty() || !(list.get() instanceof Yaml.Sequence sequence)) {
            problems.add(
                    RuleErrorCode.YAML_VALUE,
                    list.map(Yaml.Node::place).orElse(mapping.place()),
                    "'roles' is a list of roles.",
                    "Example: roles: [ { key: legal, name: Legal, meaning: \"Reviews public statements\" } ]");
            return Roles.ANY;
        }
        for (Yaml.Node item : sequence.items()) {
            if (item instanceof Yaml.Mapping role) {
                role(YamlMap.of(role, List.of("key", "name", "meaning"), problems), roles, problems);
            } else {
                problems.add(
                        RuleErrorCode.YAML_VALUE,
                        item.place(),
                        "A role has a key, a name and a meaning.",
                        "Example: { key: legal, name: Legal, meaning: \"Reviews public statements\" }");
            }
        }
        // With mistakes here, what rules say about roles cannot be judged.
        return problems.in(FILE) ? Roles.ANY : new Roles(true, roles);
    }

    private static void role(YamlMap map, List<Roles.Role> roles, Problems problems) {
        Optional<Yaml.Scalar> key = map.text("key", 64);
        Optional<Yaml.Scalar> name = map.text("name", 100);
        Optional<Yaml.Scalar> meaning = map.text("meaning", 500);
        if (key.isEmpty() || name.isEmpty() || meaning.isEmpty()) {
            return;
        }
        Roles.Role role = new Roles.Role(
                key.get().text(), name.get().text(), meaning.get().text());
        for (Roles.Role other : roles) {
            for (Yaml.Scalar word : List.of(key.get(), name.get())) {
                if (word.text().equals(other.key()) || word.text().equals(other.name())) {
                    problems.add(
                            RuleErrorCode.YAML_ENTRY,
                            word.place(),
                            "'" + word.text() + "' is the key or name of another role already.");
                }
            }
        }
        roles.add(role);
    }
}
