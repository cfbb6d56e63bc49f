package dev.runs.samples.crm.agent;

/** Texts of others, made fit for titles: short, and without characters that nobody sees. */
final class Shown {
    private static final int LONGEST_NAME = 60;

    private Shown() {}

    /** Returns a name for a title. */
    static String name(String name) {
        String clean = name.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}]", " ")
                .replaceAll("\\s+", " ")
                .strip();
        return clean.isEmpty() ? "(no name)" : cut(clean, LONGEST_NAME);
    }

    /** Cuts what is longer, never within a character. */
    static String cut(String text, int longest) {
        if (text.codePointCount(0, text.length()) <= longest) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, longest - 1)) + "\u2026";
    }
}
