package dev.runs.gate;

import java.util.List;

/**
 * What a rule pack found about one step: every finding of every level, and every rule that could not be evaluated.
 *
 * @param findings what rules said, in no meaningful order
 * @param faults what went wrong; a step with a fault is not allowed without people
 * @since 0.1.0
 */
public record GateAnswer(List<Finding> findings, List<Fault> faults) {
    /** Copies the lists. */
    public GateAnswer {
        findings = List.copyOf(findings);
        faults = List.copyOf(faults);
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
