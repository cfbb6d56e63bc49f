package dev.runs.rules;

import dev.runs.gate.RuleTrace.ConditionTrace;
import dev.runs.gate.RuleTrace.Truth;
import java.util.List;
import java.util.Set;

/**
 * How the condition of one stage stood, of a requirement in {@code pack.yaml} that asks stages one after the other.
 *
 * <p>Immutable.
 *
 * @param name what the stage is called, such as {@code stage 2 of requirement 'refund'}
 * @param file the file of the condition
 * @param line the line on which it stands
 * @param rules the ids of the rules that spoke and came to the stage; with none, its condition decided nothing
 * @param truth whether the condition held; where a missing value leaves it open the stage is asked, as where it holds
 * @param conditions its conditions, of which all must hold
 * @param parts what its conditions are made of, and cannot be taken apart further
 * @since 0.1.0
 */
public record StageTrace(
        String name,
        String file,
        int line,
        Set<String> rules,
        Truth truth,
        List<ConditionTrace> conditions,
        List<ConditionTrace> parts) {
    /** Copies the collections. */
    public StageTrace {
        rules = Set.copyOf(rules);
        conditions = List.copyOf(conditions);
        parts = List.copyOf(parts);
    }
}
