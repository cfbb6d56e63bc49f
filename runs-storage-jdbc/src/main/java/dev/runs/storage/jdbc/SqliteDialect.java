package dev.runs.storage.jdbc;

import dev.runs.storage.StoreException;
import java.nio.file.Path;
import java.sql.SQLException;

/** SQLite, as the store of one file. */
final class SqliteDialect implements Dialect {
    static final String NAME = "sqlite";

    private final Path file;
    private final Sql sql;

    /** Makes the dialect of a file whose tables have names that begin with a prefix. */
    SqliteDialect(Path file, String prefix) {
        this.file = file;
        this.sql = new Sql(table -> prefix + table, " INDEXED BY " + prefix + "step_open", Sql.EACH_TENANT);
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
        return SqliteFault.of(file, error);
    }

    @Override
    public StoreException unknown(SQLException error) {
        return SqliteFault.UNKNOWN.in(file, "a commit failed and may have been written: " + error.getMessage(), error);
    }

    @Override
    public boolean isRefusedCommit(SQLException error) {
        return SqliteFault.isRefusedCommit(error);
    }

    /** A transaction has the write lock before it looks; nobody can be faster. */
    @Override
    public boolean isTaken(SQLException error) {
        return false;
    }
}
