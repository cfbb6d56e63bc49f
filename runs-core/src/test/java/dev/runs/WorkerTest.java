package dev.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.action.RiskLevel;
import dev.runs.actor.Actor;
import dev.runs.actor.Identity;
import dev.runs.content.Payload;
import dev.runs.engine.Answer;
import dev.runs.engine.Execution;
import dev.runs.engine.NotDoneException;
import dev.runs.engine.StepView;
import dev.runs.error.ErrorCode;
import dev.runs.error.RunsException;
import dev.runs.gate.Finding;
import dev.runs.gate.Gate;
import dev.runs.gate.GateAnswers;
import dev.runs.gate.GateQuestion;
import dev.runs.gate.PackRef;
import dev.runs.graph.StepState;
import dev.runs.kit.Crm;
import dev.runs.kit.RuleTable;
import dev.runs.kit.StoreWrapper;
import dev.runs.plan.Proposal;
import dev.runs.plan.RunPlan;
import dev.runs.run.Permit;
import dev.runs.run.Round;
import dev.runs.run.RunOutcome;
import dev.runs.run.RunStatus;
import dev.runs.run.Step;
import dev.runs.storage.Bytes;
import dev.runs.storage.ContentRow;
import dev.runs.storage.InMemoryRunStore;
import dev.runs.storage.RunHead;
import dev.runs.storage.RunKey;
import dev.runs.storage.StoredRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("S15: execution")
class WorkerTest {
    /** A store whose payloads somebody changes behind the library's back. */
    private static final class ForgedStore extends StoreWrapper {
        private boolean forged;
        private String damaged = "";

        @Override
        public Optional<StoredRun> load(RunKey key) {
            return super.load(key)
                    .map(run -> key.run().equals(damaged)
                            ? new StoredRun(
                                    key,
                                    new RunHead(
                                            run.head().version(),
                                            run.head().status(),
                                            run.head().about(),
                                            run.head().started(),
                                            run.head().ended(),
                                            run.head().schema(),
                                            Bytes.utf8("{")),
                                    run.steps())
                            : run);
        }

        @Override
        public Map<String, ContentRow> content(RunKey key, Collection<String> ids) {
            Map<String, ContentRow> rows = new HashMap<>(super.content(key, ids));
            if (forged) {
                rows.replaceAll((id, row) -> row.kind().equals("payload")
                        ? ContentRow.of(
                                id,
                                row.kind(),
                                row.body().orElseThrow().salt(),
                                Bytes.utf8("{\"customer\":\"Mallory\"}"))
                        : row);
            }
            return rows;
        }
    }

    private final ForgedStore store = new ForgedStore();

    @RegisterExtension
    final Crm crm = new Crm(store);

    private Step step(String run, String step) {
        return crm.run(run).step(step).orElseThrow();
    }

    private String approved() {
        crm.rules.require("R1", "crm.promote-reference", Crm.DIRECTOR_ROLE, 1);
        String id = crm.start(crm.promotion());
        crm.approve(crm.ana, id, "promote").orThrow();
        return id;
    }

    private String payment() {
        crm.rules.require("R1", "crm.pay", Crm.DIRECTOR_ROLE, 1);
        String id = crm.start(
                RunPlan.named("Pay").step("pay", "Pay").action("crm.pay", Payload.of(Map.of("amount", "12.50"))));
        crm.approve(crm.ana, id, "pay").orThrow();
        return id;
    }

    private String failureOf(String run, String step) {
        String id = step(run, step).failure().orElseThrow();
        return crm.store
                .content(new RunKey(Crm.TENANT, run), List.of(id))
                .get(id)
                .body()
                .orElseThrow()
                .bytes()
                .utf8();
    }

    // ---- what is executed ---------------------------------------------------------------------------------------

    @Test
    @DisplayName("invariant 2: a stored payload that is not the approved one is not executed")
    void forgedPayload_isNotExecuted() {
        String id = approved();
        store.forged = true;
        assertThat(crm.work(id)).isZero();
        assertThat(crm.executed).isEmpty();
        assertThat(crm.state(id, "promote")).isEqualTo(StepState.FAILED);
        store.forged = false;
        assertThat(failureOf(id, "promote"))
                .isEqualTo(
                        "{\"text\":\"The approved payload was erased, or what is stored is not what was approved.\"}");
    }

    @Test
    @DisplayName("S16: an approved payload that was erased is not executed")
    void erasedPayload_isNotExecuted() {
        String id = approved();
        crm.store.erase(
                new RunKey(Crm.TENANT, id),
                List.of(step(id, "promote").payload().orElseThrow().content()));
        assertThat(crm.work(id)).isZero();
        assertThat(crm.executed).isEmpty();
        assertThat(crm.state(id, "promote")).isEqualTo(StepState.FAILED);
        assertThat(crm.run(id).status()).isEqualTo(RunStatus.FAILED);
    }

    @Test
    @DisplayName("a payload that was erased between two attempts leaves open what the first one did")
    void erasedPayloadBetweenAttempts_isIndeterminate() {
        String id = payment();
        crm.on("crm.pay", execution -> {
            crm.store.erase(
                    new RunKey(Crm.TENANT, id),
                    List.of(step(id, "pay").payload().orElseThrow().content()));
            throw new IllegalStateException("connection reset");
        });
        assertThat(crm.work(id)).isEqualTo(1);
        assertThat(crm.state(id, "pay")).isEqualTo(StepState.INDETERMINATE);
    }

    // ---- retries ------------------------------------------------------------------------------------------------

    private final List<String> keys = new ArrayList<>();

    private void failing(String action) {
        crm.on(action, execution -> {
            keys.add(execution.key() + " " + execution.attempt());
            throw new IllegalStateException("connection reset");
        });
    }

    @Test
    @DisplayName("a repeatable handler is called three times with the same key, then the step is PARKED")
    void repeatableHandler_isParkedAfterThreeAttempts() {
        failing("crm.pay");
        String id = payment();
        assertThat(crm.work(id)).isEqualTo(3);
        String key = step(id, "pay").permit().orElseThrow().key();
        assertThat(keys).containsExactly(key + " 1", key + " 2", key + " 3");
        assertThat(crm.state(id, "pay")).isEqualTo(StepState.PARKED);
        assertThat(crm.run(id).status()).isEqualTo(RunStatus.ATTENTION);
        assertThat(failureOf(id, "pay")).isEqualTo("{\"text\":\"connection reset\"}");
        assertThat(crm.work(id)).as("parked is parked").isZero();

        StepView seen = crm.as(crm.ben).step(id, "pay");
        crm.as(crm.ben).resolve(seen, false, "the bank shows nothing").orThrow();
        assertThat(crm.state(id, "pay")).as("S6, then READY").isEqualTo(StepState.READY);
        crm.on("crm.pay", execution -> keys.add(execution.key() + " " + execution.attempt()));
        assertThat(crm.work(id)).isEqualTo(1);
        assertThat(keys.get(3))
                .as("another permit has another key")
                .doesNotStartWith(key)
                .endsWith(" 1");
        assertThat(crm.run(id).status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    @DisplayName("a handler that succeeds at its second attempt is done under the same permit")
    void secondAttempt_completes() {
        String id = payment();
        crm.on("crm.pay", execution -> {
            keys.add(execution.key() + " " + execution.attempt());
            if (execution.attempt() == 1) {
                throw new IllegalStateException("connection reset");
            }
        });
        assertThat(crm.work(id)).isEqualTo(2);
        String key = step(id, "pay").permit().orElseThrow().key();
        assertThat(keys).containsExactly(key + " 1", key + " 2");
        assertThat(crm.state(id, "pay")).isEqualTo(StepState.COMPLETED);
    }

    /** The handler fails once, and something happens before it is tried again. */
    private String failingOnceBefore(Runnable change) {
        String id = payment();
        crm.on("crm.pay", execution -> {
            keys.add(execution.key());
            change.run();
            throw new IllegalStateException("connection reset");
        });
        crm.work(id);
        return id;
    }

    @Test
    @DisplayName("S15: a retry that the rules forbid by now is INDETERMINATE, for the first attempt may have happened")
    void retryThatIsDenied_isIndeterminate() {
        String id = failingOnceBefore(() -> crm.rules.add("NO", fact -> true, new Finding.Deny("stop")));
        assertThat(keys).hasSize(1);
        assertThat(crm.state(id, "pay")).isEqualTo(StepState.INDETERMINATE);
        assertThat(crm.run(id).outcome()).as("not REJECTED: nobody knows").isEmpty();
    }

    @Test
    @DisplayName("S15: a retry for which a voter is missing by now gets no second key")
    void retryWithoutItsVotes_isIndeterminate() {
        String id = failingOnceBefore(() -> crm.people.remove(crm.ana));
        assertThat(keys).hasSize(1);
        assertThat(crm.state(id, "pay")).isEqualTo(StepState.INDETERMINATE);
        StepView seen = crm.as(crm.ben).step(id, "pay");
        crm.as(crm.ben).resolve(seen, false, "nothing there").orThrow();
        assertThat(crm.state(id, "pay")).as("S6").isEqualTo(StepState.AWAITING_APPROVAL);
    }

    @Test
    @DisplayName("S15: a retry that is held, or whose permit has expired, gets no second key")
    void retryThatIsHeldOrExpired_isIndeterminate() {
        Instant later = crm.clock.instant().plus(Duration.ofDays(1));
        String held = failingOnceBefore(() -> crm.rules.add("H", fact -> true, new Finding.Hold(later, "embargo")));
        assertThat(crm.state(held, "pay")).isEqualTo(StepState.INDETERMINATE);
        crm.rules.clear().add("A", fact -> true, new Finding.Allow("fine"));
        String expired = failingOnceBefore(() -> crm.clock.advance(Duration.ofDays(31)));
        assertThat(crm.state(expired, "pay")).isEqualTo(StepState.INDETERMINATE);
        assertThat(keys).doesNotHaveDuplicates().hasSize(2);
    }

    // ---- what handlers say --------------------------------------------------------------------------------------

    @Test
    @DisplayName("what is done is recorded, whatever the handler says about it")
    void oddWords_doNotKeepAResultFromBeingRecorded() {
        String id = approved();
        crm.on(
                "crm.promote-reference",
                execution -> execution
                        .note("half a pair: \uD83D")
                        .preview("\uDE00", "x".repeat(2_000_000))
                        .file("file-1", "whole pair: \uD83D\uDE00", "text/plain", "\uD83D"));
        assertThat(crm.work(id)).isEqualTo(1);
        assertThat(crm.state(id, "promote")).isEqualTo(StepState.COMPLETED);
        String content = step(id, "promote").outputs().orElseThrow().content();
        assertThat(crm.store
                        .content(new RunKey(Crm.TENANT, id), List.of(content))
                        .get(content)
                        .body()
                        .orElseThrow()
                        .bytes()
                        .utf8())
                .contains("\"note\":\"half a pair: \uFFFD\"", "whole pair: \uD83D\uDE00", "\"title\":\"\uFFFD\"");
    }

    @Test
    @DisplayName("a failure is recorded, whatever its message")
    void oddMessage_doesNotKeepAFailureFromBeingRecorded() {
        String id = approved();
        crm.on("crm.promote-reference", execution -> {
            throw new NotDoneException("page: \uD83D" + "x".repeat(2_000_000));
        });
        crm.work(id);
        assertThat(crm.state(id, "promote")).isEqualTo(StepState.FAILED);
        assertThat(failureOf(id, "promote")).startsWith("{\"text\":\"page: \uFFFDxxx");
    }

    @Test
    @DisplayName("an output whose key cannot be kept is refused while the handler can still turn back")
    void outputWithoutAKey_isRefused() {
        String id = approved();
        crm.on("crm.promote-reference", execution -> {
            assertThatThrownBy(() -> execution.file("", "t", "text/plain", "here"))
                    .isInstanceOf(RunsException.class)
                    .hasMessage("RUNS-PLAN-007 A handler's output cannot be kept: file id is empty."
                            + "\nFix: use a short stable key of the host");
            assertThatThrownBy(() -> execution.roadmapLink("a\nb", "t"))
                    .isInstanceOf(RunsException.class)
                    .hasMessage("RUNS-PLAN-007 A handler's output cannot be kept: roadmap item id has a control "
                            + "character at index 1.\nFix: use a short stable key of the host");
            execution.file("file-1", "t", "text/plain", "here").roadmapLink("r-1", "t");
        });
        crm.work(id);
        assertThat(step(id, "promote").outputs()).hasValueSatisfying(outputs -> {
            assertThat(outputs.artifacts()).containsExactly("file-1");
            assertThat(outputs.roadmapLinks()).containsExactly("r-1");
        });
    }

    // ---- crashes, restarts and races ----------------------------------------------------------------------------

    /** The end of a process in the middle of a handler, as far as one process can play it. */
    private static final class PowerCut extends Error {}

    private void cutPower(String action, String run) {
        crm.on(action, execution -> {
            keys.add(execution.key());
            throw new PowerCut();
        });
        assertThatThrownBy(() -> crm.work(run)).isInstanceOf(PowerCut.class);
        crm.restart();
        crm.on(action, execution -> keys.add(execution.key()));
    }

    @Test
    @DisplayName("H5 permit consumed, process killed inside the handler, handler not idempotent")
    void h5() {
        String id = approved();
        cutPower("crm.promote-reference", id);
        assertThat(crm.state(id, "promote")).isEqualTo(StepState.RUNNING);
        assertThat(crm.work(id)).as("nobody starts it again").isZero();

        assertThat(crm.runs().worker().recover()).isEqualTo(1);
        assertThat(crm.state(id, "promote")).isEqualTo(StepState.INDETERMINATE);
        assertThat(crm.run(id).status()).isEqualTo(RunStatus.ATTENTION);
        assertThat(failureOf(id, "promote"))
                .isEqualTo("{\"text\":\"The process ended while the handler was at work.\"}");
        assertThat(crm.runs().worker().recover()).as("once").isZero();
        assertThat(crm.work(id)).isZero();

        StepView seen = crm.as(crm.ben).step(id, "promote");
        crm.as(crm.ben).resolve(seen, true, "it is on the site").orThrow();
        assertThat(crm.state(id, "promote")).isEqualTo(StepState.COMPLETED);
        assertThat(keys).hasSize(1);
    }

    @Test
    @DisplayName("H5 resolved \"not done\": S6, then READY, and executed under another key")
    void h5NotDone() {
        String id = approved();
        cutPower("crm.promote-reference", id);
        crm.runs().worker().recover();
        StepView seen = crm.as(crm.ben).step(id, "promote");
        crm.as(crm.ben).resolve(seen, false, "it is not there").orThrow();
        assertThat(crm.state(id, "promote")).isEqualTo(StepState.READY);
        assertThat(crm.run(id).approved()).isEqualTo(1);
        assertThat(crm.work(id)).isEqualTo(1);
        assertThat(keys).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("a repeatable handler that was killed is called again with the same key")
    void repeatableHandlerThatWasKilled_isCalledAgain() {
        String id = payment();
        cutPower("crm.pay", id);
        assertThat(crm.runs().worker().recover()).isEqualTo(1);
        assertThat(crm.state(id, "pay")).isEqualTo(StepState.RETRYING);
        crm.work(id);
        assertThat(crm.state(id, "pay")).isEqualTo(StepState.COMPLETED);
        assertThat(keys).hasSize(2).containsOnly(keys.get(0));
    }

    @Test
    @DisplayName("a restart between approval and execution changes nothing")
    void restartInTheMiddle_changesNothing() {
        String id = approved();
        crm.restart();
        assertThat(crm.runs().worker().recover()).isZero();
        assertThat(crm.runs().worker().runReady()).isEqualTo(1);
        assertThat(crm.run(id).outcome()).contains(RunOutcome.DONE);
        assertThat(crm.executed).containsExactly("crm.promote-reference {\"customer\":\"Acme\"}");
    }

    @Test
    @DisplayName("recover leaves alone what this process has at work")
    void recover_leavesOwnWorkAlone() {
        String id = approved();
        List<Integer> found = new ArrayList<>();
        crm.on(
                "crm.promote-reference",
                execution -> found.add(crm.runs().worker().recover()));
        assertThat(crm.work(id)).isEqualTo(1);
        assertThat(found).containsExactly(0);
        assertThat(crm.state(id, "promote")).isEqualTo(StepState.COMPLETED);
    }

    @Test
    @DisplayName("racing workers start a handler once")
    void racingWorkers_startAHandlerOnce() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 20; round++) {
                RunPlan plan = RunPlan.named("Race");
                for (int i = 0; i < 4; i++) {
                    plan.step("s" + i, "S").action("crm.merge-accounts", Payload.empty());
                }
                InMemoryRunStore shared = new InMemoryRunStore();
                List<Runs> processes = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    processes.add(Runs.builder()
                            .store(shared)
                            .catalog(catalog -> catalog.internal("crm.merge-accounts", RiskLevel.LOW))
                            .rules(Gate.askingAlways("Governance"))
                            .identity(Identity.of(crm.agent))
                            .handler("crm.merge-accounts", execution -> calls.incrementAndGet())
                            .manualWork()
                            .build());
                }
                String id = processes.get(0).as(crm.agent).start(plan).id();
                calls.set(0);
                List<Callable<Integer>> work = new ArrayList<>();
                processes.forEach(process -> work.add(() -> process.worker().runReady(Crm.TENANT, id)));
                int said = 0;
                for (Future<Integer> result : threads.invokeAll(work)) {
                    said += result.get(30, TimeUnit.SECONDS);
                }
                assertThat(calls.get()).isEqualTo(4);
                assertThat(said).isEqualTo(4);
                assertThat(processes.get(0).as(crm.agent).run(id).status()).isEqualTo(RunStatus.COMPLETED);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    @DisplayName("a result that comes after the step was settled otherwise is not recorded")
    void lateResult_isNotRecorded() {
        String id = approved();
        crm.on("crm.promote-reference", execution -> {
            // Another process takes this one for dead, and a person says what became of the action.
            Runs other = crm.again();
            crm.clock.advance(Duration.ofSeconds(60));
            assertThat(other.worker().recover()).isEqualTo(1);
            StepView seen = other.as(crm.ben).step(id, "promote");
            other.as(crm.ben).resolve(seen, true, "it is there").orThrow();
            execution.file("file-1", "t", "text/plain", "here");
        });
        crm.work(id);
        assertThat(crm.state(id, "promote")).isEqualTo(StepState.COMPLETED);
        assertThat(step(id, "promote").outputs()).isEmpty();
    }

    // ---- holds and expiry ---------------------------------------------------------------------------------------

    @Test
    @DisplayName("S5: a hold ends at its instant; then the gate is asked again")
    void hold_endsAtItsInstant() {
        Instant until = crm.clock.instant().plus(Duration.ofHours(2));
        crm.rules.add("H", fact -> true, new Finding.Hold(until, "embargo"));
        String id = crm.start(RunPlan.named("R").step("note", "Note").action("crm.detect", Payload.empty()));
        assertThat(crm.state(id, "note")).isEqualTo(StepState.HELD);
        assertThat(step(id, "note").heldUntil()).contains(until);
        assertThat(crm.run(id).status()).as("S9: held by a rule is waiting").isEqualTo(RunStatus.WAITING);
        crm.clock.advance(Duration.ofHours(2).minusMillis(1));
        assertThat(crm.runs().worker().runReady()).isZero();
        assertThat(crm.state(id, "note")).isEqualTo(StepState.HELD);
        crm.restart();
        crm.clock.advance(Duration.ofMillis(1));
        assertThat(crm.runs().worker().runReady()).isEqualTo(1);
        assertThat(crm.state(id, "note")).isEqualTo(StepState.COMPLETED);
    }

    @Test
    @DisplayName("a hold that is prolonged holds on; one that is over by the time it is said holds nothing")
    void holdThatIsOver_holdsNothing() {
        Instant until = crm.clock.instant().plus(Duration.ofHours(1));
        crm.rules.add("H", fact -> true, new Finding.Hold(until, "embargo"));
        String id = crm.start(RunPlan.named("R").step("note", "Note").action("crm.detect", Payload.empty()));
        crm.rules.add("H2", fact -> true, new Finding.Hold(until.plusSeconds(60), "a little longer"));
        crm.clock.advance(Duration.ofHours(1));
        crm.work(id);
        assertThat(step(id, "note").heldUntil()).contains(until.plusSeconds(60));
        crm.clock.advance(Duration.ofHours(1));
        assertThat(crm.work(id)).isEqualTo(1);
        assertThat(crm.state(id, "note")).isEqualTo(StepState.COMPLETED);

        String late = crm.start(crm.promotion());
        assertThat(crm.state(late, "promote"))
                .as("no other finding: the default approvers")
                .isEqualTo(StepState.AWAITING_APPROVAL);
    }

    @Test
    @DisplayName("S6: a hold after the approval voids the permit and keeps the votes")
    void holdAfterApproval_keepsTheVotes() {
        String id = approved();
        String key = step(id, "promote").permit().orElseThrow().key();
        Instant until = crm.clock.instant().plus(Duration.ofHours(2));
        crm.rules.add("H", fact -> true, new Finding.Hold(until, "embargo"));
        assertThat(crm.work(id)).isZero();
        assertThat(crm.state(id, "promote")).isEqualTo(StepState.HELD);
        assertThat(step(id, "promote").permit().map(Permit::state)).contains(Permit.State.REVOKED);
        crm.clock.advance(Duration.ofHours(2));
        assertThat(crm.work(id)).isEqualTo(1);
        assertThat(crm.state(id, "promote")).isEqualTo(StepState.COMPLETED);
        assertThat(step(id, "promote").permit().orElseThrow().key()).isNotEqualTo(key);
        assertThat(step(id, "promote").lastRound().orElseThrow().votes())
                .extracting(vote -> vote.voter().id())
                .containsExactly("ana");
    }

    @Test
    @DisplayName("a permit that has expired asks people again, without the votes of then")
    void expiredPermit_asksAgain() {
        String id = approved();
        crm.clock.advance(Duration.ofDays(30));
        assertThat(crm.work(id)).isZero();
        Round round = step(id, "promote").openRound().orElseThrow();
        assertThat(round.number()).isEqualTo(2);
        assertThat(round.votes()).isEmpty();
        assertThat(step(id, "promote").rounds().get(0).state()).isEqualTo(Round.State.SUPERSEDED);
        assertThat(crm.executed).isEmpty();
        crm.approve(crm.ana, id, "promote").orThrow();
        crm.clock.advance(Duration.ofDays(30).minusMillis(1));
        assertThat(crm.work(id)).as("valid to the last moment").isEqualTo(1);
    }

    @Test
    @DisplayName("S6: after three re-gates of one digest the fault GATE_UNSTABLE names the rules")
    void flutteringRules_areAFault() {
        String id = approved();
        for (int quorum = 2; quorum <= 4; quorum++) {
            crm.rules.require("Q" + quorum, "crm.promote-reference", "Role " + quorum, 1);
            Actor voter = crm.people.add(Actor.human(Crm.TENANT, "voter-" + quorum, "Role " + quorum));
            assertThat(crm.work(id)).isZero();
            List<ErrorCode> faults = step(id, "promote").faults().stream()
                    .map(fault -> fault.code())
                    .toList();
            assertThat(faults).isEqualTo(quorum == 4 ? List.of(ErrorCode.FAULT_GATE_UNSTABLE) : List.<ErrorCode>of());
            if (quorum == 4) {
                assertThat(step(id, "promote").faults().get(0).rules()).containsExactly("Q2", "Q3", "Q4", "R1");
                assertThat(crm.run(id).status()).isEqualTo(RunStatus.ATTENTION);
            }
            crm.approve(voter, id, "promote").orThrow();
        }
        assertThat(crm.work(id)).isEqualTo(1);
        assertThat(step(id, "promote").lastRound().orElseThrow().votes()).hasSize(4);
    }

    // ---- what handlers supply -----------------------------------------------------------------------------------

    private RunPlan late() {
        return RunPlan.named("Late")
                .step("detect", "Detect")
                .action("crm.detect", Payload.empty())
                .step("promote", "Promote")
                .actionLater("crm.promote-reference", "Promote whoever was found")
                .after("detect");
    }

    @Test
    @DisplayName("S1: a payload comes late, from another step's output; it is gated like any other")
    void suppliedPayload_isGated() {
        crm.rules.require("R1", "crm.promote-reference", Crm.DIRECTOR_ROLE, 1);
        crm.on("crm.detect", execution -> execution.supply("promote", Crm.payload("Globex")));
        String id = crm.start(late());
        crm.work(id);
        assertThat(crm.state(id, "promote")).isEqualTo(StepState.AWAITING_APPROVAL);
        assertThat(crm.as(crm.ana).approval(id, "promote").payload()).contains(Crm.payload("Globex"));
        assertThat(step(id, "promote").payload().orElseThrow().editor().onBehalfOf())
                .as("whoever asked for the step that made the payload is its editor")
                .contains("owner");
        crm.approve(crm.ana, id, "promote").orThrow();
        crm.work(id);
        assertThat(crm.executed).last().isEqualTo("crm.promote-reference {\"customer\":\"Globex\"}");
    }

    @Test
    @DisplayName("a step whose payload never came waits; whoever has it edits it in")
    void payloadThatNeverCame_canBeEditedIn() {
        crm.rules.require("R1", "crm.promote-reference", Crm.DIRECTOR_ROLE, 1);
        String id = crm.start(late());
        crm.work(id);
        assertThat(crm.state(id, "promote")).isEqualTo(StepState.BLOCKED);
        assertThat(crm.run(id).status()).isEqualTo(RunStatus.WAITING);
        crm.as(crm.viewer)
                .edit(crm.as(crm.viewer).step(id, "promote"), Crm.payload("Globex"), "here it is")
                .orThrow();
        assertThat(crm.state(id, "promote")).isEqualTo(StepState.AWAITING_APPROVAL);
    }

    @Test
    @DisplayName("a payload that does not fit, or for nobody, is refused while the handler can still turn back")
    void wrongSupply_isRefusedInTheHandler() {
        List<String> messages = new ArrayList<>();
        crm.on("crm.detect", execution -> {
            for (Callable<Execution> supply : List.<Callable<Execution>>of(
                    () -> execution.supply("promote", Payload.of(Map.of("custommer", "X"))),
                    () -> execution.supply("promotte", Crm.payload("X")),
                    () -> execution.supply("zzzzzzzz", Crm.payload("X")),
                    () -> execution.supply("detect", Payload.empty()))) {
                try {
                    supply.call();
                } catch (RunsException e) {
                    messages.add(e.getMessage());
                }
            }
            throw new NotDoneException("nothing fits");
        });
        String id = crm.start(late().id("run-1"));
        crm.work(id);
        assertThat(messages)
                .containsExactly(
                        "RUNS-PAYLOAD-001 Run 'run-1': step 'promote': payload field 'customer' is missing."
                                + "\nFix: give it text"
                                + "\nRUNS-PAYLOAD-001 Run 'run-1': step 'promote': payload field 'custommer' is not part of "
                                + "the action (fields: customer, quote).\nFix: did you mean 'customer'?",
                        "RUNS-PAYLOAD-001 Run 'run-1': no step 'promotte' waits for a payload (steps that wait: promote)."
                                + "\nFix: did you mean 'promote'?",
                        "RUNS-PAYLOAD-001 Run 'run-1': no step 'zzzzzzzz' waits for a payload (steps that wait: promote)."
                                + "\nFix: supply a step that is still blocked",
                        "RUNS-PAYLOAD-001 Run 'run-1': no step 'detect' waits for a payload (steps that wait: promote)."
                                + "\nFix: supply a step that is still blocked");
        assertThat(crm.state(id, "detect")).isEqualTo(StepState.FAILED);
        assertThat(crm.state(id, "promote")).isEqualTo(StepState.SKIPPED);
    }

    // ---- failures -----------------------------------------------------------------------------------------------

    @Test
    @DisplayName("S10: a handler that is sure that nothing happened fails the step; a successor on failure handles it")
    void notDone_failsAndIsHandled() {
        crm.on("crm.detect", execution -> {
            throw new NotDoneException("no such meeting");
        });
        RunPlan plan = RunPlan.named("R")
                .step("detect", "Detect")
                .action("crm.detect", Payload.empty())
                .step("next", "Next")
                .after("detect")
                .step("rescue", "Rescue")
                .action("crm.draft", Crm.payload("Acme"))
                .onFailed("detect");
        String id = crm.start(plan);
        crm.work(id);
        assertThat(crm.run(id).states())
                .containsExactly(
                        Map.entry("detect", StepState.FAILED),
                        Map.entry("next", StepState.SKIPPED),
                        Map.entry("rescue", StepState.COMPLETED));
        assertThat(step(id, "next").skippedBecause()).contains("detect");
        assertThat(failureOf(id, "detect")).isEqualTo("{\"text\":\"no such meeting\"}");
        assertThat(crm.run(id).status()).as("handled").isEqualTo(RunStatus.COMPLETED);
        assertThat(crm.run(id).outcome()).contains(RunOutcome.PARTLY);
    }

    @Test
    @DisplayName("S10: a failure that nobody handles fails the run")
    void unhandledFailure_failsTheRun() {
        crm.on("crm.detect", execution -> {
            throw new NotDoneException("no such meeting");
        });
        String id = crm.start(late());
        crm.work(id);
        assertThat(crm.run(id).status()).isEqualTo(RunStatus.FAILED);
        assertThat(crm.run(id).outcome()).contains(RunOutcome.PARTLY);
    }

    @Test
    @DisplayName("an action without a handler stays READY; the worker does not try it again and again")
    void withoutAHandler_staysReady() {
        Runs runs = Runs.builder()
                .store(new InMemoryRunStore())
                .catalog(catalog -> catalog.internal("crm.detect", RiskLevel.LOW))
                .rules(Gate.askingAlways("Governance"))
                .identity(Identity.of(crm.agent))
                .manualWork()
                .build();
        String id = runs.as(crm.agent)
                .start(RunPlan.named("R").step("a", "A").action("crm.detect", Payload.empty()))
                .id();
        assertThat(runs.worker().runReady()).isZero();
        assertThat(runs.as(crm.agent).run(id).states()).containsExactly(Map.entry("a", StepState.READY));
    }

    // ---- foreign code that throws -------------------------------------------------------------------------------

    @Test
    @DisplayName(
            "invariant 4: a gate that throws never allows: the default approvers are asked, and the fault is shown")
    void gateThatThrows_neverAllows() {
        crm.rules.add("ALL", fact -> true, new Finding.Allow("fine"));
        crm.rules.breakDown();
        String id = crm.start(crm.promotion().step("note", "Note").action("crm.detect", Payload.empty()));
        for (String step : List.of("promote", "note")) {
            assertThat(crm.state(id, step)).isEqualTo(StepState.AWAITING_APPROVAL);
            assertThat(step(id, step).openRound().orElseThrow().requirement().tracks())
                    .singleElement()
                    .satisfies(track ->
                            assertThat(track.stages().get(0).roles()).containsExactly(RuleTable.DEFAULT_APPROVER));
            assertThat(step(id, step).faults())
                    .singleElement()
                    .satisfies(fault -> assertThat(fault.code()).isEqualTo(ErrorCode.FAULT_GATE));
        }
        assertThat(crm.run(id).status()).isEqualTo(RunStatus.ATTENTION);
        assertThat(crm.work(id)).isZero();
    }

    @Test
    @DisplayName("invariant 4: a gate that throws when an approved step is to start asks the default approvers")
    void gateThatThrowsAtTheStart_neverAllows() {
        String id = approved();
        crm.rules.breakDown();
        assertThat(crm.work(id)).isZero();
        assertThat(crm.executed).isEmpty();
        assertThat(step(id, "promote").openRound().orElseThrow().requirement().tracks())
                .singleElement()
                .satisfies(
                        track -> assertThat(track.stages().get(0).roles()).containsExactly(RuleTable.DEFAULT_APPROVER));
        crm.approve(crm.governance, id, "promote").orThrow();
        assertThat(crm.work(id))
                .as("the default approvers decide while the gate is broken")
                .isEqualTo(1);
    }

    @Test
    @DisplayName("invariant 4: a gate that answers too little, or nothing, never allows")
    void gateThatAnswersTooLittle_neverAllows() {
        for (GateAnswers answers : new GateAnswers[] {null, new GateAnswers(crm.rules.pack(), List.of())}) {
            Gate gate = new Gate() {
                @Override
                public PackRef pack() {
                    return crm.rules.pack();
                }

                @Override
                public GateAnswers ask(GateQuestion question) {
                    return answers;
                }
            };
            Runs runs = Runs.builder()
                    .store(new InMemoryRunStore())
                    .catalog(catalog -> catalog.internal("crm.detect", RiskLevel.LOW))
                    .rules(gate)
                    .identity(Identity.of(crm.agent))
                    .handler("crm.detect", execution -> {})
                    .manualWork()
                    .build();
            String id = runs.as(crm.agent)
                    .start(RunPlan.named("R").step("a", "A").action("crm.detect", Payload.empty()))
                    .id();
            assertThat(runs.worker().runReady()).isZero();
            assertThat(runs.as(crm.agent).run(id).states())
                    .containsExactly(Map.entry("a", StepState.AWAITING_APPROVAL));
        }
    }

    @Test
    @DisplayName("an identity port that throws lets nobody in, and lets no earlier vote stand")
    void identityThatThrows_letsNobodyIn() {
        String id = approved();
        crm.people.breakDown();
        assertThat(crm.work(id)).isZero();
        assertThat(crm.executed).isEmpty();
        Answer answer =
                crm.as(crm.ana).reverse(new StepView(id, "promote", 1, StepState.READY, 1, Optional.empty()), "x");
        assertThat(((Answer.Refused) answer).refusal().code()).isEqualTo(ErrorCode.UNKNOWN_ACTOR);
        assertThatThrownBy(() -> crm.as(crm.ana).run(id)).isInstanceOf(RunsException.class);
        assertThatThrownBy(() -> crm.as(crm.agent).start(crm.promotion())).isInstanceOf(RunsException.class);
        crm.people.mend();
        assertThat(crm.state(id, "promote")).isEqualTo(StepState.AWAITING_APPROVAL);
        assertThat(step(id, "promote").openRound().orElseThrow().votes()).isEmpty();
        assertThat(step(id, "promote").faults())
                .as("nobody could be found who holds the role")
                .extracting(fault -> fault.code())
                .containsExactly(ErrorCode.FAULT_NO_ELIGIBLE_APPROVER);
    }

    @Test
    @DisplayName("an identity port that answers with somebody else lets nobody in")
    void identityThatAnswersWrongly_letsNobodyIn() {
        Runs runs = Runs.builder()
                .store(crm.store)
                .catalog(catalog -> catalog.internal("crm.detect", RiskLevel.LOW))
                .rules(crm.rules)
                .identity((tenant, id) -> Optional.of(crm.ana))
                .manualWork()
                .build();
        assertThatThrownBy(() -> runs.as(Actor.human("globex", "ana")).run("run-1"))
                .isInstanceOf(RunsException.class)
                .hasMessageStartingWith("RUNS-REFUSED-002 Actor 'ana' of tenant 'globex' is not known");
        assertThatThrownBy(() -> runs.as(Actor.human(Crm.TENANT, "eve")).run("run-1"))
                .isInstanceOf(RunsException.class)
                .hasMessageStartingWith("RUNS-REFUSED-002 Actor 'eve' of tenant 'acme-crm' is not known");
    }

    // ---- where handlers run -------------------------------------------------------------------------------------

    private Runs.Builder small(CountDownLatch done, List<String> threads) {
        return Runs.builder()
                .store(crm.store)
                .catalog(catalog -> catalog.internal("crm.detect", RiskLevel.LOW))
                .rules(Gate.askingAlways("Governance"))
                .identity(Identity.of(crm.agent))
                .handler("crm.detect", execution -> {
                    threads.add(Thread.currentThread().getName());
                    done.countDown();
                });
    }

    private RunPlan twoNotes() {
        return RunPlan.named("R")
                .step("a", "A")
                .action("crm.detect", Payload.empty())
                .step("b", "B")
                .action("crm.detect", Payload.empty())
                .after("a");
    }

    @Test
    @DisplayName("in the background handlers run on a thread of the library's own; close waits for them")
    void background_runsOnItsOwnThread() throws Exception {
        CountDownLatch done = new CountDownLatch(2);
        List<String> threads = Collections.synchronizedList(new ArrayList<>());
        Runs runs = small(done, threads).build();
        String id = runs.as(crm.agent).start(twoNotes()).id();
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        runs.close();
        assertThat(threads).containsExactly("runs-worker", "runs-worker");
        assertThat(crm.run(id).status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    @DisplayName("in the background what was ready before the start is found")
    void background_findsWhatWasReady() throws Exception {
        CountDownLatch done = new CountDownLatch(2);
        List<String> threads = Collections.synchronizedList(new ArrayList<>());
        Runs first =
                small(new CountDownLatch(0), new ArrayList<>()).manualWork().build();
        String id = first.as(crm.agent).start(twoNotes()).id();
        Runs second = small(done, threads).build();
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        second.close();
        assertThat(crm.run(id).status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    @DisplayName("a host's executor runs handlers; one that refuses or fails leaves the step READY")
    void executor_runsHandlers() {
        List<Runnable> tasks = new ArrayList<>();
        List<String> threads = new ArrayList<>();
        Runs runs = small(new CountDownLatch(0), threads).executor(tasks::add).build();
        String id = runs.as(crm.agent).start(twoNotes()).id();
        assertThat(crm.state(id, "a"))
                .as("after the commit, when the host says")
                .isEqualTo(StepState.READY);
        assertThat(tasks).as("one at the start, one after the commit").hasSize(2);
        tasks.get(1).run();
        assertThat(crm.run(id).status()).isEqualTo(RunStatus.COMPLETED);

        for (RuntimeException failure :
                List.of(new RejectedExecutionException("full"), new IllegalStateException("no such pool"))) {
            Runs full = small(new CountDownLatch(0), threads)
                    .executor(task -> {
                        throw failure;
                    })
                    .build();
            String other = full.as(crm.agent).start(twoNotes()).id();
            assertThat(crm.state(other, "a")).isEqualTo(StepState.READY);
            full.worker().runReady();
            assertThat(crm.run(other).status()).isEqualTo(RunStatus.COMPLETED);
        }
    }

    @Test
    @DisplayName("built to start later, it works from the start on, and finds what became ready before")
    void startLater_worksFromTheStartOn() throws Exception {
        CountDownLatch done = new CountDownLatch(4);
        List<String> threads = Collections.synchronizedList(new ArrayList<>());
        Set<Thread> others = libraryThreads();
        Runs runs = small(done, threads).startLater().build();
        String before = runs.as(crm.agent).start(twoNotes()).id();
        assertThat(runs.isStarted()).isFalse();
        assertThat(others).containsAll(libraryThreads());
        assertThat(crm.state(before, "a")).isEqualTo(StepState.READY);

        runs.start();
        String after = runs.as(crm.agent).start(twoNotes()).id();
        assertThat(runs.isStarted()).isTrue();
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        Set<Thread> started = libraryThreads();
        runs.close();
        assertThat(crm.run(before).status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(crm.run(after).status()).isEqualTo(RunStatus.COMPLETED);
        assertEnded(started, others);

        runs.start();
        assertThat(runs.isStarted()).as("after it was closed").isFalse();
    }

    /** The threads of the library, those of instances that other tests have left included. */
    private static Set<Thread> libraryThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("runs-worker")
                        || thread.getName().equals("runs-poller"))
                .collect(Collectors.toSet());
    }

    /** A pool that has ended may still have a thread that is about to end. */
    private static void assertEnded(Set<Thread> all, Set<Thread> others) throws InterruptedException {
        for (Thread thread : all) {
            if (!others.contains(thread)) {
                thread.join(TimeUnit.SECONDS.toMillis(30));
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
    }

    @Test
    @DisplayName("stopped, it lets the handler at work finish and begins no other; started again, it goes on")
    void stop_letsTheHandlerFinishAndBeginsNoOther() throws Exception {
        CountDownLatch atWork = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(4);
        Set<Thread> others = libraryThreads();
        Runs runs = Runs.builder()
                .store(crm.store)
                .catalog(catalog -> catalog.internal("crm.detect", RiskLevel.LOW))
                .rules(Gate.askingAlways("Governance"))
                .identity(Identity.of(crm.agent))
                .handler("crm.detect", execution -> {
                    atWork.countDown();
                    assertThat(mayEnd.await(30, TimeUnit.SECONDS)).isTrue();
                    done.countDown();
                })
                .build();
        String first = runs.as(crm.agent).start(twoNotes()).id();
        String second = runs.as(crm.agent).start(twoNotes()).id();
        assertThat(atWork.await(30, TimeUnit.SECONDS)).isTrue();

        Set<Thread> started = libraryThreads();
        Thread stopping = new Thread(() -> runs.stop(Duration.ofSeconds(30)));
        stopping.start();
        while (runs.isStarted()) {
            Thread.onSpinWait();
        }
        mayEnd.countDown();
        stopping.join(TimeUnit.SECONDS.toMillis(30));
        assertEnded(started, others);
        assertThat(crm.state(first, "a")).isEqualTo(StepState.COMPLETED);
        assertThat(List.of(crm.state(first, "b"), crm.state(second, "a")))
                .containsExactly(StepState.READY, StepState.READY);

        runs.start();
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        runs.close();
        assertThat(crm.run(first).status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(crm.run(second).status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    @DisplayName("a host's executor gets nothing before the start and after the stop")
    void executor_getsNothingAtRest() {
        List<Runnable> tasks = new ArrayList<>();
        Runs runs = small(new CountDownLatch(0), new ArrayList<>())
                .executor(tasks::add)
                .startLater()
                .build();
        String id = runs.as(crm.agent).start(twoNotes()).id();
        assertThat(tasks).isEmpty();
        runs.start();
        assertThat(tasks).hasSize(1);
        runs.stop(Duration.ofSeconds(1));
        runs.as(crm.agent).start(twoNotes());
        assertThat(tasks).hasSize(1);
        runs.start();
        tasks.get(1).run();
        assertThat(crm.run(id).status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    @DisplayName("a handler may use the library: it proposes a step to its own run")
    void handler_mayPropose() {
        crm.on(
                "crm.detect",
                execution -> crm.as(crm.agent)
                        .propose(execution.run(), Proposal.of("more", "More").action("crm.draft", Crm.payload("Acme")))
                        .orThrow());
        String id = crm.start(RunPlan.named("R").step("detect", "Detect").action("crm.detect", Payload.empty()));
        assertThat(crm.work(id)).isEqualTo(2);
        assertThat(crm.run(id).status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    @DisplayName("one run that cannot be read does not keep the others from being worked on")
    void damagedRun_doesNotStopTheOthers() {
        RunPlan plan = RunPlan.named("R").step("note", "Note").action("crm.detect", Payload.empty());
        crm.start(plan.id("run-1"));
        crm.start(plan.id("run-2"));
        crm.start(plan.id("run-3"));
        store.damaged = "run-2";
        // What this process remembers is not damaged.
        crm.restart();
        assertThatThrownBy(() -> crm.runs().worker().runReady())
                .isInstanceOf(RunsException.class)
                .hasMessage("RUNS-CODEC-001 Stored document 'head' is not the JSON that the library wrote."
                        + "\nFix: restore the store from a backup, and report how it came about");
        store.damaged = "";
        assertThat(crm.state("run-1", "note")).isEqualTo(StepState.COMPLETED);
        assertThat(crm.state("run-2", "note")).isEqualTo(StepState.READY);
        assertThat(crm.state("run-3", "note")).isEqualTo(StepState.COMPLETED);
    }
}
