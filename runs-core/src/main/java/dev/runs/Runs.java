package dev.runs;

import dev.runs.action.ActionCatalog;
import dev.runs.actor.Actor;
import dev.runs.actor.Identity;
import dev.runs.engine.Engine;
import dev.runs.engine.Handler;
import dev.runs.engine.IdSource;
import dev.runs.engine.Session;
import dev.runs.engine.Settings;
import dev.runs.engine.Worker;
import dev.runs.error.ErrorCode;
import dev.runs.error.Nearest;
import dev.runs.error.Problem;
import dev.runs.error.RunsException;
import dev.runs.gate.Gate;
import dev.runs.storage.RunStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The entry point: governed runs inside a host application. {@link #as} is the only way in, so that nothing happens
 * without a tenant and an actor.
 *
 * <p>Thread-safe. Close it when the host stops; the store is the host's to close.
 *
 * @since 0.1.0
 */
public final class Runs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Runs.class);

    private final Engine engine;
    private final Worker worker;
    private final Optional<ExecutorService> owned;
    private volatile boolean closed;

    private Runs(Settings settings, Work work) {
        this.owned = work.background() ? Optional.of(thread()) : Optional.empty();
        Optional<Executor> executor = work.executor().or(() -> owned);
        // The worker needs the engine and the engine tells of commits: the listener finds the worker through this.
        this.engine = new Engine(settings, (tenant, run) -> executor.ifPresent(given -> wake(given, tenant, run)));
        this.worker = new Worker(engine);
        // What an earlier process left ready is work as well.
        executor.ifPresent(given -> submit(given, worker::runReady));
    }

    private static ExecutorService thread() {
        return Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "runs-worker");
            thread.setDaemon(true);
            return thread;
        });
    }

    private void wake(Executor executor, String tenant, String run) {
        submit(executor, () -> worker.runReady(tenant, run));
    }

    private void submit(Executor executor, Runnable work) {
        try {
            executor.execute(guarded(work));
        } catch (RuntimeException e) {
            // What was committed is done whatever the host's executor says; an exception would tell the caller
            // otherwise.
            if (!closed) {
                LOG.warn("There is work, and the executor refused it; worker().runReady() finds it later", e);
            }
        }
    }

    private static Runnable guarded(Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.error("The worker stopped in the middle; what is ready stays ready", e);
            }
        };
    }

    /** Returns a builder without anything. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns what the given actor can do and see. */
    public Session as(Actor actor) {
        return new Session(engine, actor);
    }

    /** Returns the worker, for hosts that decide themselves when and where handlers run. */
    public Worker worker() {
        return worker;
    }

    /** Stops the worker; a handler that is at work may finish within ten seconds. The store stays open. */
    @Override
    public void close() {
        closed = true;
        owned.ifPresent(service -> {
            service.shutdown();
            try {
                if (!service.awaitTermination(10, TimeUnit.SECONDS)) {
                    LOG.warn("A handler is still at work; its step will need worker().recover() if it does not finish");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Where handlers run: on a thread of our own, where the host says, or only when the host calls. */
    private record Work(boolean background, Optional<Executor> executor) {}

    /**
     * Collects what an instance needs. Not thread-safe.
     *
     * @since 0.1.0
     */
    public static final class Builder {
        private @Nullable RunStore store;
        private @Nullable Gate gate;
        private @Nullable Identity identity;
        private final ActionCatalog.Builder catalog = ActionCatalog.builder();
        private final Map<String, Settings.Registration> handlers = new LinkedHashMap<>();
        private InstantSource clock = InstantSource.system();
        private @Nullable IdSource ids;
        private Duration permitValidity = Duration.ofDays(30);
        private Work work = new Work(true, Optional.empty());

        private Builder() {}

        /** Says where runs are kept. */
        public Builder store(RunStore where) {
            this.store = where;
            return this;
        }

        /** Adds action types: what can be done, how risky it is and how far it reaches. */
        public Builder catalog(Consumer<ActionCatalog.Builder> types) {
            types.accept(catalog);
            return this;
        }

        /** Says which rules decide: a rule pack, or {@link Gate#askingAlways}. */
        public Builder rules(Gate rules) {
            this.gate = rules;
            return this;
        }

        /** Says who knows the host's actors and their roles. */
        public Builder identity(Identity who) {
            this.identity = who;
            return this;
        }

        /** Says how an action is performed. After a failure nobody calls it again: a person must say what became of it. */
        public Builder handler(String action, Handler handler) {
            return register(action, new Settings.Registration(handler, false));
        }

        /**
         * Says how an action is performed by a handler that may be called again with the same
         * {@link dev.runs.engine.Execution#key key}: it is tried up to three times.
         */
        public Builder repeatableHandler(String action, Handler handler) {
            return register(action, new Settings.Registration(handler, true));
        }

        private Builder register(String action, Settings.Registration registration) {
            if (handlers.putIfAbsent(action, registration) != null) {
                throw config("Action '" + action + "' has two handlers.", "register one of them");
            }
            return this;
        }

        /** Says what time it is; the system's clock otherwise. */
        public Builder clock(InstantSource source) {
            this.clock = source;
            return this;
        }

        /** Says where ids and salts come from; time-ordered and secure random ones otherwise. */
        public Builder ids(IdSource source) {
            this.ids = source;
            return this;
        }

        /** Says how long a permit holds before people are asked again; 30 days otherwise. */
        public Builder permitValidity(Duration validity) {
            if (validity.isNegative() || validity.isZero()) {
                throw config("The permit validity is " + validity + ".", "give a positive duration");
            }
            this.permitValidity = validity;
            return this;
        }

        /** Says who runs handlers after each commit; a thread of the library's own otherwise. */
        public Builder executor(Executor executor) {
            this.work = new Work(false, Optional.of(executor));
            return this;
        }

        /** Says that handlers run only when the host calls {@link Runs#worker}. */
        public Builder manualWork() {
            this.work = new Work(false, Optional.empty());
            return this;
        }

        /**
         * Returns the instance.
         *
         * @throws RunsException naming everything that is missing or contradicts itself
         */
        public Runs build() {
            List<Problem> problems = new ArrayList<>();
            require(
                    problems,
                    store,
                    "store",
                    "store(new InMemoryRunStore()) for a try, store(SqliteStore.at(path)) to keep");
            require(problems, gate, "rules", "rules(RulePacks.folder(path)), or rules(Gate.askingAlways(role))");
            require(problems, identity, "identity port", "identity(...), so that it is known who may decide");
            ActionCatalog actions = catalog.build();
            if (actions.keys().isEmpty()) {
                require(
                        problems,
                        null,
                        "action type",
                        "catalog(actions -> actions.external(\"crm.send-mail\", MEDIUM))");
            }
            for (String action : handlers.keySet()) {
                if (actions.find(action).isEmpty() && !actions.keys().isEmpty()) {
                    problems.add(new Problem(
                            ErrorCode.CONFIG,
                            "There is a handler for '" + action + "', and the catalogue has no such action (actions: "
                                    + String.join(", ", actions.keys()) + ").",
                            Nearest.to(action, actions.keys())
                                    .map(near -> "did you mean '" + near + "'?")
                                    .orElse("add the action to the catalogue")));
                }
            }
            if (store == null || gate == null || identity == null || !problems.isEmpty()) {
                throw new RunsException(problems);
            }
            IdSource source = ids == null ? IdSource.timeOrdered(clock) : ids;
            return new Runs(
                    new Settings(store, actions, gate, identity, handlers, clock, source, permitValidity), work);
        }

        private static void require(List<Problem> problems, @Nullable Object value, String what, String fix) {
            if (value == null) {
                problems.add(new Problem(ErrorCode.CONFIG, "Runs.builder() has no " + what + ".", "call " + fix));
            }
        }

        private static RunsException config(String text, String fix) {
            return new RunsException(new Problem(ErrorCode.CONFIG, text, fix));
        }
    }
}
