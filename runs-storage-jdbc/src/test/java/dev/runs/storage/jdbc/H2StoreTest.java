package dev.runs.storage.jdbc;

import dev.runs.storage.RunStore;
import dev.runs.storage.tck.HostWork;
import dev.runs.storage.tck.RunStoreContract;
import java.util.Optional;
import java.util.UUID;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;

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

    @AfterEach
    void shutDown() {
        pool.dispose();
    }
}
