package dev.runs.storage.jdbc;

import java.sql.SQLException;

/** What is done in a session. */
interface Work<T> {
    T on(Session session) throws SQLException;
}
