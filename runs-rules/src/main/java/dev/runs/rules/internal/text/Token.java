package dev.runs.rules.internal.text;

/** One word, value or sign of a rule file. For a text, {@code text} is its content without quotes and escapes. */
public record Token(Kind kind, String text, Place place) {
    public enum Kind {
        WORD,
        VARIABLE,
        TEXT,
        NUMBER,
        SIGN,
        END
    }

    public boolean is(String wordOrSign) {
        return (kind == Kind.WORD || kind == Kind.SIGN) && text.equals(wordOrSign);
    }

    public boolean is(Kind other) {
        return kind == other;
    }

    /** Returns the token as a message quotes it. */
    public String quoted() {
        return switch (kind) {
            case END -> text;
            case TEXT -> "the text \"" + Text.shortened(text) + "\"";
            default -> "'" + Text.shortened(text) + "'";
        };
    }
}
