package dev.runs.storage.jdbc;

import dev.runs.storage.StoreException;
import java.sql.SQLException;
import java.util.Optional;

/** PostgreSQL, from version 15 on. */
final class PostgresDialect implements Dialect {
    static final String NAME = "postgresql";

    private final String database;
    private final Sql sql;
    private final Optional<String> guard;

    /**
     * Makes the dialect of one database.
     *
     * @param database the name for messages
     * @param walled whether the database keeps the rows of tenants apart, too
     */
    PostgresDialect(String database, PostgresTables tables, boolean walled) {
        this.database = database;
        this.sql = new Sql(tables::name, "", Sql.EACH_TENANT);
        this.guard = walled ? Optional.of(PostgresSql.GUARD) : Optional.empty();
    }

    String database() {
        return database;
    }

    @Override
    public Optional<String> guard() {
        return guard;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Sql sql() {
        return sql;
    }

    @Override
    public StoreException fault(SQLException error) {
        return PostgresFault.of(database, error);
    }

    @Override
    public StoreException unknown(SQLException error) {
        return PostgresFault.UNKNOWN.in(
                database,
                "the connection failed while a commit was under way, which may have been written: "
                        + PostgresFault.firstLine(error),
                error);
    }

    @Override
    public boolean isRefusedCommit(SQLException error) {
        return !PostgresFault.isBroken(error);
    }

    @Override
    public boolean isTaken(SQLException error) {
        return PostgresFault.isOvertaken(error);
    }
}
