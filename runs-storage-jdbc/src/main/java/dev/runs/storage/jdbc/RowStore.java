package dev.runs.storage.jdbc;

import dev.runs.storage.Commit;
import dev.runs.storage.CommitResult;
import dev.runs.storage.RunKey;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Set;

/** A store that writes row by row, in a transaction that it begins and ends. */
abstract sealed class RowStore extends JdbcStore permits SqliteStore, H2Store {
    RowStore(Dialect dialect, Sessions sessions) {
        super(dialect, sessions);
    }

    /** Writes a commit, and answers {@link CommitResult.Committed} if the transaction is to be committed. */
    abstract CommitResult write(Session session, Commit commit) throws SQLException;

    /** Takes a run away, and answers whether there is anything to be committed. */
    abstract boolean remove(Session session, RunKey key, long version) throws SQLException;

    @Override
    public CommitResult commit(Commit commit) {
        try {
            return sessions().write(session -> write(session, commit), CommitResult.Committed.class::isInstance);
        } catch (InDoubtException e) {
            return new CommitResult.OutcomeUnknown(e.failure());
        }
    }

    @Override
    public int erase(RunKey key, Collection<String> ids) {
        Set<String> checked = check("content id", ids);
        return written(session -> RunReader.erase(session, dialect().sql(), key, checked), rows -> rows > 0);
    }

    @Override
    public boolean remove(RunKey key, long version) {
        return written(session -> remove(session, key, version), removed -> removed);
    }
}
