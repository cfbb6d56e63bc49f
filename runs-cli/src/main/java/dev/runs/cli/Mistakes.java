package dev.runs.cli;

import dev.runs.rules.problem.RuleErrorCode;
import dev.runs.rules.problem.RuleProblem;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Help.Ansi;

/** Mistakes that were found in a folder, or in a file beside it, as people and scripts are told of them. */
record Mistakes(String folder, Set<String> given, List<RuleProblem> problems) {
    Mistakes {
        problems = List.copyOf(problems);
    }

    /**
     * Makes mistakes of a command.
     *
     * @param folder the folder of the pack
     * @param files what else the command line names
     */
    static Mistakes of(Path folder, List<Path> files, List<RuleProblem> problems) {
        Set<String> given = new java.util.TreeSet<>(Set.of(shown(folder)));
        files.forEach(file -> given.add(shown(file)));
        return new Mistakes(shown(folder), given, problems);
    }

    /** Returns whether something that the command line names is not there: a mistake of it, not of the pack. */
    boolean nothingThere() {
        return problems.stream()
                .anyMatch(problem -> problem.code() == RuleErrorCode.FOLDER && given.contains(problem.file()));
    }

    int exitCode() {
        if (problems.isEmpty()) {
            return ExitCode.OK;
        }
        return nothingThere() ? ExitCode.TOOL_ERROR : ExitCode.INVALID_PACK;
    }

    String place(RuleProblem problem) {
        return given.contains(problem.file()) ? problem.place() : folder + "/" + problem.place();
    }

    void print(PrintWriter out, Ansi colours) {
        print(out, colours, "");
    }

    /** Prints what is no mistake, and is probably not meant. */
    void printAsWarnings(PrintWriter out, Ansi colours) {
        print(out, colours, "warning: ");
    }

    private void print(PrintWriter out, Ansi colours, String kind) {
        for (RuleProblem problem : problems) {
            out.println(Colour.BOLD.on(place(problem), colours) + "  " + kind + problem.text());
            problem.hint().ifPresent(hint -> out.println("    " + hint));
        }
    }

    /** Returns a path as it was written, without a slash at the end. */
    static String shown(Path path) {
        return path.toString().replace('\\', '/');
    }

    static String count(long number, String word) {
        return number + " " + word + (number == 1 ? "" : "s");
    }
}
