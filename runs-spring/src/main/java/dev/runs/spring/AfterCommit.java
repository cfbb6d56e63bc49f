package dev.runs.spring;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.springframework.transaction.support.TransactionSynchronization;

/**
 * Does something when a transaction is over, unless it, or the nested one in which this was asked for, was rolled back. It is
 * done in {@code afterCompletion} and not in {@code afterCommit}: what fails there is logged by Spring and does not look to
 * the host as if its commit had failed. Used by one thread.
 */
final class AfterCommit implements TransactionSynchronization {
    private final Runnable action;
    /** Those that were set after this was asked for: a rollback to one of them does not undo what it waits for. */
    private final Set<Object> laterSavepoints = Collections.newSetFromMap(new IdentityHashMap<>());

    private boolean undone;

    AfterCommit(Runnable action) {
        this.action = action;
    }

    @Override
    public void savepoint(Object savepoint) {
        laterSavepoints.add(savepoint);
    }

    @Override
    public void savepointRollback(Object savepoint) {
        if (!laterSavepoints.contains(savepoint)) {
            undone = true;
        }
    }

    /** Where it is unknown whether the transaction was committed, the action looks, and finds nothing if it was not. */
    @Override
    public void afterCompletion(int status) {
        if (status != STATUS_ROLLED_BACK && !undone) {
            action.run();
        }
    }
}
