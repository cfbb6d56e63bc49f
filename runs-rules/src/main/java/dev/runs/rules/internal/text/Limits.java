package dev.runs.rules.internal.text;

import java.time.Duration;

/**
 * What a pack and a question may cost. Constants of the product, not settings: a flag could be set by whom the limits
 * are for. Tests use smaller ones.
 */
public record Limits(
        int fileBytes,
        int files,
        int rules,
        int nesting,
        int comparisons,
        int patterns,
        int calls,
        int subjects,
        int facts,
        Duration deadline) {

    public static final Limits STANDARD =
            new Limits(256 * 1024, 200, 1_000, 8, 64, 4, 8, 10_000, 20_000, Duration.ofSeconds(5));

    public Limits withDeadline(Duration other) {
        return new Limits(fileBytes, files, rules, nesting, comparisons, patterns, calls, subjects, facts, other);
    }

    public Limits withSubjects(int other) {
        return new Limits(fileBytes, files, rules, nesting, comparisons, patterns, calls, other, facts, deadline);
    }
}
