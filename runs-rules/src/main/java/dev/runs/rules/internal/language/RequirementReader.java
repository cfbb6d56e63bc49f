package dev.runs.rules.internal.language;

import dev.runs.gate.Stage;
import dev.runs.rules.internal.model.Saying;
import dev.runs.rules.internal.model.Vocabulary;
import dev.runs.rules.internal.text.Limits;
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
import java.util.Set;
import java.util.TreeSet;

/** Reads the requirements of {@code pack.yaml}. What has a mistake is left out, and its name is not known. */
public final class RequirementReader {
    private static final String KEY = "requirements";
    private static final int MOST_STAGES = 30;
    private static final String EXAMPLE =
            "Example: requirements: { two-of-legal: { ask: [ { roles: [Legal], quorum: 2, due: P2D } ] } }";
    private static final String STAGES_EXAMPLE =
            "Example: stages: [ { manager-of: run.requester }, { when: \"amount > 10000\", roles: [Legal] } ]";

    private final ApproverReader approvers;
    private final StageReader stages;
    private final Problems problems;

    public RequirementReader(Roles roles, Vocabulary vocabulary, Limits limits, Problems problems) {
        this.approvers = new ApproverReader(roles, vocabulary, problems);
        this.stages = new StageReader(approvers, new StageConditionParser(limits, vocabulary, problems), problems);
        this.problems = problems;
    }

    /** Reads them. */
    public Requirements read(YamlMap manifest) {
        Map<String, Requirements.Named> named = new LinkedHashMap<>();
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
            return Requirements.UNKNOWN;
        }
        boolean complete = true;
        for (Yaml.Entry entry : YamlMap.ofAnyKeys(mapping, problems).entries()) {
            Optional<Requirements.Named> requirement = requirement(entry);
            requirement.ifPresent(found -> named.put(entry.key().text(), found));
            complete &= requirement.isPresent();
        }
        return new Requirements(complete, named);
    }

    private Optional<Requirements.Named> requirement(Yaml.Entry entry) {
        String name = Text.shortened(entry.key().text());
        String what = "Requirement '" + name + "'";
        if (!(entry.value() instanceof Yaml.Mapping mapping)) {
            problems.add(RuleErrorCode.YAML_VALUE, entry.value().place(), what + " says whom it asks.", EXAMPLE);
            return Optional.empty();
        }
        int before = problems.count();
        YamlMap map = YamlMap.of(mapping, List.of("review", "evidence", "edits", "ask", "stages"), problems);
        Optional<String> review =
                map.get("review").isPresent() ? map.text("review", 100).map(Yaml.Scalar::text) : Optional.empty();
        Set<String> evidence = new TreeSet<>();
        for (Yaml.Scalar field : map.texts("evidence", "Account.tier", 200)) {
            if (approvers.names(field, false)) {
                evidence.add(field.text());
            }
        }
        boolean frozen = frozen(map);
        Optional<Yaml.Node> asks = map.get("ask");
        Optional<Yaml.Node> staged = map.get("stages");
        if (asks.isPresent() && staged.isPresent()) {
            problems.add(
                    RuleErrorCode.YAML_ENTRY,
                    staged.get().place(),
                    what + " has both 'ask' and 'stages'.",
                    "Under 'ask' stand those who are asked beside each other, under 'stages' those who are asked one after"
                            + " the other. Keep one of them.");
            return Optional.empty();
        }
        List<Stage> beside = new ArrayList<>();
        List<Saying.Staged> ordered = new ArrayList<>();
        if (staged.isPresent()) {
            stages(staged.get(), name, ordered);
        } else {
            asks(what, asks, mapping, beside);
        }
        return problems.count() == before
                ? Optional.of(new Requirements.Named(review, beside, ordered, evidence, frozen))
                : Optional.empty();
    }

    private boolean frozen(YamlMap map) {
        if (map.get("edits").isEmpty()) {
            return false;
        }
        Optional<Yaml.Scalar> word = map.text("edits", 40);
        List<String> words = List.of("reset", "refuse");
        if (word.isPresent() && !words.contains(word.get().text())) {
            problems.add(
                    RuleErrorCode.YAML_VALUE,
                    word.get().place(),
                    "'edits' is reset or refuse; '" + Text.shortened(word.get().text()) + "' is not."
                            + Text.didYouMean(word.get().text(), words),
                    "It says what becomes of an edit of the payload after the first vote: it voids the votes, or is refused.");
        }
        return word.filter(text -> text.text().equals("refuse")).isPresent();
    }

    private void asks(String what, Optional<Yaml.Node> list, Yaml.Mapping mapping, List<Stage> asks) {
        if (list.isPresent()
                && list.get() instanceof Yaml.Sequence sequence
                && !sequence.items().isEmpty()) {
            for (Yaml.Node item : sequence.items()) {
                if (item instanceof Yaml.Mapping ask) {
                    stages.ask(ask, EXAMPLE).ifPresent(asks::add);
                } else {
                    problems.add(RuleErrorCode.YAML_VALUE, item.place(), "Each entry of 'ask' names roles.", EXAMPLE);
                }
            }
            return;
        }
        problems.add(
                RuleErrorCode.YAML_VALUE,
                list.map(Yaml.Node::place).orElse(mapping.place()),
                what + " has no list 'ask' or 'stages' that says whom it asks.",
                EXAMPLE);
    }

    private void stages(Yaml.Node node, String name, List<Saying.Staged> ordered) {
        if (!(node instanceof Yaml.Sequence list) || list.items().isEmpty()) {
            problems.add(
                    RuleErrorCode.YAML_VALUE,
                    node.place(),
                    "'stages' lists who is asked one after the other.",
                    STAGES_EXAMPLE);
            return;
        }
        if (list.items().size() > MOST_STAGES) {
            problems.add(
                    RuleErrorCode.LIMIT,
                    node.place(),
                    "'stages' has " + list.items().size() + " stages; at most " + MOST_STAGES + " are allowed.");
            return;
        }
        for (int i = 0; i < list.items().size(); i++) {
            Yaml.Node item = list.items().get(i);
            String what = "stage " + (i + 1) + " of requirement '" + name + "'";
            if (item instanceof Yaml.Mapping mapping) {
                stages.stage(mapping, what, i == 0, STAGES_EXAMPLE).ifPresent(ordered::add);
            } else {
                problems.add(RuleErrorCode.YAML_VALUE, item.place(), "Each stage names who is asked.", STAGES_EXAMPLE);
            }
        }
    }
}
