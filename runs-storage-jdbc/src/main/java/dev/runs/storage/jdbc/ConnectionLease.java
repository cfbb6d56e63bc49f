package dev.runs.storage.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A connection for a while. Used by the thread that took it.
 *
 * @since 0.1.0
 */
public interface ConnectionLease extends AutoCloseable {
    /** Returns the connection; it must not be closed through this reference. */
    Connection connection();

    /** Returns whether the store owns the transaction; if not, the host began it and will end it. */
    boolean owned();

    /** Gives the connection back to where it came from; a connection of the host's transaction stays as it is. */
    @Override
    void close() throws SQLException;
}
