package dev.runs.samples.approvallog;

import dev.runs.error.Nearest;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the command line asks for.
 *
 * @param log the log to replay
 * @param store where to keep the runs; empty for a file that is thrown away afterwards
 * @param inMemory whether to keep the runs in memory
 * @param cases how many cases at most
 * @param oracle what to compare with; empty for what lies beside the log
 * @param rules the folder of another rule pack
 */
record Options(
        Path log,
        Optional<Path> store,
        boolean inMemory,
        Optional<Integer> cases,
        Optional<Path> oracle,
        Optional<Path> rules) {
    static final String USAGE = """
            Replays an approval log (XES, IEEE 1849) on Runs: each case is a run whose external action is the payment.

            Usage: java -jar approval-log.jar <log.xes|log.xes.gz> [options]
              --store <file>    keep the runs in this SQLite file, which must not be there yet
              --in-memory       keep the runs in memory (otherwise: in a SQLite file that is deleted afterwards)
              --cases <n>       stop after so many cases
              --oracle <file>   compare with this; without it, with <log>.oracle.*.jsonl.gz beside the log, if any
              --rules <folder>  replay against this rule pack instead of the sample's own
              --help            say this

            It ends with 0 if the oracle agrees or there is none, with 1 if it does not, and with 2 on bad input.
            """;

    private static final List<String> NAMES =
            List.of("--store", "--in-memory", "--cases", "--oracle", "--rules", "--help");

    /** The command line cannot be understood. */
    static final class UsageException extends Exception {
        private UsageException(String what, String fix) {
            super(what + "\nFix: " + fix);
        }
    }

    /** Reads a command line. */
    static Options of(List<String> arguments) throws UsageException {
        Optional<Path> log = Optional.empty();
        Optional<Path> store = Optional.empty();
        Optional<Path> oracle = Optional.empty();
        Optional<Path> rules = Optional.empty();
        Optional<Integer> cases = Optional.empty();
        boolean inMemory = false;
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            switch (argument) {
                case "--in-memory" -> inMemory = true;
                case "--store" -> store = Optional.of(path(value(arguments, ++i)));
                case "--oracle" -> oracle = Optional.of(path(value(arguments, ++i)));
                case "--rules" -> rules = Optional.of(path(value(arguments, ++i)));
                case "--cases" -> cases = Optional.of(number(value(arguments, ++i)));
                default -> {
                    if (argument.startsWith("-")) {
                        throw new UsageException(
                                "There is no option '" + argument + "' (options: " + String.join(", ", NAMES) + ").",
                                Nearest.to(argument, NAMES)
                                        .map(near -> "did you mean '" + near + "'?")
                                        .orElse("see --help"));
                    } else if (log.isPresent()) {
                        throw new UsageException(
                                "There are two logs, '" + log.get() + "' and '" + argument + "'.", "name one log");
                    }
                    log = Optional.of(path(argument));
                }
            }
        }
        if (log.isEmpty()) {
            throw new UsageException("There is no log to replay.", "name an XES log; --help says more");
        } else if (inMemory && store.isPresent()) {
            throw new UsageException("--in-memory and --store contradict each other.", "leave one of them out");
        }
        return new Options(log.get(), store, inMemory, cases, oracle, rules);
    }

    private static String value(List<String> arguments, int index) throws UsageException {
        if (index >= arguments.size()) {
            throw new UsageException("Option '" + arguments.get(index - 1) + "' has no value.", "see --help");
        }
        return arguments.get(index);
    }

    private static Path path(String text) throws UsageException {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new UsageException("'" + text + "' cannot be the name of a file.", "name a file");
        }
    }

    private static int number(String text) throws UsageException {
        try {
            int number = Integer.parseInt(text);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The same mend as for a number that is too small.
        }
        throw new UsageException("'" + text + "' is not a number of cases.", "give a whole number from 1 on");
    }
}
