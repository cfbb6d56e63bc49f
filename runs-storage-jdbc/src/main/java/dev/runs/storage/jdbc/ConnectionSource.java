package dev.runs.storage.jdbc;

import dev.runs.storage.HostTransaction;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Where a store gets its connections, and how it learns of the host's transactions: a store commits, rolls back and closes
 * only what it owns.
 *
 * <p>{@link #of} never joins; {@link HostConnections} joins a plain {@link java.sql.Connection} of the host. An
 * implementation must be thread-safe; a lease is used by the thread that took it.
 *
 * @since 0.1.0
 */
public interface ConnectionSource {
    /**
     * Returns the connection of the host's transaction on the calling thread if there is one, and a connection of the
     * store's own otherwise.
     */
    ConnectionLease lease() throws SQLException;

    /** Returns the host's transaction on the calling thread. */
    HostTransaction hostTransaction();

    /** Returns a source that gives the connections of a data source and joins no transaction. */
    static ConnectionSource of(DataSource dataSource) {
        return new OwnConnections(dataSource);
    }
}
