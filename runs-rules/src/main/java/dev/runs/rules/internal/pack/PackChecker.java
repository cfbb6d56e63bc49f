package dev.runs.rules.internal.pack;

import dev.runs.gate.PackRef;
import dev.runs.rules.internal.language.PackWords;
import dev.runs.rules.internal.language.Requirements;
import dev.runs.rules.internal.language.Roles;
import dev.runs.rules.internal.language.RuleFileParser;
import dev.runs.rules.internal.model.Rule;
import dev.runs.rules.internal.model.Vocabulary;
import dev.runs.rules.internal.text.Limits;
import dev.runs.rules.internal.text.Place;
import dev.runs.rules.internal.text.Problems;
import dev.runs.rules.internal.text.RawScan;
import dev.runs.rules.internal.text.Text;
import dev.runs.rules.internal.text.Tokenizer;
import dev.runs.rules.internal.text.Yaml;
import dev.runs.rules.problem.RuleErrorCode;
import dev.runs.rules.problem.RuleProblem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Checks all files of a pack and records every mistake of every file. Touches neither the disk nor the rule engine, and
 * does bounded work: nothing here costs more than the length of the files.
 */
public final class PackChecker {
    private final Limits limits;
    private final Problems problems;
    private final RawScan scan;

    public PackChecker(Limits limits, Problems problems) {
        this.limits = limits;
        this.problems = problems;
        this.scan = new RawScan(limits, problems);
    }

    /** What was found; there is a pack, and there are warnings, when there is no mistake. */
    public record Outcome(Optional<CheckedPack> pack, int rules, List<RuleProblem> warnings) {}

    public Outcome check(SortedMap<String, byte[]> files) {
        Roles roles = yaml(files, RolesFile.FILE)
                .map(mapping -> RolesFile.read(mapping, problems))
                .orElse(Roles.ANY);
        Vocabulary vocabulary = yaml(files, VocabularyFile.FILE)
                .map(mapping -> VocabularyFile.read(mapping, problems))
                .orElse(Vocabulary.STANDARD);
        Optional<Manifest> manifest = yaml(files, Manifest.FILE)
                .flatMap(mapping -> Manifest.read(mapping, roles, vocabulary, limits, problems));
        if (!files.containsKey(Manifest.FILE)) {
            problems.add(
                    RuleErrorCode.PACK_INCOMPLETE,
                    Place.file(Manifest.FILE),
                    "The pack has no pack.yaml, which says its name, version, owner and default approvers.",
                    "Example: name: governance, version: \"1.0\", owner: Legal, default-approvers: [\"Legal\"], one per line.");
        }
        PackWords words = new PackWords(
                roles, vocabulary, manifest.map(Manifest::requirements).orElse(Requirements.UNKNOWN));
        List<RuleFileParser.Parsed> parsed = new ArrayList<>();
        files.forEach((name, bytes) -> {
            if (name.endsWith(".drl")) {
                parsed.addAll(ruleFile(name, bytes, words));
            }
        });
        if (files.keySet().stream().noneMatch(name -> name.endsWith(".drl"))) {
            problems.add(
                    RuleErrorCode.PACK_INCOMPLETE,
                    Place.file("*.drl"),
                    "The pack has no rule file.",
                    "Rules stand in files whose names end with .drl, such as advocacy.drl");
        }
        Map<String, Place> ids = ids(parsed);
        manifest.ifPresent(present -> present.checkRules(ids.keySet(), problems));
        if (parsed.size() > limits.rules()) {
            problems.add(
                    RuleErrorCode.LIMIT,
                    Place.file(Manifest.FILE),
                    "The pack has " + parsed.size() + " rules; at most " + limits.rules() + " are allowed.",
                    "Split it into several packs.");
        }
        if (!problems.none() || manifest.isEmpty()) {
            return new Outcome(Optional.empty(), parsed.size(), List.of());
        }
        CheckedPack pack = pack(manifest.get(), roles, vocabulary, parsed);
        return new Outcome(Optional.of(pack), parsed.size(), Warnings.of(pack));
    }

    private static CheckedPack pack(
            Manifest manifest, Roles roles, Vocabulary vocabulary, List<RuleFileParser.Parsed> parsed) {
        List<Rule> rules = parsed.stream()
                .map(RuleFileParser.Parsed::rule)
                .map(rule -> new Rule(
                        rule.ref(),
                        manifest.levelOf(rule.ref().id()),
                        rule.condition(),
                        rule.clauses(),
                        rule.sayings()))
                .sorted(Comparator.comparing(rule -> rule.ref().id()))
                .toList();
        return new CheckedPack(
                new PackRef(
                        manifest.name(),
                        manifest.version(),
                        CanonicalForm.digest(manifest, roles, vocabulary, rules),
                        manifest.defaultApprovers()),
                manifest.delegates(),
                vocabulary,
                manifest.calendar(),
                rules);
    }

    private Optional<Yaml.Mapping> yaml(SortedMap<String, byte[]> files, String name) {
        return Optional.ofNullable(files.get(name))
                .flatMap(bytes -> scan.text(name, bytes))
                .flatMap(text -> new Yaml(name, limits, problems).mapping(text));
    }

    private List<RuleFileParser.Parsed> ruleFile(String name, byte[] bytes, PackWords words) {
        return scan.text(name, bytes)
                .flatMap(text -> new Tokenizer(name, text, limits, problems).tokens())
                .map(tokens -> new RuleFileParser(name, tokens, limits, words, problems).rules())
                .orElse(List.of());
    }

    private Map<String, Place> ids(List<RuleFileParser.Parsed> parsed) {
        Map<String, Place> ids = new TreeMap<>();
        for (RuleFileParser.Parsed rule : parsed) {
            String id = rule.rule().ref().id();
            Place first = ids.putIfAbsent(id, rule.id());
            if (first != null && !id.isEmpty()) {
                problems.add(
                        RuleErrorCode.DUPLICATE_ID,
                        rule.id(),
                        "The id '" + Text.shortened(id) + "' is taken by the rule at " + first.file() + ":"
                                + first.line() + ".",
                        "Give each rule an id of its own; an id is never used again.");
            }
        }
        return ids;
    }
}
