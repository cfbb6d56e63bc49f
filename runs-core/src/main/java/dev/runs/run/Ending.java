package dev.runs.run;

import java.util.Optional;

/**
 * How a step came to its end other than by its own work.
 *
 * @param kind how
 * @param by the step that took its place, or that had enough without it; empty if a person waived it
 * @param late what became of its action; empty if that had not been begun
 * @since 0.1.0
 */
public record Ending(Kind kind, Optional<String> by, Optional<LateResult> late) {
    /**
     * The ways in which a step ends without its own work.
     *
     * @since 0.1.0
     */
    public enum Kind {
        /** A person said that it counts as done: nothing was executed. */
        WAIVED,
        /** Another step took its place. */
        REPLACED,
        /** A join that stops its losers had enough without it (S3). */
        OUTRUN,
        /** Somebody cancelled the run. */
        STOPPED
    }

    static Ending waived() {
        return new Ending(Kind.WAIVED, Optional.empty(), Optional.empty());
    }

    static Ending replacedBy(String step) {
        return new Ending(Kind.REPLACED, Optional.of(step), Optional.empty());
    }

    Ending with(LateResult result) {
        return new Ending(kind, by, Optional.of(result));
    }
}
