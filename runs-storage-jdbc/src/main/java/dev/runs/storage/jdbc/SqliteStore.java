package dev.runs.storage.jdbc;

import dev.runs.storage.CommandRow;
import dev.runs.storage.Commit;
import dev.runs.storage.CommitResult;
import dev.runs.storage.ContentRow;
import dev.runs.storage.Cursor;
import dev.runs.storage.Direction;
import dev.runs.storage.EdgeRow;
import dev.runs.storage.InboxRow;
import dev.runs.storage.Names;
import dev.runs.storage.NodeRef;
import dev.runs.storage.Page;
import dev.runs.storage.RunFilter;
import dev.runs.storage.RunKey;
import dev.runs.storage.RunRow;
import dev.runs.storage.RunStore;
import dev.runs.storage.StepTally;
import dev.runs.storage.StoreCapabilities;
import dev.runs.storage.StoreException;
import dev.runs.storage.StoredEvent;
import dev.runs.storage.StoredRun;
import dev.runs.storage.UniqueKey;
import dev.runs.storage.WorkRow;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Keeps runs in one SQLite file: the embedded default. One connection writes, a few others read; a reader never waits
 * for the writer. Beside the file there are its log ({@code -wal}), an index of the log ({@code -shm}) and a file whose
 * lock tells that a process uses it ({@code .lock}).
 *
 * <p>A second process may open the same file. Nothing is lost by it; the one that comes second logs a warning, because
 * both then wait for each other's commits.
 *
 * <p>Thread-safe. What is wrong with the file or the disk is a {@link StoreException} with a code from
 * {@code docs/error-codes.md}.
 *
 * @since 0.1.0
 */
public final class SqliteStore implements RunStore {
    static final String NAME = "sqlite";

    private final SqliteOptions options;
    private final SqliteFile file;
    private final FileClaim claim;
    private final Writer writer;
    private final Readers readers;
    private final LogKeeper log;
    private final AtomicBoolean closing = new AtomicBoolean();

    private SqliteStore(SqliteOptions options, SqliteFile file, FileClaim claim, Writer writer) {
        this.options = options;
        this.file = file;
        this.claim = claim;
        this.writer = writer;
        this.readers = new Readers(file);
        this.log = new LogKeeper(file.path(), writer, readers);
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
     * Opens the store in the given file, or makes it if there is no file.
     *
     * @throws StoreException if the place or the file is not usable; the file is then as it was
     */
    public static SqliteStore at(Path file, SqliteOptions options) {
        return at(file, options, Connector::driver);
    }

    static SqliteStore at(Path given, SqliteOptions options, Connector connector) {
        try {
            Path path = FileCheck.check(given, connector);
            SqliteFile file = new SqliteFile(path, options, connector);
            Writer writer = new Writer(file, file.open());
            // Only now, so that nothing is left beside a file that is refused.
            return new SqliteStore(options, file, FileClaim.on(path), writer);
        } catch (NoClassDefFoundError e) {
            throw SqliteFault.NO_DRIVER.in(given, "there is no SQLite driver on the class path.", e);
        }
    }

    @Override
    public StoreCapabilities capabilities() {
        return new StoreCapabilities(NAME, options.durability() == Durability.FULL, false);
    }

    @Override
    public CommitResult commit(Commit commit) {
        try {
            CommitResult result = writer.write(
                    session -> CommitWriter.write(session, commit), CommitResult.Committed.class::isInstance);
            log.afterCommit();
            return result;
        } catch (InDoubtException e) {
            return new CommitResult.OutcomeUnknown(e.failure());
        }
    }

    @Override
    public Optional<StoredRun> load(RunKey key) {
        return readers.read(session -> RunReader.load(session, key));
    }

    @Override
    public Optional<CommandRow> command(String tenant, String commandId) {
        Names.check("tenant", tenant);
        Names.check("command id", commandId);
        return readers.read(session -> CommitWriter.command(session, tenant, commandId));
    }

    @Override
    public Optional<String> holder(String tenant, UniqueKey key) {
        Names.check("tenant", tenant);
        return readers.read(session -> CommitWriter.holder(session, tenant, key));
    }

    @Override
    public List<StoredEvent> history(RunKey key, long after, int limit) {
        checkLimit(limit);
        return readers.read(session -> RunReader.history(session, key, after, limit));
    }

    @Override
    public Map<String, ContentRow> content(RunKey key, Collection<String> ids) {
        Set<String> checked = check("content id", ids);
        return readers.read(session -> RunReader.content(session, key, checked));
    }

    @Override
    public int erase(RunKey key, Collection<String> ids) {
        Set<String> checked = check("content id", ids);
        int erased;
        try {
            erased = writer.write(
                    session -> {
                        int rows = 0;
                        for (String id : checked) {
                            rows += session.update(Sql.ERASE, key.tenant(), key.run(), id);
                        }
                        return rows;
                    },
                    rows -> rows > 0);
        } catch (InDoubtException e) {
            throw e.failure();
        }
        if (erased > 0) {
            log.afterErasure();
        }
        return erased;
    }

    @Override
    public Page<RunRow> runs(String tenant, RunFilter filter, Cursor after, int limit) {
        Names.check("tenant", tenant);
        checkLimit(limit);
        return readers.read(session -> new ListReader(session, "runs", tenant, after, limit).runs(filter));
    }

    @Override
    public Page<InboxRow> inbox(String tenant, Set<String> roles, Cursor after, int limit) {
        Names.check("tenant", tenant);
        Set<String> checked = check("role", roles);
        checkLimit(limit);
        return readers.read(session -> new ListReader(session, "inbox", tenant, after, limit).inbox(checked));
    }

    @Override
    public Page<WorkRow> work(String tenant, Set<String> states, Cursor after, int limit) {
        Names.check("tenant", tenant);
        Set<String> checked = check("state", states);
        checkLimit(limit);
        return readers.read(session -> new ListReader(session, "work", tenant, after, limit).work(checked));
    }

    @Override
    public List<StepTally> tally(String tenant) {
        Names.check("tenant", tenant);
        return readers.read(session -> RunReader.tally(session, tenant));
    }

    @Override
    public List<EdgeRow> edges(String tenant, NodeRef node, Direction direction, int limit) {
        Names.check("tenant", tenant);
        checkLimit(limit);
        return readers.read(session -> RunReader.edges(session, tenant, node, direction, limit));
    }

    @Override
    public Page<String> tenants(Cursor after, int limit) {
        checkLimit(limit);
        return readers.read(session -> new ListReader(session, "tenants", "", after, limit).tenants());
    }

    /**
     * Reads the whole file and returns what is wrong with it, in sentences; empty if nothing is. It takes as long as
     * reading the file does, and may run while the store is used.
     */
    public List<String> integrityCheck() {
        return readers.read(SqliteFile::problems);
    }

    @Override
    public void close() {
        if (closing.getAndSet(true)) {
            return;
        }
        try (claim) {
            readers.close();
            // The last connection to close empties the log into the file.
            writer.close();
        } catch (SQLException e) {
            throw SqliteFault.of(file.path(), e);
        }
    }

    private static Set<String> check(String what, Collection<String> words) {
        words.forEach(word -> Names.check(what, word));
        return new HashSet<>(words);
    }

    private static void checkLimit(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit is " + limit + "; it must be at least 1");
        }
    }
}
