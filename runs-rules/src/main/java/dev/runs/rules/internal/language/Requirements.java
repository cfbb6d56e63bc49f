package dev.runs.rules.internal.language;

import dev.runs.gate.Finding;
import dev.runs.rules.internal.model.Type;
import dev.runs.rules.internal.text.Problems;
import dev.runs.rules.internal.text.Text;
import dev.runs.rules.internal.text.Yaml;
import dev.runs.rules.internal.text.YamlMap;
import dev.runs.rules.problem.RuleErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The requirements that {@code pack.yaml} gives a name.
 *
 * @param declared whether the names are known; they are not where the file has mistakes
 * @param named whom each asks, and what the review is called
 */
public record Requirements(boolean declared, Map<String, Named> named) {
    public static final Requirements UNKNOWN = new Requirements(false, Map.of());
    static final int MOST_QUORUM = 20;

    private static final String KEY = "requirements";
    private static final String EXAMPLE =
            "Example: requirements: { two-of-legal: { ask: [ { roles: [Legal], quorum: 2, due: P2D } ] } }";

    /** A requirement: all that it asks must be answered. */
    record Named(Optional<String> review, List<Ask> asks) {
        Named {
            asks = List.copyOf(asks);
        }

        /** Returns what a rule says that asks for it. */
        List<Finding.Effect> effects(String reason) {
            return asks.stream()
                    .<Finding.Effect>map(
                            ask -> new Finding.Require(ask.roles(), ask.quorum(), reason, review, ask.due()))
                    .toList();
        }
    }

    /** Whom to ask, how many of them, and how long they have. */
    record Ask(Set<String> roles, int quorum, Optional<Duration> due) {}

    public Requirements {
        named = Map.copyOf(named);
    }

    /** Reads them; what has a mistake is left out, and its name is not known. */
    public static Requirements read(YamlMap manifest, Roles roles, Problems problems) {
        Map<String, Named> named = new LinkedHashMap<>();
        Optional<Yaml.Node> node = manifest.get(KEY);
        if (node.isEmpty()) {
            return new Requirements(true, named);
        }
        if (!(node.get() instanceof Yaml.Mapping mapping)) {
            problems.add(
                    RuleErrorCode.YAML_VALUE,
                    node.get().place(),
                    "'requirements' gives each requirement a name and says whom it asks.",
                    EXAMPLE);
            return UNKNOWN;
        }
        boolean complete = true;
        for (Yaml.Entry entry : YamlMap.ofAnyKeys(mapping, problems).entries()) {
            Optional<Named> requirement = requirement(entry, roles, problems);
            requirement.ifPresent(found -> named.put(entry.key().text(), found));
            complete &= requirement.isPresent();
        }
        return new Requirements(complete, named);
    }

    private static Optional<Named> requirement(Yaml.Entry entry, Roles roles, Problems problems) {
        String what = "Requirement '" + Text.shortened(entry.key().text()) + "'";
        if (!(entry.value() instanceof Yaml.Mapping mapping)) {
            problems.add(RuleErrorCode.YAML_VALUE, entry.value().place(), what + " says whom it asks.", EXAMPLE);
            return Optional.empty();
        }
        YamlMap map = YamlMap.of(mapping, List.of("review", "ask"), problems);
        Optional<String> review =
                map.get("review").isPresent() ? map.text("review", 100).map(Yaml.Scalar::text) : Optional.empty();
        List<Ask> asks = new ArrayList<>();
        Optional<Yaml.Node> list = map.get("ask");
        if (list.isPresent()
                && list.get() instanceof Yaml.Sequence sequence
                && !sequence.items().isEmpty()) {
            for (Yaml.Node item : sequence.items()) {
                ask(item, roles, problems).ifPresent(asks::add);
            }
            return asks.size() == sequence.items().size() ? Optional.of(new Named(review, asks)) : Optional.empty();
        }
        problems.add(
                RuleErrorCode.YAML_VALUE,
                list.map(Yaml.Node::place).orElse(mapping.place()),
                what + " has no list 'ask' that says whom it asks.",
                EXAMPLE);
        return Optional.empty();
    }

    private static Optional<Ask> ask(Yaml.Node node, Roles roles, Problems problems) {
        if (!(node instanceof Yaml.Mapping mapping)) {
            problems.add(RuleErrorCode.YAML_VALUE, node.place(), "Each entry of 'ask' names roles.", EXAMPLE);
            return Optional.empty();
        }
        YamlMap map = YamlMap.of(mapping, List.of("roles", "quorum", "due"), problems);
        List<Yaml.Scalar> written = map.texts("roles", 100);
        Set<String> names = new TreeSet<>();
        written.forEach(
                role -> roles.resolve(role.text(), role.place(), problems).ifPresent(names::add));
        if (written.isEmpty()) {
            problems.add(
                    RuleErrorCode.YAML_VALUE,
                    map.get("roles").map(Yaml.Node::place).orElse(mapping.place()),
                    "An entry of 'ask' names no role.",
                    EXAMPLE);
            return Optional.empty();
        }
        Optional<Integer> quorum = map.get("quorum").isPresent()
                ? map.text("quorum", 10).flatMap(text -> quorum(text, problems))
                : Optional.of(1);
        boolean timed = map.get("due").isPresent();
        Optional<Duration> due = timed ? map.text("due", 40).flatMap(text -> due(text, problems)) : Optional.empty();
        boolean complete = names.size() == written.size() && quorum.isPresent() && timed == due.isPresent();
        return complete ? Optional.of(new Ask(names, quorum.get(), due)) : Optional.empty();
    }

    private static Optional<Integer> quorum(Yaml.Scalar text, Problems problems) {
        Optional<Integer> quorum = quorum(text.text());
        if (quorum.isEmpty()) {
            problems.add(
                    RuleErrorCode.YAML_VALUE,
                    text.place(),
                    "'quorum' is a whole number from 1 to " + MOST_QUORUM + "; '" + text.text() + "' is not.",
                    EXAMPLE);
        }
        return quorum;
    }

    private static Optional<Duration> due(Yaml.Scalar text, Problems problems) {
        Optional<Duration> due = due(text.text());
        if (due.isEmpty()) {
            problems.add(
                    RuleErrorCode.YAML_VALUE,
                    text.place(),
                    "'due' is a duration of days, hours and minutes up to 366 days; '" + text.text() + "' is not.",
                    "Write P2D for two days, PT4H for four hours.");
        }
        return due;
    }

    /** Returns how many people that is; empty if it is no number that can be asked for. */
    static Optional<Integer> quorum(String text) {
        return Optional.of(text)
                .filter(number -> number.matches("[0-9]{1,3}"))
                .map(Integer::parseInt)
                .filter(number -> number >= 1 && number <= MOST_QUORUM);
    }

    /** Returns the time that people have; empty if it is none that can be given. */
    static Optional<Duration> due(String text) {
        if (text.matches("P[0-9DTHMS]+") && Type.DURATION.parse(text) instanceof Duration due) {
            return Optional.of(due)
                    .filter(found ->
                            !found.isNegative() && !found.isZero() && found.compareTo(Duration.ofDays(366)) <= 0);
        }
        return Optional.empty();
    }
}
