package dev.runs.rules;

import dev.runs.gate.Finding;
import dev.runs.gate.GateAnswer;
import dev.runs.gate.GateQuestion;
import dev.runs.gate.StepFact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Answers questions with the rules of one pack. The engine decides which rules fire; the interpreter is asked as well,
 * names a rule that fails, and where the two do not agree the step has a fault: it is not allowed without people.
 */
final class Evaluation {
    private final List<Rule> rules;
    private final CompiledRules compiled;

    Evaluation(List<Rule> rules, CompiledRules compiled) {
        this.rules = rules;
        this.compiled = compiled;
    }

    List<GateAnswer> answers(GateQuestion question) {
        List<BitSet> fired = compiled.fired(question.subjects());
        List<GateAnswer> answers = new ArrayList<>(fired.size());
        for (int i = 0; i < fired.size(); i++) {
            answers.add(answer(question.subjects().get(i), fired.get(i), question.at()));
        }
        return answers;
    }

    private GateAnswer answer(StepFact step, BitSet fired, Instant at) {
        List<Finding> findings = new ArrayList<>();
        List<GateAnswer.Fault> faults = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            try {
                if (Interpreter.isTrue(rule.condition(), step) != fired.get(i)) {
                    faults.add(fault(
                            RuleErrorCode.DISAGREEMENT,
                            rule,
                            "was evaluated in two ways with two results; this is a fault of Runs"));
                }
            } catch (RuntimeException e) {
                faults.add(fault(RuleErrorCode.RULE_FAILED, rule, "could not be evaluated: " + e));
            }
            if (fired.get(i)) {
                rule.effects().stream()
                        .filter(effect -> !elapsed(effect, at))
                        .forEach(effect -> findings.add(new Finding(rule.ref(), rule.level(), effect)));
            }
        }
        return new GateAnswer(findings, faults);
    }

    /** A hold whose time has come says nothing any more; else a held step would be held for ever. */
    private static boolean elapsed(Finding.Effect effect, Instant at) {
        return effect instanceof Finding.Hold hold && !hold.until().isAfter(at);
    }

    private static GateAnswer.Fault fault(RuleErrorCode code, Rule rule, String what) {
        return new GateAnswer.Fault(
                code.id(), "Rule " + rule.ref().id() + " (" + rule.ref().place() + ") " + what + ".");
    }
}
