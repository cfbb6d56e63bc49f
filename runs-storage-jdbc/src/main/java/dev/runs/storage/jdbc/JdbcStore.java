package dev.runs.storage.jdbc;

import dev.runs.storage.ArtifactRow;
import dev.runs.storage.CommandRow;
import dev.runs.storage.ContentRow;
import dev.runs.storage.Cursor;
import dev.runs.storage.Direction;
import dev.runs.storage.EdgeRow;
import dev.runs.storage.InboxCount;
import dev.runs.storage.InboxRow;
import dev.runs.storage.Names;
import dev.runs.storage.NodeRef;
import dev.runs.storage.Page;
import dev.runs.storage.RunFilter;
import dev.runs.storage.RunKey;
import dev.runs.storage.RunRow;
import dev.runs.storage.RunStore;
import dev.runs.storage.StepTally;
import dev.runs.storage.StoredEvent;
import dev.runs.storage.StoredRun;
import dev.runs.storage.TimerRow;
import dev.runs.storage.UniqueKey;
import dev.runs.storage.WorkRow;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What the stores on JDBC databases have in common: every reading call, which is one statement. Thread-safe.
 *
 * @since 0.1.0
 */
public abstract sealed class JdbcStore implements RunStore permits RowStore, PostgresStore {
    private final Dialect dialect;
    private final Sessions sessions;

    JdbcStore(Dialect dialect, Sessions sessions) {
        this.dialect = dialect;
        this.sessions = sessions;
    }

    final Dialect dialect() {
        return dialect;
    }

    final Sessions sessions() {
        return sessions;
    }

    /** Does work that may be done again if nobody knows whether it was committed. */
    final <T> T written(Work<T> work, Predicate<T> keep) {
        try {
            return sessions.write(work, keep);
        } catch (InDoubtException e) {
            throw e.failure();
        }
    }

    @Override
    public final Optional<StoredRun> load(RunKey key) {
        return sessions.read(session -> RunLoader.load(session, dialect.sql(), key));
    }

    @Override
    public final Optional<CommandRow> command(String tenant, String commandId) {
        Names.check("tenant", tenant);
        Names.check("command id", commandId);
        return sessions.read(session -> RunReader.command(session, dialect.sql(), tenant, commandId));
    }

    @Override
    public final Optional<String> holder(String tenant, UniqueKey key) {
        Names.check("tenant", tenant);
        return sessions.read(session -> RunReader.holder(session, dialect.sql(), tenant, key));
    }

    @Override
    public final List<StoredEvent> history(RunKey key, long after, int limit) {
        checkLimit(limit);
        return sessions.read(session -> RunReader.history(session, dialect.sql(), key, after, limit));
    }

    @Override
    public final Map<String, ContentRow> content(RunKey key, Collection<String> ids) {
        Set<String> checked = check("content id", ids);
        return sessions.read(session -> RunReader.content(session, dialect.sql(), key, checked));
    }

    @Override
    public final Page<RunRow> runs(String tenant, RunFilter filter, Cursor after, int limit) {
        return list(tenant, after, limit, reader -> reader.runs(filter));
    }

    @Override
    public final Page<InboxRow> inbox(String tenant, Set<String> roles, Cursor after, int limit) {
        Set<String> checked = check("role", roles);
        return list(tenant, after, limit, reader -> reader.inbox(checked));
    }

    @Override
    public final Page<InboxRow> overdue(String tenant, Set<String> roles, Instant before, Cursor after, int limit) {
        Set<String> checked = check("role", roles);
        return list(tenant, after, limit, reader -> reader.overdue(checked, before));
    }

    @Override
    public final List<InboxCount> inboxCounts(String tenant, Set<String> roles, Instant now, int most) {
        Set<String> checked = check("role", roles);
        return list(tenant, Cursor.start(), most, reader -> reader.inboxCounts(checked, now));
    }

    @Override
    public final Page<WorkRow> work(String tenant, Set<String> states, Cursor after, int limit) {
        Set<String> checked = check("state", states);
        return list(tenant, after, limit, reader -> reader.work(checked));
    }

    @Override
    public final Page<TimerRow> timers(String tenant, Instant by, Cursor after, int limit) {
        return list(tenant, after, limit, reader -> reader.timers(by));
    }

    @Override
    public final List<StepTally> tally(String tenant) {
        Names.check("tenant", tenant);
        return sessions.read(session -> RunReader.tally(session, dialect.sql(), tenant));
    }

    @Override
    public final Page<EdgeRow> edges(String tenant, NodeRef node, Direction direction, Cursor after, int limit) {
        return list(tenant, after, limit, reader -> reader.edges(node, direction));
    }

    @Override
    public final Page<ArtifactRow> artifacts(String tenant, String kind, Cursor after, int limit) {
        Names.check("kind", kind);
        return list(tenant, after, limit, reader -> reader.artifacts(kind));
    }

    @Override
    public final Page<RunRow> ended(String tenant, Instant before, Cursor after, int limit) {
        return list(tenant, after, limit, reader -> reader.ended(before));
    }

    @Override
    public final Page<String> tenants(Cursor after, int limit) {
        checkLimit(limit);
        return sessions.read(session -> new ListReader(session, dialect, "", after, limit).tenants());
    }

    /** What is read of one list. */
    private interface Listing<T> {
        T from(ListReader reader) throws java.sql.SQLException;
    }

    private <T> T list(String tenant, Cursor after, int limit, Listing<T> listing) {
        Names.check("tenant", tenant);
        checkLimit(limit);
        return sessions.read(session -> listing.from(new ListReader(session, dialect, tenant, after, limit)));
    }

    /** Fails on a thread on which the work would become part of a transaction of the host. */
    final void refuseHostTransaction(String call) {
        if (hostTransaction().isActive()) {
            throw new IllegalStateException(call + " is for workers and cannot be part of a transaction of the host;"
                    + " call it on a thread that has none");
        }
    }

    @Override
    public void close() {
        sessions.close();
    }

    static Set<String> check(String what, Collection<String> words) {
        words.forEach(word -> Names.check(what, word));
        return new HashSet<>(words);
    }

    static void checkLimit(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit is " + limit + "; it must be at least 1");
        }
    }
}
