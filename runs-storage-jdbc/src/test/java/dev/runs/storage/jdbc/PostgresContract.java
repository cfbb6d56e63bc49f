package dev.runs.storage.jdbc;

import dev.runs.storage.RunStore;
import dev.runs.storage.tck.RunStoreContract;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;

/** The contract on one PostgreSQL server. */
abstract class PostgresContract extends RunStoreContract {
    private PostgresDatabase database;

    abstract PostgresServer server();

    @Override
    protected RunStore open() throws SQLException {
        database = server().newDatabase();
        return database.open();
    }

    @Override
    protected Optional<RunStore> reopen() {
        return Optional.of(PostgresStore.on(database.pool()));
    }

    /** Returns what went to the server's log. Others write to a server that is not ours. */
    @Override
    protected OptionalLong bytesWrittenBy(Runnable work) throws SQLException {
        if (!server().isOurs()) {
            return OptionalLong.empty();
        }
        long before = written();
        work.run();
        return OptionalLong.of(written() - before);
    }

    private long written() throws SQLException {
        return database.number("SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint");
    }

    @AfterEach
    final void dropSchema() throws SQLException {
        database.close();
    }
}
