package dev.runs.rules.internal.engine;

import dev.runs.gate.GateQuestion;
import dev.runs.gate.RuleRef;
import dev.runs.gate.RuleTrace.ConditionTrace;
import dev.runs.gate.RuleTrace.Truth;
import dev.runs.rules.internal.model.Interpreter;
import dev.runs.rules.internal.model.Row;
import dev.runs.rules.internal.model.Rule;
import dev.runs.rules.internal.model.Saying;
import dev.runs.rules.internal.model.Scene;
import dev.runs.rules.internal.model.Usage;
import dev.runs.rules.internal.model.Wording;
import dev.runs.rules.internal.pack.CheckedPack;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Says how the conditions of stages stand, and which of them were come to: by a rule that speaks, and past the stages before
 * which may have ended the matter.
 */
public final class StageParts {
    private final List<Rule> rules;
    private final FactReader reader;
    private final List<Staged> stages;

    /**
     * A stage's condition and how it stood.
     *
     * @param rules the ids of the rules that came to it
     */
    public record Stage(
            RuleRef ref, Set<String> rules, Truth truth, List<ConditionTrace> conditions, List<ConditionTrace> parts) {}

    private record Staged(Rule condition, Wording.Worded worded, Wording.Worded flat) {}

    public StageParts(CheckedPack pack) {
        List<Rule> evaluated = pack.evaluated();
        this.rules = pack.rules();
        this.reader = new FactReader(pack.vocabulary(), pack.calendar(), new Usage(pack.vocabulary(), evaluated));
        this.stages = evaluated.subList(rules.size(), evaluated.size()).stream()
                .map(condition -> new Staged(
                        condition, Wording.Worded.of(condition), Wording.Worded.of(RuleParts.flat(condition))))
                .toList();
    }

    /** Returns the stages that have a condition, for the first step of the question, in the order in which rules name them. */
    public List<Stage> of(GateQuestion question) {
        Scene scene = reader.scene(question);
        Row subject = scene.subjects().get(0);
        Map<Rule, Set<String>> reached =
                reached(subject, scene, question.subjects().get(0).payload());
        List<Stage> found = new ArrayList<>();
        for (Staged stage : stages) {
            found.add(new Stage(
                    stage.condition().ref(),
                    reached.getOrDefault(stage.condition(), Set.of()),
                    truth(stage.condition(), subject, scene),
                    Wording.conditions(stage.worded(), subject, scene),
                    Wording.conditions(stage.flat(), subject, scene)));
        }
        return found;
    }

    private Map<Rule, Set<String>> reached(Row subject, Scene scene, Map<String, ?> payload) {
        Map<Rule, Set<String>> reached = new HashMap<>();
        for (Rule rule : rules) {
            if (rule.sayings().stream().allMatch(Saying.Always.class::isInstance)
                    || !Interpreter.fires(rule, subject, scene)) {
                continue;
            }
            for (Saying saying : rule.sayings()) {
                saying.of(
                        condition -> {
                            reached.computeIfAbsent(condition, first -> new TreeSet<>())
                                    .add(rule.ref().id());
                            return !Interpreter.isRuledOut(condition, subject, scene);
                        },
                        payload::get);
            }
        }
        return reached;
    }

    private static Truth truth(Rule condition, Row subject, Scene scene) {
        if (Interpreter.fires(condition, subject, scene)) {
            return Truth.TRUE;
        }
        return Interpreter.isRuledOut(condition, subject, scene) ? Truth.FALSE : Truth.UNKNOWN;
    }
}
