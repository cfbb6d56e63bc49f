package dev.runs.spring;

import com.zaxxer.hikari.HikariDataSource;
import dev.runs.storage.RunStore;
import dev.runs.storage.jdbc.H2Store;
import dev.runs.storage.tck.HostWork;
import dev.runs.storage.tck.RunStoreContract;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** The contract of a store, with the transactions of Spring as those of the host. */
class SpringH2StoreTest extends RunStoreContract {
    private final HikariDataSource pool = Databases.h2("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");

    @Override
    protected RunStore open() {
        return H2Store.on(SpringConnectionSource.on(pool));
    }

    @Override
    protected Optional<HostWork> hostWork() {
        return Optional.of(new SpringWork(new JdbcTransactionManager(pool)));
    }

    @AfterEach
    void shutDown() {
        pool.close();
    }
}
