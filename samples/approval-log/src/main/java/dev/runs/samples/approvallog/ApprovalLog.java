package dev.runs.samples.approvallog;

import dev.runs.error.RunsException;
import dev.runs.rules.RulePack;
import dev.runs.rules.RulePackException;
import dev.runs.storage.StoreException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Replays an approval log as a program. */
public final class ApprovalLog {
    private static final int EQUAL = 0;
    private static final int DIFFERENT = 1;
    private static final int BAD_INPUT = 2;

    private final Options options;
    private final PrintStream out;
    private final Progress progress;

    private ApprovalLog(Options options, PrintStream out, Progress progress) {
        this.options = options;
        this.out = out;
        this.progress = progress;
    }

    /** Replays the log that the arguments name. */
    public static void main(String[] args) {
        System.exit(run(List.of(args), System.out, System.err));
    }

    /** Replays the log that the arguments name, and returns the exit code. */
    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        if (arguments.contains("--help")) {
            out.print(Options.USAGE);
            return EQUAL;
        }
        try {
            return new ApprovalLog(Options.of(arguments), out, Progress.on(err)).run();
        } catch (Options.UsageException | BadInputException | StoreException | RulePackException | RunsException e) {
            err.println(e.getMessage());
            return BAD_INPUT;
        } catch (IOException e) {
            err.println("The disk or the file failed: " + e);
            return BAD_INPUT;
        }
    }

    private int run() throws IOException {
        // Whatever can be wrong before the first case is found before anything is written.
        Optional<Path> compareWith = oracle();
        try (RulePack rules = RulesOfTheLog.load(options.rules());
                XesReader log = XesReader.open(options.log());
                ReplayStore store = store()) {
            Report report = new Report(out);
            report.opening(options, store, rules.pack());
            long begin = System.nanoTime();
            Replay replay = Replay.of(log, store.store(), rules, options.cases().orElse(Integer.MAX_VALUE), progress);
            Duration time = Duration.ofNanos(System.nanoTime() - begin);
            store.complete();
            report.totals(replay);
            report.speed(replay.totals(), time, store.bytes());
            if (compareWith.isEmpty()) {
                report.noOracle();
                return EQUAL;
            }
            return compare(replay, Oracle.read(compareWith.get()), report);
        }
    }

    private int compare(Replay replay, Oracle oracle, Report report) {
        Comparison comparison =
                Comparison.of(replay.cases(), oracle, options.cases().isEmpty());
        report.comparison(oracle, comparison);
        return comparison.differences().isEmpty() ? EQUAL : DIFFERENT;
    }

    private Optional<Path> oracle() throws IOException {
        if (options.oracle().isEmpty()) {
            return Oracle.beside(options.log());
        } else if (!java.nio.file.Files.isRegularFile(options.oracle().get())) {
            throw BadInputException.in(
                    options.oracle().get(), "There is no such file.", "name an oracle, or leave --oracle out");
        }
        return options.oracle();
    }

    private ReplayStore store() throws IOException {
        if (options.inMemory()) {
            return ReplayStore.inMemory();
        } else if (options.store().isPresent()) {
            return ReplayStore.kept(options.store().get());
        }
        return ReplayStore.temporary();
    }
}
