package dev.runs.storage.jdbc;

import dev.runs.storage.FeedEntry;
import dev.runs.storage.FeedState;
import java.sql.SQLException;
import java.util.List;

/**
 * The feed of a database in which several transactions write at the same time. A commit leaves a row in the outbox; who
 * relays sees those that ended, one relay after the other, and moves them into the feed under the next positions. Two
 * commits of one run cannot be under way at the same time, so their rows have the order of the commits.
 */
final class RelayedFeed extends JdbcFeed {
    private final String lock;
    private final String waiting;
    private final String take;
    private final String add;
    private final String remove;
    private final String setLast;
    private final String state;

    RelayedFeed(JdbcStore store) {
        super(store);
        Sql sql = store.dialect().sql();
        lock = sql.of("SELECT last FROM {feed_state} WHERE id = 1 FOR UPDATE");
        take = sql.of("SELECT place, tenant, run, first, last FROM {outbox} ORDER BY place LIMIT ?");
        add = sql.of("INSERT INTO {feed} (position, tenant, run, first, last) VALUES (?, ?, ?, ?, ?)");
        remove = sql.of("DELETE FROM {outbox} WHERE place = ?");
        setLast = sql.of("UPDATE {feed_state} SET last = ? WHERE id = 1");
        waiting = sql.of("SELECT 1 FROM {outbox} LIMIT 1");
        state = sql.of("""
                SELECT trimmed, last, (SELECT count(*) FROM (SELECT 1 FROM {outbox} LIMIT 10000) o)
                FROM {feed_state} WHERE id = 1""");
    }

    @Override
    FeedState state(Session session) throws SQLException {
        return session.find(state, row -> new FeedState(row.getLong(1), row.getLong(2), row.getInt(3)))
                .orElseThrow();
    }

    @Override
    int relay(Session session, int limit) throws SQLException {
        if (session.find(waiting, row -> 1).isEmpty()) {
            return 0;
        }
        long last = session.number(lock);
        List<FeedEntry> entries = session.list(
                take,
                row -> new FeedEntry(
                        row.getLong(1), row.getString(2), row.getString(3), row.getLong(4), row.getLong(5)),
                (long) limit);
        for (FeedEntry entry : entries) {
            session.update(add, ++last, entry.tenant(), entry.run(), entry.first(), entry.last());
            session.update(remove, entry.position());
        }
        session.update(setLast, last);
        return entries.size();
    }
}
