package dev.runs.storage.tck;

import dev.runs.storage.CommandRow;
import dev.runs.storage.Commit;
import dev.runs.storage.CommitResult;
import dev.runs.storage.ContentRow;
import dev.runs.storage.Cursor;
import dev.runs.storage.Direction;
import dev.runs.storage.EdgeRow;
import dev.runs.storage.InMemoryRunStore;
import dev.runs.storage.InboxRow;
import dev.runs.storage.NodeRef;
import dev.runs.storage.Page;
import dev.runs.storage.RunFilter;
import dev.runs.storage.RunKey;
import dev.runs.storage.RunRow;
import dev.runs.storage.RunStore;
import dev.runs.storage.StepTally;
import dev.runs.storage.StoreCapabilities;
import dev.runs.storage.StoredEvent;
import dev.runs.storage.StoredRun;
import dev.runs.storage.UniqueKey;
import dev.runs.storage.WorkRow;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The right store; those that break one guarantee override one method of it. */
class ForwardingStore implements RunStore {
    final RunStore right = new InMemoryRunStore();

    @Override
    public StoreCapabilities capabilities() {
        return right.capabilities();
    }

    @Override
    public CommitResult commit(Commit commit) {
        return right.commit(commit);
    }

    @Override
    public Optional<StoredRun> load(RunKey key) {
        return right.load(key);
    }

    @Override
    public Optional<CommandRow> command(String tenant, String commandId) {
        return right.command(tenant, commandId);
    }

    @Override
    public Optional<String> holder(String tenant, UniqueKey key) {
        return right.holder(tenant, key);
    }

    @Override
    public List<StoredEvent> history(RunKey key, long after, int limit) {
        return right.history(key, after, limit);
    }

    @Override
    public Map<String, ContentRow> content(RunKey key, Collection<String> ids) {
        return right.content(key, ids);
    }

    @Override
    public int erase(RunKey key, Collection<String> ids) {
        return right.erase(key, ids);
    }

    @Override
    public Page<RunRow> runs(String tenant, RunFilter filter, Cursor after, int limit) {
        return right.runs(tenant, filter, after, limit);
    }

    @Override
    public Page<InboxRow> inbox(String tenant, Set<String> roles, Cursor after, int limit) {
        return right.inbox(tenant, roles, after, limit);
    }

    @Override
    public Page<WorkRow> work(String tenant, Set<String> states, Cursor after, int limit) {
        return right.work(tenant, states, after, limit);
    }

    @Override
    public List<StepTally> tally(String tenant) {
        return right.tally(tenant);
    }

    @Override
    public List<EdgeRow> edges(String tenant, NodeRef node, Direction direction, int limit) {
        return right.edges(tenant, node, direction, limit);
    }

    @Override
    public Page<String> tenants(Cursor after, int limit) {
        return right.tenants(after, limit);
    }

    @Override
    public void close() {
        right.close();
    }
}
