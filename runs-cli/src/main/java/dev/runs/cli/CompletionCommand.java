package dev.runs.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code runs completion}: the script by which a shell completes commands and options. */
@Command(
        name = "completion",
        description = {
            "Prints a script that lets bash and zsh complete commands and options.",
            "",
            "Put this line into ~/.bashrc or ~/.zshrc: source <(runs completion)"
        },
        mixinStandardHelpOptions = true,
        versionProvider = RunsCli.Version.class)
final class CompletionCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().getOut().print(AutoComplete.bash("runs", spec.root().commandLine()));
    }
}
