package dev.runs.storage.jdbc;

import dev.runs.storage.Commit;
import dev.runs.storage.CommitResult;
import dev.runs.storage.HostTransaction;
import dev.runs.storage.Leases;
import dev.runs.storage.RunKey;
import java.util.Collection;
import java.util.Set;

/** A store that writes row by row, in a transaction that it begins and ends. */
abstract sealed class RowStore extends JdbcStore permits SqliteStore, H2Store {
    private final RowSql rows;
    private final Leases leases;
    private final HostTransaction hostTransaction;

    /**
     * Makes a store.
     *
     * @param forUpdate what keeps others from changing a row that was read, where reading it does not
     * @param feed the table in which followers find a commit: the feed itself, or the outbox from which it is relayed
     */
    RowStore(Dialect dialect, Sessions sessions, HostTransaction hostTransaction, String forUpdate, String feed) {
        super(dialect, sessions);
        this.rows = new RowSql(dialect.sql(), forUpdate, feed);
        this.leases = new JdbcLeases(this, forUpdate);
        this.hostTransaction = hostTransaction;
    }

    @Override
    public CommitResult commit(Commit commit) {
        try {
            return sessions()
                    .write(
                            session -> CommitWriter.write(session, dialect().sql(), rows, commit),
                            CommitResult.Committed.class::isInstance);
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
        return written(session -> RunRemover.remove(session, rows, key, version), removed -> removed);
    }

    @Override
    public final Leases leases() {
        return leases;
    }

    @Override
    public final HostTransaction hostTransaction() {
        return hostTransaction;
    }
}
