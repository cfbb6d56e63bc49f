package dev.runs.spring.boot;

import dev.runs.spring.SpringConnectionSource;
import dev.runs.storage.RunStore;
import dev.runs.storage.jdbc.H2Store;
import dev.runs.storage.jdbc.PostgresOptions;
import dev.runs.storage.jdbc.PostgresStore;
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
        return switch (product.toLowerCase(Locale.ROOT)) {
            case "postgresql" -> PostgresStore.on(source, options(properties));
            case "h2" -> H2Store.on(source);
            case "sqlite" -> SqliteStore.on(source);
            default -> throw new UnknownDatabaseException(product);
        };
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
            throw new IllegalStateException(
                    "the database that is to keep the runs cannot be reached: " + e.getMessage(), e);
        }
    }
}
