package dev.runs.storage.jdbc;

import dev.runs.storage.Commit;
import dev.runs.storage.CommitResult;
import dev.runs.storage.HostTransaction;
import dev.runs.storage.Leases;
import dev.runs.storage.RunFeed;
import dev.runs.storage.RunKey;
import dev.runs.storage.StoreCapabilities;
import dev.runs.storage.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Keeps runs in a PostgreSQL database, version 15 or newer: the host's own, so that runs and the host's rows are committed
 * together, or another. A commit is one statement in one round trip. The store takes connections from the host's pool and
 * changes nothing about them that would outlast a call.
 *
 * <p>It works behind PgBouncer in transaction mode: it has no session state. The driver has some, which is the statements
 * that it prepares; before PgBouncer 1.21, or where {@code max_prepared_statements} is 0, put {@code prepareThreshold=0}
 * into the URL. Several servers with {@code targetServerType=primary} in the URL are followed to the one that takes writes.
 *
 * <p>Thread-safe. Every call may fail with {@link StoreException}.
 *
 * @since 0.1.0
 */
public final class PostgresStore extends JdbcStore {
    private static final System.Logger LOGGER = System.getLogger(PostgresStore.class.getName());

    private final PostgresWriter writer;
    private final PostgresSql sql;
    private final RunFeed feed;
    private final Leases leases;
    private final HostTransaction hostTransaction;

    private PostgresStore(PostgresDialect dialect, PostgresSql sql, ConnectionSource source) {
        super(dialect, new LeasedSessions(source, dialect));
        this.sql = sql;
        this.writer = new PostgresWriter(sessions(), sql, dialect);
        this.feed = new PostgresFeed(this, writer, sql);
        this.leases = new PostgresLeases(this, writer, sql);
        this.hostTransaction = source.hostTransaction();
    }

    /**
     * Opens the store in a database that has its tables; it joins no transaction.
     *
     * @throws StoreException if the database cannot be reached or its tables do not fit
     */
    public static PostgresStore on(DataSource dataSource) {
        return on(dataSource, PostgresOptions.defaults());
    }

    /**
     * Opens the store; it joins no transaction.
     *
     * @throws StoreException if the database cannot be reached or its tables do not fit
     */
    public static PostgresStore on(DataSource dataSource, PostgresOptions options) {
        return on(ConnectionSource.of(dataSource), options);
    }

    /**
     * Opens the store in the database of a host, and joins its transactions.
     *
     * @throws StoreException if the database cannot be reached or its tables do not fit
     * @throws IllegalStateException if the calling thread holds a transaction of the host
     */
    public static PostgresStore on(ConnectionSource source, PostgresOptions options) {
        if (source.hostTransaction().isActive()) {
            throw new IllegalStateException(
                    "a store cannot be opened in a transaction of the host: it may make tables");
        }
        String database = "not reached";
        try (ConnectionLease lease = source.lease()) {
            Connection connection = lease.connection();
            database = PostgresServerInfo.name(connection);
            return on(source, options, database, prepared(connection, options, database));
        } catch (SQLException e) {
            throw PostgresFault.of(database, e);
        }
    }

    /** Returns the statements that put the tables into a database that does not have them, for whoever runs them by hand. */
    public static String ddl(PostgresOptions options) {
        return PostgresSchema.ddl(options);
    }

    private static PostgresStore on(
            ConnectionSource source, PostgresOptions options, String database, PostgresTables tables) {
        PostgresDialect dialect = new PostgresDialect(database, tables, options.rowLevelSecurity());
        return new PostgresStore(dialect, new PostgresSql(tables), source);
    }

    /** Returns the names of the tables, which are there now if the options ask for it. */
    private static PostgresTables prepared(Connection connection, PostgresOptions options, String database)
            throws SQLException {
        PostgresServerInfo server = PostgresServerInfo.of(connection, database);
        server.check(database);
        Optional<String> schema = options.schema().or(server::schema);
        if (schema.isEmpty()) {
            throw PostgresFault.INCOMPLETE.in(database, "the connection's search path names no schema that is there.");
        }
        PostgresTables tables = new PostgresTables(schema, options.prefix());
        PostgresSchema tablesThere = new PostgresSchema(database, tables, options.rowLevelSecurity());
        if (options.schemaMode() == SchemaMode.MIGRATE) {
            tablesThere.migrate(connection, options.schema());
        }
        if (options.schemaMode() != SchemaMode.NONE) {
            tablesThere.validate(connection);
        }
        if (options.rowLevelSecurity() && server.aboveWalls()) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    PostgresFault.WALL_OPEN
                            .in(database, "row-level security does not hold for the role of the connection.")
                            .getMessage());
        }
        return tables;
    }

    @Override
    public StoreCapabilities capabilities() {
        return new StoreCapabilities(PostgresDialect.NAME, true, true, true);
    }

    @Override
    public CommitResult commit(Commit commit) {
        return writer.commit(commit);
    }

    @Override
    public int erase(RunKey key, Collection<String> ids) {
        Column checked = Column.words(check("content id", ids), id -> id);
        return (int) writer.count(key.tenant(), sql.erase, key.tenant(), key.run(), checked);
    }

    @Override
    public boolean remove(RunKey key, long version) {
        return writer.count(key.tenant(), sql.remove, key.tenant(), key.run(), version) == 1;
    }

    @Override
    public RunFeed feed() {
        return feed;
    }

    @Override
    public Leases leases() {
        return leases;
    }

    @Override
    public HostTransaction hostTransaction() {
        return hostTransaction;
    }
}
