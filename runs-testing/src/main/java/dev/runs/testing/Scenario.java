package dev.runs.testing;

import dev.runs.Runs;
import dev.runs.action.ActionCatalog;
import dev.runs.actor.Actor;
import dev.runs.engine.Session;
import dev.runs.gate.Gate;
import dev.runs.plan.RunPlan;
import dev.runs.rules.RulePacks;
import dev.runs.storage.InMemoryRunStore;
import dev.runs.storage.RunStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A host in a test: a store, rules, people, handlers that note what they are called with, and a clock, all in the hands of the
 * test. Nothing happens in the background: {@link #work} runs what is ready, and {@link #after} lets time pass.
 *
 * <p>What a host decides once, such as the catalogue, is said before the first run is started; rules, people, handlers and time
 * may change whenever the test likes. As thread-safe as the library once a run was started.
 *
 * @since 0.1.0
 */
public final class Scenario implements AutoCloseable {
    /** The tenant of everybody who is not said to belong to another one. */
    public static final String TENANT = "acme";

    private final RunStore store;
    private final SettableClock clock = new SettableClock();
    private final People people = new People(TENANT);
    private final Rules rules = new Rules();
    private final RecordingHandlers handlers = new RecordingHandlers();
    private final List<Consumer<ActionCatalog.Builder>> catalog = new ArrayList<>();
    private final List<Consumer<Runs.Builder>> more = new ArrayList<>();
    private final List<String> repeatable = new ArrayList<>();
    /** The runs that were started here, by tenant and id, with somebody who may see them. */
    private final Map<String, ScenarioRun> started = new ConcurrentSkipListMap<>();

    private @Nullable ProcessStore process;
    private volatile @Nullable Runs runs;

    /** Makes a scenario that is kept in memory. */
    public Scenario() {
        this(new InMemoryRunStore());
    }

    /** Makes a scenario that is kept in a store, which stays the test's to close. */
    public Scenario(RunStore store) {
        this.store = store;
    }

    // ---- what the host is ---------------------------------------------------------------------------------------

    /**
     * Adds action types. Each has a handler that does nothing but note that it was called.
     *
     * @throws IllegalStateException if a run was started already
     */
    public Scenario catalog(Consumer<ActionCatalog.Builder> types) {
        early("catalogue");
        catalog.add(types);
        return this;
    }

    /**
     * Says that the handlers of actions may be called again under the same key.
     *
     * @throws IllegalStateException if a run was started already
     */
    public Scenario repeatable(String... actions) {
        early("handlers");
        repeatable.addAll(List.of(actions));
        return this;
    }

    /**
     * Says whatever else a host can say.
     *
     * @throws IllegalStateException if a run was started already
     */
    public Scenario configure(Consumer<Runs.Builder> settings) {
        early("settings");
        more.add(settings);
        return this;
    }

    private void early(String what) {
        if (runs != null) {
            throw new IllegalStateException(
                    "The " + what + " of a scenario cannot change after its first run was started."
                            + "\nFix: say it before, or in another scenario");
        }
    }

    /**
     * Puts rules in force, given as text; see {@link PackText#of}.
     *
     * @throws dev.runs.rules.RulePackException if there is any mistake in them; the message lists all of them
     */
    public Scenario rules(String drl) {
        return rules(PackText.of(drl));
    }

    /**
     * Puts a pack in force that is given as text.
     *
     * @throws dev.runs.rules.RulePackException if there is any mistake in it; the message lists all of them
     */
    public Scenario rules(PackText text) {
        return rules(text.pack());
    }

    /**
     * Puts the pack of a folder in force: the one that production uses.
     *
     * @throws dev.runs.rules.RulePackException if there is any mistake in it; the message lists all of them
     */
    public Scenario rules(Path folder) {
        return rules(RulePacks.folder(folder));
    }

    /** Puts other rules in force, from now on. */
    public Scenario rules(Gate gate) {
        rules.use(gate);
        return this;
    }

    /** Changes the directory. */
    public Scenario people(Consumer<People> change) {
        change.accept(people);
        return this;
    }

    /** Returns the directory. */
    public People people() {
        return people;
    }

    /** Returns the handlers, to be told what they do and asked what they did. */
    public RecordingHandlers handlers() {
        return handlers;
    }

    /** Returns the clock. */
    public SettableClock clock() {
        return clock;
    }

    /** Returns the store. */
    public RunStore store() {
        return store;
    }

    // ---- what happens -------------------------------------------------------------------------------------------

    /** Returns the library, as the present process of the host has it. */
    public synchronized Runs runs() {
        Runs now = runs;
        if (now == null) {
            ProcessStore mine = new ProcessStore(store);
            now = build(mine);
            process = mine;
            runs = now;
        }
        return now;
    }

    /** Returns the library as another process of the host would have it, at the same time and on the same store. */
    public Runs anotherProcess() {
        return build(store);
    }

    private Runs build(RunStore seen) {
        if (!rules.isSet()) {
            throw new IllegalStateException(
                    "The scenario has no rules.\nFix: call rules(...) with DRL text, a folder or a gate");
        }
        ActionCatalog.Builder types = ActionCatalog.builder();
        catalog.forEach(addition -> addition.accept(types));
        Runs.Builder builder = Runs.builder()
                .store(seen)
                .rules(rules)
                .identity(people)
                .clock(clock)
                .manualWork();
        catalog.forEach(builder::catalog);
        for (String action : types.build().keys()) {
            if (repeatable.contains(action)) {
                builder.repeatableHandler(action, handlers);
            } else {
                builder.handler(action, handlers);
            }
        }
        more.forEach(settings -> settings.accept(builder));
        return builder.build();
    }

    /** Returns what one of the people can do and see. */
    public Session as(String who) {
        return as(people.actor(who));
    }

    /** Returns what an actor can do and see, whether the directory knows it or not. */
    public Session as(Actor actor) {
        return runs().as(actor);
    }

    /** Starts a run. */
    public ScenarioRun start(String who, RunPlan plan) {
        return start(people.actor(who), plan);
    }

    /** Starts a run, of another tenant for example. */
    public ScenarioRun start(Actor who, RunPlan plan) {
        ScenarioRun run = new ScenarioRun(this, who, as(who).start(plan).id());
        started.put(who.tenant() + "/" + run.id(), run);
        return run;
    }

    /**
     * Returns a run that was started here.
     *
     * @throws IllegalArgumentException if there is none with that id
     */
    public ScenarioRun run(String id) {
        ScenarioRun run = started.get(TENANT + "/" + id);
        if (run == null) {
            throw new IllegalArgumentException("No run '" + id + "' was started (there are: "
                    + String.join(", ", started.keySet()) + ").\nFix: give the plan this id");
        }
        return run;
    }

    /**
     * Runs whatever is ready or due, until nothing is left to do. Returns how often a handler was called. A process that crashed
     * meanwhile is gone afterwards: what happens next, happens in a new one.
     */
    public int work() {
        int before = handlers.calls().size();
        try {
            runs().worker().runReady();
        } catch (CrashError crash) {
            restart();
        } catch (RuntimeException failure) {
            if (!crashed()) {
                throw failure;
            }
            restart();
        }
        return handlers.calls().size() - before;
    }

    private synchronized boolean crashed() {
        ProcessStore mine = process;
        return mine != null && mine.isDead();
    }

    /** Lets time pass, and does what is due then. Returns how often a handler was called. */
    public int after(Duration time) {
        clock.advance(time);
        return work();
    }

    /** Ends the process in good order; whatever follows happens in a new one, on the same store. */
    public synchronized Scenario restart() {
        Runs now = runs;
        if (now != null) {
            runs = null;
            now.close();
        }
        return this;
    }

    /**
     * Lets the process end at once, as by a power cut: nothing that it does from now on reaches the store. For handlers:
     *
     * <pre>{@code
     * scenario.handlers().on("crm.pay", execution -> {
     *     throw scenario.crash();
     * });
     * }</pre>
     *
     * <p>Whoever finds what it left takes it for abandoned only when its lease is over: {@link #recover} waits for that.
     */
    public synchronized CrashError crash() {
        ProcessStore mine = process;
        if (mine != null) {
            mine.die();
        }
        return new CrashError();
    }

    /** Waits until the leases of all workers are over, and settles what those left that are gone. Returns how many steps. */
    public int recover() {
        clock.advance(Duration.ofMinutes(2));
        return runs().worker().recover();
    }

    // ---- what is to be seen -------------------------------------------------------------------------------------

    /** Returns what waits for one of the people. */
    public ScenarioInbox inbox(String who) {
        return new ScenarioInbox(who, as(who));
    }

    /**
     * Looks through everything that was ever recorded for something that must never be, whatever the rules.
     *
     * @throws AssertionError if there is any, with the history of the run
     */
    public void check() {
        started.values().forEach(run -> Invariants.check(run.session(), run.id(), handlers.calls()));
    }

    /** {@linkplain #check Checks}, and ends the process. */
    @Override
    public void close() {
        try {
            if (runs != null) {
                check();
            }
        } finally {
            restart();
        }
    }
}
