package dev.runs.storage.jdbc;

import dev.runs.storage.Commit;
import dev.runs.storage.CommitResult;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes in one round trip each. On a connection in autocommit mode that is a transaction of its own. On any other it is a
 * part of the host's transaction between a savepoint and its release, so that the transaction goes on if the part fails.
 */
final class PostgresWriter {
    /** A commit that was overtaken and finds no reason, because that is gone too, is tried again. */
    private static final int MAX_TRIES = 5;

    private final Sessions sessions;
    private final PostgresSql sql;
    private final PostgresDialect dialect;

    PostgresWriter(Sessions sessions, PostgresSql sql, PostgresDialect dialect) {
        this.sessions = sessions;
        this.sql = sql;
        this.dialect = dialect;
    }

    CommitResult commit(Commit commit) {
        PostgresCommit writing = new PostgresCommit(sql, commit);
        for (int i = 1; ; i++) {
            boolean last = i == MAX_TRIES;
            Optional<CommitResult> result = sessions.read(session -> attempt(session.connection(), writing, last));
            if (result.isPresent()) {
                return result.get();
            }
        }
    }

    private Optional<CommitResult> attempt(Connection connection, PostgresCommit writing, boolean last)
            throws SQLException {
        boolean joined = !connection.getAutoCommit();
        RoundTrip trip = begin(connection, joined, writing.tenant());
        writing.addTo(trip);
        SQLException failure = new SQLException("the commit was overtaken again and again", "40001");
        try {
            if (end(trip, joined).number() == 1) {
                return Optional.of(writing.written());
            }
        } catch (SQLException e) {
            if (joined) {
                undo(connection, e);
            } else if (trip.wasSent() && PostgresFault.isBroken(e)) {
                return Optional.of(new CommitResult.OutcomeUnknown(dialect.unknown(e)));
            }
            if (!PostgresFault.isOvertaken(e) && !PostgresFault.isConflict(e)) {
                throw e;
            }
            failure = e;
        }
        Optional<CommitResult> reason =
                writing.reason(new RoundTrip(connection).guard(dialect.guard(), writing.tenant()));
        // In a transaction of the host a conflict stays one: what it sees does not change, or its locks are in the way.
        if (reason.isEmpty() && (last || (joined && PostgresFault.isConflict(failure)))) {
            throw failure;
        }
        return reason;
    }

    /**
     * Runs a statement and returns the rows that it gives.
     *
     * @param tenant whose rows it is about, or {@link Session#ALL_TENANTS}
     */
    <T> List<T> write(String tenant, Session.RowReader<T> reader, String statement, @Nullable Object... values) {
        return sessions.read(session -> {
            Connection connection = session.connection();
            boolean joined = !connection.getAutoCommit();
            RoundTrip trip = begin(connection, joined, tenant).then(statement, values);
            try {
                return end(trip, joined).rows(reader);
            } catch (SQLException e) {
                if (joined) {
                    undo(connection, e);
                }
                throw e;
            }
        });
    }

    /** Runs a statement whose only row has a number, and returns that. */
    long count(String tenant, String statement, @Nullable Object... values) {
        return write(tenant, row -> row.getLong(1), statement, values).get(0);
    }

    private RoundTrip begin(Connection connection, boolean joined, String tenant) {
        RoundTrip trip = new RoundTrip(connection).guard(dialect.guard(), tenant);
        return joined ? trip.then(PostgresSql.SAVEPOINT) : trip;
    }

    private static RoundTrip end(RoundTrip trip, boolean joined) {
        return joined ? trip.then(PostgresSql.RELEASE) : trip;
    }

    private void undo(Connection connection, SQLException failure) {
        try {
            new RoundTrip(connection).then(PostgresSql.UNDO).rows(row -> row);
        } catch (SQLException e) {
            failure.addSuppressed(e);
            throw PostgresFault.isBroken(failure) || PostgresFault.isBroken(e)
                    ? PostgresFault.TRANSACTION_LOST.in(
                            dialect.database(),
                            "the connection failed in a transaction of the host, of which nothing will be written: "
                                    + PostgresFault.firstLine(failure),
                            failure)
                    : PostgresFault.TRANSACTION_FAILED.in(
                            dialect.database(),
                            "the host's transaction had failed before the store was called in it: "
                                    + PostgresFault.firstLine(failure),
                            failure);
        }
    }
}
