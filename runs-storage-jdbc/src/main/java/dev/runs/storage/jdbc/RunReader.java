package dev.runs.storage.jdbc;

import dev.runs.storage.ContentRow;
import dev.runs.storage.Direction;
import dev.runs.storage.EdgeRow;
import dev.runs.storage.InboxItem;
import dev.runs.storage.NodeRef;
import dev.runs.storage.RunHead;
import dev.runs.storage.RunKey;
import dev.runs.storage.StepRow;
import dev.runs.storage.StepTally;
import dev.runs.storage.StoredEvent;
import dev.runs.storage.StoredRun;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what is kept about one run or one node, in a session that stays at one moment. */
final class RunReader {
    /** An item, and the step that it belongs to. */
    private record StepItem(String step, InboxItem item) {}

    private RunReader() {}

    static Optional<StoredRun> load(Session session, RunKey key) throws SQLException {
        Optional<RunHead> head = session.find(Sql.HEAD, row -> head(row, 1), key.tenant(), key.run());
        if (head.isEmpty()) {
            return Optional.empty();
        }
        Map<String, List<InboxItem>> items = items(session, key);
        List<StepRow> steps = session.list(
                Sql.STEPS,
                row -> new StepRow(
                        row.getString(1),
                        row.getString(2),
                        row.getLong(3) == 1,
                        row.getString(4),
                        row.getInt(5),
                        Session.bytes(row, 6),
                        items.getOrDefault(row.getString(1), List.of())),
                key.tenant(),
                key.run());
        return Optional.of(new StoredRun(key, head.get(), steps));
    }

    /** Reads a head of the columns from the given one on. */
    static RunHead head(ResultSet row, int column) throws SQLException {
        return new RunHead(
                row.getLong(column),
                row.getString(column + 1),
                Optional.ofNullable(row.getString(column + 2)),
                Session.instant(row, column + 3),
                row.getInt(column + 4),
                Session.bytes(row, column + 5));
    }

    static List<StoredEvent> history(Session session, RunKey key, long after, int limit) throws SQLException {
        return session.list(
                Sql.HISTORY,
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

    static Map<String, ContentRow> content(Session session, RunKey key, Collection<String> ids) throws SQLException {
        Map<String, ContentRow> found = new HashMap<>();
        for (String id : new HashSet<>(ids)) {
            session.find(Sql.CONTENT, RunReader::content, key.tenant(), key.run(), id)
                    .ifPresent(row -> found.put(id, row));
        }
        return Map.copyOf(found);
    }

    static List<StepTally> tally(Session session, String tenant) throws SQLException {
        return session.list(
                Sql.TALLY, row -> new StepTally(row.getString(1), row.getString(2), row.getLong(3)), tenant);
    }

    static List<EdgeRow> edges(Session session, String tenant, NodeRef node, Direction direction, int limit)
            throws SQLException {
        return session.list(
                direction == Direction.UPSTREAM ? Sql.UPSTREAM : Sql.DOWNSTREAM,
                row -> new EdgeRow(
                        new NodeRef(row.getString(1), row.getString(2)),
                        new NodeRef(row.getString(3), row.getString(4)),
                        row.getString(5),
                        row.getString(6)),
                tenant,
                node.kind(),
                node.id(),
                limit);
    }

    private static Map<String, List<InboxItem>> items(Session session, RunKey key) throws SQLException {
        Map<String, List<InboxItem>> items = new HashMap<>();
        List<StepItem> rows = session.list(
                Sql.ITEMS,
                row -> new StepItem(
                        row.getString(1), new InboxItem(row.getString(2), row.getString(3), Session.instant(row, 4))),
                key.tenant(),
                key.run());
        for (StepItem row : rows) {
            items.computeIfAbsent(row.step(), step -> new ArrayList<>()).add(row.item());
        }
        return items;
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
