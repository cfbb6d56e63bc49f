package dev.runs.rules.internal.language;

import dev.runs.gate.Approver;
import dev.runs.rules.internal.model.FactType;
import dev.runs.rules.internal.model.Property;
import dev.runs.rules.internal.model.Type;
import dev.runs.rules.internal.model.Vocabulary;
import dev.runs.rules.internal.text.Problems;
import dev.runs.rules.internal.text.Text;
import dev.runs.rules.internal.text.Yaml;
import dev.runs.rules.internal.text.YamlMap;
import dev.runs.rules.problem.RuleErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads who is asked: roles, people, people whom a field names, and their managers. */
public final class ApproverReader {
    /** The keys that name approvers. */
    public static final List<String> KEYS = List.of("roles", "people", "fields", "manager-of", "levels");

    private static final List<String> OF_RUN = List.of("run.owner", "run.requester");
    private static final String FIELD_EXAMPLE =
            "Example: fields: [Account.owner], or: [run.owner], or: [payload.reviewer]";

    private final Roles roles;
    private final Vocabulary vocabulary;
    private final Problems problems;

    public ApproverReader(Roles roles, Vocabulary vocabulary, Problems problems) {
        this.roles = roles;
        this.vocabulary = vocabulary;
        this.problems = problems;
    }

    /** Returns all whom a mapping names; empty after a mistake that was recorded, or if it names nobody. */
    public Set<Approver> read(YamlMap map) {
        Set<Approver> approvers = new TreeSet<>();
        int written = 0;
        for (Yaml.Scalar role : map.texts("roles", 100)) {
            written++;
            roles.resolve(role.text(), role.place(), problems)
                    .map(Approver.Role::new)
                    .ifPresent(approvers::add);
        }
        for (Yaml.Scalar person : map.texts("people", "ana", 200)) {
            written++;
            approvers.add(new Approver.Person(person.text()));
        }
        for (Yaml.Scalar field : map.texts("fields", "Account.owner", 200)) {
            written++;
            if (names(field, true)) {
                approvers.add(new Approver.Field(field.text()));
            }
        }
        if (map.get("manager-of").isPresent()) {
            written++;
            manager(map).ifPresent(approvers::add);
        } else if (map.get("levels").isPresent()) {
            problems.add(
                    RuleErrorCode.YAML_ENTRY,
                    map.get("levels").get().place(),
                    "'levels' says how far above 'manager-of' somebody is, which is not there.",
                    "Example: manager-of: run.requester");
            written++;
        }
        return approvers.size() == written ? approvers : Set.of();
    }

    private Optional<Approver> manager(YamlMap map) {
        Optional<Yaml.Scalar> of = map.text("manager-of", 200);
        Optional<Integer> levels = Optional.of(1);
        if (map.get("levels").isPresent()) {
            Optional<Yaml.Scalar> written = map.text("levels", 10);
            levels = written.map(Yaml.Scalar::text)
                    .filter(text -> text.matches("[1-9]"))
                    .map(Integer::valueOf);
            if (written.isPresent() && levels.isEmpty()) {
                problems.add(
                        RuleErrorCode.YAML_VALUE,
                        written.get().place(),
                        "'levels' is a whole number from 1 to " + Approver.Manager.MAX_LEVELS + "; '"
                                + Text.shortened(written.get().text()) + "' is not.",
                        "1 is the manager, 2 the manager's manager.");
            }
        }
        Optional<Approver> below = of.flatMap(this::below);
        Optional<Integer> above = levels;
        return below.flatMap(person -> above.map(far -> new Approver.Manager(person, far)));
    }

    private Optional<Approver> below(Yaml.Scalar of) {
        if (of.text().startsWith("@") && of.text().length() > 1) {
            return Optional.of(new Approver.Person(of.text().substring(1)));
        }
        return names(of, true) ? Optional.of(new Approver.Field(of.text())) : Optional.empty();
    }

    /** Returns whether there is such a field; records a mistake otherwise. */
    boolean names(Yaml.Scalar field, boolean people) {
        String path = field.text();
        Optional<Property> property = property(path);
        boolean known = OF_RUN.contains(path) || property.isPresent();
        if (!known) {
            boolean payload = path.startsWith("payload.");
            problems.add(
                    RuleErrorCode.UNKNOWN_PROPERTY,
                    field.place(),
                    "There is no field '" + Text.shortened(path) + "'."
                            + problems.didYouMean(field.place(), path, fields()),
                    payload
                            ? "Payload fields are declared in vocabulary.yaml, such as payload: { reviewer: text }"
                            : "Facts of the host are declared in vocabulary.yaml. " + FIELD_EXAMPLE);
            return false;
        }
        if (people && property.filter(found -> !namesPeople(found.type())).isPresent()) {
            problems.add(
                    RuleErrorCode.YAML_VALUE,
                    field.place(),
                    "'" + path + "' is " + property.get().type().words() + ", which names nobody.",
                    "A field that names a person is a text, one that names several is texts.");
            return false;
        }
        return true;
    }

    private static boolean namesPeople(Type type) {
        return type.kind() == Type.Kind.TEXT || type.kind() == Type.Kind.TEXTS;
    }

    private Optional<Property> property(String path) {
        if (path.startsWith("payload.")) {
            return vocabulary.step().property(path);
        }
        int point = path.indexOf('.');
        if (point < 0 || !vocabulary.declared().containsKey(path.substring(0, point))) {
            return Optional.empty();
        }
        return vocabulary.get(path.substring(0, point)).property(path.substring(point + 1));
    }

    private List<String> fields() {
        List<String> fields = new ArrayList<>(OF_RUN);
        vocabulary.step().words().stream()
                .filter(word -> word.startsWith("payload."))
                .forEach(fields::add);
        for (String name : vocabulary.declared().keySet()) {
            FactType type = vocabulary.get(name);
            type.words().forEach(word -> fields.add(name + "." + word));
        }
        return fields;
    }
}
