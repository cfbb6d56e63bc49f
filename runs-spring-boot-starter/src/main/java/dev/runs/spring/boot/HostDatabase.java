package dev.runs.spring.boot;

import dev.runs.spring.SpringConnectionSource;
import dev.runs.storage.RunStore;
import dev.runs.storage.StoreException;
import dev.runs.storage.jdbc.H2Store;
import dev.runs.storage.jdbc.PostgresOptions;
import dev.runs.storage.jdbc.PostgresStore;
import dev.runs.storage.jdbc.SchemaMode;
import dev.runs.storage.jdbc.SqliteStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import javax.sql.DataSource;

/** The database of the host in which runs are kept. */
record HostDatabase(DataSource dataSource) {
    /** Opens the store that this kind of database needs; it joins the host's transactions. */
    RunStore open(RunsProperties.Store properties) {
        SpringConnectionSource source = SpringConnectionSource.on(dataSource);
        String product = product();
        try {
            return switch (product.toLowerCase(Locale.ROOT)) {
                case "postgresql" -> PostgresStore.on(source, options(properties));
                case "h2" -> H2Store.on(source);
                case "sqlite" -> SqliteStore.on(source);
                default -> throw unknown(product);
            };
        } catch (StoreException e) {
            throw unusable(e, properties);
        }
    }

    private static PostgresOptions options(RunsProperties.Store properties) {
        PostgresOptions options = PostgresOptions.defaults()
                .prefix(properties.prefix())
                .schemaMode(properties.schemaMode())
                .rowLevelSecurity(properties.rowLevelSecurity());
        String schema = properties.schema();
        return schema == null ? options : options.schema(schema);
    }

    private String product() {
        try (Connection connection = dataSource.getConnection()) {
            return connection.getMetaData().getDatabaseProductName();
        } catch (SQLException e) {
            throw new RunsSetupException(
                    "The database that is to keep the runs cannot be reached: " + e.getMessage(),
                    "Start it, or correct spring.datasource.url, username and password.",
                    e);
        }
    }

    private static RunsSetupException unknown(String product) {
        return new RunsSetupException(
                "The data source is of " + product + ", and runs are kept in PostgreSQL, H2 (for tests) and SQLite.",
                "Mark the data source of one of those with @RunsDataSource, or define a bean of type RunStore: one of your own,"
                        + " or SqliteStore.at(path) for a file beside your database, which cannot join its transactions.");
    }

    private static RunsSetupException unusable(StoreException e, RunsProperties.Store properties) {
        String[] parts = String.valueOf(e.getMessage()).split("\nFix: ", 2);
        String fix = parts.length == 2 ? parts[1] : "see the cause.";
        boolean tables = e.kind() == StoreException.Kind.UNUSABLE && properties.schemaMode() == SchemaMode.VALIDATE;
        String here = tables
                ? "\nHere that is: set runs.store.schema-mode=migrate, or run the statements of PostgresStore.ddl(options) with your"
                        + " migrations, which are done before the store is opened."
                : "";
        return new RunsSetupException(parts[0], fix + here, e);
    }
}
