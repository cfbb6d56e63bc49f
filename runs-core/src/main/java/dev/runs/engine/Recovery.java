package dev.runs.engine;

import dev.runs.graph.StepState;
import dev.runs.run.Run;
import dev.runs.run.Step;
import dev.runs.storage.RunKey;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Settles steps whose worker is gone. Any number of processes may do that at once: a step is settled once. */
final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final Engine engine;
    private final StepExecution execution;
    private final WorkFinder finder;

    Recovery(Engine engine, StepExecution execution, WorkFinder finder) {
        this.engine = engine;
        this.execution = execution;
        this.finder = finder;
    }

    /**
     * Settles what can be settled, and returns how many steps that were.
     *
     * @param unnamed whether steps of which nobody knows the worker are settled too
     */
    int recover(boolean unnamed) {
        int settled = 0;
        for (RunKey key : finder.running()) {
            try {
                settled += recover(key, unnamed);
            } catch (RuntimeException e) {
                LOG.error("Run '{}' cannot be recovered; others are", key, e);
            }
        }
        return settled;
    }

    private int recover(RunKey key, boolean unnamed) {
        int settled = 0;
        Optional<Run> run = engine.load(key.tenant(), key.run());
        for (Step step : run.map(Run::steps).orElse(java.util.List.of())) {
            // The run was read before the lease: a worker that is done by now has written its result before it ended,
            // and the step is refused below.
            if (step.state() == StepState.RUNNING && isAbandoned(key, step, unnamed)) {
                settled += execution.interrupted(key, step) ? 1 : 0;
            }
        }
        return settled;
    }

    private boolean isAbandoned(RunKey key, Step step, boolean unnamed) {
        if (execution.isAtWork(key, step)) {
            return false;
        }
        return step.worker()
                .map(worker -> execution.isMe(worker)
                        || WorkerLease.hasEnded(engine.settings().store().leases(), worker, engine.now()))
                .orElse(unnamed);
    }
}
