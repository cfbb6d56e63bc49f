package dev.runs.kit;

import dev.runs.gate.Finding;
import dev.runs.gate.Gate;
import dev.runs.gate.GateAnswer;
import dev.runs.gate.GateAnswers;
import dev.runs.gate.GateQuestion;
import dev.runs.gate.Level;
import dev.runs.gate.PackRef;
import dev.runs.gate.RuleRef;
import dev.runs.gate.StepFact;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** A gate whose rules are written in Java; they can be changed while runs wait, as packs can. */
public final class RuleTable implements Gate {
    public static final String DEFAULT_APPROVER = "Governance";

    private record Rule(String id, Predicate<StepFact> when, Finding.Effect effect) {}

    private final List<Rule> rules = new ArrayList<>();
    private boolean broken;
    private int version = 1;

    public RuleTable add(String id, Predicate<StepFact> when, Finding.Effect effect) {
        rules.add(new Rule(id, when, effect));
        version++;
        return this;
    }

    public RuleTable require(String id, String action, String role, int quorum) {
        return add(
                id,
                fact -> fact.action().equals(action),
                new Finding.Require(Set.of(role), quorum, "Requires " + role, Optional.empty(), Optional.empty()));
    }

    public RuleTable clear() {
        rules.clear();
        version++;
        return this;
    }

    /** From now on every question fails. */
    public void breakDown() {
        broken = true;
    }

    @Override
    public PackRef pack() {
        return new PackRef("table", "" + version, "table:" + version, Set.of(DEFAULT_APPROVER));
    }

    @Override
    public GateAnswers ask(GateQuestion question) {
        if (broken) {
            throw new IllegalStateException("the rules engine is out of order");
        }
        List<GateAnswer> answers = new ArrayList<>();
        for (StepFact fact : question.subjects()) {
            List<Finding> findings = new ArrayList<>();
            for (Rule rule : rules) {
                if (rule.when().test(fact)) {
                    findings.add(new Finding(
                            new RuleRef(rule.id(), "Rule " + rule.id(), "Test", "for tests", "table.drl", 1),
                            Level.ENFORCE,
                            rule.effect()));
                }
            }
            answers.add(new GateAnswer(findings, List.of()));
        }
        return new GateAnswers(pack(), answers);
    }
}
