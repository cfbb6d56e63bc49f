package dev.runs.error;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An error in what the library was given, or a call that it had to refuse and that has no other answer.
 *
 * <p>The message is {@code CODE what is wrong, and the actual state.}, then a line {@code Fix: ...}. When there are
 * several problems, each has its own two lines.
 *
 * @since 0.1.0
 */
public final class RunsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    // Problems are records of strings and an enum; kept transient because the message says it all.
    private final transient List<Problem> problems;

    /** Makes an exception of one problem. */
    public RunsException(Problem problem) {
        this(List.of(problem), null);
    }

    /** Makes an exception of one problem and its cause. */
    public RunsException(Problem problem, Throwable cause) {
        this(List.of(problem), cause);
    }

    /** Makes an exception of several problems; there must be at least one. */
    public RunsException(List<Problem> problems) {
        this(problems, null);
    }

    private RunsException(List<Problem> problems, @Nullable Throwable cause) {
        super(String.join("\n", problems.stream().map(Problem::message).toList()), cause);
        this.problems = List.copyOf(problems);
    }

    /** Returns the first problem's code. */
    public ErrorCode code() {
        return problems.get(0).code();
    }

    /** Returns all problems. */
    public List<Problem> problems() {
        return problems;
    }
}
