package dev.runs.engine;

import dev.runs.access.Permission;
import dev.runs.actor.Actor;
import dev.runs.document.RunTexts;
import dev.runs.error.ErrorCode;
import dev.runs.error.Problem;
import dev.runs.error.RunsException;
import dev.runs.feed.Feed;
import dev.runs.gate.GateQuestion;
import dev.runs.plan.RunPlan;
import dev.runs.plan.Signal;
import dev.runs.record.RecordSource;
import dev.runs.run.ActorRef;
import dev.runs.run.Circumstances;
import dev.runs.run.Command;
import dev.runs.run.Consequences;
import dev.runs.run.Decider;
import dev.runs.run.Decision;
import dev.runs.run.PatchDiff;
import dev.runs.run.Refusal;
import dev.runs.run.Run;
import dev.runs.run.RunEvent;
import dev.runs.run.RunHeader;
import dev.runs.run.Staffing;
import dev.runs.run.Step;
import dev.runs.run.StepSpec;
import dev.runs.storage.CommandRow;
import dev.runs.storage.Commit;
import dev.runs.storage.CommitResult;
import dev.runs.storage.RunKey;
import dev.runs.storage.StoreException;
import dev.runs.storage.UniqueKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop around the pure core: load, decide, ask the gate about what became eligible, commit. Thread-safe; concurrent
 * commands on one run are put in order by the store's expected version and decided again on the newer state.
 *
 * @since 0.1.0
 */
public final class Engine {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    static final String SIGNAL_KEY = "signal";
    private static final int MAX_TRIES = 50;
    private static final int MAX_ATTEMPTS = 3;

    private final Settings settings;
    private final GateKeeper gateKeeper;
    private final ApproverFinder approvers;
    private final PlanCompiler plans;
    private final Feed feed;
    private final LoadedRuns loaded;
    private final Guard guard;
    private final NameDirectory directory;
    private final Interventions interventions;
    private volatile Commits commits = (key, version, session) -> {};

    /**
     * Makes an engine.
     *
     * @param feed where its sessions subscribe
     */
    public Engine(Settings settings, Feed feed) {
        this.settings = settings;
        this.gateKeeper = new GateKeeper(settings);
        this.approvers = new ApproverFinder(settings);
        this.plans = new PlanCompiler(settings.catalog(), settings.codec().writes());
        this.feed = feed;
        this.loaded = new LoadedRuns(settings.cachedSteps());
        this.guard = new Guard(this);
        this.directory = new NameDirectory(settings.identity());
        this.interventions = new Interventions(this);
    }

    /** Who wants to know of every commit that this engine made, after it. */
    interface Commits {
        /**
         * Tells of a commit.
         *
         * @param version the run's version after it
         * @param session whether a session made it; else a worker did, which goes on by itself
         */
        void committed(RunKey key, long version, boolean session);
    }

    /** Says who is told of commits. Inside a transaction of the host that is done when the host has committed it. */
    void tell(Commits listener) {
        this.commits = listener;
    }

    private void committed(RunKey key, long version, boolean session) {
        Commits listener = commits;
        settings.store().hostTransaction().afterCommit(() -> listener.committed(key, version, session));
    }

    /**
     * Keeps a run as it was written for the next decision. What was written in a transaction of the host may still
     * be undone, even in part by a savepoint of which nobody tells: then the next decision reads.
     */
    private void keep(RunKey key, Run run) {
        if (settings.store().hostTransaction().isActive()) {
            loaded.drop(key);
        } else {
            loaded.put(key, run);
        }
    }

    private static boolean bySession(Draft draft) {
        return !draft.by().equals(Worker.ACTOR);
    }

    Feed feed() {
        return feed;
    }

    /** Returns what the engine is made of. */
    public Settings settings() {
        return settings;
    }

    ApproverFinder approvers() {
        return approvers;
    }

    /** Returns who the approvers of a step's present round are now; only if somebody must be looked up. */
    Staffing staffing(Draft draft, String id) {
        Optional<Step> step = draft.run().step(id);
        return step.flatMap(Step::openRound)
                .filter(round -> !round.requirement().isPlain()
                        || round.requirement().tracks().stream()
                                .flatMap(track -> track.stages().stream())
                                .anyMatch(
                                        stage -> stage.deadlines().escalation().isPresent()))
                .map(round -> approvers.staffing(draft, step.get(), round.requirement(), round.excluded()))
                .orElse(Staffing.FULL);
    }

    PlanCompiler plans() {
        return plans;
    }

    /** Returns the time, as exactly as every store keeps it. */
    public Instant now() {
        return settings.clock().instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** Returns a run as it stands in the store. */
    public Optional<Run> load(String tenant, String run) {
        RunKey key = new RunKey(tenant, run);
        Optional<Run> stored = settings.store().load(key).map(settings.codec()::run);
        // What is read in a transaction of the host may be its own and not committed.
        if (!settings.store().hostTransaction().isActive()) {
            stored.ifPresent(found -> loaded.put(key, found));
        }
        return stored;
    }

    /** Returns a run as this process last saw it, if it still knows; it may be out of date. */
    Optional<Run> lastSeen(RunKey key) {
        return loaded.find(key);
    }

    /** Forgets the run, of which something was taken away. */
    void forget(RunKey key) {
        loaded.drop(key);
    }

    /** Forgets all runs, of which some may be gone. */
    public void forget() {
        loaded.clear();
    }

    /** Returns everything about a run, for archives; empty if there is no such run. */
    public Optional<RecordSource> export(RunKey key, boolean contents) {
        return new Reader(this, key.tenant()).everything(key.run(), contents);
    }

    /**
     * Returns the actor as the host knows it now. For whom an agent acts may change from request to request: unless the
     * host's directory says it, the session does (invariant 5).
     */
    public Optional<Actor> find(Actor actor) {
        return approvers
                .find(actor.tenant(), actor.id())
                .map(known -> known.onBehalfOf().isPresent()
                        ? known
                        : actor.onBehalfOf().map(known::onBehalfOf).orElse(known));
    }

    Guard guard() {
        return guard;
    }

    NameDirectory directory() {
        return directory;
    }

    static Refusal unknown(Actor actor) {
        return Refusal.of(
                ErrorCode.UNKNOWN_ACTOR,
                "Actor '" + actor.id() + "' of tenant '" + actor.tenant()
                        + "' is not known to the host's identity port.",
                "sign in again, or let the identity port know the actor");
    }

    static Refusal noSuchRun(String run) {
        return Refusal.of(
                ErrorCode.NOT_FOUND,
                "There is no run '" + run + "' for this tenant.",
                "check the id; a run of another tenant cannot be seen");
    }

    /**
     * Starts a run, or finds the one that the same signal or command started before.
     *
     * @throws RunsException if the plan cannot be, with everything that is wrong with it, or if the actor is not known
     */
    public Started start(Actor claimed, RunPlan plan, String commandId) {
        Actor actor = find(claimed)
                .orElseThrow(() -> new RunsException(unknown(claimed).problem()));
        guard.require(actor, Permission.START);
        List<Problem> problems = plans.check(plan);
        if (!problems.isEmpty()) {
            throw new RunsException(problems);
        }
        CommandName command = new CommandName(commandId, "start by " + actor.id());
        RunKey key = new RunKey(
                actor.tenant(), plan.id().orElseGet(() -> settings.ids().newId()));
        Draft draft = new Draft(settings, key, null, now(), ActorRef.of(actor), command);
        draft.apply(List.of(new RunEvent.RunStarted(header(key, plan, draft))));
        List<StepSpec> steps = plans.specify(draft, plan.steps());
        draft.apply(List.of(new RunEvent.StepsAdded(steps, texts(draft, plan, actor))));
        settle(draft);
        forecast(draft, steps);
        Set<UniqueKey> keys = plan.signal()
                .map(signal -> Set.of(new UniqueKey(SIGNAL_KEY, signal.id())))
                .orElse(Set.of());
        CommitResult result = written(draft.commit(keys));
        if (result instanceof CommitResult.Committed) {
            keep(key, draft.run());
            committed(key, draft.run().version(), true);
            return new Started(key.run(), draft.run().version(), false);
        } else if (result instanceof CommitResult.KeyTaken taken) {
            return existing(key.tenant(), taken.run());
        } else if (result instanceof CommitResult.DuplicateCommand duplicate) {
            if (!command.isWhat(duplicate.command())) {
                throw new RunsException(reused(duplicate.command()).problem());
            }
            return existing(key.tenant(), duplicate.command().run());
        } else if (result instanceof CommitResult.OutcomeUnknown unknown) {
            return unknown(key, command, unknown.cause());
        } else if (plan.signal().filter(signal -> holds(key, signal)).isPresent()) {
            return existing(key.tenant(), key.run());
        }
        throw new RunsException(new Problem(
                ErrorCode.PLAN_TEXT,
                "Run plan '" + plan.title() + "': there is a run with the id '" + key.run() + "' already.",
                "use another id, or leave it out"));
    }

    /** After a commit of which the store does not know the end: the command says what became of it. */
    private Started unknown(RunKey key, CommandName command, StoreException cause) {
        CommandRow row = settings.store().command(key.tenant(), command.id()).orElseThrow(() -> cause);
        if (!command.isWhat(row)) {
            throw new RunsException(reused(row).problem());
        }
        committed(new RunKey(key.tenant(), row.run()), row.version(), true);
        return new Started(row.run(), row.version(), !row.run().equals(key.run()));
    }

    /** Whether the run that is there already is the one that the same signal started, under the id that the plan gives. */
    private boolean holds(RunKey key, Signal signal) {
        return settings.store()
                .holder(key.tenant(), new UniqueKey(SIGNAL_KEY, signal.id()))
                .filter(key.run()::equals)
                .isPresent();
    }

    private Started existing(String tenant, String run) {
        long version = load(tenant, run).map(Run::version).orElse(0L);
        return new Started(run, version, true);
    }

    private static RunHeader header(RunKey key, RunPlan plan, Draft draft) {
        return new RunHeader(
                key.tenant(),
                key.run(),
                plan.pattern(),
                plan.about(),
                plan.owner().orElse(draft.by().id()),
                draft.by(),
                plan.signal().map(Signal::id),
                plan.meetings().stream().map(meeting -> meeting.id()).distinct().toList(),
                draft.at());
    }

    private static String texts(Draft draft, RunPlan plan, Actor starter) {
        Map<String, RunTexts.MeetingText> meetings = new LinkedHashMap<>();
        plan.meetings()
                .forEach(meeting -> meetings.put(
                        meeting.id(),
                        new RunTexts.MeetingText(
                                meeting.title(), meeting.at(), meeting.pattern(), meeting.attendees())));
        RunTexts texts = new RunTexts(
                Optional.of(plan.title()),
                Optional.of(plan.ownerName().orElse(starter.id())),
                plan.summary(),
                plan.signal().map(signal -> new RunTexts.SignalText(signal.label(), signal.at())),
                meetings,
                PlanCompiler.texts(plan.steps()));
        return draft.add(ContentKinds.TEXTS, texts.toFields());
    }

    /** What became of a command inside the engine. */
    record Done(Answer answer, Optional<Run> run) {}

    Done execute(String tenant, String run, ActorRef by, CommandName name, Function<Draft, Prepared> request) {
        RunKey key = new RunKey(tenant, run);
        Optional<Run> seen = loaded.find(key);
        Optional<Done> done = seen.flatMap(before -> onSeen(draft(key, before, by, name), name, request));
        for (int i = seen.isPresent() ? 1 : 0; done.isEmpty() && i < MAX_TRIES; i++) {
            done = load(tenant, run)
                    .map(before -> onStored(draft(key, before, by, name), name, request))
                    .orElseGet(() -> Optional.of(refused(key, name, noSuchRun(run))));
        }
        return done.orElseGet(() -> new Done(
                new Answer.Refused(Refusal.of(
                        ErrorCode.CONTENDED,
                        "Run '" + run + "' changed " + MAX_TRIES + " times while the command was tried.",
                        "try again")),
                Optional.empty()));
    }

    private Draft draft(RunKey key, Run before, ActorRef by, CommandName name) {
        return new Draft(settings, key, before, now(), by, name);
    }

    /**
     * Tries a command on a run as it was last seen. If it is out of date the store does not take the commit; any other end
     * proves nothing, and the stored run must be looked at: empty then.
     */
    private Optional<Done> onSeen(Draft draft, CommandName name, Function<Draft, Prepared> request) {
        boolean accepted;
        try {
            accepted = workOut(draft, request).isEmpty();
        } catch (RuntimeException e) {
            LOG.debug("Run '{}' as it was last seen does not fit the command; it is loaded", draft.key(), e);
            accepted = false;
        }
        Optional<Done> done = accepted ? commit(draft, name) : Optional.empty();
        if (done.isEmpty()) {
            loaded.drop(draft.key());
        }
        return done;
    }

    private Optional<Done> onStored(Draft draft, CommandName name, Function<Draft, Prepared> request) {
        Optional<Refusal> refusal;
        try {
            refusal = workOut(draft, request);
        } catch (RunsException e) {
            // A command that was carried out may not fit any more: the steps that it adds are there already.
            return Optional.of(carriedOut(draft.key(), name).orElseThrow(() -> e));
        }
        return refusal.isPresent() ? Optional.of(refused(draft.key(), name, refusal.get())) : commit(draft, name);
    }

    /** Adds to the draft what a command changes, or returns why it is refused. */
    private Optional<Refusal> workOut(Draft draft, Function<Draft, Prepared> request) {
        Prepared prepared = request.apply(draft);
        if (prepared instanceof Prepared.No no) {
            return Optional.of(no.refusal());
        }
        Command command = ((Prepared.Go) prepared).command();
        Decision decision = Decider.decide(draft.run(), command, circumstances(draft));
        if (decision instanceof Decision.Refused no) {
            return Optional.of(no.refusal());
        }
        draft.apply(((Decision.Accepted) decision).events());
        settle(draft);
        foresee(draft, command);
        return Optional.empty();
    }

    /** Commits a draft; empty if somebody was faster and it must be worked out again. */
    private Optional<Done> commit(Draft draft, CommandName name) {
        RunKey key = draft.key();
        CommitResult result = written(draft.commit(Set.of()));
        if (result instanceof CommitResult.Committed) {
            keep(key, draft.run());
            committed(key, draft.run().version(), bySession(draft));
            return Optional.of(new Done(new Answer.Accepted(draft.run().version()), Optional.of(draft.run())));
        } else if (result instanceof CommitResult.DuplicateCommand duplicate) {
            return Optional.of(repeated(key, name, duplicate.command()));
        } else if (result instanceof CommitResult.OutcomeUnknown) {
            Optional<Done> done = carriedOut(key, name);
            done.filter(found -> found.answer().isAccepted())
                    .ifPresent(found -> committed(key, found.answer().orThrow(), bySession(draft)));
            return Optional.of(done.map(found -> withRun(key, found))
                    .orElseGet(() -> new Done(
                            new Answer.Refused(Refusal.of(
                                    ErrorCode.OUTCOME_UNKNOWN,
                                    "The store did not say whether command '" + name.id() + "' was carried out.",
                                    "send the same command with the same id again; it counts once")),
                            Optional.empty())));
        }
        return Optional.empty();
    }

    /** After a failure nothing counts that was seen before it: who takes over for a store may not have all of it. */
    private CommitResult written(Commit commit) {
        try {
            CommitResult result = settings.store().commit(commit);
            if (result instanceof CommitResult.OutcomeUnknown) {
                loaded.clear();
            }
            return result;
        } catch (StoreException e) {
            loaded.clear();
            throw e;
        }
    }

    /** Whoever carries on with the run needs it, also when it was the command that told of the commit. */
    private Done withRun(RunKey key, Done done) {
        return new Done(done.answer(), done.answer().isAccepted() ? load(key.tenant(), key.run()) : Optional.empty());
    }

    /** The same command sent twice gets the same answer, also when by now it would be refused (invariant 6). */
    private Done refused(RunKey key, CommandName name, Refusal refusal) {
        return carriedOut(key, name).orElseGet(() -> new Done(new Answer.Refused(refusal), Optional.empty()));
    }

    private Optional<Done> carriedOut(RunKey key, CommandName name) {
        return settings.store().command(key.tenant(), name.id()).map(row -> repeated(key, name, row));
    }

    private static Done repeated(RunKey key, CommandName name, CommandRow row) {
        Answer answer =
                name.names(row, key.run()) ? new Answer.Accepted(row.version()) : new Answer.Refused(reused(row));
        return new Done(answer, Optional.empty());
    }

    private static Refusal reused(CommandRow row) {
        return Refusal.of(
                ErrorCode.COMMAND_REUSED,
                "Command id '" + row.id() + "' was used for another command, on run '" + row.run() + "'.",
                "give every command an id of its own");
    }

    /** Executes a command of a session. */
    Answer perform(Actor actor, String run, CommandName name, Function<Draft, Prepared> request) {
        return execute(actor.tenant(), run, ActorRef.of(actor), name, request).answer();
    }

    /**
     * Works out what a command would change, and changes nothing.
     *
     * @throws RunsException if it would be refused
     */
    PatchDiff preview(Actor actor, String run, Function<Draft, Prepared> request) {
        Run before = load(actor.tenant(), run)
                .orElseThrow(() -> new RunsException(noSuchRun(run).problem()));
        CommandName name = new CommandName(settings.ids().newId(), "preview");
        Draft draft = new Draft(settings, new RunKey(actor.tenant(), run), before, now(), ActorRef.of(actor), name);
        workOut(draft, request).ifPresent(refusal -> {
            throw new RunsException(refusal.problem());
        });
        return PatchDiff.between(before, draft.run(), draft.events());
    }

    /** Returns whether a command would be refused as things stand in a draft. */
    boolean wouldRefuse(Draft draft, Command command) {
        return Decider.decide(draft.run(), command, circumstances(draft)) instanceof Decision.Refused;
    }

    Interventions interventions() {
        return interventions;
    }

    private Circumstances circumstances(Draft draft) {
        return new Circumstances(draft.at(), draft.by(), settings.permitValidity(), MAX_ATTEMPTS);
    }

    /** Applies what follows by itself and what the gate says, until nothing follows any more. */
    private void settle(Draft draft) {
        while (true) {
            Consequences consequences = Consequences.of(draft.run());
            if (consequences.events().isEmpty() && consequences.eligible().isEmpty()) {
                return;
            }
            draft.apply(consequences.events());
            List<String> eligible = consequences.eligible();
            if (!eligible.isEmpty()) {
                Command bind = new Command.Bind(
                        gateKeeper.rule(draft, GateQuestion.Phase.BINDING, eligible),
                        gateKeeper.rolesOfVoters(draft.run(), eligible));
                decide(draft, bind);
            }
        }
    }

    /** Asks the gate early about what a command brought into the run (S4). */
    private void foresee(Draft draft, Command command) {
        if (command instanceof Command.AddSteps add) {
            forecast(draft, add.steps());
        } else if (command instanceof Command.InsertBefore insert) {
            forecast(draft, List.of(insert.step()));
        } else if (command instanceof Command.Replace replace) {
            forecast(draft, List.of(replace.by()));
        }
    }

    private void forecast(Draft draft, List<StepSpec> brought) {
        Run run = draft.run();
        List<String> steps = Consequences.foreseeable(
                brought.stream().map(spec -> run.step(spec.id()).orElseThrow()).toList());
        if (!steps.isEmpty()) {
            decide(draft, new Command.Forecast(gateKeeper.rule(draft, GateQuestion.Phase.FORECAST, steps)));
        }
    }

    private void decide(Draft draft, Command command) {
        Decision decision = Decider.decide(draft.run(), command, circumstances(draft));
        draft.apply(((Decision.Accepted) decision).events());
    }

    /** Starts a step on behalf of the worker: asks the gate a third time and consumes the permit. */
    Done startStep(String tenant, String run, String step, ActorRef by, String worker) {
        return execute(tenant, run, by, new CommandName(settings.ids().newId(), "start step " + step), draft -> {
            boolean startable = draft.run().step(step).stream()
                    .anyMatch(found -> found.permit().isPresent());
            if (!startable) {
                return Prepared.no(noSuchRun(run));
            }
            return Prepared.go(new Command.StartStep(
                    gateKeeper
                            .rule(draft, GateQuestion.Phase.START, List.of(step))
                            .get(0),
                    gateKeeper.rolesOfVoters(draft.run(), List.of(step)),
                    Optional.of(worker)));
        });
    }
}
