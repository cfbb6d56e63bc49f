package dev.runs.engine;

import dev.runs.feed.Feed;
import dev.runs.storage.RunKey;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An engine with all that makes it go: its worker, its feed, and the threads on which they work. It is made at rest; {@link #start}
 * sets it to work, and {@link #stop} to rest again. Thread-safe.
 *
 * @since 0.1.0
 */
public final class Work implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Work.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Engine engine;
    private final WorkerLease lease;
    private final Worker worker;
    private final RecentCommits recent = new RecentCommits();
    /** What calls listeners, where that is ours. */
    private final Optional<ExecutorService> listeners;
    /** How long the poller rests at most, where it is ours. */
    private final Optional<Duration> longestRest;

    private final Optional<WorkQueue> queue;
    private volatile Optional<Threads> threads = Optional.empty();
    private volatile boolean working;
    private final AtomicBoolean closed = new AtomicBoolean();
    private boolean leased;

    /** Those that are there while an instance works in the background. */
    private record Threads(ExecutorService handlers, PollerThread poller) {}

    private Work(
            Settings settings,
            Optional<Executor> handlers,
            Optional<ExecutorService> listeners,
            Optional<Duration> longestRest) {
        String id = settings.ids().newId();
        Executor calling = listeners.<Executor>map(own -> own).orElse(Runnable::run);
        Feed feed = new Feed(settings.store(), settings.clock(), id, settings.lease(), settings.feedKept(), calling);
        this.listeners = listeners;
        this.longestRest = longestRest;
        this.engine = new Engine(settings, feed);
        this.lease = new WorkerLease(settings.store().leases(), settings.clock(), settings.lease(), id);
        this.queue = handlers.or(() -> longestRest.map(rest -> this::inBackground))
                .map(executor -> new WorkQueue(settings.store(), executor, this::workOn));
        this.worker = new Worker(engine, lease, recent, queue.map(where -> (Consumer<RunKey>) where::submit));
        engine.tell(this::committed);
    }

    private void inBackground(Runnable task) {
        threads.orElseThrow(() -> new RejectedExecutionException("the worker is at rest"))
                .handlers()
                .execute(task);
    }

    private void workOn(RunKey key) {
        worker.runReady(key.tenant(), key.run(), () -> working);
    }

    /** What is committed while the worker rests, it finds when it starts. */
    private void committed(RunKey key, long version, boolean session) {
        if (!working) {
            return;
        }
        recent.add(key, version);
        if (session) {
            queue.ifPresent(where -> where.submit(key));
        }
        threads.ifPresent(now -> now.poller().wake());
    }

    /** Works only when its methods are called. */
    public static Work manual(Settings settings) {
        return new Work(settings, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Runs handlers on an executor of the host, after each commit and once when it starts. */
    public static Work on(Executor executor, Settings settings) {
        return new Work(settings, Optional.of(executor), Optional.empty(), Optional.empty());
    }

    /**
     * Works on threads of its own: one runs handlers, one polls, and some call listeners of the feed.
     *
     * @param longestRest how long the poller rests when nothing happens
     */
    public static Work background(Duration longestRest, Settings settings) {
        ExecutorService listeners = Executors.newCachedThreadPool(threads("runs-feed-"));
        return new Work(settings, Optional.empty(), Optional.of(listeners), Optional.of(longestRest));
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

    /** Sets it to work: what is ready, also from an earlier process, and what is committed from now on. */
    public synchronized void start() {
        if (working || closed.get()) {
            return;
        }
        working = true;
        // What was committed and dropped meanwhile, nobody else remembers.
        worker.lookAtEverything();
        if (longestRest.isPresent()) {
            // Held from the first handler to the end; each round renews it.
            if (!leased) {
                lease.begin();
                leased = true;
            }
            PollerThread poller = new PollerThread(worker::poll, longestRest.get());
            threads = Optional.of(new Threads(Executors.newSingleThreadExecutor(threads("runs-worker")), poller));
            poller.start();
        } else {
            queue.ifPresent(where -> where.execute(worker::runReady));
        }
    }

    /** Returns whether it works. */
    public boolean isWorking() {
        return working;
    }

    /**
     * Sets it to rest: no handler begins any more, and one that is at work may finish. On an executor of the host it is the host
     * that waits for it.
     *
     * @param patience how long is waited for a handler
     */
    public synchronized void stop(Duration patience) {
        if (!working) {
            return;
        }
        working = false;
        Optional<Threads> ended = threads;
        if (ended.isPresent()) {
            ended.get().poller().close();
            boolean idle = shutDown(ended.get().handlers(), patience);
            threads = Optional.empty();
            if (idle) {
                leased = false;
                guarded(lease::end);
            }
        }
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
        close(PATIENCE);
    }

    /** Ends what is at work here, for good; a handler may finish within the given time. */
    public void close(Duration patience) {
        if (closed.getAndSet(true)) {
            return;
        }
        queue.ifPresent(WorkQueue::close);
        stop(patience);
        listeners.ifPresent(own -> shutDown(own, patience));
        guarded(feed()::close);
    }

    private static void guarded(Runnable givingBack) {
        try {
            givingBack.run();
        } catch (RuntimeException e) {
            LOG.warn("Leases could not be given back; they end by themselves", e);
        }
    }

    private static boolean shutDown(ExecutorService service, Duration patience) {
        service.shutdown();
        try {
            boolean ended = service.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
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
