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

/** What the feeds of all databases share. How a commit gets its position is what they differ in. */
abstract class JdbcFeed implements RunFeed {
    private final JdbcStore store;
    private final String after;
    private final String count;
    private final String forgetEntries;
    private final String setTrimmed;
    private final String bookmarks;
    private final String bookmark;
    private final String addBookmark;
    private final String moveBookmark;
    private final String removeBookmark;

    JdbcFeed(JdbcStore store) {
        this.store = store;
        Sql sql = store.dialect().sql();
        // With the state in every row, both are of one moment.
        after = sql.of("""
                SELECT s.trimmed, f.position, f.tenant, f.run, f.first, f.last
                FROM {feed_state} s LEFT JOIN {feed} f ON f.position > ? WHERE s.id = 1
                ORDER BY f.position LIMIT ?""");
        count = sql.of("SELECT count(*) FROM {feed} WHERE position > ? AND position <= ?");
        // The last entry stays, though nobody reads it any more: it keeps its position from being given again.
        forgetEntries = sql.of("DELETE FROM {feed} WHERE position <= ? AND position < ?");
        setTrimmed = sql.of("UPDATE {feed_state} SET trimmed = ? WHERE id = 1");
        bookmarks = sql.of("SELECT reader, position FROM {bookmark}");
        bookmark = sql.of("SELECT position FROM {bookmark} WHERE reader = ?");
        addBookmark = sql.of("INSERT INTO {bookmark} (reader, position) VALUES (?, ?)");
        moveBookmark = sql.of("UPDATE {bookmark} SET position = ? WHERE reader = ? AND position = ?");
        removeBookmark = sql.of("DELETE FROM {bookmark} WHERE reader = ?");
    }

    /** Reads how far the feed is. */
    abstract FeedState state(Session session) throws SQLException;

    /** Gives positions, in a transaction; returns to how many commits. */
    abstract int relay(Session session, int limit) throws SQLException;

    @Override
    public final int relay(int limit) {
        JdbcStore.checkLimit(limit);
        store.refuseHostTransaction("relay");
        return store.written(session -> relay(session.overAllTenants(), limit), relayed -> relayed > 0);
    }

    @Override
    public final List<FeedEntry> after(long position, int limit) {
        JdbcStore.checkLimit(limit);
        List<Read> rows = store.sessions()
                .read(session -> session.overAllTenants().list(after, JdbcFeed::read, position, (long) limit));
        for (Read row : rows) {
            if (Math.max(position, 0) < row.trimmed()) {
                throw StoreException.feedTrimmed(store.dialect().name(), position, row.trimmed());
            }
        }
        return rows.stream().flatMap(row -> row.entry().stream()).toList();
    }

    /** A row of the feed, if there is one, with the state. */
    private record Read(long trimmed, Optional<FeedEntry> entry) {}

    private static Read read(ResultSet row) throws SQLException {
        long trimmed = row.getLong(1);
        String tenant = row.getString(3);
        return new Read(
                trimmed,
                tenant == null
                        ? Optional.empty()
                        : Optional.of(new FeedEntry(
                                row.getLong(2), tenant, row.getString(4), row.getLong(5), row.getLong(6))));
    }

    @Override
    public final FeedState state() {
        return store.sessions().read(session -> state(session.overAllTenants()));
    }

    @Override
    public final int trim(long position) {
        store.refuseHostTransaction("trim");
        return store.written(
                session -> {
                    session.overAllTenants();
                    FeedState state = state(session);
                    long upTo = Math.min(position, state.last());
                    if (upTo <= state.trimmed()) {
                        return 0;
                    }
                    int gone = session.find(count, row -> row.getInt(1), state.trimmed(), upTo)
                            .orElse(0);
                    session.update(forgetEntries, upTo, state.last());
                    session.update(setTrimmed, upTo);
                    return gone;
                },
                gone -> gone > 0);
    }

    @Override
    public final SortedMap<String, Long> bookmarks() {
        SortedMap<String, Long> found = new TreeMap<>(Names.ORDER);
        store.sessions()
                .read(session -> session.overAllTenants().list(bookmarks, row -> {
                    found.put(row.getString(1), row.getLong(2));
                    return row.getString(1);
                }));
        return found;
    }

    @Override
    public final boolean bookmark(String reader, long expected, long position) {
        Names.check("reader", reader);
        store.refuseHostTransaction("bookmark");
        return store.written(
                session -> {
                    session.overAllTenants();
                    Optional<Long> is = session.find(bookmark, row -> row.getLong(1), reader);
                    if (is.orElse(0L) != expected) {
                        return false;
                    }
                    return is.isPresent()
                            ? session.update(moveBookmark, position, reader, expected) == 1
                            : session.update(addBookmark, reader, position) == 1;
                },
                moved -> moved);
    }

    @Override
    public final void forget(String reader) {
        Names.check("reader", reader);
        store.refuseHostTransaction("forget");
        store.written(session -> session.overAllTenants().update(removeBookmark, reader), rows -> rows > 0);
    }
}
