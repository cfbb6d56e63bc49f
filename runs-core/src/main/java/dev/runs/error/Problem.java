package dev.runs.error;

import dev.runs.text.PlainText;

/**
 * One thing that is wrong: a stable code, what is wrong with names and values, and the likely mend.
 *
 * @param code the stable code
 * @param text what is wrong, and the actual state; one or more sentences
 * @param fix what would mend it
 * @since 0.1.0
 */
public record Problem(ErrorCode code, String text, String fix) {
    private static final int LONGEST = 10_000;

    /** Makes text and mend plain lines: ids of actors and words of plans stand in them, and they are written to logs. */
    public Problem {
        text = PlainText.line(text, LONGEST);
        fix = PlainText.line(fix, LONGEST);
    }

    /** Returns {@code CODE text}, a new line, and {@code Fix: fix}. */
    public String message() {
        return code.id() + " " + text + "\nFix: " + fix;
    }
}
