package dev.runs.storage.jdbc;

import dev.runs.storage.Commit;
import dev.runs.storage.CommitResult;
import dev.runs.storage.HostTransaction;
import dev.runs.storage.RunFeed;
import dev.runs.storage.RunKey;
import dev.runs.storage.StoreCapabilities;
import dev.runs.storage.StoreException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

/**
 * Keeps runs in one SQLite file: the embedded default. One connection writes, a few others read; a reader never waits
 * for the writer. Beside the file there are its log ({@code -wal}), an index of the log ({@code -shm}) and a file whose
 * lock tells that a process uses it ({@code .lock}).
 *
 * <p>A second process may open the same file. Nothing is lost by it; the one that comes second logs a warning, because
 * both then wait for each other's commits.
 *
 * <p>A host whose own tables are in a SQLite file gives its data source to {@link #on(DataSource)} instead: then what it
 * does and what happens to its runs is one transaction.
 *
 * <p>Thread-safe. What is wrong with the file or the disk is a {@link StoreException} with a code from
 * {@code docs/error-codes.md}.
 *
 * @since 0.1.0
 */
public final class SqliteStore extends RowStore {
    private final RunFeed feed;
    private final boolean durable;
    private final Optional<OwnFile> own;
    private final AtomicBoolean closing = new AtomicBoolean();

    private SqliteStore(
            SqliteDialect dialect,
            Sessions sessions,
            HostTransaction hostTransaction,
            boolean durable,
            Optional<OwnFile> own) {
        super(dialect, sessions, hostTransaction, "", "feed");
        this.feed = new SqliteFeed(this);
        this.durable = durable;
        this.own = own;
    }

    /**
     * Opens the store in the given file, or makes it if there is no file.
     *
     * @throws StoreException if the place or the file is not usable; the file is then as it was
     */
    public static SqliteStore at(Path file) {
        return at(file, SqliteOptions.defaults());
    }

    /**
     * Opens the store in the given file, or makes it if there is no file. A file of an earlier format is brought to the
     * present one.
     *
     * @throws StoreException if the place or the file is not usable; the file is then as it was
     */
    public static SqliteStore at(Path file, SqliteOptions options) {
        return at(file, options, Connector::driver);
    }

    static SqliteStore at(Path given, SqliteOptions options, Connector connector) {
        try {
            Path path = FileCheck.check(given, connector);
            SqliteDialect dialect = new SqliteDialect(path, "");
            SqliteFile file = new SqliteFile(path, options, connector, dialect.sql());
            FileSessions sessions = new FileSessions(file, new Writer(file, file.open()));
            // The claim only now, so that nothing is left beside a file that is refused.
            OwnFile own = new OwnFile(file, sessions, FileClaim.on(path));
            boolean durable = options.durability() == Durability.FULL;
            return new SqliteStore(dialect, sessions, HostTransaction.none(), durable, Optional.of(own));
        } catch (NoClassDefFoundError e) {
            throw SqliteFault.NO_DRIVER.in(given, "there is no SQLite driver on the class path.", e);
        }
    }

    /**
     * Opens the store in the SQLite file of a host, in tables of its own whose names begin with {@code runs_}; they are made
     * if they are not there. It joins no transaction: give {@link HostConnections} or a Spring source to
     * {@link #on(ConnectionSource)} for that.
     *
     * @throws StoreException if the data source is not set so that transactions can write at the same time
     */
    public static SqliteStore on(DataSource dataSource) {
        return on(ConnectionSource.of(dataSource));
    }

    /**
     * Opens the store in the SQLite file of a host, and joins its transactions.
     *
     * @throws StoreException if the data source is not set so that transactions can write at the same time
     */
    public static SqliteStore on(ConnectionSource source) {
        HostSqlite host = HostSqlite.open(source);
        return new SqliteStore(
                host.dialect(), host.sessions(), source.hostTransaction(), host.durable(), Optional.empty());
    }

    @Override
    public StoreCapabilities capabilities() {
        return new StoreCapabilities(SqliteDialect.NAME, durable, false, own.isEmpty());
    }

    @Override
    public CommitResult commit(Commit commit) {
        CommitResult result = super.commit(commit);
        own.ifPresent(file -> file.log().afterCommit());
        return result;
    }

    @Override
    public int erase(RunKey key, Collection<String> ids) {
        int erased = super.erase(key, ids);
        if (erased > 0) {
            own.ifPresent(file -> file.log().afterErasure());
        }
        return erased;
    }

    @Override
    public boolean remove(RunKey key, long version) {
        boolean removed = super.remove(key, version);
        if (removed) {
            own.ifPresent(file -> file.log().afterErasure());
        }
        return removed;
    }

    @Override
    public RunFeed feed() {
        return feed;
    }

    /**
     * Reads the whole file and returns what is wrong with it, in sentences; empty if nothing is. It takes as long as
     * reading the file does, and may run while the store is used.
     */
    public List<String> integrityCheck() {
        return sessions().read(session -> SqliteProblems.in(session, dialect().sql()));
    }

    /**
     * Writes a copy of the store as it is at this moment into a new file, which is a store itself. Others read and write
     * meanwhile. The file appears under its name when it is whole and safe on the disk.
     *
     * @throws StoreException if there is something at the place already, or it cannot be written
     */
    public void backup(Path target) {
        own.orElseThrow(() -> new IllegalStateException(
                        "the file belongs to the host, and its backup has the runs; back it up as the host does"))
                .backup(target);
    }

    @Override
    public void close() {
        if (closing.getAndSet(true)) {
            return;
        }
        try {
            super.close();
        } finally {
            own.ifPresent(file -> file.claim().close());
        }
    }
}
