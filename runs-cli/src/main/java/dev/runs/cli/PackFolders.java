package dev.runs.cli;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Parameters;

/** The rule packs that a command is about. */
final class PackFolders {
    @Parameters(arity = "1..*", paramLabel = "FOLDER", description = "The folder of a rule pack; several are allowed.")
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private List<Path> folders;

    /** Returns the folders in the order in which they are named, each once. */
    Set<Path> all() {
        return new LinkedHashSet<>(folders);
    }
}
