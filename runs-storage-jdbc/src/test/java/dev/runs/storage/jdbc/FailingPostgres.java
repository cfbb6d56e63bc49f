package dev.runs.storage.jdbc;

import dev.runs.storage.RunStore;
import dev.runs.storage.tck.FailingMedium;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A PostgreSQL store whose connections break once a number of statements has been sent. */
final class FailingPostgres implements FailingMedium {
    private final PostgresDatabase database;
    private final PostgresStore store;
    private int left = Integer.MAX_VALUE;

    FailingPostgres(PostgresDatabase database) {
        this.database = database;
        this.store = PostgresStore.on(breaking(database.pool()), PostgresDatabase.options());
    }

    @Override
    public RunStore store() {
        return store;
    }

    @Override
    public synchronized void failAfter(int operations) {
        left = operations;
    }

    @Override
    public void heal() {
        failAfter(Integer.MAX_VALUE);
    }

    @Override
    public void close() {
        heal();
        store.close();
        try {
            database.close();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private synchronized boolean fails() {
        if (left == Integer.MAX_VALUE) {
            return false;
        }
        left = Math.max(-1, left - 1);
        return left < 0;
    }

    private DataSource breaking(DataSource source) {
        return new DelegatingDataSource(source) {
            @Override
            public Connection getConnection() throws SQLException {
                Connection real = super.getConnection();
                return Proxies.proxy(Connection.class, (self, method, arguments) -> {
                    Object result = Proxies.call(real, method, arguments);
                    return result instanceof PreparedStatement statement ? breaking(statement) : result;
                });
            }
        };
    }

    private PreparedStatement breaking(PreparedStatement real) {
        return Proxies.proxy(PreparedStatement.class, (self, method, arguments) -> {
            if (method.getName().startsWith("execute") && fails()) {
                throw new SQLException("broken by the test", "08006");
            }
            return Proxies.call(real, method, arguments);
        });
    }
}
