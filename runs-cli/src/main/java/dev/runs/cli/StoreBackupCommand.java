package dev.runs.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code runs store backup}: a copy of a store that may be in use. */
@Command(
        name = "backup",
        description = {
            "Writes a copy of the store as it is at this moment, which is a store itself.",
            "",
            "The host may use the store meanwhile. The copy appears under its name when it is whole and safe on the disk;"
                    + " it replaces nothing."
        },
        mixinStandardHelpOptions = true,
        versionProvider = RunsCli.Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the copy is written",
            "1:it is not: no store, something at TARGET already, no room, or the command line is wrong"
        })
final class StoreBackupCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FILE", description = "The file of the store.")
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private Path file;

    @Parameters(index = "1", paramLabel = "TARGET", description = "The file to write, which must not be there yet.")
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private Path target;

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        return StoreFile.use(file, spec.commandLine().getErr(), store -> {
            store.backup(target);
            out.println("wrote " + target);
            return ExitCode.OK;
        });
    }
}
