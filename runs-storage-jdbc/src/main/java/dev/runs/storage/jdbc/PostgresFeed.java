package dev.runs.storage.jdbc;

import dev.runs.storage.FeedEntry;
import dev.runs.storage.FeedState;
import dev.runs.storage.Names;
import dev.runs.storage.RunFeed;
import dev.runs.storage.StoreException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The feed in PostgreSQL. A commit leaves a row in the outbox, with a place that was given while the run was locked: so the
 * places of one run grow with its versions. Whoever gives positions locks the feed's state first and holds it until the
 * entries are there: so nobody sees a position before all earlier ones.
 */
final class PostgresFeed implements RunFeed {
    private static final int MOST_COUNTED = 10_000;

    /** An entry, if there is one, and what goes with every row. */
    private record Row(long trimmed, Optional<FeedEntry> entry) {}

    private final JdbcStore store;
    private final PostgresWriter writer;
    private final PostgresSql sql;

    PostgresFeed(JdbcStore store, PostgresWriter writer, PostgresSql sql) {
        this.store = store;
        this.writer = writer;
        this.sql = sql;
    }

    @Override
    public int relay(int limit) {
        JdbcStore.checkLimit(limit);
        store.refuseHostTransaction("relay");
        return (int) writer.count(Session.ALL_TENANTS, sql.lockFeed + ";\n" + sql.relay, limit);
    }

    @Override
    public List<FeedEntry> after(long position, int limit) {
        JdbcStore.checkLimit(limit);
        List<Row> rows = writer.write(Session.ALL_TENANTS, PostgresFeed::row, sql.feedAfter, position, limit);
        long trimmed = rows.get(0).trimmed();
        if (Math.max(position, 0) < trimmed) {
            throw StoreException.feedTrimmed(PostgresDialect.NAME, position, trimmed);
        }
        return rows.stream().flatMap(row -> row.entry().stream()).toList();
    }

    private static Row row(ResultSet row) throws SQLException {
        long position = row.getLong(2);
        Optional<FeedEntry> entry = row.wasNull()
                ? Optional.empty()
                : Optional.of(
                        new FeedEntry(position, row.getString(3), row.getString(4), row.getLong(5), row.getLong(6)));
        return new Row(row.getLong(1), entry);
    }

    @Override
    public FeedState state() {
        return writer.write(
                        Session.ALL_TENANTS,
                        row -> new FeedState(row.getLong(1), row.getLong(2), row.getInt(3)),
                        sql.feedState,
                        MOST_COUNTED)
                .get(0);
    }

    @Override
    public int trim(long position) {
        store.refuseHostTransaction("trim");
        return (int) writer.count(Session.ALL_TENANTS, sql.lockFeed + ";\n" + sql.trim, position);
    }

    @Override
    public SortedMap<String, Long> bookmarks() {
        SortedMap<String, Long> bookmarks = new TreeMap<>(Names.ORDER);
        writer.write(Session.ALL_TENANTS, row -> bookmarks.put(row.getString(1), row.getLong(2)), sql.bookmarks);
        return bookmarks;
    }

    @Override
    public boolean bookmark(String reader, long expected, long position) {
        Names.check("reader", reader);
        store.refuseHostTransaction("bookmark");
        List<Long> moved = expected == 0
                ? writer.write(Session.ALL_TENANTS, row -> row.getLong(1), sql.addBookmark, reader, position)
                : writer.write(
                        Session.ALL_TENANTS, row -> row.getLong(1), sql.moveBookmark, position, reader, expected);
        return !moved.isEmpty();
    }

    @Override
    public void forget(String reader) {
        Names.check("reader", reader);
        store.refuseHostTransaction("forget");
        writer.write(Session.ALL_TENANTS, row -> row.getLong(1), sql.removeBookmark, reader);
    }
}
