package dev.runs.samples.embedplain;

import dev.runs.storage.jdbc.HostConnections;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.jdbcx.JdbcConnectionPool;

/** The host's database, with its own tables; those of the library are made by its store. */
final class Database implements AutoCloseable {
    private final JdbcConnectionPool pool;
    private final HostConnections connections;

    /** Something that the host does in a transaction. */
    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    Database(String url) throws SQLException {
        this.pool = JdbcConnectionPool.create(url, "sa", "");
        this.connections = HostConnections.on(pool);
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS opportunity"
                    + " (id VARCHAR(40) PRIMARY KEY, customer VARCHAR(200) NOT NULL, stage VARCHAR(20) NOT NULL,"
                    + " reference BOOLEAN DEFAULT FALSE NOT NULL)");
            statement.execute("CREATE TABLE IF NOT EXISTS invoice"
                    + " (number VARCHAR(40) PRIMARY KEY, opportunity VARCHAR(40) NOT NULL REFERENCES opportunity)");
            statement.execute("MERGE INTO opportunity (id, customer, stage) VALUES ('o-1', 'Acme', 'open'),"
                    + " ('o-2', 'Globex', 'open'), ('o-3', 'Initech', 'open')");
        }
    }

    /** Where the store of the library gets its connections: the host's own, within the host's transactions. */
    HostConnections connections() {
        return connections;
    }

    /** Does something in one transaction, in which the library takes part: all of it stays, or nothing. */
    <T> T inTransaction(Work<T> work) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            try (HostConnections.Joined joined = connections.join(connection)) {
                T result;
                try {
                    result = work.with(connection);
                } catch (SQLException | RuntimeException e) {
                    joined.rollback();
                    throw e;
                }
                joined.commit();
                return result;
            }
        }
    }

    /** Reads or writes by itself. */
    <T> T with(Work<T> work) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            return work.with(connection);
        }
    }

    @Override
    public void close() {
        pool.dispose();
    }
}
