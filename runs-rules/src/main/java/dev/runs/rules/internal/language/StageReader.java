package dev.runs.rules.internal.language;

import dev.runs.gate.Approver;
import dev.runs.gate.Deadlines;
import dev.runs.gate.Quorum;
import dev.runs.gate.Stage;
import dev.runs.rules.internal.model.Rule;
import dev.runs.rules.internal.model.Saying;
import dev.runs.rules.internal.text.Place;
import dev.runs.rules.internal.text.Problems;
import dev.runs.rules.internal.text.Text;
import dev.runs.rules.internal.text.Yaml;
import dev.runs.rules.internal.text.YamlMap;
import dev.runs.rules.problem.RuleErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads one asking of a requirement: who, how many of them, how long they have, and for a stage when it is asked at all. */
final class StageReader {
    private static final List<String> ASK_KEYS = keys("quorum", "due", "remind", "escalate", "expire");
    private static final List<String> STAGE_KEYS =
            keys("quorum", "due", "remind", "escalate", "expire", "when", "otherwise", "on-reject");
    private static final String ESCALATE_EXAMPLE = "Example: escalate: { after: P3D, roles: [Sales director] }";

    private final ApproverReader approvers;
    private final StageConditionParser conditions;
    private final Problems problems;

    StageReader(ApproverReader approvers, StageConditionParser conditions, Problems problems) {
        this.approvers = approvers;
        this.conditions = conditions;
        this.problems = problems;
    }

    private static List<String> keys(String... others) {
        List<String> keys = new ArrayList<>(ApproverReader.KEYS);
        keys.addAll(List.of(others));
        return List.copyOf(keys);
    }

    /** Reads an entry of 'ask', which is asked always and beside the others. */
    Optional<Stage> ask(Yaml.Mapping mapping, String example) {
        YamlMap map = YamlMap.of(mapping, ASK_KEYS, problems);
        return asking(map, mapping.place(), "An entry of 'ask'", example, false);
    }

    /** Reads an entry of 'stages', which is asked after those before it. */
    Optional<Saying.Staged> stage(Yaml.Mapping mapping, String what, boolean first, String example) {
        YamlMap map = YamlMap.of(mapping, STAGE_KEYS, problems);
        Optional<Boolean> back =
                word(map, "on-reject", List.of("end", "back"), "end").map("back"::equals);
        if (first && back.equals(Optional.of(true))) {
            problems.add(
                    RuleErrorCode.YAML_VALUE,
                    map.get("on-reject").map(Yaml.Node::place).orElse(mapping.place()),
                    "There is no stage before the first one to go back to.",
                    "Write on-reject: end, or delete the line.");
            return Optional.empty();
        }
        Optional<Stage> stage = asking(map, mapping.place(), "A stage", example, back.orElse(false));
        boolean conditional = map.get("when").isPresent();
        Optional<Rule> when =
                conditional ? map.text("when", 1_000).flatMap(text -> conditions.read(text, what)) : Optional.empty();
        if (!conditional && map.get("otherwise").isPresent()) {
            problems.add(
                    RuleErrorCode.YAML_ENTRY,
                    map.get("otherwise").get().place(),
                    "'otherwise' says what becomes of a stage whose 'when' does not hold, and this one has no 'when'.",
                    "Example: when: amount > 10000");
            return Optional.empty();
        }
        Optional<Saying.Otherwise> otherwise = word(map, "otherwise", List.of("skip", "approve", "reject"), "skip")
                .map(word -> Saying.Otherwise.valueOf(word.toUpperCase(Locale.ROOT)));
        if (stage.isEmpty() || back.isEmpty() || otherwise.isEmpty() || conditional != when.isPresent()) {
            return Optional.empty();
        }
        return Optional.of(new Saying.Staged(when, otherwise.get(), stage.get()));
    }

    private Optional<Stage> asking(YamlMap map, Place place, String what, String example, boolean back) {
        int before = problems.count();
        Set<Approver> asked = approvers.read(map);
        if (asked.isEmpty() && problems.count() == before) {
            problems.add(
                    RuleErrorCode.YAML_VALUE,
                    map.get("roles").map(Yaml.Node::place).orElse(place),
                    what + " names nobody.",
                    example);
        }
        Quorum quorum = quorum(map);
        Deadlines deadlines =
                new Deadlines(duration(map, "due"), duration(map, "remind"), escalation(map), duration(map, "expire"));
        return problems.count() == before ? Optional.of(new Stage(asked, quorum, deadlines, back)) : Optional.empty();
    }

    private Quorum quorum(YamlMap map) {
        Optional<Yaml.Scalar> written = map.get("quorum").isPresent() ? map.text("quorum", 10) : Optional.empty();
        if (written.isEmpty() || written.get().text().equals("any")) {
            return Quorum.of(1);
        }
        if (written.get().text().equals("all")) {
            return Quorum.EVERYONE;
        }
        Optional<Integer> number = Requirements.quorum(written.get().text());
        if (number.isEmpty()) {
            problems.add(
                    RuleErrorCode.YAML_VALUE,
                    written.get().place(),
                    "'quorum' is 'any', 'all' or a whole number from 1 to " + Requirements.MOST_QUORUM + "; '"
                            + written.get().text() + "' is not.",
                    "Example: { roles: [Legal], quorum: 2 }");
        }
        return Quorum.of(number.orElse(1));
    }

    private Optional<Deadlines.Escalation> escalation(YamlMap map) {
        Optional<Yaml.Node> node = map.get("escalate");
        if (node.isEmpty()) {
            return Optional.empty();
        }
        if (!(node.get() instanceof Yaml.Mapping mapping)) {
            problems.add(
                    RuleErrorCode.YAML_VALUE,
                    node.get().place(),
                    "'escalate' says after what time who is asked as well.",
                    ESCALATE_EXAMPLE);
            return Optional.empty();
        }
        List<String> keys = new ArrayList<>(List.of("after"));
        keys.addAll(ApproverReader.KEYS);
        YamlMap inner = YamlMap.of(mapping, keys, problems);
        int before = problems.count();
        Optional<Duration> after = duration(inner, "after");
        Set<Approver> to = approvers.read(inner);
        if ((after.isEmpty() || to.isEmpty()) && problems.count() == before) {
            problems.add(
                    RuleErrorCode.YAML_VALUE,
                    mapping.place(),
                    after.isEmpty() ? "'escalate' does not say after what time." : "'escalate' names nobody.",
                    ESCALATE_EXAMPLE);
        }
        return after.isEmpty() || to.isEmpty()
                ? Optional.empty()
                : Optional.of(new Deadlines.Escalation(after.get(), to));
    }

    private Optional<Duration> duration(YamlMap map, String key) {
        if (map.get(key).isEmpty()) {
            return Optional.empty();
        }
        Optional<Yaml.Scalar> written = map.text(key, 40);
        Optional<Duration> duration = written.flatMap(text -> Requirements.due(text.text()));
        if (written.isPresent() && duration.isEmpty()) {
            problems.add(
                    RuleErrorCode.YAML_VALUE,
                    written.get().place(),
                    "'" + key + "' is a duration of days, hours and minutes up to 366 days; '"
                            + written.get().text() + "' is not.",
                    "Write P2D for two days, PT4H for four hours.");
        }
        return duration;
    }

    private Optional<String> word(YamlMap map, String key, List<String> words, String otherwise) {
        if (map.get(key).isEmpty()) {
            return Optional.of(otherwise);
        }
        Optional<Yaml.Scalar> written = map.text(key, 40);
        if (written.isPresent() && !words.contains(written.get().text())) {
            problems.add(
                    RuleErrorCode.YAML_VALUE,
                    written.get().place(),
                    "'" + key + "' is " + String.join(", ", words.subList(0, words.size() - 1)) + " or "
                            + words.get(words.size() - 1) + "; '"
                            + Text.shortened(written.get().text()) + "' is not."
                            + Text.didYouMean(written.get().text(), words),
                    "");
            return Optional.empty();
        }
        return written.map(Yaml.Scalar::text);
    }
}
