package dev.runs.rules;

import dev.runs.gate.Finding;
import dev.runs.gate.Level;
import dev.runs.gate.RuleRef;
import java.util.List;

/**
 * A checked rule: it speaks about a step of which the condition is true, when all clauses are.
 *
 * @param condition about the step
 * @param clauses about what is beside it
 */
record Rule(RuleRef ref, Level level, Condition condition, List<Clause> clauses, List<Finding.Effect> effects) {
    Rule {
        clauses = List.copyOf(clauses);
        effects = List.copyOf(effects);
    }
}
