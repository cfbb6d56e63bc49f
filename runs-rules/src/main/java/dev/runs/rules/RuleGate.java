package dev.runs.rules;

import dev.runs.gate.Finding;
import dev.runs.gate.Gate;
import dev.runs.gate.GateQuestion;
import dev.runs.gate.RuleRef;
import dev.runs.gate.RuleTrace;
import dev.runs.gate.RuleTrace.ConditionTrace;
import dev.runs.gate.StepFact;
import java.util.List;

/**
 * Rules that answer, and that can be asked one by one: a {@link RulePack}, or a {@link RulePackStack} of a tenant's pack on the
 * global one. What stands here besides {@link #ask} is for explanations, tests and authors, not for decisions: it is asked of an
 * interpreter and not of the rule engine, on the calling thread, without a deadline.
 *
 * <p>Thread-safe.
 *
 * @since 0.1.0
 */
public sealed interface RuleGate extends Gate permits RulePack, RulePackStack {
    /** Returns the rules, sorted by id. */
    List<RuleRef> rules();

    /**
     * Returns how each rule came to speak, or not, about each step of the question: one list per step, the rules
     * sorted by id.
     */
    List<List<RuleTrace>> trace(GateQuestion question);

    /**
     * Returns how each part of each rule stands, for the first step of the question: the rules sorted by id, and of each what
     * cannot be taken apart further. Of {@code amount > 1000 || amount is missing} both are to be seen. It is for the coverage
     * of cases.
     */
    List<List<ConditionTrace>> parts(GateQuestion question);

    /** Returns how each stage that has a condition stood, for the first step of the question. */
    List<StageTrace> stages(GateQuestion question);

    /**
     * Returns what a rule says when it speaks about a step, as it counts here.
     *
     * @param rule a rule of {@link #trace}
     */
    List<Finding> findings(RuleTrace rule, StepFact step);
}
