package dev.runs.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The program behind {@code bin/runs}. */
@Command(
        name = "runs",
        description = {
            "For the people who write rule packs: rules that decide what an agent may do outside.",
            "And for those who look after the stores in which hosts keep runs."
        },
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = RunsCli.Version.class,
        subcommands = {
            CheckCommand.class,
            TestCommand.class,
            ExplainCommand.class,
            StoreCommand.class,
            CompletionCommand.class
        },
        footer = {
            "",
            "Start with a pack that works, and change it:",
            "  runs check samples/governance",
            "  runs test samples/governance",
            "",
            "Each command explains itself: runs check --help"
        })
public final class RunsCli implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private CommandSpec spec;

    private RunsCli() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(out, err, Ansi.AUTO, args));
    }

    /** Runs a command in this process and returns its exit code. */
    static int run(PrintWriter out, PrintWriter err, Ansi colours, String... args) {
        int code = new CommandLine(new RunsCli())
                .setOut(out)
                .setErr(err)
                .setColorScheme(CommandLine.Help.defaultColorScheme(colours))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(100)
                .setParameterExceptionHandler((e, arguments) -> {
                    err.println("runs: " + e.getMessage());
                    err.println("Fix: " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
                    return ExitCode.TOOL_ERROR;
                })
                .setExecutionExceptionHandler((e, command, result) -> {
                    err.println("runs: this is a fault of the program, not of what you gave it: " + e);
                    return ExitCode.TOOL_ERROR;
                })
                .execute(args);
        out.flush();
        err.flush();
        return code;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** Reads the version from the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = RunsCli.class.getPackage().getImplementationVersion();
            return new String[] {"runs " + (version == null ? "(not packaged)" : version)};
        }
    }
}
