package dev.runs.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.Runs;
import dev.runs.access.AccessPolicy;
import dev.runs.action.RiskLevel;
import dev.runs.actor.Actor;
import dev.runs.actor.ActorKind;
import dev.runs.content.Payload;
import dev.runs.engine.Answer;
import dev.runs.engine.ApprovalView;
import dev.runs.engine.Execution;
import dev.runs.engine.InboxQuery;
import dev.runs.engine.NotDoneException;
import dev.runs.engine.Session;
import dev.runs.engine.StepView;
import dev.runs.error.RunsException;
import dev.runs.gate.Approver;
import dev.runs.graph.StepState;
import dev.runs.plan.Proposal;
import dev.runs.plan.RunPlan;
import dev.runs.run.Run;
import dev.runs.run.RunOutcome;
import dev.runs.run.RunStatus;
import dev.runs.run.Step;
import dev.runs.run.Vote;
import dev.runs.storage.Cursor;
import dev.runs.storage.InMemoryRunStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random commands of several actors in two tenants whose ids are all the same, while rules, roles and time change. Beside it a
 * {@linkplain ModelLedger simple model} notes the answers; whatever is executed must follow from it. After every command the
 * invariants are checked.
 */
@DisplayName("Random commands against a simple model")
class ModelTest {
    private static final int LENGTH = 40;

    @Test
    @DisplayName("2,000 commands")
    void few() {
        commands(1, 2_000);
    }

    @Test
    @Tag("long")
    @DisplayName("1,000,000 commands, or as many as -Druns.model.commands says")
    void many() {
        System.out.println(commands(1_000_000, Long.getLong("runs.model.commands", 1_000_000)));
    }

    private static String commands(long firstSeed, long count) {
        Map<String, AtomicLong> what = new TreeMap<>();
        long done = 0;
        for (long seed = firstSeed; done < count; seed++) {
            try (World world = new World(seed, what)) {
                for (int i = 0; i < LENGTH && done < count; i++, done++) {
                    world.step();
                }
            }
        }
        assertThat(what).as("accepted and refused, of each kind").hasSizeGreaterThan(20);
        return done + " commands from seed " + firstSeed + ": " + what;
    }

    private static final class World implements AutoCloseable {
        private static final List<String> TENANTS = List.of("acme", "globex");
        private static final List<String> ACTIONS = List.of("note", "merge", "send", "pay");
        private static final List<String> PEOPLE = List.of("ana", "ben", "cleo", "dan", "eve");
        private static final List<String> OTHERS = List.of("robot", "loner", "daemon");

        private final long seed;
        private final Random random;
        private final Map<String, AtomicLong> what;
        private final SettableClock clock = new SettableClock();
        private final ModelGate gate = new ModelGate(ACTIONS);
        private final People people = new People("acme");
        private final ModelLedger ledger = new ModelLedger(
                gate, people, Map.of("send", RiskLevel.MEDIUM, "pay", RiskLevel.CRITICAL), Set.of("merge"));
        private final InMemoryRunStore store = new InMemoryRunStore();
        private final List<Runs> processes;
        private final List<Performed> calls = new ArrayList<>();
        private final List<String> wrong = new ArrayList<>();
        private final List<String> log = new ArrayList<>();
        /** The runs of each tenant with their starters and last versions; both tenants use the same ids. */
        private final Map<String, Map<String, Actor>> runs = new TreeMap<>();

        private final Map<String, Long> versions = new HashMap<>();
        private int names;

        World(long seed, Map<String, AtomicLong> what) {
            this.seed = seed;
            this.random = new Random(seed);
            this.what = what;
            for (String tenant : TENANTS) {
                runs.put(tenant, new TreeMap<>());
                for (String id : PEOPLE) {
                    people.add(Actor.human(tenant, id, "Director", "Legal", ModelGate.DEFAULT_APPROVER));
                }
                people.add(Actor.agent(tenant, "robot").onBehalfOf("ana"));
                people.add(Actor.agent(tenant, "loner"));
                people.add(new Actor(tenant, "daemon", ActorKind.SERVICE, Set.of("Director"), Optional.empty()));
            }
            this.processes = List.of(process(1_000), process(0));
        }

        private Runs process(int cached) {
            return Runs.builder()
                    .store(store)
                    .catalog(catalog -> catalog.internal("note", RiskLevel.LOW)
                            .internal("merge", RiskLevel.HIGH)
                            .external("send", RiskLevel.MEDIUM)
                            .compensatedBy("note")
                            .external("pay", RiskLevel.CRITICAL))
                    .access(AccessPolicy.standard()
                            .contributors("Director", "Legal")
                            .administrators(ModelGate.DEFAULT_APPROVER))
                    .rules(gate)
                    .identity(people)
                    .handler("note", this::handle)
                    .handler("merge", this::handle)
                    .handler("send", this::handle)
                    .repeatableHandler("pay", this::handle)
                    .clock(clock)
                    .permitValidity(Duration.ofHours(40))
                    .cacheRuns(cached)
                    .manualWork()
                    .build();
        }

        private void handle(Execution execution) throws NotDoneException {
            String payload = execution.payload().json();
            calls.add(new Performed(
                    execution.tenant(),
                    execution.run(),
                    execution.step(),
                    execution.action(),
                    execution.key(),
                    execution.attempt(),
                    execution.payload()));
            wrong.addAll(ledger.called(
                    execution.tenant(),
                    execution.run(),
                    execution.step(),
                    execution.key(),
                    execution.attempt(),
                    payload,
                    clock.instant()));
            switch (random.nextInt(8)) {
                case 0 -> throw new IllegalStateException("connection reset");
                case 1 -> {
                    ledger.notDone(execution.tenant(), execution.run(), execution.step());
                    throw new NotDoneException("nothing happened");
                }
                default -> ledger.done(execution.tenant(), execution.run(), execution.step());
            }
        }

        private <T> T any(List<T> choices) {
            return choices.get(random.nextInt(choices.size()));
        }

        private Actor anybody(String tenant) {
            String id = random.nextInt(4) == 0 ? any(OTHERS) : any(PEOPLE);
            return people.find(tenant, id).orElseGet(() -> Actor.human(tenant, id));
        }

        private Session session(Actor actor) {
            return any(processes).as(actor);
        }

        private Payload payload() {
            return Payload.of(Map.of("name", "n" + names++));
        }

        void step() {
            String tenant = any(TENANTS);
            String run = "";
            if (runs.get(tenant).isEmpty() || random.nextInt(10) == 0) {
                run = start(tenant);
            } else {
                run = any(List.copyOf(runs.get(tenant).keySet()));
                switch (random.nextInt(14)) {
                    case 0 -> say("the rules: " + gate.change(random, clock.instant()));
                    case 1 -> roles(tenant);
                    case 2 -> {
                        clock.advance(Duration.ofHours(1 + random.nextInt(20)));
                        say("time passes");
                    }
                    case 3, 4, 5 -> say("work: " + any(processes).worker().runReady(tenant, run));
                    case 6 -> propose(tenant, run);
                    default -> decide(tenant, run);
                }
            }
            check(tenant, run);
        }

        private void say(String line) {
            log.add(line);
        }

        private String start(String tenant) {
            Actor by = anybody(tenant);
            String id = "run-" + runs.get(tenant).size();
            RunPlan plan = RunPlan.named("Plan").id(id);
            int size = 1 + random.nextInt(4);
            List<Runnable> notes = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                String step = "s" + i;
                String action = any(ACTIONS);
                Payload payload = payload();
                plan.step(step, "Step " + i).action(action, payload);
                if (i > 0 && random.nextInt(3) == 0) {
                    plan.after("s" + random.nextInt(i));
                } else if (i > 0 && random.nextInt(4) == 0) {
                    plan.onRejected("s" + random.nextInt(i));
                }
                notes.add(() -> ledger.added(tenant, id, step, action, payload.json(), by, by));
            }
            session(by).start(plan);
            notes.forEach(Runnable::run);
            runs.get(tenant).put(id, by);
            say(tenant + " " + by.id() + " starts " + id);
            return id;
        }

        private void propose(String tenant, String run) {
            Actor by = anybody(tenant);
            String step = "p" + names;
            String action = any(ACTIONS);
            Payload payload = payload();
            Answer answer =
                    session(by).propose(run, Proposal.of(step, "Proposed").action(action, payload));
            if (answer.isAccepted()) {
                ledger.added(
                        tenant,
                        run,
                        step,
                        action,
                        payload.json(),
                        runs.get(tenant).get(run),
                        by);
            }
            said("propose", by, run, step, answer);
        }

        private void roles(String tenant) {
            String id = any(PEOPLE);
            switch (random.nextInt(5)) {
                case 0 -> people.add(Actor.human(tenant, id, "Viewer"));
                case 1 -> people.add(Actor.human(tenant, id, "Legal"));
                case 3 -> people.add(Actor.human(tenant, id, "Director"));
                case 2 -> people.add(Actor.human(tenant, id, "Director").onBehalfOf(any(PEOPLE)));
                default -> people.add(Actor.human(tenant, id, "Director", "Legal", ModelGate.DEFAULT_APPROVER));
            }
            say("roles of " + id + " in " + tenant);
        }

        private void said(String command, Actor by, String run, String step, Answer answer) {
            said(command, by, run, step, Optional.of(answer));
        }

        private void said(String command, Actor by, String run, String step, Optional<Answer> answer) {
            String outcome = answer.isEmpty()
                    ? "refused"
                    : answer.get() instanceof Answer.Refused refused
                            ? refused.refusal().code().name()
                            : "accepted";
            what.computeIfAbsent(command + " " + outcome, missing -> new AtomicLong())
                    .incrementAndGet();
            say(by.tenant() + " " + by.id() + " " + command + " " + run + "/" + step + ": " + outcome);
        }

        /** Mostly a step that the command fits, sometimes any. */
        private Step choose(Run run, StepState... fitting) {
            List<Step> all = List.copyOf(run.steps());
            List<Step> steps = all.stream()
                    .filter(step -> Set.of(fitting).contains(step.state()))
                    .toList();
            return any(steps.isEmpty() || random.nextInt(6) == 0 ? all : steps);
        }

        private void decide(String tenant, String run) {
            Actor by = anybody(tenant);
            Session session = session(by);
            Session command = random.nextInt(4) == 0 ? session.withCommandId("c" + random.nextInt(30)) : session;
            Run now = session.run(run);
            switch (random.nextInt(17)) {
                case 0 ->
                    edit(
                            by,
                            command,
                            session.step(
                                    run,
                                    choose(
                                                    now,
                                                    StepState.AWAITING_APPROVAL,
                                                    StepState.READY,
                                                    StepState.CHANGES_REQUESTED)
                                            .id()));
                case 1 -> {
                    StepView seen = view(session, now, StepState.AWAITING_APPROVAL, StepState.READY);
                    Answer answer = command.recall(seen, "wait");
                    if (answer.isAccepted()) {
                        ledger.cleared(tenant, run, seen.step());
                    }
                    said("recall", by, run, seen.step(), answer);
                }
                case 2 -> {
                    StepView seen = view(session, now, StepState.REJECTED, StepState.CHANGES_REQUESTED);
                    boolean same = random.nextBoolean();
                    Payload other = payload();
                    Answer answer = same ? command.resubmit(seen, "again") : command.resubmit(seen, other, "again");
                    if (isNew(answer, session, run, seen)) {
                        ledger.resubmitted(tenant, run, seen.step(), by);
                        if (!same) {
                            ledger.edited(tenant, run, seen.step(), other.json(), by);
                        }
                    }
                    said("resubmit", by, run, seen.step(), answer);
                }
                case 3 -> {
                    StepView seen = view(session, now, StepState.READY, StepState.COMPLETED);
                    Answer answer = command.reverse(seen, "sorry");
                    if (answer.isAccepted()) {
                        ledger.cleared(tenant, run, seen.step());
                    }
                    said("reverse", by, run, seen.step(), answer);
                }
                case 4 -> {
                    StepView seen = view(session, now, StepState.INDETERMINATE, StepState.PARKED);
                    boolean done = random.nextBoolean();
                    Answer answer = command.resolve(seen, done, "looked");
                    if (isNew(answer, session, run, seen)) {
                        ledger.resolved(tenant, run, seen.step(), done);
                    }
                    said("resolve", by, run, seen.step(), answer);
                }
                case 5 -> {
                    StepView seen = view(session, now, StepState.AWAITING_APPROVAL, StepState.BLOCKED);
                    said("skip", by, run, seen.step(), command.skip(seen, "not now"));
                }
                case 6 -> {
                    StepView seen = view(session, now, StepState.AWAITING_APPROVAL, StepState.READY);
                    String id = "i" + names;
                    String action = any(ACTIONS);
                    Payload payload = payload();
                    Answer answer =
                            command.insertBefore(seen, Proposal.of(id, "First").action(action, payload), "first");
                    if (answer.isAccepted()) {
                        ledger.added(
                                tenant,
                                run,
                                id,
                                action,
                                payload.json(),
                                runs.get(tenant).get(run),
                                by);
                    }
                    said("insert before", by, run, seen.step(), answer);
                }
                case 7, 8 -> arrange(by, session, command, now);
                case 9 -> wholeRun(by, session, run);
                default -> vote(by, session, command, now);
            }
        }

        private StepView view(Session session, Run run, StepState... fitting) {
            return session.step(run.id(), choose(run, fitting).id());
        }

        /** A command whose id was used before is answered as then, and nothing happens. */
        private boolean isNew(Answer answer, Session session, String run, StepView seen) {
            return answer.isAccepted() && session.step(run, seen.step()).version() > seen.version();
        }

        private void edit(Actor by, Session command, StepView seen) {
            Payload payload = payload();
            Answer answer = command.edit(seen, payload, "other");
            if (isNew(answer, command, seen.run(), seen)) {
                ledger.edited(by.tenant(), seen.run(), seen.step(), payload.json(), by);
            }
            said("edit", by, seen.run(), seen.step(), answer);
        }

        private void vote(Actor by, Session session, Session command, Run now) {
            Step step = choose(now, StepState.AWAITING_APPROVAL);
            if (step.rounds().isEmpty()) {
                return;
            }
            Optional<ApprovalView> looked = look(session, now.id(), step.id());
            if (looked.isEmpty()) {
                said("look at", by, now.id(), step.id(), Optional.empty());
                return;
            }
            ApprovalView seen = looked.get();
            if (random.nextInt(8) == 0) {
                // Meanwhile somebody changes what is asked: the vote is about something else.
                Actor other = anybody(by.tenant());
                edit(other, session(other), session.step(now.id(), step.id()));
            }
            StepView before = session.step(now.id(), step.id());
            // One of several votes that are needed does not move the step's version.
            long version = session.run(now.id()).version();
            int choice = random.nextInt(10);
            Answer answer = choice == 0
                    ? command.reject(seen, "no")
                    : choice == 1 ? command.requestChanges(seen, "other words") : command.approve(seen, "fine");
            if (answer.isAccepted() && session.run(now.id()).version() > version) {
                Vote vote = last(session.step(now.id(), step.id()), session.run(now.id()), by);
                wrong.addAll(ledger.voted(
                        by.tenant(), now.id(), step.id(), seen.round().number(), by, vote));
                if (seen.view().version() != before.version()) {
                    wrong.add("a vote on something that had changed was accepted");
                }
            }
            said(choice == 0 ? "reject" : choice == 1 ? "request changes" : "approve", by, now.id(), step.id(), answer);
        }

        private static Vote last(StepView view, Run run, Actor by) {
            return run.step(view.step()).orElseThrow().rounds().stream()
                    .flatMap(round -> round.votes().stream())
                    .filter(vote -> vote.voter().id().equals(by.id()))
                    .reduce((first, second) -> second)
                    .orElseThrow();
        }

        /** What people arrange about a question. */
        private void arrange(Actor by, Session session, Session command, Run now) {
            Step step = choose(now, StepState.AWAITING_APPROVAL);
            Optional<ApprovalView> looked = look(session, now.id(), step.id());
            if (looked.isEmpty()) {
                return;
            }
            ApprovalView seen = looked.get();
            StepView before = session.step(now.id(), step.id());
            switch (random.nextInt(5)) {
                case 0 -> said("claim", by, now.id(), step.id(), command.claim(seen));
                case 1 -> said("release", by, now.id(), step.id(), command.release(seen));
                case 2 -> {
                    String to = any(PEOPLE);
                    Instant until = clock.instant().plus(Duration.ofHours(1 + random.nextInt(30)));
                    said("delegate", by, now.id(), step.id(), command.delegate(seen, to, until, ""));
                }
                default -> {
                    String from = random.nextBoolean() ? "Director" : "Legal";
                    Approver to = random.nextBoolean()
                            ? new Approver.Person(any(PEOPLE))
                            : new Approver.Role(from.equals("Legal") ? "Director" : "Legal");
                    boolean keeps = random.nextBoolean();
                    Answer answer = command.reassign(seen, from, to, keeps, "");
                    if (isNew(answer, session, now.id(), before)) {
                        ledger.reassigned(by.tenant(), now.id(), step.id(), from, to.key(), keeps);
                    }
                    said("reassign", by, now.id(), step.id(), answer);
                }
            }
        }

        private void wholeRun(Actor by, Session session, String run) {
            boolean held = ledger.isHeld(by.tenant(), run) && random.nextInt(4) > 0;
            switch (held ? 5 : random.nextInt(6)) {
                case 0 -> {
                    Answer answer = session.cancel(run, "enough");
                    if (answer.isAccepted()) {
                        ledger.cancelled(by.tenant(), run);
                    }
                    said("cancel", by, run, "", answer);
                }
                case 1, 2 -> {
                    Answer answer = session.hold(run, "wait");
                    if (answer.isAccepted()) {
                        ledger.held(by.tenant(), run, true);
                    }
                    said("hold", by, run, "", answer);
                }
                default -> {
                    Answer answer = session.letGo(run, "go on");
                    if (answer.isAccepted()) {
                        ledger.held(by.tenant(), run, false);
                    }
                    said("let go", by, run, "", answer);
                }
            }
        }

        private static Optional<ApprovalView> look(Session session, String run, String step) {
            try {
                return Optional.of(session.approval(run, step));
            } catch (RunsException unseen) {
                return Optional.empty();
            }
        }

        // ---- what must hold -----------------------------------------------------------------------------------

        private void check(String tenant, String id) {
            assertThat(wrong).as("%s", this).isEmpty();
            Session session = processes.get(0).as(people.find(tenant, "dan").orElseThrow());
            Run run = session.run(id);
            String other = TENANTS.get(1 - TENANTS.indexOf(tenant));
            versions.put(tenant + "/" + id, run.version());
            Long theirs = versions.get(other + "/" + id);
            if (theirs != null) {
                assertThat(processes
                                .get(0)
                                .as(people.find(other, "dan").orElseThrow())
                                .run(id)
                                .version())
                        .as("%s: the other tenant's run of the same id is untouched", this)
                        .isEqualTo(theirs);
            }
            try {
                Invariants.check(session, id, calls);
            } catch (AssertionError broken) {
                throw new AssertionError(this + ": " + broken.getMessage(), broken);
            }
            assertThat(run.status())
                    .as("%s: status by S9 of %s", this, run.states())
                    .isEqualTo(status(run, ledger));
            assertThat(run.outcome())
                    .as("%s: outcome by S10 of %s", this, run.states())
                    .isEqualTo(outcome(run, ledger));
            inbox(tenant, run);
        }

        /** S9, by hand. */
        private static RunStatus status(Run run, ModelLedger ledger) {
            boolean ended = run.steps().stream().allMatch(step -> step.state().isTerminal());
            if (ended) {
                return any(run, StepState.FAILED)
                        ? RunStatus.FAILED
                        : isStopped(run, ledger) ? RunStatus.CANCELLED : RunStatus.COMPLETED;
            } else if (ledger.isHeld(run.tenant(), run.id())) {
                return RunStatus.HELD;
            } else if (any(run, StepState.READY, StepState.RUNNING, StepState.RETRYING)) {
                return RunStatus.RUNNING;
            } else if (any(run, StepState.INDETERMINATE, StepState.PARKED)
                    || run.steps().stream().anyMatch(step -> !step.faults().isEmpty())) {
                return RunStatus.ATTENTION;
            } else if (any(run, StepState.AWAITING_APPROVAL, StepState.CHANGES_REQUESTED)) {
                return RunStatus.PAUSED;
            }
            return RunStatus.WAITING;
        }

        private static boolean any(Run run, StepState... states) {
            return run.steps().stream().anyMatch(step -> Set.of(states).contains(step.state()));
        }

        private static boolean isStopped(Run run, ModelLedger ledger) {
            return ledger.isCancelled(run.tenant(), run.id()) && any(run, StepState.CANCELLED);
        }

        /** S10, by hand. */
        private static Optional<RunOutcome> outcome(Run run, ModelLedger ledger) {
            if (!run.steps().stream().allMatch(step -> step.state().isTerminal())) {
                return Optional.empty();
            } else if (!any(run, StepState.REJECTED, StepState.FAILED) && !isStopped(run, ledger)) {
                return Optional.of(RunOutcome.DONE);
            }
            boolean executed =
                    run.steps().stream().anyMatch(step -> step.external() && step.state() == StepState.COMPLETED);
            return Optional.of(any(run, StepState.REJECTED) && !executed ? RunOutcome.REJECTED : RunOutcome.PARTLY);
        }

        /** Whoever holds a role that is asked sees it, and nobody sees what is not asked. */
        private void inbox(String tenant, Run run) {
            String who = any(PEOPLE);
            people.find(tenant, who).ifPresent(actor -> {
                Set<String> waiting = new java.util.TreeSet<>();
                processes.get(0).as(actor).inbox(InboxQuery.all(), Cursor.start(), 200).rows().stream()
                        .filter(line -> line.run().equals(run.id()))
                        .forEach(line -> waiting.add(line.step()));
                run.steps()
                        .forEach(step -> assertThat(
                                        step.state() == StepState.AWAITING_APPROVAL || !waiting.contains(step.id()))
                                .as("%s: '%s' waits for %s and is %s", this, step.id(), who, step.state())
                                .isTrue());
            });
        }

        @Override
        public void close() {
            processes.forEach(Runs::close);
        }

        @Override
        public String toString() {
            return "seed " + seed + ", " + log.size() + " commands, the last: "
                    + log.subList(Math.max(0, log.size() - 15), log.size());
        }
    }
}
