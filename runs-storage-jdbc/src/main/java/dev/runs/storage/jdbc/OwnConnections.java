package dev.runs.storage.jdbc;

import dev.runs.storage.HostTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The connections of a data source, each with a transaction of the store's own. */
final class OwnConnections implements ConnectionSource {
    private final DataSource dataSource;

    OwnConnections(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public ConnectionLease lease() throws SQLException {
        return new Own(dataSource.getConnection());
    }

    @Override
    public HostTransaction hostTransaction() {
        return HostTransaction.none();
    }

    private record Own(Connection connection) implements ConnectionLease {
        @Override
        public boolean owned() {
            return true;
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}
