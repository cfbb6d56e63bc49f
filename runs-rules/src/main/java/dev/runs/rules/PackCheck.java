package dev.runs.rules;

import dev.runs.rules.problem.RuleProblem;
import java.util.List;

/**
 * What a check of a rule pack found.
 *
 * @param files the number of files of the pack
 * @param filesWithProblems the number of those that have mistakes
 * @param rules the number of rules that were recognised
 * @param problems every mistake, by file and place; empty when the pack is fine
 * @since 0.1.0
 */
public record PackCheck(int files, int filesWithProblems, int rules, List<RuleProblem> problems) {
    /** Copies the list. */
    public PackCheck {
        problems = List.copyOf(problems);
    }

    /** Returns whether the pack would be loaded. */
    public boolean valid() {
        return problems.isEmpty();
    }
}
