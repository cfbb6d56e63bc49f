package dev.runs;

import dev.runs.access.AccessPolicy;
import dev.runs.action.ActionCatalog;
import dev.runs.actor.Actor;
import dev.runs.actor.Identity;
import dev.runs.codec.Codec;
import dev.runs.codec.StoredForm;
import dev.runs.engine.DecisionLink;
import dev.runs.engine.Handler;
import dev.runs.engine.IdSource;
import dev.runs.engine.LinkKeys;
import dev.runs.engine.Session;
import dev.runs.engine.Settings;
import dev.runs.engine.Work;
import dev.runs.engine.Worker;
import dev.runs.error.ErrorCode;
import dev.runs.error.Nearest;
import dev.runs.error.Problem;
import dev.runs.error.RunsException;
import dev.runs.feed.Feed;
import dev.runs.gate.DayCount;
import dev.runs.gate.FactSource;
import dev.runs.gate.Gate;
import dev.runs.retention.Archive;
import dev.runs.retention.Housekeeping;
import dev.runs.retention.HousekeepingReport;
import dev.runs.retention.Retention;
import dev.runs.storage.RunStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The entry point: governed runs inside a host application. {@link #as} is the only way in, so that nothing happens
 * without a tenant and an actor.
 *
 * <p>Thread-safe. Close it when the host stops; the store is the host's to close.
 *
 * @since 0.1.0
 */
public final class Runs implements AutoCloseable {
    private final Work work;
    private final Retention retention;

    private Runs(Work work, Retention retention) {
        this.work = work;
        this.retention = retention;
    }

    /** Returns a builder without anything. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns what the given actor can do and see. */
    public Session as(Actor actor) {
        return new Session(work.engine(), actor);
    }

    /**
     * Opens a decision link. It shows what it is about; deciding is a call of its own. Whoever holds the link is taken to be the person
     * for whom it was made; where they sign in, use {@link Session#open}.
     *
     * @throws RunsException with {@link ErrorCode#LINK_INVALID} if it is none, or with {@link ErrorCode#LINK_EXPIRED}
     */
    public DecisionLink link(String token) {
        return DecisionLink.open(work.engine(), token);
    }

    /** Returns the worker, for hosts that decide themselves when and where handlers run. */
    public Worker worker() {
        return work.worker();
    }

    /**
     * Returns what happens to the runs of all tenants, for the host's own processes: an outbox, a mirror. What one actor may
     * see of it {@link Session#changes} has.
     */
    public Feed feed() {
        return work.feed();
    }

    /**
     * Takes away runs that ended longer ago than the {@linkplain Builder#retention retention} keeps them, each after the
     * archive has it. Nothing does that by itself. Inside a transaction of the host the removal is part of it.
     *
     * @param archive takes each run over before it is removed
     */
    public HousekeepingReport housekeeping(Archive archive) {
        return housekeeping(archive, Integer.MAX_VALUE);
    }

    /**
     * As {@link #housekeeping(Archive)}, but looks at no more than so many runs.
     *
     * @throws IllegalArgumentException if it is less than one
     */
    public HousekeepingReport housekeeping(Archive archive, int most) {
        Settings settings = work.engine().settings();
        try {
            return new Housekeeping(settings.store(), retention, work.engine()::export)
                    .clean(archive, settings.clock().instant(), most);
        } finally {
            work.engine().forget();
        }
    }

    /**
     * Starts the worker of an instance that was built to {@linkplain Builder#startLater start later}, or was stopped. It finds what
     * became ready meanwhile. Does nothing where it works already, after {@link #close}, and with {@link Builder#manualWork}.
     */
    public void start() {
        work.start();
    }

    /**
     * Stops the worker until it is started again: no handler begins any more, and one that is at work may finish. Sessions go on
     * answering. On an {@linkplain Builder#executor executor} of the host it is the host that waits for a handler.
     *
     * @param patience how long is waited for a handler
     */
    public void stop(Duration patience) {
        work.stop(patience);
    }

    /** Returns whether the worker was started, and not stopped since. */
    public boolean isStarted() {
        return work.isWorking();
    }

    /** Stops the worker for good; a handler that is at work may finish within ten seconds. The store stays open. */
    @Override
    public void close() {
        work.close();
    }

    /** Stops the worker for good; a handler that is at work may finish within the given time. The store stays open. */
    public void close(Duration patience) {
        work.close(patience);
    }

    /** Where handlers run: on a thread of our own, where the host says, or only when the host calls. */
    private record Place(boolean background, Optional<Executor> executor) {}

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
        private final List<BiFunction<String, Handler, Handler>> around = new ArrayList<>();
        private InstantSource clock = InstantSource.system();
        private @Nullable IdSource ids;
        private Duration permitValidity = Duration.ofDays(30);
        private StoredForm form = StoredForm.newest();
        private Duration lease = Duration.ofSeconds(60);
        private Duration pollEvery = Duration.ofSeconds(1);
        private long feedKept = 100_000;
        private int cachedSteps = 20_000;
        private FactSource factSource = FactSource.NONE;
        private DayCount dayCount = DayCount.NONE;
        private AccessPolicy access = AccessPolicy.standard();
        private Optional<LinkKeys> linkKeys = Optional.empty();
        private Retention retention = Retention.keepAll();
        private Place place = new Place(true, Optional.empty());
        private boolean startsLater;

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

        /** Says who may see and do what besides deciding; {@link AccessPolicy#standard} otherwise. */
        public Builder access(AccessPolicy policy) {
            this.access = policy;
            return this;
        }

        /** Says with which keys decision links are sealed; without them none can be made. */
        public Builder linkKeys(LinkKeys keys) {
            this.linkKeys = Optional.of(keys);
            return this;
        }

        /** Says what the host knows besides, for rules that ask about it; nothing otherwise. */
        public Builder facts(FactSource source) {
            this.factSource = source;
            return this;
        }

        /** Says who counts what was done today, for rules that ask about it; nobody otherwise. */
        public Builder dayCount(DayCount count) {
            this.dayCount = count;
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

        /**
         * Says what happens around each handler, such as a timer, or the tenant that the host binds to its thread. It is asked once
         * for each action, with the handler, and returns the handler that is called instead; what is said later goes around what
         * was said before. What it throws counts as thrown by the handler.
         */
        public Builder aroundHandlers(BiFunction<String, Handler, Handler> wrapping) {
            this.around.add(wrapping);
            return this;
        }

        private Map<String, Settings.Registration> wrapped() {
            Map<String, Settings.Registration> wrapped = new LinkedHashMap<>();
            handlers.forEach((action, registration) -> {
                Handler handler = registration.handler();
                for (BiFunction<String, Handler, Handler> wrapping : around) {
                    handler = wrapping.apply(action, handler);
                }
                wrapped.put(action, new Settings.Registration(handler, registration.repeatable()));
            });
            return wrapped;
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
            this.permitValidity = positive("permit validity", validity);
            return this;
        }

        /**
         * Says in which form runs are stored; the newest otherwise. While processes with an older version of the library are
         * at work on the store, it must be one that they can read.
         */
        public Builder storedForm(StoredForm written) {
            this.form = written;
            return this;
        }

        /**
         * Says after how long without a sign of life a worker counts as gone, so that others settle what it had at work; 60
         * seconds otherwise. The clocks of processes that share a store must agree to much less. Without work in the
         * background nothing gives a sign of life while a handler is at work: then it must be longer than the longest handler
         * takes.
         */
        public Builder workerLease(Duration length) {
            this.lease = positive("worker lease", length);
            return this;
        }

        /** Says how long the background poller rests at most between two looks; a second otherwise. */
        public Builder pollEvery(Duration longest) {
            this.pollEvery = positive("poller's longest rest", longest);
            return this;
        }

        /** Says how many changes the feed keeps beyond those that a named reader still needs; 100,000 otherwise. */
        public Builder keepFeed(long changes) {
            if (changes < 0) {
                throw config("The number of changes that the feed keeps is " + changes + ".", "give 0 or more");
            }
            this.feedKept = changes;
            return this;
        }

        /**
         * Says how many steps the open runs that were used last may have together to be kept in memory, so that the next
         * decision on one of them reads nothing; 20,000 otherwise, and 0 switches it off. Whatever other processes do, a
         * decision is written only if the store has the run as it was kept; nothing is refused, and nothing is shown, from
         * memory alone.
         *
         * <p>Switch it off where the store can lose what it acknowledged and go on without the process noticing, as a
         * database can whose replicas follow asynchronously. After a store was put back from a backup, restart the processes
         * that use it.
         */
        public Builder cacheRuns(int steps) {
            if (steps < 0) {
                throw config("The number of steps of the runs kept in memory is " + steps + ".", "give 0 or more");
            }
            this.cachedSteps = steps;
            return this;
        }

        /** Says how long runs are kept after their end, for {@link Runs#housekeeping}; for ever otherwise. */
        public Builder retention(Retention policy) {
            this.retention = policy;
            return this;
        }

        private static Duration positive(String what, Duration duration) {
            if (duration.isNegative() || duration.isZero()) {
                throw config("The " + what + " is " + duration + ".", "give a positive duration");
            }
            return duration;
        }

        /** Says who runs handlers after each commit; a thread of the library's own otherwise. */
        public Builder executor(Executor executor) {
            this.place = new Place(false, Optional.of(executor));
            return this;
        }

        /** Says that handlers run only when the host calls {@link Runs#worker}. */
        public Builder manualWork() {
            this.place = new Place(false, Optional.empty());
            return this;
        }

        /**
         * Says that the worker starts when the host calls {@link Runs#start}, for one whose handlers cannot work yet when the
         * instance is built.
         */
        public Builder startLater() {
            this.startsLater = true;
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
            Settings settings = new Settings(
                    store,
                    actions,
                    gate,
                    identity,
                    wrapped(),
                    clock,
                    source,
                    permitValidity,
                    Codec.writing(form),
                    lease,
                    feedKept,
                    cachedSteps,
                    factSource,
                    dayCount,
                    access,
                    linkKeys);
            Work work = work(settings);
            if (!startsLater) {
                work.start();
            }
            return new Runs(work, retention);
        }

        private Work work(Settings settings) {
            return place.background()
                    ? Work.background(pollEvery, settings)
                    : place.executor()
                            .map(executor -> Work.on(executor, settings))
                            .orElseGet(() -> Work.manual(settings));
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
