package dev.runs.storage.jdbc;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;

/** The contract with row-level security, as a role for which it holds. */
class PostgresWalledStoreTest extends PostgresContract {
    private PostgresRole role;

    @Override
    PostgresServer server() {
        return PostgresServer.get();
    }

    @Override
    DataSource pool(PostgresDatabase of) throws SQLException {
        role = new PostgresRole(of);
        return role.pool();
    }

    @Override
    PostgresOptions options() {
        return PostgresDatabase.options().rowLevelSecurity(true);
    }

    @AfterEach
    @Override
    void dropDatabase() throws SQLException {
        role.close();
        super.dropDatabase();
    }
}
