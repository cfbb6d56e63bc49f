package dev.runs.rules;

import dev.runs.engine.IdSource;
import dev.runs.rules.problem.RuleErrorCode;
import dev.runs.storage.RunStore;
import java.time.InstantSource;
import java.util.List;

/**
 * Where a {@link RuleShelf} records every change of the rules, for ever and in one order.
 *
 * <p>Implementations are thread-safe. What {@link #append} returned is in every later {@link #history}, once; of changes that are
 * made at the same time, in however many processes, none is lost.
 *
 * @since 0.1.0
 */
public interface ActivationLog {
    /**
     * Records a change.
     *
     * @param activation the change, not yet numbered
     * @return the same with its number
     * @throws RuleShelfException with {@link RuleErrorCode#NOT_RECORDED} if it cannot be recorded, or this cannot be known
     */
    Activation append(Activation activation);

    /** Returns up to {@code limit} changes whose number is greater than {@code after}, in order. */
    List<Activation> history(long after, int limit);

    /** Returns a log that is lost with the process. */
    static ActivationLog inMemory() {
        return new MemoryActivations();
    }

    /**
     * Returns the log of a store, which may be the one that keeps the runs. It is as durable as the store and shared by all
     * processes that use it.
     */
    static ActivationLog in(RunStore store) {
        return in(store, IdSource.timeOrdered(InstantSource.system()));
    }

    /** As {@link #in(RunStore)}, with a source of ids and salts of the host. */
    static ActivationLog in(RunStore store, IdSource ids) {
        return new StoredActivations(store, ids);
    }
}
