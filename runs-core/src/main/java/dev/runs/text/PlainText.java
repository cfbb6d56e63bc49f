package dev.runs.text;

/**
 * Words that came from outside, made fit to be shown: to people on a page, in a message, in a line of a log. Nothing is left in
 * them that moves, hides or turns round what stands beside them: such characters are shown as {@code <U+202E>}. What is very long is
 * cut, and says so. It is text still: a page has to escape it for its own format.
 *
 * <p>Stored words stay as they were given; they are made plain when they are shown.
 *
 * @since 0.1.0
 */
public final class PlainText {
    /** As many characters as a text of one line is shown with. */
    public static final int LINE = 2_000;

    /** As many characters as a text of several lines is shown with. */
    public static final int TEXT = 20_000;

    private PlainText() {}

    /** Returns words as one line: line breaks and tabs are blanks. */
    public static String line(String words) {
        return plain(words, LINE, false);
    }

    /** Returns words as one line of at most so many characters. */
    public static String line(String words, int most) {
        return plain(words, most, false);
    }

    /** Returns words with their line breaks. */
    public static String lines(String words) {
        return plain(words, TEXT, true);
    }

    /** Returns words with their line breaks, with at most so many characters. */
    public static String lines(String words, int most) {
        return plain(words, most, true);
    }

    private static String plain(String words, int most, boolean lines) {
        int end = words.length() <= most ? words.length() : cut(words, most);
        if (end == words.length() && isHarmless(words)) {
            return words;
        }
        StringBuilder plain = new StringBuilder(end + 32);
        int before = ' ';
        int point;
        for (int i = 0; i < end; i += Character.charCount(point)) {
            point = words.codePointAt(i);
            if (point == '\r' && i + 1 < words.length() && words.charAt(i + 1) == '\n') {
                continue;
            } else if (point == '\n' || point == '\r') {
                plain.append(lines ? '\n' : ' ');
            } else if (point == '\t') {
                plain.append(' ');
            } else if (isHidden(point) && !joins(point, before)) {
                plain.append(String.format("<U+%04X>", point));
            } else {
                plain.appendCodePoint(point);
            }
            before = point;
        }
        if (end < words.length()) {
            plain.append("... (cut; ").append(words.length()).append(" characters)");
        }
        return plain.toString();
    }

    private static int cut(String words, int most) {
        return Character.isHighSurrogate(words.charAt(most - 1)) ? most - 1 : most;
    }

    private static boolean isHarmless(String words) {
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            if (c < ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }

    /** Whether a reader does not see the character, or sees others elsewhere because of it. */
    private static boolean isHidden(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default ->
                point == 0x115F
                        || point == 0x1160
                        || point == 0x2800
                        || point == 0x3164
                        || point == 0xFFA0
                        // Variation selectors beyond the sixteen that emoji use: text can be smuggled in them.
                        || (point >= 0xE0100 && point <= 0xE01EF);
        };
    }

    /** Joiners belong to words in scripts that have them, and to emoji; beside Latin letters they only hide something. */
    private static boolean joins(int point, int before) {
        return (point == 0x200C || point == 0x200D) && before > 0x2FF && !isHidden(before);
    }
}
