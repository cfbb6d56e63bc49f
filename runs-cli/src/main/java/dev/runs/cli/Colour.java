package dev.runs.cli;

import picocli.CommandLine.Help.Ansi;

/** What stands out on a terminal; picocli knows whether there is one, and whether NO_COLOR is set. */
enum Colour {
    BOLD("1"),
    RED("31"),
    GREEN("32");

    private final String code;

    Colour(String code) {
        this.code = code;
    }

    String on(String text, Ansi colours) {
        return colours.enabled() ? "\u001B[" + code + "m" + text + "\u001B[0m" : text;
    }
}
