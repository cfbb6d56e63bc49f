package dev.runs.storage.jdbc;

import dev.runs.storage.StoreException;
import java.sql.SQLException;

/** H2, version 2. */
final class H2Dialect implements Dialect {
    static final String NAME = "h2";
    private static final String PREFIX = "runs_";

    private static final String TENANTS = "SELECT DISTINCT tenant FROM {run} WHERE tenant > ? ORDER BY tenant LIMIT ?";

    private final Sql sql = new Sql(table -> PREFIX + table, "", TENANTS);

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
        return H2Fault.of(error);
    }

    @Override
    public StoreException unknown(SQLException error) {
        return H2Fault.UNKNOWN.of("a commit failed and may have been written: " + error.getMessage(), error);
    }

    @Override
    public boolean isRefusedCommit(SQLException error) {
        return false;
    }

    @Override
    public boolean binaryWords() {
        return true;
    }

    @Override
    public boolean isTaken(SQLException error) {
        return H2Fault.isTaken(error);
    }
}
