package dev.runs.engine;

import dev.runs.feed.Feed;
import dev.runs.storage.RunKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An engine with all that makes it go: its worker, its feed, and the threads on which they work. Thread-safe.
 *
 * @since 0.1.0
 */
public final class Work implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Work.class);

    private final Engine engine;
    private final WorkerLease lease;
    private final Worker worker;
    private final List<ExecutorService> owned = new ArrayList<>();
    private final Optional<WorkQueue> queue;
    private final RecentCommits recent = new RecentCommits();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile Optional<PollerThread> thread = Optional.empty();

    private Work(Settings settings, Optional<Executor> handlers, Executor listeners) {
        String id = settings.ids().newId();
        Feed feed = new Feed(settings.store(), settings.clock(), id, settings.lease(), settings.feedKept(), listeners);
        this.engine = new Engine(settings, feed);
        this.lease = new WorkerLease(settings.store().leases(), settings.clock(), settings.lease(), id);
        this.queue = handlers.map(executor -> new WorkQueue(settings.store(), executor, this::workOn));
        this.worker = new Worker(engine, lease, recent, queue.map(where -> (Consumer<RunKey>) where::submit));
        engine.tell(this::committed);
    }

    private void workOn(RunKey key) {
        worker.runReady(key.tenant(), key.run());
    }

    private void committed(RunKey key, long version, boolean session) {
        recent.add(key, version);
        if (session) {
            queue.ifPresent(where -> where.submit(key));
        }
        thread.ifPresent(PollerThread::wake);
    }

    /** Works only when its methods are called. */
    public static Work manual(Settings settings) {
        return new Work(settings, Optional.empty(), Runnable::run);
    }

    /** Runs handlers on an executor of the host, after each commit and once at the beginning. */
    public static Work on(Executor executor, Settings settings) {
        Work work = new Work(settings, Optional.of(executor), Runnable::run);
        // What an earlier process left ready is work as well.
        work.queue.ifPresent(where -> where.execute(work.worker::runReady));
        return work;
    }

    /**
     * Works on threads of its own: one runs handlers, one polls, and some call listeners of the feed.
     *
     * @param longestRest how long the poller rests when nothing happens
     */
    public static Work background(Duration longestRest, Settings settings) {
        ExecutorService handlers = Executors.newSingleThreadExecutor(threads("runs-worker"));
        ExecutorService listeners = Executors.newCachedThreadPool(threads("runs-feed-"));
        Work work = new Work(settings, Optional.of(handlers), listeners);
        work.owned.add(handlers);
        work.owned.add(listeners);
        // Held from the first handler to the end; each round renews it.
        work.lease.begin();
        PollerThread thread = new PollerThread(work.worker::poll, longestRest);
        work.thread = Optional.of(thread);
        thread.start();
        return work;
    }

    private static ThreadFactory threads(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            String suffix = name.endsWith("-") ? Integer.toString(number.incrementAndGet()) : "";
            Thread thread = new Thread(task, name + suffix);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Returns the engine. */
    public Engine engine() {
        return engine;
    }

    /** Returns the worker. */
    public Worker worker() {
        return worker;
    }

    /** Returns the feed. */
    public Feed feed() {
        return engine.feed();
    }

    /** Ends what is at work here; a handler may finish within ten seconds. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        queue.ifPresent(WorkQueue::close);
        thread.ifPresent(PollerThread::close);
        boolean idle = owned.stream().map(Work::shutDown).toList().stream().allMatch(ended -> ended);
        try {
            feed().close();
            if (thread.isPresent() && idle) {
                lease.end();
            }
        } catch (RuntimeException e) {
            LOG.warn("Leases could not be given back; they end by themselves", e);
        }
    }

    private static boolean shutDown(ExecutorService service) {
        service.shutdown();
        try {
            boolean ended = service.awaitTermination(10, TimeUnit.SECONDS);
            if (!ended) {
                LOG.warn(
                        "A handler or listener is still at work; a step that it does not finish is settled once the lease"
                                + " has ended");
            }
            return ended;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
