package dev.runs.storage.jdbc;

import dev.runs.storage.RunFeed;
import dev.runs.storage.StoreCapabilities;
import dev.runs.storage.StoreException;
import javax.sql.DataSource;

/**
 * Keeps runs in the H2 database of a host's tests, in tables whose names begin with {@code runs_}; they are made if they
 * are not there. H2 does not wait for the disk: a killed process loses what it had answered, and a loss of power may take
 * the whole database. A warning in the log says so each time it is opened.
 *
 * <p>Thread-safe.
 *
 * @since 0.1.0
 */
public final class H2Store extends RowStore {
    private static final System.Logger LOGGER = System.getLogger(H2Store.class.getName());

    private final RunFeed feed;

    private H2Store(H2Dialect dialect, ConnectionSource source) {
        super(dialect, new LeasedSessions(source, dialect), source.hostTransaction(), " FOR UPDATE", "outbox");
        this.feed = new RelayedFeed(this);
    }

    /**
     * Opens the store in the database of a data source; it joins no transaction.
     *
     * @throws StoreException if it is no H2 database, or its tables are of a newer version
     */
    public static H2Store on(DataSource dataSource) {
        return on(ConnectionSource.of(dataSource));
    }

    /**
     * Opens the store in the database of a host, and joins its transactions.
     *
     * @throws StoreException if it is no H2 database, or its tables are of a newer version
     */
    public static H2Store on(ConnectionSource source) {
        H2Dialect dialect = new H2Dialect();
        H2Schema.prepare(source, dialect.sql());
        LOGGER.log(
                System.Logger.Level.WARNING,
                H2Fault.NOT_FOR_PRODUCTION
                        .of(
                                "H2 is not crash-safe: what was answered may be lost, and a loss of power may take the whole"
                                        + " database.")
                        .getMessage());
        return new H2Store(dialect, source);
    }

    @Override
    public StoreCapabilities capabilities() {
        return new StoreCapabilities(H2Dialect.NAME, false, true, true);
    }

    @Override
    public RunFeed feed() {
        return feed;
    }
}
