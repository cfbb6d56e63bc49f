package dev.runs.rules.internal.model;

import dev.runs.gate.Finding;
import dev.runs.gate.Level;
import dev.runs.gate.RuleRef;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A checked rule: it speaks about a step of which the condition is true, when all clauses are.
 *
 * @param condition about the step
 * @param clauses about what is beside it
 * @param sayings what it says then
 */
public record Rule(RuleRef ref, Level level, Condition condition, List<Clause> clauses, List<Saying> sayings) {
    public Rule {
        clauses = List.copyOf(clauses);
        sayings = List.copyOf(sayings);
    }

    /** Returns what the rule says in general. */
    public List<Finding.Effect> effects() {
        return sayings.stream().map(Saying::inGeneral).toList();
    }

    /** Returns the actions of which alone the rule can speak; empty if it may speak of any. */
    public Optional<Set<String>> actions() {
        return condition.conjuncts().stream()
                .filter(Condition::namesActions)
                .map(part -> ((Condition.Comparison) part)
                        .values().stream().map(String::valueOf).collect(Collectors.toSet()))
                .findFirst();
    }
}
