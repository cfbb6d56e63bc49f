package dev.runs.web;

import java.util.List;

/**
 * A parameter of a query.
 *
 * @param name its name
 * @param kind what it can be
 * @param about what it says
 * @param words the words that it can be, where only some are possible
 */
record Parameter(String name, Kind kind, String about, List<String> words) {
    enum Kind {
        TEXT,
        /** Any of the words, as often as wanted. */
        WORDS,
        WORD,
        FLAG,
        NUMBER
    }

    static final Parameter AFTER =
            text("after", "Where the page begins: the cursor of the page before it; leave it out for the first page.");

    static Parameter limit(int most, int usual) {
        return new Parameter(
                "limit", Kind.NUMBER, "At most so many, 1 to " + most + "; " + usual + " otherwise.", List.of());
    }

    static Parameter text(String name, String about) {
        return new Parameter(name, Kind.TEXT, about, List.of());
    }

    static Parameter flag(String name, String about) {
        return new Parameter(name, Kind.FLAG, about, List.of());
    }

    static Parameter number(String name, String about) {
        return new Parameter(name, Kind.NUMBER, about, List.of());
    }

    static Parameter word(String name, String about, List<String> words) {
        return new Parameter(name, Kind.WORD, about, words);
    }

    static Parameter words(String name, String about, List<String> words) {
        return new Parameter(name, Kind.WORDS, about, words);
    }
}
