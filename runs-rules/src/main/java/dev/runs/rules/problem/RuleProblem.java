package dev.runs.rules.problem;

import java.util.Optional;

/**
 * One mistake in a rule pack, in the words of its author.
 *
 * @param code the stable code, as in {@code docs/error-codes.md}
 * @param file the file within the pack, with forward slashes
 * @param line the line, from 1; 0 when the mistake is the file as a whole
 * @param column the column, from 1, counted in characters; 0 when the mistake is the file as a whole
 * @param text what is wrong, with the nearest name where there is one
 * @param hint how the right form looks
 * @since 0.1.0
 */
public record RuleProblem(RuleErrorCode code, String file, int line, int column, String text, Optional<String> hint) {

    /** Returns {@code file:line:column}, or the file alone. */
    public String place() {
        return line == 0 ? file : file + ":" + line + ":" + column;
    }

    /** Returns the place, what is wrong, and on a second line the hint. */
    public String message() {
        return place() + "  " + text + hint.map(words -> "\n    " + words).orElse("");
    }
}
