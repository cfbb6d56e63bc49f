package dev.runs.cli;

import dev.runs.storage.jdbc.PostgresOptions;
import dev.runs.storage.jdbc.PostgresStore;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code runs store ddl}: the statements that make the tables in PostgreSQL. */
@Command(
        name = "ddl",
        description = {
            "Prints the statements that make the tables in PostgreSQL, for whoever runs them by hand.",
            "",
            "Give the same options as the host gives to PostgresStore."
        },
        mixinStandardHelpOptions = true,
        versionProvider = RunsCli.Version.class)
final class StoreDdlCommand implements Callable<Integer> {
    @Option(
            names = "--schema",
            paramLabel = "NAME",
            description = "The database schema of the tables; else that of the connection.")
    private @Nullable String schema;

    @Option(names = "--prefix", paramLabel = "TEXT", description = "What their names begin with; else runs_.")
    private @Nullable String prefix;

    @Option(names = "--row-level-security", description = "With policies that keep tenants apart in the database too.")
    private boolean rowLevelSecurity;

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().getOut().print(PostgresStore.ddl(options()));
        return ExitCode.OK;
    }

    private PostgresOptions options() {
        PostgresOptions defaults = PostgresOptions.defaults();
        try {
            return new PostgresOptions(
                    Optional.ofNullable(schema),
                    Optional.ofNullable(prefix).orElse(defaults.prefix()),
                    defaults.schemaMode(),
                    rowLevelSecurity);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
