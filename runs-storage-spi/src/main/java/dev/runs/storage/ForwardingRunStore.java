package dev.runs.storage;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Hands every call on to another store: for stores that watch, count or disturb what passes. As thread-safe as the other.
 *
 * @since 0.1.0
 */
public abstract class ForwardingRunStore implements RunStore {
    private final RunStore store;

    /** Makes a store in front of another. */
    protected ForwardingRunStore(RunStore store) {
        this.store = store;
    }

    @Override
    public StoreCapabilities capabilities() {
        return store.capabilities();
    }

    @Override
    public CommitResult commit(Commit commit) {
        return store.commit(commit);
    }

    @Override
    public Optional<StoredRun> load(RunKey key) {
        return store.load(key);
    }

    @Override
    public Optional<CommandRow> command(String tenant, String commandId) {
        return store.command(tenant, commandId);
    }

    @Override
    public Optional<String> holder(String tenant, UniqueKey key) {
        return store.holder(tenant, key);
    }

    @Override
    public List<StoredEvent> history(RunKey key, long after, int limit) {
        return store.history(key, after, limit);
    }

    @Override
    public Map<String, ContentRow> content(RunKey key, Collection<String> ids) {
        return store.content(key, ids);
    }

    @Override
    public int erase(RunKey key, Collection<String> ids) {
        return store.erase(key, ids);
    }

    @Override
    public Page<RunRow> runs(String tenant, RunFilter filter, Cursor after, int limit) {
        return store.runs(tenant, filter, after, limit);
    }

    @Override
    public Page<InboxRow> inbox(String tenant, Set<String> roles, Cursor after, int limit) {
        return store.inbox(tenant, roles, after, limit);
    }

    @Override
    public Page<WorkRow> work(String tenant, Set<String> states, Cursor after, int limit) {
        return store.work(tenant, states, after, limit);
    }

    @Override
    public List<StepTally> tally(String tenant) {
        return store.tally(tenant);
    }

    @Override
    public Page<EdgeRow> edges(String tenant, NodeRef node, Direction direction, Cursor after, int limit) {
        return store.edges(tenant, node, direction, after, limit);
    }

    @Override
    public Page<ArtifactRow> artifacts(String tenant, String kind, Cursor after, int limit) {
        return store.artifacts(tenant, kind, after, limit);
    }

    @Override
    public Page<InboxRow> overdue(String tenant, Set<String> roles, Instant before, Cursor after, int limit) {
        return store.overdue(tenant, roles, before, after, limit);
    }

    @Override
    public List<InboxCount> inboxCounts(String tenant, Set<String> roles, Instant now, int most) {
        return store.inboxCounts(tenant, roles, now, most);
    }

    @Override
    public Page<TimerRow> timers(String tenant, Instant by, Cursor after, int limit) {
        return store.timers(tenant, by, after, limit);
    }

    @Override
    public Page<RunRow> ended(String tenant, Instant before, Cursor after, int limit) {
        return store.ended(tenant, before, after, limit);
    }

    @Override
    public boolean remove(RunKey key, long version) {
        return store.remove(key, version);
    }

    @Override
    public RunFeed feed() {
        return store.feed();
    }

    @Override
    public Leases leases() {
        return store.leases();
    }

    @Override
    public HostTransaction hostTransaction() {
        return store.hostTransaction();
    }

    @Override
    public Page<String> tenants(Cursor after, int limit) {
        return store.tenants(after, limit);
    }

    @Override
    public void close() {
        store.close();
    }
}
