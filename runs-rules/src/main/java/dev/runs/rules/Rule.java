package dev.runs.rules;

import dev.runs.gate.Finding;
import dev.runs.gate.Level;
import dev.runs.gate.RuleRef;
import java.util.List;

/** A checked rule. */
record Rule(RuleRef ref, Level level, Condition condition, List<Finding.Effect> effects) {
    Rule {
        effects = List.copyOf(effects);
    }
}
