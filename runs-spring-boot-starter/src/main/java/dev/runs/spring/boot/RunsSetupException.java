package dev.runs.spring.boot;

import org.jspecify.annotations.Nullable;

/** The host does not say all that is needed, or what it says cannot be used. */
final class RunsSetupException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String problem;
    private final String fix;

    RunsSetupException(String problem, String fix) {
        this(problem, fix, null);
    }

    RunsSetupException(String problem, String fix, @Nullable Throwable cause) {
        super(problem + "\nFix: " + fix, cause);
        this.problem = problem;
        this.fix = fix;
    }

    String problem() {
        return problem;
    }

    String fix() {
        return fix;
    }
}
