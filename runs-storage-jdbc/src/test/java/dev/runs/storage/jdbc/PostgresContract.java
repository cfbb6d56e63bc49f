package dev.runs.storage.jdbc;

import dev.runs.storage.RunStore;
import dev.runs.storage.tck.FailingMedium;
import dev.runs.storage.tck.HostWork;
import dev.runs.storage.tck.RunStoreContract;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;

/** The contract on one PostgreSQL server. */
abstract class PostgresContract extends RunStoreContract {
    private PostgresDatabase database;
    private DataSource pool;
    private HostConnections connections;

    abstract PostgresServer server();

    /** Returns the connections of the store in a new database. */
    DataSource pool(PostgresDatabase of) throws SQLException {
        return of.pool();
    }

    PostgresOptions options() {
        return PostgresDatabase.options();
    }

    @Override
    protected RunStore open() throws SQLException {
        database = server().newDatabase();
        pool = pool(database);
        connections = HostConnections.on(pool);
        return PostgresStore.on(connections, options());
    }

    @Override
    protected Optional<RunStore> reopen() {
        return Optional.of(PostgresStore.on(connections, options().schemaMode(SchemaMode.VALIDATE)));
    }

    @Override
    protected Optional<FailingMedium> failingMedium() throws SQLException {
        return Optional.of(new FailingPostgres(server().newDatabase()));
    }

    @Override
    protected Optional<HostWork> hostWork() {
        return Optional.of(new PlainHost(pool, connections));
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
    void dropDatabase() throws SQLException {
        database.close();
    }
}
