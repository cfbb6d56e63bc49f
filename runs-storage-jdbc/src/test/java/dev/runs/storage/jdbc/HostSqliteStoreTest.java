package dev.runs.storage.jdbc;

import dev.runs.storage.RunStore;
import dev.runs.storage.tck.HostWork;
import dev.runs.storage.tck.RunStoreContract;
import java.nio.file.Path;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

class HostSqliteStoreTest extends RunStoreContract {
    @TempDir
    Path folder;

    private Optional<HostConnections> connections = Optional.empty();

    @Override
    protected RunStore open() {
        connections = Optional.of(HostConnections.on(dataSource()));
        return SqliteStore.on(connections.orElseThrow());
    }

    @Override
    protected Optional<HostWork> hostWork() {
        return connections.map(joined -> new PlainHost(dataSource(), joined));
    }

    @Override
    protected Optional<RunStore> reopen() {
        return Optional.of(open());
    }

    private DataSource dataSource() {
        SQLiteConfig config = new SQLiteConfig();
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.setBusyTimeout(10_000);
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        SQLiteDataSource dataSource = new SQLiteDataSource(config);
        dataSource.setUrl("jdbc:sqlite:" + folder.resolve("host.db"));
        return dataSource;
    }
}
