package dev.runs.engine;

import dev.runs.actor.ActorKind;
import dev.runs.error.ErrorCode;
import dev.runs.error.Problem;
import dev.runs.error.RunsException;
import dev.runs.graph.StepState;
import dev.runs.run.ActorRef;
import dev.runs.run.Answering;
import dev.runs.run.Command;
import dev.runs.run.Run;
import dev.runs.run.Step;
import dev.runs.storage.RunKey;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs what is ready: consumes a permit in one commit, calls the handler outside of it, and records the result in another.
 * Its methods work on the calling thread. Any number of workers, in any number of processes, may work on one store: a permit
 * is consumed once, whoever tries. While it works, a worker holds a lease by which the others know that it is alive.
 *
 * <p>Thread-safe. On a thread that holds a transaction of the host each method but {@link #id} fails with
 * {@link ErrorCode#HOST_TRANSACTION}.
 *
 * @since 0.1.0
 */
public final class Worker {
    /** As whom workers act. */
    static final ActorRef ACTOR = new ActorRef("runs-worker", ActorKind.SERVICE, Optional.empty());

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    private final Engine engine;
    private final WorkerLease lease;
    private final WorkFinder finder;
    private final StepExecution execution;
    private final Recovery recovery;
    private final Poller poller;

    /**
     * Makes a worker.
     *
     * @param later has the poller's finds worked on; empty for at once, on the thread that polls
     */
    Worker(Engine engine, WorkerLease lease, RecentCommits recent, Optional<Consumer<RunKey>> later) {
        this.engine = engine;
        this.lease = lease;
        this.finder = new WorkFinder(engine.settings().store());
        this.execution = new StepExecution(engine, lease);
        this.recovery = new Recovery(engine, execution, finder);
        this.poller = new Poller(engine, lease, finder, recovery, recent, later.orElse(this::workOn));
    }

    /** Returns the worker's id, which steps that it has at work name. */
    public String id() {
        return lease.worker();
    }

    /**
     * Runs everything that is ready in all tenants, and looks again at steps whose hold is over, until nothing is left to
     * do. Returns how often a handler was called.
     *
     * @throws RuntimeException if a run could not be worked on, such as a damaged one; only after all others had their turn
     */
    public int runReady() {
        outsideOfHostTransaction("runReady");
        lease.begin();
        try {
            Set<RunKey> keys = new LinkedHashSet<>(finder.ready());
            keys.addAll(finder.due(engine.now()));
            return workOn(keys);
        } finally {
            lease.end();
        }
    }

    private int workOn(Set<RunKey> keys) {
        int calls = 0;
        RuntimeException failure = null;
        for (RunKey key : keys) {
            try {
                calls += runReady(key.tenant(), key.run());
            } catch (RuntimeException e) {
                LOG.error("Run '{}' cannot be worked on; others are", key, e);
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
        return calls;
    }

    private void workOn(RunKey key) {
        try {
            runReady(key.tenant(), key.run());
        } catch (RuntimeException e) {
            LOG.error("Run '{}' cannot be worked on; others are", key, e);
        }
    }

    /** Runs everything that is ready in one run, until nothing is left to do. Returns how often a handler was called. */
    public int runReady(String tenant, String run) {
        return runReady(tenant, run, () -> true);
    }

    /** As {@link #runReady(String, String)}, but begins nothing any more once it is told not to go on. */
    int runReady(String tenant, String run, BooleanSupplier goOn) {
        outsideOfHostTransaction("runReady");
        RunKey key = new RunKey(tenant, run);
        int calls = 0;
        Set<String> tried = new HashSet<>();
        lease.begin();
        try {
            Optional<Run> now = engine.lastSeen(key)
                    .filter(seen -> next(seen, tried).isPresent())
                    .or(() -> engine.load(tenant, run));
            while (now.isPresent() && goOn.getAsBoolean()) {
                Optional<Step> next = next(now.get(), tried);
                if (next.isEmpty()) {
                    break;
                }
                Step step = next.get();
                // The version is part of it: a step that comes back in another state is another piece of work.
                tried.add(step.id() + "@" + step.version());
                StepExecution.Executed executed = isStartable(step) ? execution.execute(key, step) : wake(key, step);
                calls += executed.called() ? 1 : 0;
                // Only what is stored can say that nothing is left to do: what was committed here just now, or what is
                // read.
                now = executed.after().or(() -> engine.load(tenant, run));
            }
        } finally {
            lease.end();
        }
        return calls;
    }

    private Optional<Step> next(Run run, Set<String> tried) {
        if (run.hold().isPresent()) {
            return Optional.empty();
        }
        return run.steps().stream()
                .filter(this::isWork)
                .filter(step -> !isStartable(step) || !Answering.isOccupied(run, step))
                .filter(step -> !tried.contains(step.id() + "@" + step.version()))
                .findFirst();
    }

    private boolean isWork(Step step) {
        return switch (step.state()) {
            case READY, RETRYING -> execution.registration(step).isPresent();
            case HELD, AWAITING_APPROVAL ->
                step.timer().filter(at -> !engine.now().isBefore(at)).isPresent();
            default -> false;
        };
    }

    private static boolean isStartable(Step step) {
        return step.state() == StepState.READY || step.state() == StepState.RETRYING;
    }

    private StepExecution.Executed wake(RunKey key, Step step) {
        return StepExecution.Executed.nothing(engine.execute(
                key.tenant(),
                key.run(),
                ACTOR,
                execution.name("wake"),
                draft -> Prepared.go(new Command.Wake(step.id(), engine.staffing(draft, step.id())))));
    }

    /**
     * Finds steps that were running when their worker ended and settles what can be known about them: one whose handler may
     * be repeated is run again under the same key, any other waits for a person. Left alone is what a worker has at work
     * that is alive: that has given a sign of life no longer ago than its lease. Steps of which nobody knows the worker,
     * because the library wrote the {@linkplain dev.runs.codec.StoredForm#V1 first form} when they were started, are settled
     * too: call it by hand only when no process works that writes that form. Returns how many steps it settled.
     */
    public int recover() {
        outsideOfHostTransaction("recover");
        lease.begin();
        try {
            return recovery.recover(true);
        } finally {
            lease.end();
        }
    }

    /**
     * Does one round of what otherwise happens in the background: tells the feed's listeners what was committed, runs what
     * other processes left ready and what waited for its time, and, each time half a lease is over, settles steps whose
     * worker is gone, looks for ready steps that nobody started, and trims the feed. Returns whether it found anything.
     */
    public boolean poll() {
        outsideOfHostTransaction("poll");
        lease.begin();
        try {
            return poller.round();
        } finally {
            lease.end();
        }
    }

    /** Has the next round look for everything that slipped through. */
    void lookAtEverything() {
        poller.sweepNext();
    }

    private void outsideOfHostTransaction(String method) {
        if (engine.settings().store().hostTransaction().isActive()) {
            throw new RunsException(new Problem(
                    ErrorCode.HOST_TRANSACTION,
                    "worker()." + method
                            + "() was called on a thread that holds a transaction of the host, and handlers"
                            + " start only after the commit.",
                    "call it after the transaction, or on another thread"));
        }
    }
}
