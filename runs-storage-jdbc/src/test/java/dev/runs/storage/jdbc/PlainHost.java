package dev.runs.storage.jdbc;

import dev.runs.storage.tck.HostWork;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/** A host with plain connections, one for each of its transactions. */
final class PlainHost implements HostWork {
    private final DataSource dataSource;
    private final HostConnections connections;
    private final Map<Thread, Begun> open = new ConcurrentHashMap<>();

    PlainHost(DataSource dataSource, HostConnections connections) {
        this.dataSource = dataSource;
        this.connections = connections;
    }

    private record Begun(Connection connection, HostConnections.Joined joined) {}

    @Override
    public void begin() throws SQLException {
        Connection connection = dataSource.getConnection();
        connection.setAutoCommit(false);
        open.put(Thread.currentThread(), new Begun(connection, connections.join(connection)));
    }

    @Override
    public void commit() throws SQLException {
        Begun begun = ended();
        try (Connection connection = begun.connection()) {
            begun.joined().commit();
            connection.setAutoCommit(true);
        }
    }

    @Override
    public void rollback() throws SQLException {
        Begun begun = ended();
        try (Connection connection = begun.connection()) {
            begun.joined().rollback();
            connection.setAutoCommit(true);
        }
    }

    private Begun ended() {
        return Objects.requireNonNull(open.remove(Thread.currentThread()), "no transaction was begun");
    }
}
