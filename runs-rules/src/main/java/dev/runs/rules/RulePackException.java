package dev.runs.rules;

import dev.runs.rules.problem.RuleErrorCode;
import dev.runs.rules.problem.RuleProblem;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A rule pack that was not loaded. The message lists every mistake, one per place: {@code file:line:column  what is
 * wrong}, and below it how the right form looks.
 *
 * @since 0.1.0
 */
public final class RulePackException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    // Records of texts and an enum; transient because the message says it all.
    private final transient List<RuleProblem> problems;

    public RulePackException(String pack, List<RuleProblem> problems) {
        this(pack, problems, null);
    }

    public RulePackException(String pack, List<RuleProblem> problems, @Nullable Throwable cause) {
        super(message(pack, problems), cause);
        this.problems = List.copyOf(problems);
    }

    /** Returns the code of the first mistake. */
    public RuleErrorCode code() {
        return problems.get(0).code();
    }

    /** Returns every mistake, by file and place; at least one. */
    public List<RuleProblem> problems() {
        return problems;
    }

    /**
     * Returns whether it may be that files were still being written: the same call may succeed when they are, without anybody
     * mending anything.
     */
    public boolean retryable() {
        return problems.stream()
                .anyMatch(problem ->
                        problem.code() == RuleErrorCode.UNSETTLED || problem.code() == RuleErrorCode.CHECKSUM);
    }

    private static String message(String pack, List<RuleProblem> problems) {
        return problems.get(0).code().id() + " Rule pack '" + pack + "' was not loaded: "
                + (problems.size() == 1 ? "1 error" : problems.size() + " errors") + ".\n"
                + problems.stream().map(RuleProblem::message).collect(Collectors.joining("\n"));
    }
}
