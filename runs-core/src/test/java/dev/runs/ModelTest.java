package dev.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.action.Pattern;
import dev.runs.action.RiskLevel;
import dev.runs.actor.Actor;
import dev.runs.actor.ActorKind;
import dev.runs.content.Payload;
import dev.runs.engine.Answer;
import dev.runs.engine.ApprovalView;
import dev.runs.engine.Execution;
import dev.runs.engine.NotDoneException;
import dev.runs.engine.Patch;
import dev.runs.engine.Session;
import dev.runs.engine.StepView;
import dev.runs.error.RunsException;
import dev.runs.gate.Approver;
import dev.runs.gate.Deadlines;
import dev.runs.gate.Finding;
import dev.runs.gate.Quorum;
import dev.runs.gate.Requirement;
import dev.runs.gate.Stage;
import dev.runs.gate.Track;
import dev.runs.graph.StepState;
import dev.runs.kit.EventKinds;
import dev.runs.kit.People;
import dev.runs.kit.RuleTable;
import dev.runs.kit.SettableClock;
import dev.runs.plan.Proposal;
import dev.runs.plan.RunPlan;
import dev.runs.run.ActionRef;
import dev.runs.run.ActorRef;
import dev.runs.run.AskingEvent;
import dev.runs.run.Command;
import dev.runs.run.Consequences;
import dev.runs.run.PatchDiff;
import dev.runs.run.PayloadRef;
import dev.runs.run.Permit;
import dev.runs.run.RecordedEvent;
import dev.runs.run.Round;
import dev.runs.run.Run;
import dev.runs.run.RunEvent;
import dev.runs.run.Step;
import dev.runs.run.StepSpec;
import dev.runs.run.Vote;
import dev.runs.storage.InMemoryRunStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random commands of several actors in two tenants whose ids are all the same, while rules, roles and time change. After
 * every command the invariants are looked for in the stored history itself, by another route than the one that made it.
 */
@DisplayName("Random sequences of commands keep the invariants")
class ModelTest {
    private static final List<String> TENANTS = List.of("acme", "globex");
    private static final List<String> ROLES = List.of("Director", "Legal");
    private static final String GOVERNANCE = RuleTable.DEFAULT_APPROVER;
    private static final List<String> ACTIONS = List.of("note", "merge", "send", "pay");

    @Test
    @DisplayName("200 sequences of 25 commands; every kind of event is among what happens")
    void few() {
        assertThat(sequences(1, 200, 25)).isEqualTo(expected());
    }

    @Test
    @Tag("long")
    @DisplayName("2,000 sequences of 60 commands")
    void many() {
        sequences(10_000, 2_000, 60);
    }

    /** What needs a directory with managers, or people who try in vain, others test. */
    private static Set<Class<?>> expected() {
        Set<Class<?>> kinds = new HashSet<>(EventKinds.all());
        kinds.remove(AskingEvent.ItemDelegated.class);
        kinds.remove(AskingEvent.ItemReassigned.class);
        return kinds;
    }

    private static Set<Class<?>> sequences(long first, int count, int length) {
        Set<Class<?>> kinds = new HashSet<>();
        for (long seed = first; seed < first + count; seed++) {
            Sequence sequence = new Sequence(seed);
            for (int i = 0; i < length; i++) {
                sequence.step();
            }
            kinds.addAll(sequence.end());
        }
        return kinds;
    }

    private static final class Sequence {
        private final long seed;
        private final Random random;
        private final SettableClock clock = new SettableClock();
        private final RuleTable rules = new RuleTable();
        private final People people = new People();
        private final InMemoryRunStore store = new InMemoryRunStore();
        private final Map<String, List<Actor>> actors = new TreeMap<>();
        private final Map<String, Set<String>> runs = new TreeMap<>();
        /** What handlers were called with, by tenant, run, step, key and payload. */
        private final List<String> executed = new ArrayList<>();
        /** Executions that were told to stop though their step was not cancelled, or the other way round. */
        private final List<String> wrongSignals = new ArrayList<>();

        /** Processes that share the store; what each of them saw of a run last is often out of date. */
        private final List<Runs> processes;

        private final List<String> log = new ArrayList<>();
        private int names;
        private String touched = "";

        Sequence(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            for (String tenant : TENANTS) {
                List<Actor> all = new ArrayList<>();
                for (String id : List.of("ana", "ben", "carl", "dora")) {
                    all.add(Actor.human(tenant, id, "Director", "Legal", GOVERNANCE));
                }
                all.add(Actor.human(tenant, "gov", GOVERNANCE, "Director"));
                all.add(Actor.human(tenant, "eve", "Viewer"));
                all.add(Actor.agent(tenant, "robot").onBehalfOf("ana"));
                all.add(new Actor(tenant, "daemon", ActorKind.SERVICE, Set.of("Director"), Optional.empty()));
                all.forEach(people::add);
                actors.put(tenant, all);
                runs.put(tenant, new TreeSet<>());
            }
            this.processes = List.of(process(20_000), process(6), process(0));
            for (int i = random.nextInt(4); i > 0; i--) {
                requireSomebody();
            }
        }

        private Runs process(int cached) {
            return Runs.builder()
                    .store(store)
                    .catalog(catalog -> catalog.internal("note", RiskLevel.LOW)
                            .internal("merge", RiskLevel.HIGH)
                            .external("send", RiskLevel.MEDIUM)
                            .compensatedBy("note")
                            .external("pay", RiskLevel.CRITICAL))
                    .rules(rules)
                    .identity(people)
                    .access(question -> true)
                    .handler("note", this::handle)
                    .handler("merge", this::handle)
                    .handler("send", this::handle)
                    .repeatableHandler("pay", this::handle)
                    .clock(clock)
                    .permitValidity(Duration.ofHours(12))
                    .cacheRuns(cached)
                    .manualWork()
                    .build();
        }

        private Runs library() {
            return any(processes);
        }

        private void requireSomebody() {
            if (random.nextInt(4) == 0) {
                requireStages();
                return;
            }
            rules.require("R" + random.nextInt(3), any(ACTIONS), any(ROLES), 1 + random.nextInt(2));
        }

        /** One role after the other, and not for ever. */
        private void requireStages() {
            String action = any(ACTIONS);
            Deadlines deadlines = new Deadlines(
                    Optional.of(Duration.ofHours(1)),
                    Optional.of(Duration.ofHours(2)),
                    Optional.of(new Deadlines.Escalation(Duration.ofHours(4), Set.of(new Approver.Role(GOVERNANCE)))),
                    Optional.of(Duration.ofHours(40)));
            Stage first =
                    new Stage(Set.of(new Approver.Role("Legal")), Quorum.of(1 + random.nextInt(2)), deadlines, false);
            Stage second = new Stage(
                    Set.of(new Approver.Role("Director")), Quorum.of(1), Deadlines.NONE, random.nextBoolean());
            rules.add(
                    "S",
                    fact -> fact.action().equals(action),
                    new Finding.Require(List.of(first, second), "in order", Optional.empty(), Set.of(), false));
        }

        private void handle(Execution execution) throws NotDoneException {
            executed.add(String.join(
                    " ",
                    execution.tenant(),
                    execution.run(),
                    execution.step(),
                    execution.key(),
                    execution.payload().json()));
            if (random.nextInt(3) == 0) {
                // Meanwhile another worker does the rest, and may make this one superfluous.
                library().worker().runReady(execution.tenant(), execution.run());
                boolean cancelled = library()
                                .as(actors.get(execution.tenant()).get(0))
                                .step(execution.run(), execution.step())
                                .state()
                        == StepState.CANCELLED;
                if (execution.stopRequested() != cancelled) {
                    wrongSignals.add(execution.key());
                }
            }
            switch (random.nextInt(8)) {
                case 0 -> throw new IllegalStateException("connection reset");
                case 1 -> throw new NotDoneException("nothing happened");
                default -> execution.note("done");
            }
        }

        private <T> T any(List<T> choices) {
            return choices.get(random.nextInt(choices.size()));
        }

        private Actor any(String tenant) {
            return any(actors.get(tenant));
        }

        private Session someone(String tenant) {
            return library().as(any(tenant));
        }

        void step() {
            String tenant = any(TENANTS);
            String other = TENANTS.get(1 - TENANTS.indexOf(tenant));
            Map<String, Long> versions = versions(other);
            int calls = executed.size();
            String what = act(tenant);
            log.add(tenant + ": " + what);
            assertThat(versions(other))
                    .as("%s: the other tenant is unchanged", this)
                    .isEqualTo(versions);
            assertThat(executed.subList(calls, executed.size()))
                    .as("%s: nothing of the other tenant is executed", this)
                    .allMatch(call -> call.startsWith(tenant + " "));
            assertThat(wrongSignals)
                    .as("%s: told to stop if and only if cancelled", this)
                    .isEmpty();
            check(tenant, touched);
        }

        /** Looks at all runs once more, and returns the kinds of events that happened. */
        Set<Class<?>> end() {
            Set<Class<?>> kinds = new HashSet<>();
            runs.forEach((tenant, ids) -> ids.forEach(id ->
                    check(tenant, id).forEach(event -> kinds.add(event.event().getClass()))));
            return kinds;
        }

        private Map<String, Long> versions(String tenant) {
            Map<String, Long> versions = new TreeMap<>();
            runs.get(tenant)
                    .forEach(run -> versions.put(
                            run,
                            library().as(actors.get(tenant).get(0)).run(run).version()));
            return versions;
        }

        @Override
        public String toString() {
            return "seed " + seed + ", " + log.size() + " commands, the last: "
                    + log.subList(Math.max(0, log.size() - 12), log.size());
        }

        // ---- what happens -------------------------------------------------------------------------------------

        private String act(String tenant) {
            if (runs.get(tenant).isEmpty() || random.nextInt(12) == 0) {
                return start(tenant);
            }
            String run = any(List.copyOf(runs.get(tenant)));
            touched = run;
            return switch (random.nextInt(20)) {
                case 0, 1 -> changeTheWorld(tenant);
                case 2, 3, 4 -> "work " + run + ": " + library().worker().runReady(tenant, run);
                case 5 -> propose(tenant, run);
                case 6, 7, 8 -> patch(tenant, run);
                default -> decide(tenant, run);
            };
        }

        private String start(String tenant) {
            RunPlan plan = RunPlan.named("Plan").id("run-" + runs.get(tenant).size());
            int size = 1 + random.nextInt(5);
            for (int i = 0; i < size; i++) {
                plan.step("s" + i, "Step " + i);
                if (random.nextInt(8) > 0) {
                    plan.action(any(ACTIONS), payload());
                }
                for (int j = 0; j < i; j++) {
                    String earlier = "s" + j;
                    switch (random.nextInt(8)) {
                        case 0, 1 -> plan.after(earlier);
                        case 2 -> plan.onRejected(earlier);
                        case 3 -> plan.afterEnd(earlier);
                        default -> {
                            // No edge.
                        }
                    }
                }
                if (random.nextInt(5) == 0) {
                    plan.joinAny();
                    if (random.nextBoolean()) {
                        plan.cancelRest();
                    }
                }
            }
            if (random.nextInt(4) == 0) {
                plan.step("one", "One").action("note", payload());
                plan.step("two", "Two").action(any(ACTIONS), payload());
                plan.step("race", "Race").after("one", "two", "s0").joinAny().cancelRest();
            }
            Actor by = any(tenant);
            touched = library().as(by).start(plan).id();
            runs.get(tenant).add(touched);
            return "start by " + by.id();
        }

        private Payload payload() {
            names++;
            return Payload.of(Map.of("name", "n" + names));
        }

        private String propose(String tenant, String run) {
            names++;
            Proposal proposal = Proposal.of("p" + names, "Proposed").action(any(ACTIONS), payload());
            Actor by = any(tenant);
            library().as(by).propose(run, proposal);
            return "propose " + run + " by " + by.id();
        }

        private String patch(String tenant, String run) {
            names++;
            Actor by = any(tenant);
            Session session = library().as(by);
            Step step = choose(session.run(run), 0);
            StepView seen = session.step(run, step.id());
            Proposal one = Proposal.of("q" + names, "Patched in");
            if (random.nextInt(6) > 0) {
                one.action(any(ACTIONS), payload());
            }
            Patch patch = switch (random.nextInt(7)) {
                case 0 -> Patch.skip(seen, "not now");
                case 1 -> Patch.waive(seen, "by hand");
                case 2 -> Patch.replace(seen, one, "better");
                default -> Patch.insertBefore(seen, one, "first");
            };
            long version = session.run(run).version();
            Optional<PatchDiff> preview = preview(session, patch);
            assertThat(session.run(run).version())
                    .as("%s: a preview changes nothing", this)
                    .isEqualTo(version);
            Answer answer = session.withCommandId("patch-" + names).apply(patch);
            assertThat(answer.isAccepted())
                    .as("%s: what can be previewed can be done", this)
                    .isEqualTo(preview.isPresent());
            preview.ifPresent(before -> assertThat(session.diff(run, "patch-" + names))
                    .as("%s: the history shows the same", this)
                    .isEqualTo(before));
            return by.id() + " on " + run + "/" + step.id() + ": " + patch.kind() + " "
                    + (answer instanceof Answer.Refused refused
                            ? refused.refusal().code()
                            : "accepted");
        }

        private static Optional<PatchDiff> preview(Session session, Patch patch) {
            try {
                return Optional.of(session.preview(patch));
            } catch (RunsException refused) {
                return Optional.empty();
            }
        }

        private String changeTheWorld(String tenant) {
            switch (random.nextInt(10)) {
                case 0 -> rules.clear();
                case 8 -> requireSomebody();
                case 1 -> requireSomebody();
                case 7 -> rules.require("N", any(ACTIONS), "Nobody's role", 1);
                case 2 -> rules.add("A", fact -> !fact.agent(), new Finding.Allow("fine"));
                case 3 -> {
                    String action = any(ACTIONS);
                    rules.add("D", fact -> fact.action().equals(action), new Finding.Deny("no"));
                }
                case 4 -> {
                    String action = any(ACTIONS);
                    Instant until = clock.instant().plus(Duration.ofHours(random.nextInt(20)));
                    rules.add("H", fact -> fact.action().equals(action), new Finding.Hold(until, "later"));
                }
                case 5 -> people.add(Actor.human(tenant, any(List.of("ana", "ben", "carl")), "Viewer"));
                case 6 ->
                    people.add(
                            Actor.human(tenant, any(List.of("ana", "ben", "carl")), "Director", "Legal", GOVERNANCE));
                default -> {
                    clock.advance(Duration.ofHours(1 + random.nextInt(20)));
                    return "time passes";
                }
            }
            return "the rules or roles change";
        }

        private String decide(String tenant, String run) {
            Actor by = any(tenant);
            Session session = library().as(by);
            Session command = random.nextInt(3) == 0 ? session.withCommandId("c" + random.nextInt(40)) : session;
            int choice = random.nextInt(20);
            if (session.run(run).hold().isPresent() && random.nextInt(3) == 0) {
                command.letGo(run, "go on");
            }
            Step step = choose(session.run(run), choice);
            StepView seen = session.step(run, step.id());
            if (random.nextInt(10) == 0) {
                // Meanwhile somebody else does something, so that the view is old.
                someone(tenant).edit(seen, payload(), "meanwhile");
            }
            Answer answer = switch (choice) {
                case 0 -> command.edit(seen, payload(), "other");
                case 1 -> command.recall(seen, "wait");
                case 2 -> command.resubmit(seen, "again");
                case 3 -> command.resubmit(seen, payload(), "again");
                case 4 -> command.reverse(seen, "sorry");
                case 5 -> command.resolve(seen, random.nextBoolean(), "looked");
                case 6 -> random.nextInt(4) == 0 ? command.hold(run, "wait") : command.letGo(run, "go on");
                case 7 -> random.nextInt(5) == 0 ? command.cancel(run, "no more") : command.comment(seen, "well");
                default -> vote(tenant, session, command, run, step);
            };
            return by.id() + " on " + run + "/" + step.id() + ": "
                    + (answer instanceof Answer.Refused refused
                            ? refused.refusal().code()
                            : "accepted");
        }

        /** Mostly a step that the command fits, sometimes any. */
        private Step choose(Run run, int choice) {
            Set<StepState> fitting = switch (choice) {
                case 0 -> Command.editable();
                case 1 -> Set.of(StepState.AWAITING_APPROVAL, StepState.READY);
                case 2, 3 -> Set.of(StepState.REJECTED, StepState.CHANGES_REQUESTED);
                case 4 -> Set.of(StepState.READY, StepState.COMPLETED, StepState.INDETERMINATE);
                case 5 -> Set.of(StepState.INDETERMINATE, StepState.PARKED);
                default -> Set.of(StepState.AWAITING_APPROVAL);
            };
            List<Step> steps = run.steps().stream()
                    .filter(step -> fitting.contains(step.state()))
                    .filter(step -> choice != 4 || !step.rounds().isEmpty())
                    .toList();
            return any(steps.isEmpty() || random.nextInt(5) == 0 ? List.copyOf(run.steps()) : steps);
        }

        private Answer vote(String tenant, Session session, Session command, String run, Step step) {
            if (step.rounds().isEmpty()) {
                return command.resolve(session.step(run, step.id()), true, "looked");
            }
            ApprovalView view = library().as(actors.get(tenant).get(3)).approval(run, step.id());
            switch (random.nextInt(12)) {
                case 0, 1 -> {
                    return command.reject(view, "no");
                }
                case 2 -> {
                    return command.requestChanges(view, "not like this");
                }
                case 3 -> {
                    return command.claim(view);
                }
                case 4 -> {
                    return command.release(view);
                }
                default -> {
                    // Mostly people agree.
                }
            }
            Answer answer = command.approve(view, "fine");
            // Some cannot leave it at that.
            return random.nextInt(3) == 0 ? session.approve(view, "very fine") : answer;
        }

        // ---- what must hold -----------------------------------------------------------------------------------

        private List<RecordedEvent> check(String tenant, String id) {
            Session session = library().as(actors.get(tenant).get(3));
            Run run = session.run(id);
            List<RecordedEvent> history = session.history(id);
            Run replayed = session.replay(id);
            assertThat(List.copyOf(replayed.steps()))
                    .as("%s: live equals replayed", this)
                    .isEqualTo(List.copyOf(run.steps()));
            assertThat(replayed.version()).isEqualTo(run.version()).isEqualTo(history.size());
            assertThat(run.tenant()).isEqualTo(tenant);
            assertThat(Consequences.of(run))
                    .as("%s: nothing is left undone", this)
                    .isEqualTo(new Consequences(List.of(), List.of()));
            counters(run);
            StatesByHand byHand = new StatesByHand(run, this);
            history.forEach(byHand::note);
            byHand.finish(tenant, executed);
            return history;
        }

        private void counters(Run run) {
            long pending = 0;
            long approved = 0;
            long rejected = 0;
            for (Step step : run.steps()) {
                boolean open = step.rounds().stream().anyMatch(round -> round.state() == Round.State.OPEN);
                assertThat(open)
                        .as("%s: asked if and only if it waits", this)
                        .isEqualTo(step.state() == StepState.AWAITING_APPROVAL
                                && run.hold().isEmpty());
                pending += open ? 1 : 0;
                if (!step.rounds().isEmpty()) {
                    Round last = step.rounds().get(step.rounds().size() - 1);
                    approved += last.state() == Round.State.APPROVED ? 1 : 0;
                    rejected +=
                            Set.of(Round.State.REJECTED, Round.State.REVERSED).contains(last.state()) ? 1 : 0;
                }
                boolean permitted = step.permit()
                        .filter(permit -> permit.state() == Permit.State.ISSUED)
                        .isPresent();
                assertThat(permitted)
                        .as("%s: a permit if and only if it is ready", this)
                        .isEqualTo(step.state() == StepState.READY);
            }
            assertThat(List.of(run.pending(), run.approved(), run.rejected()))
                    .containsExactly(pending, approved, rejected);
            boolean over = run.steps().stream().allMatch(step -> step.state().isTerminal());
            assertThat(run.status().isTerminal()).isEqualTo(over);
            assertThat(run.outcome().isPresent()).isEqualTo(over);
        }
    }

    /**
     * Reads a history as an auditor would: which payload had a step, who asked, who voted for what, what did the gate say,
     * and was there, when a step started, a reason to start it?
     */
    private static final class StatesByHand {
        private final Run run;
        private final Sequence sequence;
        private final Map<String, String> digests = new HashMap<>();
        /** Who started the run or proposed the step; who asked last; who wrote the payload last. */
        private final Map<String, Set<String>> proposers = new HashMap<>();

        private final Map<String, Set<String>> requesters = new HashMap<>();
        private final Map<String, Set<String>> editors = new HashMap<>();
        private final Map<String, Requirement> asked = new HashMap<>();
        private final Map<String, List<Vote>> votes = new HashMap<>();
        private final Map<String, RunEvent.VerdictKind> verdicts = new HashMap<>();
        private final Map<String, Permit> permits = new HashMap<>();
        private final Set<String> consumed = new HashSet<>();
        private final Map<String, Integer> starts = new HashMap<>();
        private final Map<String, Integer> ownStarts = new HashMap<>();
        /** Steps that have started, and steps that came to their end without their own work. */
        private final Set<String> begun = new HashSet<>();

        private final Set<String> gone = new HashSet<>();

        StatesByHand(Run run, Sequence sequence) {
            this.run = run;
            this.sequence = sequence;
        }

        void note(RecordedEvent recorded) {
            RunEvent event = recorded.event();
            if (event instanceof RunEvent.StepsAdded added) {
                added.steps().forEach(this::added);
            } else if (event instanceof RunEvent.StepInserted inserted) {
                added(inserted.step());
                patched(inserted.before());
            } else if (event instanceof RunEvent.StepReplaced replaced) {
                added(replaced.by());
                patched(replaced.step());
                gone.add(replaced.step());
            } else if (event instanceof RunEvent.StepWaived waived) {
                assertThat(run.step(waived.step()).orElseThrow().external())
                        .as("%s: what is external is not waived", sequence)
                        .isFalse();
                assertThat(recorded.by().kind()).isEqualTo(ActorKind.HUMAN);
                patched(waived.step());
                gone.add(waived.step());
            } else if (event instanceof RunEvent.StepCancelled cancelled) {
                gone.add(cancelled.step());
            } else if (event instanceof RunEvent.StepSkipped skipped
                    && skipped.because().isEmpty()) {
                patched(skipped.step());
                gone.add(skipped.step());
            } else if (event instanceof RunEvent.StepBlocked blocked
                    && blocked.cause() == RunEvent.StepBlocked.Setback.NOT_DONE) {
                begun.remove(blocked.step());
            } else if (event instanceof RunEvent.PayloadSet set) {
                payload(set.step(), set.payload());
            } else if (event instanceof RunEvent.StepBlocked blocked
                    && blocked.cause() == RunEvent.StepBlocked.Setback.RESUBMITTED) {
                requesters.put(blocked.step(), persons(recorded.by()));
            } else if (event instanceof RunEvent.GateAsked gate) {
                verdicts.put(gate.step(), gate.verdict());
            } else if (event instanceof RunEvent.RoundOpened opened) {
                asked.put(opened.step(), opened.requirement());
                votes.put(opened.step(), new ArrayList<>(opened.carried()));
                opened.carried().forEach(vote -> {
                    assertThat(vote.digest()).isEqualTo(opened.payload().digest());
                    assertThat(vote.choice()).isEqualTo(Vote.Choice.APPROVE);
                    assertDisinterested(opened.step(), vote);
                });
                assertThat(opened.payload().digest().value()).isEqualTo(digests.get(opened.step()));
            } else if (event instanceof AskingEvent.StageOpened opened) {
                goneBack(opened);
            } else if (event instanceof RunEvent.StepStopped stopped) {
                gone.add(stopped.step());
            } else if (event instanceof RunEvent.VoteCast cast) {
                vote(recorded, cast);
            } else if (event instanceof RunEvent.PermitIssued issued) {
                issued(issued);
            } else if (event instanceof RunEvent.PermitRevoked revoked) {
                assertThat(consumed)
                        .as("%s: a used permit is not revoked", sequence)
                        .doesNotContain(revoked.key());
                permits.remove(revoked.step());
            } else if (event instanceof RunEvent.StepStarted started) {
                started(recorded, started);
            }
        }

        /** What was said in a stage that is asked anew, or after it, counts no more. */
        private void goneBack(AskingEvent.StageOpened opened) {
            List<Stage> stages =
                    asked.get(opened.step()).tracks().get(opened.track()).stages();
            votes.get(opened.step())
                    .removeIf(vote -> vote.stage() >= opened.offer().stage()
                            && vote.track().equals(stages.get(vote.stage()).keys()));
        }

        private void added(StepSpec spec) {
            proposers.put(spec.id(), persons(run.header().startedBy(), spec.proposedBy()));
            spec.payload().ifPresent(payload -> payload(spec.id(), payload));
        }

        /** S13. */
        private void patched(String step) {
            assertThat(begun)
                    .as("%s: nothing that has started is patched", sequence)
                    .doesNotContain(step);
            assertThat(gone).as("%s: nothing is patched twice away", sequence).doesNotContain(step);
        }

        private static Set<String> persons(ActorRef... refs) {
            Set<String> persons = new HashSet<>();
            for (ActorRef ref : refs) {
                persons.add(ref.id());
                ref.onBehalfOf().ifPresent(persons::add);
            }
            return persons;
        }

        private void payload(String step, PayloadRef payload) {
            digests.put(step, payload.digest().value());
            editors.put(step, persons(payload.editor()));
            // Votes were for the earlier payload, and so was the permit.
            votes.remove(step);
            permits.remove(step);
        }

        /** Invariants 5 and 6. */
        private void vote(RecordedEvent recorded, RunEvent.VoteCast cast) {
            Vote vote = cast.vote();
            assertThat(vote.voter().kind()).as("%s: only people vote", sequence).isEqualTo(ActorKind.HUMAN);
            assertThat(recorded.by().id()).isEqualTo(vote.voter().id());
            assertDisinterested(cast.step(), vote);
            assertThat(votes.get(cast.step()))
                    .as("%s: once per person", sequence)
                    .noneMatch(
                            earlier -> earlier.voter().id().equals(vote.voter().id()));
            assertThat(vote.digest().value()).isEqualTo(digests.get(cast.step()));
            votes.get(cast.step()).add(vote);
        }

        private void assertDisinterested(String step, Vote vote) {
            for (Map<String, Set<String>> interest : List.of(proposers, requesters, editors)) {
                assertThat(interest.getOrDefault(step, Set.of()))
                        .as("%s: nobody votes on what they asked or wrote", sequence)
                        .doesNotContain(vote.voter().id());
            }
        }

        /** Invariant 1: an allow of a rule, or enough votes of different people for this very payload. */
        private void issued(RunEvent.PermitIssued issued) {
            Permit permit = issued.permit();
            String step = issued.step();
            assertThat(permit.digest().value()).isEqualTo(digests.get(step));
            assertThat(permits.values())
                    .as("%s: keys are never given twice", sequence)
                    .noneMatch(other -> other.key().equals(permit.key()));
            assertThat(consumed).doesNotContain(permit.key());
            if (permit.round().isEmpty()) {
                assertThat(verdicts.get(step))
                        .as("%s: a permit without people", sequence)
                        .isEqualTo(RunEvent.VerdictKind.ALLOW);
                assertThat(run.step(step).orElseThrow().spec().action().orElseThrow())
                        .as("%s: the floor", sequence)
                        .isNotEqualTo(new ActionRef("pay", Pattern.EXTERNAL, RiskLevel.CRITICAL, true));
            } else {
                enough(step);
            }
            permits.put(step, permit);
        }

        private void enough(String step) {
            Set<String> counted = new HashSet<>();
            Set<String> stages = new HashSet<>();
            for (Track track : asked.get(step).tracks()) {
                for (int i = 0; i < track.stages().size(); i++) {
                    Stage stage = track.stages().get(i);
                    Set<String> people = new HashSet<>();
                    for (Vote vote : votes.get(step)) {
                        if (vote.approves() && vote.stage() == i && vote.track().equals(stage.keys())) {
                            assertThat(vote.digest().value()).isEqualTo(digests.get(step));
                            people.add(vote.voter().id());
                        }
                    }
                    assertThat(people)
                            .as("%s: enough people for '%s'", sequence, step)
                            .hasSizeGreaterThanOrEqualTo(stage.quorum().least());
                    // Two tracks that ask the same people at the same place ask them once.
                    if (stages.add(i + " " + stage.keys())) {
                        people.forEach(person -> assertThat(counted.add(person))
                                .as("%s: once over all tracks", sequence)
                                .isTrue());
                    }
                }
            }
        }

        /** Invariants 2 and 7. */
        private void started(RecordedEvent recorded, RunEvent.StepStarted started) {
            Permit permit = permits.get(started.step());
            assertThat(permit).as("%s: a start has a permit", sequence).isNotNull();
            assertThat(permit.key()).isEqualTo(started.permit());
            assertThat(permit.digest().value()).isEqualTo(digests.get(started.step()));
            assertThat(recorded.at()).isBefore(permit.expires());
            assertThat(verdicts.get(started.step()))
                    .as("%s: the gate was asked at the start, and did not say no", sequence)
                    .isIn(RunEvent.VerdictKind.ALLOW, RunEvent.VerdictKind.NEEDS_APPROVAL);
            assertThat(gone)
                    .as("%s: what was patched away or stopped does not start", sequence)
                    .doesNotContain(started.step());
            begun.add(started.step());
            consumed.add(permit.key());
            // What the library performs itself, such as a waive that was decided about, is no call of the host.
            boolean own = run.step(started.step())
                    .flatMap(step -> step.spec().action())
                    .filter(action -> action.type().startsWith("runs."))
                    .isPresent();
            int attempt = (own ? ownStarts : starts).merge(permit.key(), 1, Integer::sum);
            assertThat(started.attempt()).isEqualTo(attempt).isLessThanOrEqualTo(3);
        }

        /** Invariant 8, and what handlers saw: one call per start, with the payload of the permit. */
        void finish(String tenant, List<String> executed) {
            String place = tenant + " " + run.id() + " ";
            long calls =
                    executed.stream().filter(call -> call.startsWith(place)).count();
            assertThat(calls)
                    .as("%s: one call per start", sequence)
                    .isEqualTo(starts.values().stream().mapToInt(count -> count).sum());
        }
    }
}
