package dev.runs.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code runs store}: what is done with a store, for those who operate a host. */
@Command(
        name = "store",
        description = {
            "Looks after stores of runs.",
            "",
            "A FILE is a SQLite store that SqliteStore.at made. The host may use it meanwhile. One of an earlier format is"
                    + " brought to that of this version."
        },
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = RunsCli.Version.class,
        subcommands = {StoreCheckCommand.class, StoreBackupCommand.class, StoreDdlCommand.class},
        footer = {
            "",
            "Examples:",
            "  runs store check runs.db",
            "  runs store backup runs.db backups/runs-monday.db",
            "  runs store ddl --schema crm > tables.sql"
        })
final class StoreCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
