package dev.runs.record;

import java.util.List;
import java.util.Optional;

/**
 * Why a step may or may not go on. Immutable.
 *
 * @param step the step's id
 * @param headline the answer in one sentence
 * @param lines what it rests on, the most telling first
 * @since 0.1.0
 */
public record Explanation(String step, String headline, List<Line> lines) {
    /** Copies the lines. */
    public Explanation {
        lines = List.copyOf(lines);
    }

    /**
     * What a line is about.
     *
     * @since 0.1.0
     */
    public enum Kind {
        /** What the gate said. */
        VERDICT,
        /** A rule that was part of it. */
        RULE,
        /** A fact that the rules read. */
        FACT,
        /** What would have changed the answer: a rule that nearly spoke. */
        NEAR,
        /** The rule pack. */
        PACK,
        /** The pack's default approvers. */
        DEFAULT_APPROVERS,
        /** What holds whatever the rules say. */
        FLOOR,
        /** A vote. */
        VOTE,
        /** The permit. */
        PERMIT,
        /** The payload. */
        PAYLOAD,
        /** An earlier step. */
        PREDECESSOR,
        /** Approvals that are missing. */
        MISSING,
        /** Who cannot vote. */
        EXCLUDED,
        /** A time before which nothing happens. */
        HELD,
        /** Something is wrong. */
        FAULT,
        /** What would mend or move it. */
        MEND,
        /** A no. */
        REJECTION,
        /** Why the step is not needed. */
        SKIPPED,
        /** What became of the execution. */
        EXECUTION
    }

    /**
     * A line.
     *
     * @param kind what it is about
     * @param text the words
     * @param rule the id of the rule that it is about
     * @since 0.1.0
     */
    public record Line(Kind kind, String text, Optional<String> rule) {
        /** A line that is about no rule. */
        public Line(Kind kind, String text) {
            this(kind, text, Optional.empty());
        }
    }

    /** Returns headline and lines as one text, each line indented. */
    public String text() {
        StringBuilder text = new StringBuilder(headline);
        lines.forEach(line -> text.append("\n  ").append(line.text()));
        return text.toString();
    }
}
