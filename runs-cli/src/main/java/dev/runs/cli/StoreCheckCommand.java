package dev.runs.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code runs store check}: whether a store is sound. */
@Command(
        name = "check",
        description = {
            "Reads the whole store and says what is wrong with it, one problem per line.",
            "",
            "It takes as long as reading the file does. The host may use the store meanwhile."
        },
        mixinStandardHelpOptions = true,
        versionProvider = RunsCli.Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the store is sound", "1:it has problems, or it is no store, or the command line is wrong"})
final class StoreCheckCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The file of the store.")
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private Path file;

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        return StoreFile.use(file, spec.commandLine().getErr(), store -> {
            List<String> problems = store.integrityCheck();
            problems.forEach(out::println);
            out.println(summary(problems.size()) + " in " + file);
            return problems.isEmpty() ? ExitCode.OK : ExitCode.TOOL_ERROR;
        });
    }

    private static String summary(int problems) {
        return problems == 0 ? "no problems" : problems + (problems == 1 ? " problem" : " problems");
    }
}
