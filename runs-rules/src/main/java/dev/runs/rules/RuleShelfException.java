package dev.runs.rules;

import dev.runs.rules.problem.RuleErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * A change of the rules that was not made. The rules in force are as they were.
 *
 * @since 0.1.0
 */
public final class RuleShelfException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final RuleErrorCode code;

    RuleShelfException(RuleErrorCode code, String problem, String fix, @Nullable Throwable cause) {
        super(code.id() + " " + problem + "\nFix: " + fix, cause);
        this.code = code;
    }

    RuleShelfException(RuleErrorCode code, String problem, String fix) {
        this(code, problem, fix, null);
    }

    /** Returns the stable code, as in {@code docs/error-codes.md}. */
    public RuleErrorCode code() {
        return code;
    }
}
