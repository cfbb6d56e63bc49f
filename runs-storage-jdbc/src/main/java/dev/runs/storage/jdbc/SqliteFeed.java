package dev.runs.storage.jdbc;

import dev.runs.storage.FeedState;
import java.sql.SQLException;

/**
 * The feed of a SQLite file. Only one transaction at a time writes to it, so transactions end in the order in which they
 * wrote, and a commit gets its position when it is written.
 */
final class SqliteFeed extends JdbcFeed {
    private final String state;

    SqliteFeed(JdbcStore store) {
        super(store);
        state = store.dialect()
                .sql()
                .of("SELECT trimmed, coalesce((SELECT max(position) FROM {feed}), 0) FROM {feed_state} WHERE id = 1");
    }

    @Override
    FeedState state(Session session) throws SQLException {
        return session.find(state, row -> new FeedState(row.getLong(1), row.getLong(2), 0))
                .orElseThrow();
    }

    @Override
    int relay(Session session, int limit) {
        return 0;
    }
}
