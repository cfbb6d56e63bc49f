package dev.runs.action;

import java.util.List;

/**
 * A field that payloads of an action have. Immutable.
 *
 * @param name its name
 * @param kind what its values are
 * @param choices the only values, for a choice
 * @param required whether every payload has it
 * @since 0.1.0
 */
public record PayloadField(String name, Kind kind, List<String> choices, boolean required) {
    /** Copies the list. */
    public PayloadField {
        choices = List.copyOf(choices);
    }

    /**
     * What values are.
     *
     * @since 0.1.0
     */
    public enum Kind {
        /** Text. */
        TEXT("text"),
        /** A whole number. */
        INTEGER("a whole number"),
        /** A decimal number, as text. */
        DECIMAL("a decimal as text, such as \"12.50\""),
        /** Yes or no. */
        BOOLEAN("true or false"),
        /** A moment, as text. */
        INSTANT("an instant, such as \"2026-01-31T09:00:00Z\""),
        /** A day, as text. */
        DATE("a date, such as \"2026-01-31\""),
        /** One of a few texts. */
        CHOICE("one of"),
        /** Several values. */
        LIST("a list"),
        /** Fields of its own. */
        OBJECT("an object");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** Returns it in words, as the end of "give it". */
        String words() {
            return words;
        }
    }
}
