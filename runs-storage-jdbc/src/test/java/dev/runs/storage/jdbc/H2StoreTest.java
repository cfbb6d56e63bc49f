package dev.runs.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.storage.Cursor;
import dev.runs.storage.RunKey;
import dev.runs.storage.RunStore;
import dev.runs.storage.tck.HostWork;
import dev.runs.storage.tck.RunStoreContract;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.UUID;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class H2StoreTest extends RunStoreContract {
    private final JdbcConnectionPool pool =
            JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "", "");

    private final HostConnections connections = HostConnections.on(pool);

    @Override
    protected RunStore open() {
        pool.setMaxConnections(40);
        return H2Store.on(connections);
    }

    @Override
    protected Optional<HostWork> hostWork() {
        return Optional.of(new PlainHost(pool, connections));
    }

    @Test
    void tables_of_version_1_get_what_version_2_added() throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE runs_artifact");
            statement.execute("UPDATE runs_format SET version = 1");
        }
        RunKey key = new RunKey("acme", "of version 1");
        for (int version = 0; version < 2; version++) {
            try (RunStore store = H2Store.on(pool)) {
                store.commit(Rows.leaving(Rows.commit(key, version), "file " + version));
                assertThat(store.artifacts("acme", "file", Cursor.start(), 10).rows())
                        .hasSize(version + 1);
            }
        }
    }

    @AfterEach
    void shutDown() {
        pool.dispose();
    }
}
