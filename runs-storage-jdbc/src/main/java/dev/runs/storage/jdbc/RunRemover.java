package dev.runs.storage.jdbc;

import dev.runs.storage.RunKey;
import java.sql.SQLException;
import java.util.Optional;

/** Takes a run away, table by table, in a transaction that its caller begins and ends. */
final class RunRemover {
    private RunRemover() {}

    /** Returns whether the run was at the version, and is gone if the transaction is committed. */
    static boolean remove(Session session, RowSql rows, RunKey key, long version) throws SQLException {
        Optional<Long> is = session.find(rows.headForUpdate, row -> row.getLong(1), key.tenant(), key.run());
        if (is.isEmpty() || is.get() != version) {
            return false;
        }
        for (String statement : rows.remove) {
            session.update(statement, key.tenant(), key.run());
        }
        return true;
    }
}
