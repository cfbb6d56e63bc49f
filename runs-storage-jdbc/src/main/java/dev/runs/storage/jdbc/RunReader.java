package dev.runs.storage.jdbc;

import dev.runs.storage.CommandRow;
import dev.runs.storage.ContentRow;
import dev.runs.storage.RunHead;
import dev.runs.storage.RunKey;
import dev.runs.storage.RunRow;
import dev.runs.storage.StepTally;
import dev.runs.storage.StoredEvent;
import dev.runs.storage.UniqueKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what is kept about one run or one tenant. Each answer is of one statement, unless ids are many. */
final class RunReader {
    private RunReader() {}

    static Optional<CommandRow> command(Session session, Sql sql, String tenant, String id) throws SQLException {
        return session.find(
                sql.command,
                row -> new CommandRow(id, row.getString(1), row.getLong(2), Session.bytes(row, 3)),
                tenant,
                id);
    }

    static Optional<String> holder(Session session, Sql sql, String tenant, UniqueKey key) throws SQLException {
        return session.find(sql.holder, row -> row.getString(1), tenant, key.kind(), key.value());
    }

    /** Reads a head of the columns from the given one on. */
    static RunHead head(ResultSet row, int column) throws SQLException {
        return new RunHead(
                row.getLong(column),
                row.getString(column + 1),
                Optional.ofNullable(row.getString(column + 2)),
                Session.instant(row, column + 3),
                Session.optionalInstant(row, column + 4),
                row.getInt(column + 5),
                Session.bytes(row, column + 6));
    }

    static RunRow run(ResultSet row) throws SQLException {
        return new RunRow(row.getString(1), head(row, 2));
    }

    static List<StoredEvent> history(Session session, Sql sql, RunKey key, long after, int limit) throws SQLException {
        return session.list(
                sql.history,
                row -> new StoredEvent(
                        row.getLong(1),
                        row.getString(2),
                        row.getInt(3),
                        Session.instant(row, 4),
                        Session.bytes(row, 5)),
                key.tenant(),
                key.run(),
                after,
                limit);
    }

    static Map<String, ContentRow> content(Session session, Sql sql, RunKey key, Collection<String> ids)
            throws SQLException {
        Map<String, ContentRow> found = new HashMap<>();
        for (List<String> chunk : Chunks.of(ids)) {
            session.list(sql.content(chunk.size()), RunReader::content, values(key, chunk))
                    .forEach(row -> found.put(row.id(), row));
        }
        return Map.copyOf(found);
    }

    static int erase(Session session, Sql sql, RunKey key, Collection<String> ids) throws SQLException {
        int erased = 0;
        for (List<String> chunk : Chunks.of(ids)) {
            erased += session.update(sql.erase(chunk.size()), values(key, chunk));
        }
        return erased;
    }

    private static Object[] values(RunKey key, List<String> more) {
        List<String> values = new ArrayList<>(List.of(key.tenant(), key.run()));
        values.addAll(more);
        return values.toArray();
    }

    static List<StepTally> tally(Session session, Sql sql, String tenant) throws SQLException {
        return session.list(
                sql.tally, row -> new StepTally(row.getString(1), row.getString(2), row.getLong(3)), tenant);
    }

    private static ContentRow content(ResultSet row) throws SQLException {
        String id = row.getString(1);
        String kind = row.getString(2);
        row.getBytes(4);
        return row.wasNull()
                ? new ContentRow(id, kind, Optional.empty())
                : ContentRow.of(id, kind, Session.bytes(row, 3), Session.bytes(row, 4));
    }
}
