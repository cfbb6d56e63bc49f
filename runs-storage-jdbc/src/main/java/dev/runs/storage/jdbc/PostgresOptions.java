package dev.runs.storage.jdbc;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a PostgreSQL store is opened. Immutable: each method returns changed options.
 *
 * @param schema the database schema that has the tables; empty for the one that new tables of the connection go to
 * @param prefix what the names of the tables begin with; {@code runs_} by default, and may be empty
 * @param schemaMode what opening does about the tables; {@link SchemaMode#VALIDATE} by default
 * @param rowLevelSecurity whether the database itself, too, keeps the rows of tenants apart; not by default
 * @since 0.1.0
 */
public record PostgresOptions(Optional<String> schema, String prefix, SchemaMode schemaMode, boolean rowLevelSecurity) {
    private static final Pattern SCHEMA = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");
    /** PostgreSQL cuts names off after 63 characters, and ours come behind the prefix. */
    private static final Pattern PREFIX = Pattern.compile("([a-z_][a-z0-9_]{0,29})?");

    private static final PostgresOptions DEFAULTS =
            new PostgresOptions(Optional.empty(), "runs_", SchemaMode.VALIDATE, false);

    /**
     * Checks the names.
     *
     * @throws IllegalArgumentException if a name is too long or has characters that would need quotes everywhere
     */
    public PostgresOptions {
        schema.ifPresent(name -> {
            if (!SCHEMA.matcher(name).matches()) {
                throw new IllegalArgumentException("schema is '" + name
                        + "'; it must be 1 to 63 letters, digits and underscores, and not begin with a digit");
            }
        });
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException("prefix is '" + prefix
                    + "'; it must be at most 30 small letters, digits and underscores, and not begin with a digit");
        }
    }

    /** Returns the options of a host that puts the tables in place itself, into the connection's own schema. */
    public static PostgresOptions defaults() {
        return DEFAULTS;
    }

    /** Returns these options with another database schema; its name is taken as it is, capitals included. */
    public PostgresOptions schema(String value) {
        return new PostgresOptions(Optional.of(value), prefix, schemaMode, rowLevelSecurity);
    }

    /** Returns these options with another prefix. */
    public PostgresOptions prefix(String value) {
        return new PostgresOptions(schema, value, schemaMode, rowLevelSecurity);
    }

    /** Returns these options with another treatment of the tables. */
    public PostgresOptions schemaMode(SchemaMode value) {
        return new PostgresOptions(schema, prefix, value, rowLevelSecurity);
    }

    /**
     * Returns these options with or without the second wall between tenants: policies that hold for the tables' owner
     * too, and a setting of each transaction that names the tenant. It does nothing for a role that is a superuser or may
     * bypass row-level security.
     */
    public PostgresOptions rowLevelSecurity(boolean value) {
        return new PostgresOptions(schema, prefix, schemaMode, value);
    }
}
