package dev.runs.cli;

import picocli.CommandLine.Option;

/** How a command prints that can print for programs. */
final class TextOrJson {
    private enum Format {
        TEXT,
        JSON
    }

    @Option(
            names = "--format",
            paramLabel = "text|json",
            description = "How to print: text for people (default), json for programs.")
    private Format format = Format.TEXT;

    boolean json() {
        return format == Format.JSON;
    }
}
