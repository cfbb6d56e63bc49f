package dev.runs.rules.cases;

import dev.runs.gate.GateQuestion;
import dev.runs.rules.internal.text.Problems;
import dev.runs.rules.internal.text.Yaml;
import dev.runs.rules.internal.text.YamlMap;
import dev.runs.rules.problem.RuleErrorCode;
import dev.runs.rules.problem.RuleProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the cases of one file. A mistake in what many cases share is recorded once. */
final class CaseReader {
    /** How many mistakes of a file are listed, of those that are found case by case. */
    private static final int MOST_MISTAKES = 500;
    /** How many keys and values the cases of a file may come to, with what they have of the defaults, over all of their matrices. */
    private static final int MOST_FACTS = 500_000;

    private static final String EXAMPLE = "a list entry '- name: ...' with step and expect";

    private final PackNames names;
    private final Set<RuleProblem> found;
    private long facts;

    CaseReader(PackNames names, Set<RuleProblem> found) {
        this.names = names;
        this.found = found;
    }

    /** Reads a file of cases. */
    List<RuleCase> cases(Yaml.Mapping file) {
        Problems problems = new Problems();
        CaseMap map = CaseMap.of(file, List.of("defaults", "cases"), problems);
        Yaml.Mapping defaults = map.mapping("defaults", "defaults: { at: 2026-11-22T12:00:00Z }")
                .orElse(new Yaml.Mapping(List.of(), file.place()));
        List<Yaml.Mapping> given = map.mappings("cases", EXAMPLE);
        if (given.isEmpty() && problems.none()) {
            problems.add(RuleErrorCode.CASE, file.place(), "The file has no case.", "Example: cases: with " + EXAMPLE);
        }
        YamlMap.of(defaults, CaseFacts.KEYS, problems);
        found.addAll(problems.sorted());
        List<RuleCase> cases = new ArrayList<>();
        int before = found.size();
        for (Yaml.Mapping one : given) {
            if (found.size() - before > MOST_MISTAKES) {
                limit(one, "This file has more mistakes; they are not listed.", "");
                break;
            }
            cases.addAll(read(defaults, one));
            if (facts > MOST_FACTS) {
                limit(
                        one,
                        "Up to this case, the cases of the file come to more than " + MOST_FACTS + " keys and values.",
                        "Make smaller matrices, or split the file into several.");
                break;
            }
        }
        return cases;
    }

    /** Reads a file that is one set of facts. */
    Optional<RuleCase> facts(Yaml.Mapping file) {
        Problems problems = new Problems();
        String name = CaseMap.ofAnyKeys(file, new Problems()).text("name").orElse("facts");
        GateQuestion question =
                new CaseFacts(new CaseValues(names.vocabulary(), problems), problems).question(file, List.of("name"));
        found.addAll(problems.sorted());
        return problems.none()
                ? Optional.of(new RuleCase(name, file.place(), question, Optional.empty()))
                : Optional.empty();
    }

    private List<RuleCase> read(Yaml.Mapping defaults, Yaml.Mapping given) {
        Problems problems = new Problems();
        CaseMap map = CaseMap.of(
                given,
                List.of(
                        "name",
                        "matrix",
                        "expect",
                        "at",
                        "tenant",
                        "run",
                        "step",
                        "others",
                        "signal",
                        "meetings",
                        "approvals",
                        "day",
                        "records"),
                problems);
        map.require("name", "name: Larger discounts go to the sales director");
        map.require("expect", "expect: { verdict: ask, approvers: [Legal] }");
        String name = map.text("name").orElse("");
        Optional<CaseMatrix> matrix = map.get("matrix").flatMap(node -> CaseMatrix.read(node, problems));
        ExpectationReader reader = new ExpectationReader(names, problems);
        List<CaseMatrix.Combination> combinations =
                matrix.map(CaseMatrix::combinations).orElse(List.of(new CaseMatrix.Combination(List.of(), List.of())));
        List<Optional<CaseExpectation>> expectations = new ArrayList<>();
        Optional<Yaml.Node> expect = map.get("expect");
        if (matrix.isPresent() && expect.isPresent()) {
            CaseTable table = new CaseTable(matrix.get().axes(), reader, problems);
            table.read(expect.get());
            expectations.addAll(table.of(combinations, given.place()));
        } else if (!map.has("matrix")) {
            expectations.add(expect.flatMap(reader::read));
        }
        found.addAll(problems.sorted());
        if (map.has("matrix") && matrix.isEmpty()) {
            // Without its values the facts lack what they would not lack.
            return List.of();
        }
        Yaml.Mapping facts = Overlay.over(defaults, factsOf(given));
        List<RuleCase> cases = new ArrayList<>();
        long each = 1 + size(facts);
        for (int i = 0; i < combinations.size() && this.facts <= MOST_FACTS; i++) {
            this.facts += each;
            Optional<GateQuestion> question = question(combinations.get(i).in(facts));
            if (question.isPresent() && problems.none()) {
                cases.add(new RuleCase(
                        name + combinations.get(i).words(), given.place(), question.get(), expectations.get(i)));
            }
        }
        return cases;
    }

    private void limit(Yaml.Mapping place, String text, String hint) {
        Problems problems = new Problems();
        problems.add(RuleErrorCode.LIMIT, place.place(), text, hint);
        found.addAll(problems.sorted());
    }

    private static long size(Yaml.Node node) {
        if (node instanceof Yaml.Mapping mapping) {
            return mapping.entries().stream()
                    .mapToLong(entry -> 1 + size(entry.value()))
                    .sum();
        }
        return node instanceof Yaml.Sequence list
                ? list.items().stream().mapToLong(item -> 1 + size(item)).sum()
                : 1;
    }

    private Optional<GateQuestion> question(Yaml.Mapping facts) {
        Problems problems = new Problems();
        GateQuestion question =
                new CaseFacts(new CaseValues(names.vocabulary(), problems), problems).question(facts, List.of());
        found.addAll(problems.sorted());
        return problems.none() ? Optional.of(question) : Optional.empty();
    }

    /** Returns what the case says about facts; what else it says is read, or a mistake, already. */
    private static Yaml.Mapping factsOf(Yaml.Mapping given) {
        return new Yaml.Mapping(
                given.entries().stream()
                        .filter(entry -> CaseFacts.KEYS.contains(entry.key().text()))
                        .toList(),
                given.place());
    }
}
