package dev.runs.gate;

import java.util.List;

/**
 * What a rule pack found about one step: every finding of every level, and every rule that could not be evaluated.
 *
 * @param findings what rules said, in no meaningful order
 * @param faults what went wrong; a step with a fault is not allowed without people
 * @param reads the facts that rules read besides the step itself, in no meaningful order
 * @param near rules that would have spoken if one of their conditions had held; for explanations, decides nothing
 * @since 0.1.0
 */
public record GateAnswer(List<Finding> findings, List<Fault> faults, List<FactRead> reads, List<RuleTrace> near) {
    /** Copies the lists. */
    public GateAnswer {
        findings = List.copyOf(findings);
        faults = List.copyOf(faults);
        reads = List.copyOf(reads);
        near = List.copyOf(near);
    }

    /** Makes an answer from findings and faults alone. */
    public GateAnswer(List<Finding> findings, List<Fault> faults) {
        this(findings, faults, List.of(), List.of());
    }

    /**
     * A rule, or the evaluation as a whole, that failed.
     *
     * @param code a stable code, as in {@code docs/error-codes.md}
     * @param message what failed, naming the rule where one is known
     * @since 0.1.0
     */
    public record Fault(String code, String message) {}
}
