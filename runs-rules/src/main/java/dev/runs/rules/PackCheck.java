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
 * @param warnings what the authors probably do not mean, by file and place; only of a pack without mistakes
 * @since 0.1.0
 */
public record PackCheck(
        int files, int filesWithProblems, int rules, List<RuleProblem> problems, List<RuleProblem> warnings) {
    /** Copies the lists. */
    public PackCheck {
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
    }

    /** Returns whether the pack would be loaded. */
    public boolean valid() {
        return problems.isEmpty();
    }
}
