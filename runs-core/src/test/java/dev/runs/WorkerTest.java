package dev.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.action.RiskLevel;
import dev.runs.actor.Identity;
import dev.runs.content.Payload;
import dev.runs.engine.NotDoneException;
import dev.runs.engine.StepView;
import dev.runs.error.RunsException;
import dev.runs.gate.Finding;
import dev.runs.gate.Gate;
import dev.runs.graph.StepState;
import dev.runs.kit.Crm;
import dev.runs.kit.StoreWrapper;
import dev.runs.plan.RunPlan;
import dev.runs.run.RunOutcome;
import dev.runs.run.RunStatus;
import dev.runs.run.Step;
import dev.runs.storage.Bytes;
import dev.runs.storage.ContentRow;
import dev.runs.storage.InMemoryRunStore;
import dev.runs.storage.RunKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("S15: execution")
class WorkerTest {
    /** A store whose payloads somebody changes behind the library's back. */
    private static final class ForgedStore extends StoreWrapper {
        private boolean forged;

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
            assertThat(other.worker().recover()).isEqualTo(1);
            StepView seen = other.as(crm.ben).step(id, "promote");
            other.as(crm.ben).resolve(seen, true, "it is there").orThrow();
            execution.file("file-1", "t", "text/plain", "here");
        });
        crm.work(id);
        assertThat(crm.state(id, "promote")).isEqualTo(StepState.COMPLETED);
        assertThat(step(id, "promote").outputs()).isEmpty();
    }
}
