package dev.runs.testing;

import dev.runs.storage.Commit;
import dev.runs.storage.CommitResult;
import dev.runs.storage.ForwardingRunStore;
import dev.runs.storage.Leases;
import dev.runs.storage.RunKey;
import dev.runs.storage.RunStore;
import dev.runs.storage.StoreException;
import dev.runs.storage.StoredRun;
import java.util.Optional;

/** The store as one process sees it: after a crash nothing of that process reaches it any more, not even a farewell. */
final class ProcessStore extends ForwardingRunStore {
    private volatile boolean dead;

    ProcessStore(RunStore store) {
        super(store);
    }

    boolean isDead() {
        return dead;
    }

    void die() {
        dead = true;
    }

    private void alive() {
        if (dead) {
            throw new StoreException(
                    "TEST-1", StoreException.Kind.FAILED, "This process has crashed.", "go on with another one");
        }
    }

    @Override
    public CommitResult commit(Commit commit) {
        alive();
        return super.commit(commit);
    }

    @Override
    public Optional<StoredRun> load(RunKey key) {
        alive();
        return super.load(key);
    }

    @Override
    public Leases leases() {
        alive();
        return super.leases();
    }

    /** The store outlives its processes. */
    @Override
    public void close() {}
}
