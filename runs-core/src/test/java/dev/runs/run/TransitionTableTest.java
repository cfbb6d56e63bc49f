package dev.runs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.action.Pattern;
import dev.runs.action.RiskLevel;
import dev.runs.actor.Actor;
import dev.runs.content.Digest;
import dev.runs.error.ErrorCode;
import dev.runs.gate.Deadlines;
import dev.runs.gate.GateQuestion;
import dev.runs.gate.Requirement;
import dev.runs.gate.Stage;
import dev.runs.gate.Track;
import dev.runs.gate.Verdict;
import dev.runs.graph.Edge;
import dev.runs.graph.EdgeCondition;
import dev.runs.graph.Join;
import dev.runs.graph.Node;
import dev.runs.graph.StepState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Every kind of command in every state of a step: accepted, or refused with which code. What is accepted, and what follows
 * by itself, is drawn in {@code docs/lifecycle.md}.
 */
@DisplayName("The table of (step state, command), and docs/lifecycle.md made from it")
class TransitionTableTest {
    private static final boolean WRITE = Boolean.getBoolean("lifecycle.write");
    private static final Path DOCUMENT = Path.of("..", "docs", "lifecycle.md");

    private static final String OK = "ok";

    /** Columns in the order of {@link StepState}; a number is the end of a {@code RUNS-REFUSED} code. */
    private static final String TABLE = """
            command       BLOCKED HELD AWAITING_APPROVAL CHANGES_REQUESTED READY RUNNING RETRYING INDETERMINATE PARKED COMPLETED REJECTED FAILED SKIPPED CANCELLED
            AddSteps      ok      ok   ok                ok                ok    ok      ok       ok            ok     ok        ok       ok     ok      ok
            CastVote      006     006  ok                005               004   004     004      004           004    004       004      004    006     006
            Recall        006     006  ok                006               ok    006     006      006           006    006       006      006    006     006
            Resubmit      006     006  006               ok                006   006     006      006           006    006       ok       006    006     006
            EditPayload   ok      ok   ok                ok                ok    006     006      006           006    006       006      006    006     006
            Reverse       007     007  006               006               ok    ok      ok       ok            ok     ok        006      006    007     007
            Resolve       006     006  006               006               006   006     006      ok            ok     006       006      006    006     006
            Bind          ok      006  006               006               006   006     006      006           006    006       006      006    006     006
            Forecast      ok      ok   ok                ok                ok    ok      ok       ok            ok     ok        ok       ok     ok      ok
            StartStep     006     006  006               006               ok    006     ok       006           006    006       006      006    006     006
            CompleteStep  006     006  006               006               006   ok      006      006           006    006       006      006    006     006
            FailStep      006     006  006               006               006   ok      006      006           006    006       006      006    006     006
            Wake          006     ok   006               006               006   006     006      006           006    006       006      006    006     006
            InsertBefore  ok      ok   ok                ok                ok    006     006      006           006    006       006      006    006     006
            Replace       ok      ok   ok                ok                ok    006     006      006           006    006       006      006    006     006
            Skip          ok      ok   ok                ok                ok    006     006      006           006    006       006      006    006     006
            Waive         ok      ok   ok                ok                ok    006     006      006           006    006       006      006    006     006
            Claim         006     006  ok                005               004   004     004      004           004    004       004      004    006     006
            Release       006     006  006               006               006   006     006      006           006    006       006      006    006     006
            Delegate      006     006  ok                005               004   004     004      004           004    004       004      004    006     006
            Reassign      006     006  ok                006               006   006     006      006           006    006       006      006    006     006
            CancelRun     ok      ok   ok                ok                ok    ok      ok       ok            ok     006       006      006    006     006
            HoldRun       ok      ok   ok                ok                ok    ok      ok       ok            ok     ok        ok       ok     ok      ok
            ReleaseRun    006     006  006               006               006   006     006      006           006    006       006      006    006     006
            AddComment    ok      ok   ok                ok                ok    ok      ok       ok            ok     ok        ok       ok     ok      ok
            NoteAttempt   001     001  ok                ok                ok    ok      ok       ok            ok     ok        ok       ok     001     001
            """;

    /** Internal, because an external step is never waived. */
    private static final Pattern REACH = Pattern.INTERNAL;

    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private static final String ROLE = "Director";
    private static final Actor ANA = Actor.human("acme", "ana", ROLE);
    private static final Actor STARTER = Actor.human("acme", "starter");
    private static final ActorRef BY = ActorRef.of(STARTER);
    private static final Circumstances GIVEN = new Circumstances(NOW, BY, Duration.ofDays(30), 3);
    private static final PayloadRef PAYLOAD = new PayloadRef("c1", new Digest("sha256:1"), BY);
    private static final PayloadRef OTHER = new PayloadRef("c2", new Digest("sha256:2"), BY);
    private static final Requirement ASKED = requirement(ROLE);
    private static final Map<String, Set<String>> ROLES = Map.of("ana", Set.of(ROLE));

    private static Requirement requirement(String role) {
        return new Requirement(List.of(Track.of(Set.of(role), 1, Optional.empty(), Set.of("R1"))));
    }

    // ---- a run in each state ------------------------------------------------------------------------------------

    private static StepSpec spec(String id, boolean action, Edge... edges) {
        return new StepSpec(
                new Node(id, Join.all(), List.of(edges)),
                action ? Optional.of(new ActionRef("crm.send", REACH, RiskLevel.MEDIUM, true)) : Optional.empty(),
                action ? Optional.of(PAYLOAD) : Optional.empty(),
                BY);
    }

    private static Run after(Run run, List<RunEvent> events) {
        Run now = run;
        for (RunEvent event : events) {
            long sequence = now == null ? 1 : now.version() + 1;
            now = Evolution.evolve(now, new RecordedEvent(sequence, NOW, BY, "c", event));
        }
        return now;
    }

    private static Run started(StepSpec... steps) {
        RunHeader header = new RunHeader(
                "acme", "run-1", REACH, Optional.empty(), "starter", BY, Optional.empty(), List.of(), NOW);
        return after(null, List.of(new RunEvent.RunStarted(header), new RunEvent.StepsAdded(List.of(steps), "t")));
    }

    private static Run in(StepState state) {
        return in(state, started(spec("s", true)));
    }

    /** Brings step {@code s} of a fresh run into a state, by the events that lead there. */
    private static Run in(StepState state, Run fresh) {
        RunEvent opened = new RunEvent.RoundOpened("s", 1, ASKED, PAYLOAD, "d", Set.of("starter"), List.of());
        List<RunEvent> approved = List.of(
                opened,
                new RunEvent.VoteCast("s", 1, vote(Vote.Choice.APPROVE)),
                closed(Round.State.APPROVED),
                new RunEvent.PermitIssued(
                        "s",
                        new Permit(
                                "key",
                                PAYLOAD.digest(),
                                RiskLevel.MEDIUM,
                                REACH,
                                Optional.of(1),
                                "d",
                                NOW,
                                NOW.plusSeconds(60),
                                Permit.State.ISSUED)));
        List<RunEvent> running = with(approved, new RunEvent.StepStarted("s", "key", 1, Optional.of("worker-1")));
        List<RunEvent> events = switch (state) {
            case BLOCKED -> List.of();
            case HELD -> List.of(new RunEvent.StepHeld("s", NOW));
            case AWAITING_APPROVAL -> List.of(opened);
            case CHANGES_REQUESTED ->
                List.of(opened, closed(Round.State.RECALLED), new RunEvent.ChangesRequested("s", Optional.empty()));
            case READY -> approved;
            case RUNNING -> running;
            case RETRYING -> with(running, new RunEvent.StepRetrying("s", "f"));
            case INDETERMINATE -> with(running, new RunEvent.StepStuck("s", false, Optional.empty()));
            case PARKED -> with(running, new RunEvent.StepStuck("s", true, Optional.empty()));
            case COMPLETED -> with(running, new RunEvent.StepCompleted("s", Optional.empty(), Optional.empty()));
            case REJECTED ->
                List.of(
                        opened,
                        new RunEvent.VoteCast("s", 1, vote(Vote.Choice.REJECT)),
                        closed(Round.State.REJECTED),
                        new RunEvent.StepRejected("s", RunEvent.StepRejected.No.PERSON));
            case FAILED -> with(running, new RunEvent.StepFailed("s", "f"));
            case SKIPPED -> List.of(new RunEvent.StepSkipped("s", "x"));
            case CANCELLED -> List.of(new RunEvent.StepCancelled("s", "x"));
        };
        return after(fresh, events);
    }

    private static Vote vote(Vote.Choice choice) {
        return new Vote(ActorRef.of(ANA), ROLE, Set.of(ROLE), choice, PAYLOAD.digest(), "w", NOW);
    }

    private static RunEvent closed(Round.State how) {
        return new RunEvent.RoundClosed("s", 1, how, Optional.empty());
    }

    private static List<RunEvent> with(List<RunEvent> events, RunEvent event) {
        List<RunEvent> more = new ArrayList<>(events);
        more.add(event);
        return more;
    }

    // ---- the commands -------------------------------------------------------------------------------------------

    private static Ruling ruling(GateQuestion.Phase phase, Verdict verdict) {
        return new Ruling("s", PAYLOAD, phase, verdict, RiskLevel.MEDIUM, Set.of("R1"), "pack", "d", false, Set.of());
    }

    /** Each kind of command by what it leads to; the first is the one that is expected to be accepted wherever any is. */
    private static Map<String, Map<String, Command>> commands(Run run) {
        Step step = run.step("s").orElseThrow();
        Command.Seen seen = Command.Seen.of(step);
        String key = step.permit().map(Permit::key).orElse("key");
        Map<String, Map<String, Command>> all = new LinkedHashMap<>();
        all.put("AddSteps", Map.of("steps are added", new Command.AddSteps(List.of(spec("n", false)), "t")));
        all.put(
                "CastVote",
                ordered(
                        "the last approval",
                                new Command.CastVote(seen, Vote.Choice.APPROVE, Optional.empty(), "w", ANA),
                        "a person rejects", new Command.CastVote(seen, Vote.Choice.REJECT, Optional.empty(), "w", ANA),
                        "changes are requested",
                                new Command.CastVote(seen, Vote.Choice.REQUEST_CHANGES, Optional.empty(), "w", ANA)));
        all.put("Recall", Map.of("recalled", new Command.Recall(seen, "w", STARTER)));
        all.put("Resubmit", Map.of("resubmitted", new Command.Resubmit(seen, Optional.empty(), "w")));
        all.put("EditPayload", Map.of("payload edited", new Command.EditPayload(seen, OTHER, "w")));
        all.put("Reverse", Map.of("approval reversed", new Command.Reverse(seen, "w", ANA, Optional.empty())));
        all.put(
                "Resolve",
                ordered(
                        "resolved as done", new Command.Resolve(seen, true, "w", ANA, Optional.empty()),
                        "resolved as not done", new Command.Resolve(seen, false, "w", ANA, Optional.empty())));
        Map<String, Command> bind = new LinkedHashMap<>();
        Map<String, Command> start = new LinkedHashMap<>();
        verdicts().forEach((word, verdict) -> {
            bind.put(word, new Command.Bind(List.of(ruling(GateQuestion.Phase.BINDING, verdict)), Map.of()));
            start.put(
                    word.equals("the gate allows") ? "started" : word + " at the start",
                    new Command.StartStep(ruling(GateQuestion.Phase.START, verdict), ROLES, Optional.of("worker-1")));
        });
        all.put("Bind", bind);
        all.put(
                "Forecast",
                Map.of(
                        "forecast",
                        new Command.Forecast(List.of(ruling(GateQuestion.Phase.FORECAST, new Verdict.Allow())))));
        all.put("StartStep", start);
        Outputs outputs = new Outputs("o", 0, List.of(), List.of());
        all.put(
                "CompleteStep",
                Map.of("done", new Command.CompleteStep("s", key, 1, outputs, Map.of(), Optional.empty())));
        all.put(
                "FailStep",
                ordered(
                        "not done", new Command.FailStep("s", key, 1, true, false, Optional.of("f")),
                        "failed, may be repeated", new Command.FailStep("s", key, 1, false, true, Optional.of("f")),
                        "failed, nobody knows", new Command.FailStep("s", key, 1, false, false, Optional.of("f")),
                        "failed too often", new Command.FailStep("s", key, 1, false, true, Optional.empty())));
        all.put("Wake", Map.of("the hold is over", new Command.Wake("s", Staffing.FULL)));
        patches(all, seen);
        arrangements(all, seen);
        return all;
    }

    private static void patches(Map<String, Map<String, Command>> all, Command.Seen seen) {
        StepSpec one = spec("n", false);
        all.put(
                "InsertBefore",
                Map.of("a step is inserted before it", new Command.InsertBefore(seen, one, "t", Optional.empty())));
        all.put("Replace", Map.of("replaced", new Command.Replace(seen, one, "t", "w", ANA)));
        all.put("Skip", Map.of("skipped by hand", new Command.Skip(seen, "w", ANA)));
        all.put("Waive", Map.of("waived", new Command.Waive(seen, "w", ANA)));
    }

    private static void arrangements(Map<String, Map<String, Command>> all, Command.Seen seen) {
        all.put("Claim", Map.of("claimed", new Command.Claim(seen, Optional.empty(), ANA, List.of())));
        all.put("Release", Map.of("released", new Command.Release(seen, ANA, true)));
        all.put(
                "Delegate",
                Map.of(
                        "delegated",
                        new Command.Delegate(
                                seen, Actor.human("acme", "ben"), NOW.plusSeconds(60), Optional.empty(), ANA)));
        all.put(
                "Reassign",
                Map.of(
                        "reassigned",
                        new Command.Reassign(
                                seen, ROLE, "Legal", Optional.empty(), true, Optional.empty(), ANA, true)));
        all.put("CancelRun", Map.of("the run is cancelled", new Command.CancelRun("w")));
        all.put("HoldRun", Map.of("the run is put on hold", new Command.HoldRun("w", ANA)));
        all.put("ReleaseRun", Map.of("the run goes on", new Command.ReleaseRun("w", ANA)));
        all.put("AddComment", Map.of("a comment", new Command.AddComment("s", "w")));
        all.put("NoteAttempt", Map.of("an attempt", new Command.NoteAttempt("s", 1, ErrorCode.NOT_AN_APPROVER)));
    }

    private static Map<String, Verdict> verdicts() {
        Map<String, Verdict> verdicts = new LinkedHashMap<>();
        verdicts.put("the gate allows", new Verdict.Allow());
        verdicts.put("the gate asks people", new Verdict.NeedsApproval(requirement("Legal")));
        verdicts.put("the gate holds", new Verdict.Hold(NOW.plusSeconds(60)));
        verdicts.put("the gate denies", new Verdict.Deny());
        return verdicts;
    }

    private static Map<String, Command> ordered(Object... pairs) {
        Map<String, Command> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], (Command) pairs[i + 1]);
        }
        return map;
    }

    // ---- the table ----------------------------------------------------------------------------------------------

    private static Map<String, Map<StepState, String>> table() {
        List<String> lines = TABLE.lines().toList();
        List<String> columns = words(lines.get(0));
        Map<String, Map<StepState, String>> table = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            List<String> cells = words(line);
            Map<StepState, String> row = new EnumMap<>(StepState.class);
            for (int i = 1; i < cells.size(); i++) {
                row.put(StepState.valueOf(columns.get(i)), cells.get(i));
            }
            table.put(cells.get(0), row);
        }
        return table;
    }

    private static List<String> words(String line) {
        return List.of(line.strip().split(" +", -1));
    }

    private static String answer(Decision decision) {
        if (decision instanceof Decision.Refused refused) {
            return refused.refusal().code().id().replace("RUNS-REFUSED-", "");
        }
        return OK;
    }

    @Test
    @DisplayName("the table covers every kind of command and every state")
    void everyPair_isCovered() {
        Set<String> kinds = Arrays.stream(Command.class.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .collect(Collectors.toSet());
        assertThat(table().keySet()).as("kinds of command in the table").isEqualTo(kinds);
        table().forEach((kind, row) ->
                assertThat(row.keySet()).as("states in the row of %s", kind).containsExactly(StepState.values()));
        Run run = in(StepState.BLOCKED);
        assertThat(commands(run).keySet()).isEqualTo(kinds);
        commands(run)
                .forEach((kind, variants) -> assertThat(variants.values())
                        .as(kind)
                        .allMatch(command -> command.getClass().getSimpleName().equals(kind)));
    }

    @Test
    void everyPair_isAcceptedOrRefusedAsTheTableSays() {
        Map<String, Map<StepState, String>> actual = new LinkedHashMap<>();
        for (StepState state : StepState.values()) {
            Run run = in(state);
            assertThat(run.step("s").orElseThrow().state()).isEqualTo(state);
            commands(run)
                    .forEach((kind, variants) -> variants.forEach((word, command) -> {
                        String answer = answer(Decider.decide(run, command, GIVEN));
                        Map<StepState, String> row =
                                actual.computeIfAbsent(kind, key -> new EnumMap<>(StepState.class));
                        assertThat(row.computeIfAbsent(state, key -> answer))
                                .as("every variant of %s in state %s is answered alike: %s", kind, state, word)
                                .isEqualTo(answer);
                    }));
        }
        assertThat(actual).isEqualTo(table());
    }

    @Test
    @DisplayName("a refusal changes nothing, and what is accepted can be applied")
    void acceptedEvents_canBeApplied() {
        for (StepState state : StepState.values()) {
            Run run = in(state);
            commands(run)
                    .values()
                    .forEach(variants -> variants.values().forEach(command -> {
                        Decision decision = Decider.decide(run, command, GIVEN);
                        if (decision instanceof Decision.Accepted accepted) {
                            assertThat(accepted.events()).isNotEmpty();
                            assertThat(after(run, accepted.events()).version())
                                    .isEqualTo(run.version() + accepted.events().size());
                        }
                    }));
        }
    }

    @Test
    @DisplayName("commands about a step that is not there, and steps that do not fit, are refused")
    void missingStep_isRefused() {
        Run run = in(StepState.BLOCKED);
        Command.Seen nowhere = new Command.Seen("nowhere", 1, 0);
        for (Command command : List.of(
                new Command.CastVote(nowhere, Vote.Choice.APPROVE, Optional.empty(), "w", ANA),
                new Command.Recall(nowhere, "w", STARTER),
                new Command.Resubmit(nowhere, Optional.empty(), "w"),
                new Command.EditPayload(nowhere, OTHER, "w"),
                new Command.Reverse(nowhere, "w", ANA, Optional.empty()),
                new Command.Resolve(nowhere, true, "w", ANA, Optional.empty()),
                new Command.InsertBefore(nowhere, spec("n", false), "t", Optional.empty()),
                new Command.Replace(nowhere, spec("n", false), "t", "w", ANA),
                new Command.Skip(nowhere, "w", ANA),
                new Command.Waive(nowhere, "w", ANA))) {
            assertThat(answer(Decider.decide(run, command, GIVEN))).isEqualTo("001");
        }
        Decision twice = Decider.decide(run, new Command.AddSteps(List.of(spec("s", false)), "t"), GIVEN);
        assertThat(((Decision.Refused) twice).refusal().message())
                .isEqualTo("RUNS-PLAN-002 Run 'run-1': two steps have the id 's'.\nFix: give one of them another id");
    }

    @Test
    @DisplayName("a step that a rule inserts is inserted once: the second time its id is there")
    void insertedByRule_once() {
        Run run = in(StepState.AWAITING_APPROVAL);
        String id = Command.InsertBefore.id("ADV-001", "s");
        Command.InsertBefore first = insert(run, id);
        Run patched = after(run, ((Decision.Accepted) Decider.decide(run, first, GIVEN)).events());
        Decision second = Decider.decide(patched, insert(patched, id), GIVEN);
        assertThat(((Decision.Refused) second).refusal().message())
                .isEqualTo("RUNS-PLAN-002 Run 'run-1': two steps have the id 'ADV-001@s'.\n"
                        + "Fix: give one of them another id");
    }

    private static Command.InsertBefore insert(Run run, String id) {
        return new Command.InsertBefore(
                Command.Seen.of(run.step("s").orElseThrow()), spec(id, false), "t", Optional.empty());
    }

    @Test
    @DisplayName("a patch that says where it belongs is a mistake of the engine's")
    void patchWithEdges_isAMistake() {
        Run run = in(StepState.BLOCKED);
        Command.Seen seen = Command.Seen.of(run.step("s").orElseThrow());
        StepSpec wrong = spec("n", false, new Edge("s", EdgeCondition.COMPLETED));
        assertThatThrownBy(() -> Decider.decide(run, new Command.Replace(seen, wrong, "t", "w", ANA), GIVEN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a patch names the edges of step 'n'");
    }

    @Test
    @DisplayName("the result of a step that was cancelled while it ran is recorded once, and of its last call only")
    void lateResult_isRecordedOnce() {
        Run run = after(in(StepState.RUNNING), List.of(new RunEvent.StepCancelled("s", "x")));
        Outputs outputs = new Outputs("o", 0, List.of(), List.of());
        Command done = new Command.CompleteStep("s", "key", 1, outputs, Map.of(), Optional.empty());
        Decision recorded = Decider.decide(run, done, GIVEN);
        assertThat(((Decision.Accepted) recorded).events())
                .containsExactly(new RunEvent.LateResultRecorded(
                        "s", "key", 1, LateResult.DONE, Optional.of(outputs), Optional.empty()));
        Run after = after(run, ((Decision.Accepted) recorded).events());
        assertThat(answer(Decider.decide(after, done, GIVEN))).isEqualTo("006");
        assertThat(answer(
                        Decider.decide(run, new Command.FailStep("s", "key", 2, true, false, Optional.of("f")), GIVEN)))
                .isEqualTo("006");
    }

    @Test
    @DisplayName("a result under another permit, and a hold that is not over, are refused")
    void foreignPermitAndEarlyWake_areRefused() {
        Run running = in(StepState.RUNNING);
        Outputs outputs = new Outputs("o", 0, List.of(), List.of());
        assertThat(answer(Decider.decide(
                        running,
                        new Command.CompleteStep("s", "another", 1, outputs, Map.of(), Optional.empty()),
                        GIVEN)))
                .isEqualTo("006");
        assertThat(answer(Decider.decide(
                        running, new Command.FailStep("s", "another", 1, true, true, Optional.of("f")), GIVEN)))
                .isEqualTo("006");
        Circumstances early = new Circumstances(NOW.minusMillis(1), BY, Duration.ofDays(30), 3);
        assertThat(answer(Decider.decide(in(StepState.HELD), new Command.Wake("s", Staffing.FULL), early)))
                .isEqualTo("006");
    }

    // ---- the document -------------------------------------------------------------------------------------------

    /** One arrow of a diagram, with why it is taken. */
    private record Arrow(String from, String to, String why) {}

    private static void arrows(Run run, List<RunEvent> events, String why, Set<Arrow> steps, Set<Arrow> rounds) {
        Run now = run;
        StepState before = run.step("s").orElseThrow().state();
        for (RunEvent event : events) {
            permit(now, event, why, rounds);
            if (event instanceof RunEvent.RoundSuspended || event instanceof RunEvent.RoundResumed) {
                String from = lastRound(now).state().name();
                now = after(now, List.of(event));
                rounds.add(new Arrow(from, lastRound(now).state().name(), why));
                continue;
            }
            if (event instanceof RunEvent.RoundClosed closed) {
                Round round = now.step(closed.step())
                        .orElseThrow()
                        .round(closed.round())
                        .orElseThrow();
                rounds.add(new Arrow(round.state().name(), closed.how().name(), why));
            }
            now = after(now, List.of(event));
        }
        StepState later = now.step("s").orElseThrow().state();
        if (later != before) {
            steps.add(new Arrow(before.name(), later.name(), why));
        }
    }

    /** Rounds and permits have no state of the same name, so that one set holds the arrows of both. */
    private static void permit(Run run, RunEvent event, String why, Set<Arrow> arrows) {
        String from = permit(run);
        String to = permit(after(run, List.of(event)));
        if (event instanceof RunEvent.PermitIssued) {
            arrows.add(new Arrow("[*]", to, why));
        } else if (!from.equals(to)) {
            arrows.add(new Arrow(from, to, why));
        }
    }

    private static String permit(Run run) {
        return run.step("s")
                .flatMap(Step::permit)
                .map(permit -> permit.state().name())
                .orElse("");
    }

    private static boolean isOfPermit(Arrow arrow) {
        return Arrays.stream(Permit.State.values()).map(Enum::name).anyMatch(state -> state.equals(arrow.to()));
    }

    private static Round lastRound(Run run) {
        return run.step("s").orElseThrow().lastRound().orElseThrow();
    }

    private static String document() {
        Set<Arrow> steps = new LinkedHashSet<>();
        Set<Arrow> rounds = new LinkedHashSet<>();
        byThemselves(steps, rounds);
        for (StepState state : StepState.values()) {
            Run run = in(state);
            commands(run)
                    .values()
                    .forEach(variants -> variants.forEach((why, command) -> {
                        if (Decider.decide(run, command, GIVEN) instanceof Decision.Accepted accepted) {
                            arrows(run, accepted.events(), why, steps, rounds);
                        }
                    }));
        }
        resubmissionOfAnother(steps, rounds);
        afterAnInsertedStep(steps, rounds);
        afterAHold(steps, rounds);
        inTime(steps, rounds);
        return String.join("\n", lines(steps, rounds)) + "\n";
    }

    /** What follows without a command: a milestone is reached, a join dies. */
    private static void byThemselves(Set<Arrow> steps, Set<Arrow> rounds) {
        Run milestone = started(spec("s", false));
        arrows(milestone, Consequences.of(milestone).events(), "a step without an action is reached", steps, rounds);
        Run dead = after(
                started(spec("x", true), spec("s", true, new Edge("x", EdgeCondition.COMPLETED))),
                List.of(new RunEvent.StepRejected("x", RunEvent.StepRejected.No.RULE)));
        arrows(dead, Consequences.of(dead).events(), "its join died", steps, rounds);
        for (StepState state : StepState.values()) {
            Run join = after(
                    started(spec("s", true), spec("y", true), winner()),
                    List.of(new RunEvent.StepCompleted("y", Optional.empty(), Optional.empty())));
            Run run = in(state, join);
            arrows(run, Consequences.of(run).events(), "a join has enough without it", steps, rounds);
        }
    }

    private static StepSpec winner() {
        Join join = Join.any().cancelRest();
        List<Edge> edges = List.of(new Edge("s", EdgeCondition.FAILED), new Edge("y", EdgeCondition.COMPLETED));
        return new StepSpec(new Node("j", join, edges), Optional.empty(), Optional.empty(), BY);
    }

    /** What the gate says when a step that had to wait for an inserted one can go on. */
    private static void afterAnInsertedStep(Set<Arrow> steps, Set<Arrow> rounds) {
        Map<String, Verdict> verdicts = new LinkedHashMap<>(verdicts());
        verdicts.put("the gate asks the same people", new Verdict.NeedsApproval(ASKED));
        for (StepState state : List.of(StepState.AWAITING_APPROVAL, StepState.READY)) {
            Run run = in(state);
            Command.InsertBefore insert = insert(run, "n");
            Run waiting = after(
                    after(run, ((Decision.Accepted) Decider.decide(run, insert, GIVEN)).events()),
                    List.of(new RunEvent.StepCompleted("n", Optional.empty(), Optional.empty())));
            verdicts.forEach((why, verdict) -> {
                Command bind = new Command.Bind(List.of(ruling(GateQuestion.Phase.BINDING, verdict)), ROLES);
                arrows(
                        waiting,
                        ((Decision.Accepted) Decider.decide(waiting, bind, GIVEN)).events(),
                        why + " after an inserted step",
                        steps,
                        rounds);
            });
        }
    }

    private static void afterAHold(Set<Arrow> steps, Set<Arrow> rounds) {
        Run held = after(
                in(StepState.AWAITING_APPROVAL),
                List.of(new RunEvent.RunHeld("w"), new RunEvent.RoundSuspended("s", 1)));
        Command letGo = new Command.ReleaseRun("w", ANA);
        arrows(
                held,
                ((Decision.Accepted) Decider.decide(held, letGo, GIVEN)).events(),
                "the run goes on",
                steps,
                rounds);
    }

    /** What time does to a question that nobody answers. */
    private static void inTime(Set<Arrow> steps, Set<Arrow> rounds) {
        Duration hour = Duration.ofHours(1);
        Stage stage = Stage.roles(
                Set.of(ROLE),
                1,
                new Deadlines(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(hour)));
        Run run = after(
                started(spec("s", true)),
                List.of(new RunEvent.RoundOpened(
                        "s",
                        1,
                        new Requirement(List.of(new Track(List.of(stage), Set.of("R1")))),
                        PAYLOAD,
                        "d",
                        Set.of("starter"),
                        List.of())));
        Circumstances late = new Circumstances(NOW.plus(hour), BY, Duration.ofDays(30), 3);
        Command wake = new Command.Wake("s", Staffing.FULL);
        arrows(
                run,
                ((Decision.Accepted) Decider.decide(run, wake, late)).events(),
                "nobody answered in time",
                steps,
                rounds);
    }

    /** What the resubmission of the step before does to a step that waited for its rejection, or for its end. */
    private static void resubmissionOfAnother(Set<Arrow> steps, Set<Arrow> rounds) {
        for (EdgeCondition condition : EdgeCondition.values()) {
            for (StepState state : List.of(
                    StepState.HELD,
                    StepState.AWAITING_APPROVAL,
                    StepState.CHANGES_REQUESTED,
                    StepState.READY,
                    StepState.RUNNING,
                    StepState.REJECTED,
                    StepState.SKIPPED)) {
                Run fresh = after(
                        started(spec("x", true), spec("s", true, new Edge("x", condition))),
                        List.of(new RunEvent.StepRejected("x", RunEvent.StepRejected.No.RULE)));
                boolean follows = condition.holds(StepState.REJECTED);
                if (follows == (state != StepState.SKIPPED)) {
                    Run run = in(state, fresh);
                    Step before = run.step("x").orElseThrow();
                    Command command = new Command.Resubmit(Command.Seen.of(before), Optional.empty(), "w");
                    if (Decider.decide(run, command, GIVEN) instanceof Decision.Accepted accepted) {
                        arrows(run, accepted.events(), "the step before is resubmitted", steps, rounds);
                    }
                }
            }
        }
    }

    private static List<String> lines(Set<Arrow> steps, Set<Arrow> rounds) {
        List<String> lines = new ArrayList<>(List.of(
                "# Lifecycle of steps and rounds",
                "",
                "Made by `TransitionTableTest` from what the core accepts; do not edit. To write it anew:",
                "",
                "    mvn test -pl runs-core -am -Dtest=TransitionTableTest -Dsurefire.failIfNoSpecifiedTests=false"
                        + " -Dlifecycle.write=true",
                "",
                "## A step",
                ""));
        diagram(lines, "BLOCKED", steps);
        lines.add("    COMPLETED --> [*]");
        lines.add("    REJECTED --> [*]");
        lines.add("    FAILED --> [*]");
        lines.add("    SKIPPED --> [*]");
        lines.add("    CANCELLED --> [*]");
        lines.addAll(List.of("```", "", "## A round of approval", ""));
        diagram(
                lines,
                "OPEN",
                rounds.stream().filter(arrow -> !isOfPermit(arrow)).toList());
        lines.addAll(
                List.of("```", "", "## A permit", "", "It is consumed in the transaction that starts its step.", ""));
        diagram(
                lines,
                "ISSUED",
                rounds.stream().filter(TransitionTableTest::isOfPermit).toList());
        lines.addAll(List.of(
                "```",
                "",
                "## Which command in which state",
                "",
                "`ok`, or the end of the refusal's code: 001 not found, 004 already decided, 005 withdrawn, 006 not now, 007 not an approver.",
                "The step is internal; an external one is never waived (016). A step is cancelled by its replacement,",
                "by a join, or with its run. While a run is on hold everything but its release, comments and results is refused (021).",
                ""));
        lines.add("| state | " + String.join(" | ", table().keySet()) + " |");
        lines.add("|---" + "|---".repeat(table().size()) + "|");
        for (StepState state : StepState.values()) {
            lines.add("| " + state + " | "
                    + String.join(
                            " | ",
                            table().values().stream().map(row -> row.get(state)).toList())
                    + " |");
        }
        return lines;
    }

    private static void diagram(List<String> lines, String first, Collection<Arrow> arrows) {
        lines.addAll(List.of("```mermaid", "stateDiagram-v2", "    [*] --> " + first));
        Map<String, List<String>> reasons = new LinkedHashMap<>();
        arrows.forEach(arrow -> reasons.computeIfAbsent(
                        "    " + arrow.from() + " --> " + arrow.to() + ": ", key -> new ArrayList<>())
                .add(arrow.why()));
        reasons.forEach((arrow, why) -> lines.add(arrow + String.join(" / ", why)));
    }

    @Test
    @DisplayName("docs/lifecycle.md is what the table says; write it anew with -Dlifecycle.write=true")
    void document_isUpToDate() throws IOException {
        if (WRITE) {
            Files.writeString(DOCUMENT, document());
        }
        assertThat(Files.readString(DOCUMENT)).isEqualTo(document());
    }
}
