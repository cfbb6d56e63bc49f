package dev.runs.spring;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.springframework.transaction.support.TransactionSynchronization;

/**
 * Does something when a transaction is over, unless it, or the nested one in which this was asked for, was rolled back. It is
 * done in {@code afterCompletion} and not in {@code afterCommit}: what fails there is logged by Spring and does not look to
 * the host as if its commit had failed. Used by one thread.
 */
final class AfterCommit implements TransactionSynchronization {
    private final Runnable action;
    /** Whether the transaction still has its connection: then the end that Spring tells of is its end. */
    private final BooleanSupplier bound;
    /** Those that were set after this was asked for: a rollback to one of them does not undo what it waits for. */
    private final Set<Object> laterSavepoints = Collections.newSetFromMap(new IdentityHashMap<>());

    private boolean undone;

    AfterCommit(Runnable action, BooleanSupplier bound) {
        this.action = action;
        this.bound = bound;
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

    /**
     * Where it is unknown whether the transaction was committed, the action looks, and finds nothing if it was not: after a
     * failure, and in a transaction of another data source, of whose end alone Spring tells.
     */
    @Override
    public void afterCompletion(int status) {
        boolean rolledBack = status == STATUS_ROLLED_BACK && bound.getAsBoolean();
        if (!rolledBack && !undone) {
            action.run();
        }
    }
}
