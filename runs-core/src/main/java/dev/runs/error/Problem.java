package dev.runs.error;

/**
 * One thing that is wrong: a stable code, what is wrong with names and values, and the likely mend.
 *
 * @param code the stable code
 * @param text what is wrong, and the actual state; one or more sentences
 * @param fix what would mend it
 * @since 0.1.0
 */
public record Problem(ErrorCode code, String text, String fix) {
    /** Returns {@code CODE text}, a new line, and {@code Fix: fix}. */
    public String message() {
        return code.id() + " " + text + "\nFix: " + fix;
    }
}
