package dev.runs.rules.cases;

import dev.runs.gate.Quorum;
import dev.runs.rules.internal.language.ApproverReader;
import dev.runs.rules.internal.model.Vocabulary;
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
import java.util.TreeSet;

/** Reads what a case expects. */
final class ExpectationReader {
    static final List<String> KEYS = List.of("verdict", "approvers", "rules", "spoke", "reasons", "until");
    private static final String EXAMPLE = "expect: { verdict: ask, approvers: [Legal], rules: [OUT-001] }";
    private static final String APPROVERS = "approvers: [ Legal, { roles: [Finance, Sales director], quorum: 2 } ]";

    private static final List<String> ASKED =
            List.of("roles", "people", "fields", "manager-of", "levels", "quorum", "due");
    private static final List<String> OTHERS = List.of("people", "fields", "manager-of");

    private final PackNames names;
    private final ApproverReader approvers;
    private final Problems problems;

    ExpectationReader(PackNames names, Problems problems) {
        this.names = names;
        this.approvers = new ApproverReader(names.roles(), names.vocabulary().orElse(Vocabulary.STANDARD), problems);
        this.problems = problems;
    }

    /** Reads an expectation: its keys, or the verdict alone. Empty after a mistake that was recorded. */
    Optional<CaseExpectation> read(Yaml.Node node) {
        if (node instanceof Yaml.Scalar scalar) {
            return verdict(scalar)
                    .map(word -> new CaseExpectation(
                            word, Optional.empty(), Optional.empty(), Set.of(), List.of(), Optional.empty()));
        }
        if (!(node instanceof Yaml.Mapping mapping)) {
            problems.add(
                    RuleErrorCode.YAML_VALUE,
                    node.place(),
                    "Only a case with a matrix has a list of expectations.",
                    "Example: " + EXAMPLE);
            return Optional.empty();
        }
        CaseMap map = CaseMap.of(mapping, KEYS, problems);
        map.require("verdict", EXAMPLE);
        Optional<String> verdict = map.get("verdict")
                .flatMap(given -> YamlMap.scalar(given, "'verdict'", 20, problems))
                .flatMap(this::verdict);
        only(map, "approvers", "ask", verdict);
        only(map, "until", "hold", verdict);
        Optional<List<CaseExpectation.People>> asked = map.get("approvers").map(this::approvers);
        Optional<Set<String>> rules = map.get("rules").map(given -> rules(map, "rules"));
        return verdict.map(word -> new CaseExpectation(
                word, asked, rules, rules(map, "spoke"), List.copyOf(map.texts("reasons")), map.instant("until")));
    }

    private Optional<String> verdict(Yaml.Scalar scalar) {
        if (VerdictWords.KINDS.contains(scalar.text())) {
            return Optional.of(scalar.text());
        }
        problems.add(
                RuleErrorCode.YAML_VALUE,
                scalar.place(),
                "'" + Text.shortened(scalar.text()) + "' is not a verdict."
                        + Text.didYouMean(scalar.text(), VerdictWords.KINDS),
                "There are: " + String.join(", ", VerdictWords.KINDS) + ".");
        return Optional.empty();
    }

    private void only(CaseMap map, String key, String kind, Optional<String> verdict) {
        if (map.has(key) && verdict.isPresent() && !verdict.get().equals(kind)) {
            problems.add(
                    RuleErrorCode.YAML_ENTRY,
                    map.get(key).orElseThrow().place(),
                    "'" + key + "' belongs to the verdict '" + kind + "', and this one is '" + verdict.get() + "'.",
                    "Delete it, or correct the verdict.");
        }
    }

    private Set<String> rules(CaseMap map, String key) {
        Set<String> rules = new TreeSet<>();
        for (Yaml.Scalar id : map.scalars(key)) {
            names.checkRule(id.text(), id.place(), problems);
            rules.add(id.text());
        }
        return rules;
    }

    private List<CaseExpectation.People> approvers(Yaml.Node node) {
        List<Yaml.Node> items = node instanceof Yaml.Sequence list ? list.items() : List.of(node);
        List<CaseExpectation.People> approvers = new ArrayList<>();
        Set<List<Set<String>>> seen = new HashSet<>();
        for (Yaml.Node item : items) {
            CaseExpectation.People people = people(item);
            List<Set<String>> keys =
                    people.stages().stream().map(CaseExpectation.Asked::keys).toList();
            if (!seen.add(keys) && !keys.contains(Set.of())) {
                problems.add(
                        RuleErrorCode.YAML_ENTRY,
                        item.place(),
                        "'" + String.join(" or ", keys.get(0)) + "' stands twice in 'approvers'.",
                        "Rules that ask the same roles are asked once, with the higher quorum.");
            }
            approvers.add(people);
        }
        return approvers;
    }

    private CaseExpectation.People people(Yaml.Node node) {
        if (node instanceof Yaml.Mapping mapping
                && mapping.entries().stream()
                        .anyMatch(entry -> entry.key().text().equals("stages"))) {
            CaseMap map = CaseMap.of(mapping, List.of("stages"), problems);
            Yaml.Node stages = map.get("stages").orElseThrow();
            if (stages instanceof Yaml.Sequence list && !list.items().isEmpty()) {
                return new CaseExpectation.People(
                        list.items().stream().map(this::asked).toList());
            }
            problems.add(
                    RuleErrorCode.YAML_VALUE,
                    stages.place(),
                    "'stages' lists who is asked one after the other.",
                    "Example: approvers: [ { stages: [ { manager-of: run.requester }, Legal ] } ]");
        }
        return new CaseExpectation.People(List.of(asked(node)));
    }

    private CaseExpectation.Asked asked(Yaml.Node node) {
        if (node instanceof Yaml.Mapping mapping) {
            CaseMap map = CaseMap.of(mapping, ASKED, problems);
            Set<String> keys = new TreeSet<>();
            if (OTHERS.stream().noneMatch(map::has)) {
                map.require("roles", APPROVERS);
                keys.addAll(roles(map.scalars("roles")));
            } else {
                approvers
                        .read(YamlMap.ofAnyKeys(mapping, new Problems()))
                        .forEach(approver -> keys.add(approver.key()));
            }
            boolean all = map.get("quorum")
                    .filter(given ->
                            given instanceof Yaml.Scalar scalar && scalar.text().equals("all"))
                    .isPresent();
            Quorum quorum = all
                    ? Quorum.EVERYONE
                    : Quorum.of(Math.max(1, map.count("quorum").orElse(1L).intValue()));
            return new CaseExpectation.Asked(keys, quorum, map.duration("due"));
        }
        List<Yaml.Scalar> scalars = new ArrayList<>();
        for (Yaml.Node item : node instanceof Yaml.Sequence list ? list.items() : List.of(node)) {
            YamlMap.scalar(item, "A role", 100, problems).ifPresent(scalars::add);
        }
        return new CaseExpectation.Asked(roles(scalars), Quorum.of(1), Optional.empty());
    }

    private Set<String> roles(List<Yaml.Scalar> written) {
        Set<String> roles = new TreeSet<>();
        for (Yaml.Scalar role : written) {
            names.roles().resolve(role.text(), role.place(), problems).ifPresent(roles::add);
        }
        return roles;
    }
}
