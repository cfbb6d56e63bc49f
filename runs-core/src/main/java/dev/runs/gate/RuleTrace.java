package dev.runs.gate;

import java.util.List;

/**
 * How one rule came to speak, or not, about one step: each of its conditions, with its truth.
 *
 * @param rule the rule
 * @param level what its findings count for
 * @param fired whether it spoke
 * @param conditions its conditions, in the order of the file
 * @param effects what it says when it speaks; empty if that is not known
 * @since 0.1.0
 */
public record RuleTrace(
        RuleRef rule, Level level, boolean fired, List<ConditionTrace> conditions, List<Finding.Effect> effects) {
    /** Copies the lists. */
    public RuleTrace {
        conditions = List.copyOf(conditions);
        effects = List.copyOf(effects);
    }

    /** Makes a trace of a rule of which it is not known what it says. */
    public RuleTrace(RuleRef rule, Level level, boolean fired, List<ConditionTrace> conditions) {
        this(rule, level, fired, conditions, List.of());
    }

    /** Returns whether the rule would have spoken if just one of its conditions had been true. */
    public boolean nearMiss() {
        return !fired
                && conditions.stream()
                                .filter(condition -> condition.truth() != Truth.TRUE)
                                .count()
                        == 1;
    }

    /**
     * One condition of a rule.
     *
     * @param line the line on which it stands
     * @param text the condition as its author would write it, such as {@code risk >= RiskLevel.HIGH}
     * @param found what was found instead, in the author's words, such as {@code risk is RiskLevel.MEDIUM}
     * @param truth whether it holds
     * @since 0.1.0
     */
    public record ConditionTrace(int line, String text, String found, Truth truth) {}

    /**
     * Whether a condition holds.
     *
     * @since 0.1.0
     */
    public enum Truth {
        /** It does not. */
        FALSE,
        /** A value that it compares is missing, so that neither it nor its opposite holds. */
        UNKNOWN,
        /** It does. */
        TRUE
    }
}
