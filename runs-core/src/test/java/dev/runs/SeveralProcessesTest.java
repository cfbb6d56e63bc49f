package dev.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.action.RiskLevel;
import dev.runs.actor.Identity;
import dev.runs.codec.StoredForm;
import dev.runs.content.Payload;
import dev.runs.gate.Finding;
import dev.runs.gate.Gate;
import dev.runs.graph.StepState;
import dev.runs.kit.Crm;
import dev.runs.kit.Mortal;
import dev.runs.plan.RunPlan;
import dev.runs.run.RecordedEvent;
import dev.runs.run.RunEvent;
import dev.runs.run.Step;
import dev.runs.storage.Commit;
import dev.runs.storage.CommitResult;
import dev.runs.storage.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("S15: several processes on one store")
class SeveralProcessesTest {
    private static final Duration LEASE = Duration.ofSeconds(60);

    /** A store that does something just before the commit of an event. */
    private static final class Watched extends Mortal {
        private String event = "";
        private Runnable before = () -> {};

        void before(String type, Runnable action) {
            event = type;
            before = action;
        }

        @Override
        public CommitResult commit(Commit commit) {
            if (commit.events().stream().anyMatch(stored -> stored.type().equals(event))) {
                event = "";
                before.run();
            }
            return super.commit(commit);
        }
    }

    private static final class PowerCut extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final Watched store = new Watched();

    @RegisterExtension
    final Crm crm = new Crm(store);

    private String ready() {
        return crm.start(RunPlan.named("R").step("note", "Note").action("crm.detect", Payload.empty()));
    }

    private String payment() {
        crm.rules.require("R1", "crm.pay", Crm.DIRECTOR_ROLE, 1);
        String id = crm.start(RunPlan.named("Pay").step("pay", "Pay").action("crm.pay", Payload.empty()));
        crm.approve(crm.ana, id, "pay").orThrow();
        return id;
    }

    private Step step(String run, String step) {
        return crm.run(run).step(step).orElseThrow();
    }

    private Optional<String> workerOf(String run, String step) {
        return step(run, step).worker();
    }

    /** Lets a process die in the middle of a handler, and brings up the next. */
    private void kill(String action, String run) {
        crm.on(action, execution -> {
            throw new PowerCut();
        });
        store.kill();
        assertThatThrownBy(() -> crm.work(run)).isInstanceOf(PowerCut.class);
        crm.restart();
        store.live();
        crm.on(action, execution -> {});
    }

    private long count(String run, Class<? extends RunEvent> kind) {
        return crm.as(crm.agent).history(run).stream()
                .map(RecordedEvent::event)
                .filter(kind::isInstance)
                .count();
    }

    @Test
    @DisplayName("a running step names the worker that has it at work, in the state and in the history")
    void runningStep_namesItsWorker() {
        String id = ready();
        List<Optional<String>> seen = new ArrayList<>();
        crm.on("crm.detect", execution -> seen.add(workerOf(id, "note")));
        crm.work(id);
        assertThat(seen).containsExactly(Optional.of(crm.runs().worker().id()));
        assertThat(workerOf(id, "note")).as("it is done").isEmpty();
        assertThat(crm.as(crm.agent).history(id))
                .extracting(RecordedEvent::event)
                .filteredOn(RunEvent.StepStarted.class::isInstance)
                .singleElement()
                .satisfies(event -> assertThat(((RunEvent.StepStarted) event).worker())
                        .contains(crm.runs().worker().id()));
    }

    @Test
    @DisplayName("a worker holds its lease while it works, and gives it back")
    void lease_isHeldDuringTheWork() {
        String id = ready();
        String name = "worker/" + crm.runs().worker().id();
        List<Boolean> held = new ArrayList<>();
        crm.on("crm.detect", execution -> held.add(store.leases().find(name).isPresent()));
        crm.work(id);
        assertThat(held).containsExactly(true);
        assertThat(store.leases().find(name)).isEmpty();
    }

    @Test
    @DisplayName("recover leaves alone what another process has at work, until its lease has ended")
    void recover_leavesAloneWhoIsAlive() {
        String id = ready();
        Runs other = crm.again();
        List<Integer> settled = new ArrayList<>();
        crm.on("crm.detect", execution -> {
            settled.add(other.worker().recover());
            crm.clock.advance(LEASE.minusMillis(1));
            settled.add(other.worker().recover());
            crm.clock.advance(Duration.ofMillis(1));
            settled.add(other.worker().recover());
        });
        crm.work(id);
        assertThat(settled).containsExactly(0, 0, 1);
        assertThat(crm.state(id, "note")).as("the late result is refused").isEqualTo(StepState.INDETERMINATE);
    }

    @Test
    @DisplayName("the poller of another process settles what a killed one had at work, once its lease has ended")
    void poller_recoversByItself() {
        String id = ready();
        kill("crm.detect", id);
        crm.runs().worker().poll();
        crm.clock.advance(LEASE.minusMillis(1));
        crm.runs().worker().poll();
        assertThat(crm.state(id, "note")).isEqualTo(StepState.RUNNING);
        crm.clock.advance(LEASE);
        assertThat(crm.runs().worker().poll()).isTrue();
        assertThat(crm.state(id, "note")).isEqualTo(StepState.INDETERMINATE);
        assertThat(crm.runs().worker().poll()).as("its own commit").isTrue();
        assertThat(crm.runs().worker().poll()).isFalse();
    }

    @Test
    @DisplayName("a repeatable step of a killed process is called again by the poller of another, under the same key")
    void poller_repeatsWhatMayBeRepeated() {
        String id = payment();
        kill("crm.pay", id);
        crm.clock.advance(LEASE);
        crm.runs().worker().poll();
        assertThat(crm.state(id, "pay")).isEqualTo(StepState.COMPLETED);
        assertThat(step(id, "pay").attempts()).isEqualTo(2);
    }

    @Test
    @DisplayName("two processes that recover at the same moment settle a step once")
    void twoRecoveries_settleOnce() {
        String id = ready();
        kill("crm.detect", id);
        crm.clock.advance(LEASE);
        Runs other = crm.again();
        List<Integer> settled = new ArrayList<>();
        store.before("StepStuck", () -> settled.add(other.worker().recover()));
        settled.add(crm.runs().worker().recover());
        assertThat(settled).containsExactly(1, 0);
        assertThat(count(id, RunEvent.StepStuck.class)).isEqualTo(1);
    }

    @Test
    @DisplayName("any number of recoveries at once settle each step once")
    void racingRecoveries_settleOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 20; round++) {
                String id = ready();
                kill("crm.detect", id);
                crm.clock.advance(LEASE);
                List<Callable<Integer>> calls = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    Runs process = crm.again();
                    calls.add(() -> process.worker().recover());
                }
                int settled = 0;
                for (Future<Integer> call : threads.invokeAll(calls)) {
                    settled += call.get();
                }
                assertThat(settled).isEqualTo(1);
                assertThat(count(id, RunEvent.StepStuck.class)).isEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    @DisplayName(
            "a worker that was away too long is refused its result, though the step runs again under the same permit")
    void lateResultOfAnEarlierAttempt_isRefused() throws Exception {
        String id = payment();
        CountDownLatch firstIsIn = new CountDownLatch(1);
        CountDownLatch secondIsIn = new CountDownLatch(1);
        CountDownLatch firstMayGo = new CountDownLatch(1);
        CountDownLatch secondMayGo = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        crm.on("crm.pay", execution -> {
            boolean first = calls.incrementAndGet() == 1;
            (first ? firstIsIn : secondIsIn).countDown();
            assertThat((first ? firstMayGo : secondMayGo).await(30, TimeUnit.SECONDS))
                    .isTrue();
            execution.note(first ? "The first." : "The second.");
        });
        Runs other = crm.again();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<Integer> first = threads.submit(() -> crm.work(id));
            assertThat(firstIsIn.await(30, TimeUnit.SECONDS)).isTrue();
            crm.clock.advance(LEASE);
            assertThat(other.worker().recover()).isEqualTo(1);
            Future<Integer> second = threads.submit(() -> other.worker().runReady(Crm.TENANT, id));
            assertThat(secondIsIn.await(30, TimeUnit.SECONDS)).isTrue();

            firstMayGo.countDown();
            assertThat(first.get(30, TimeUnit.SECONDS)).isEqualTo(1);
            assertThat(crm.state(id, "pay")).isEqualTo(StepState.RUNNING);
            assertThat(workerOf(id, "pay")).contains(other.worker().id());

            secondMayGo.countDown();
            second.get(30, TimeUnit.SECONDS);
            assertThat(crm.state(id, "pay")).isEqualTo(StepState.COMPLETED);
            assertThat(count(id, RunEvent.StepCompleted.class)).isEqualTo(1);
            assertThat(crm.as(crm.agent).export(id)).contains("The second.").doesNotContain("The first.");
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    @DisplayName("a worker whose lease ends between the commit and the call does not call the handler; it starts anew")
    void lostLease_callsNothing() {
        String id = ready();
        store.before("StepStarted", () -> crm.clock.advance(LEASE));
        assertThat(crm.runs().worker().runReady(Crm.TENANT, id))
                .as("called once, when the lease was there again")
                .isEqualTo(1);
        assertThat(crm.executed).containsExactly("crm.detect {}");
        assertThat(step(id, "note").attempts()).isEqualTo(2);
        assertThat(crm.state(id, "note")).isEqualTo(StepState.COMPLETED);
    }

    @Test
    @DisplayName("a worker that gets no lease starts nothing")
    void noLease_startsNothing() {
        String id = ready();
        store.refuseLeases();
        assertThat(crm.work(id)).isZero();
        assertThat(crm.state(id, "note")).isEqualTo(StepState.READY);
        assertThat(crm.executed).isEmpty();
    }

    @Test
    @DisplayName("a step that was started in the first form names nobody: only a call by hand settles it")
    void unnamedWorker_isSettledByHand() {
        String id = ready();
        Runs old = crm.process().storedForm(StoredForm.V1).build();
        crm.on("crm.detect", execution -> {
            throw new PowerCut();
        });
        assertThatThrownBy(() -> old.worker().runReady(Crm.TENANT, id)).isInstanceOf(PowerCut.class);
        assertThat(workerOf(id, "note")).isEmpty();
        crm.clock.advance(LEASE.multipliedBy(2));
        crm.runs().worker().poll();
        assertThat(crm.state(id, "note")).isEqualTo(StepState.RUNNING);
        assertThat(crm.runs().worker().recover()).isEqualTo(1);
        assertThat(crm.state(id, "note")).isEqualTo(StepState.INDETERMINATE);
    }

    @Test
    @DisplayName("a worker settles its own step if the store failed when the result was to be kept")
    void ownStep_isSettledAfterAFailedRecord() {
        String id = ready();
        store.before("StepCompleted", () -> {
            throw new StoreException("TEST-1", StoreException.Kind.RETRYABLE, "Busy.", "wait");
        });
        assertThatThrownBy(() -> crm.work(id)).isInstanceOf(StoreException.class);
        assertThat(crm.state(id, "note")).isEqualTo(StepState.RUNNING);
        crm.runs().worker().poll();
        assertThat(crm.state(id, "note")).isEqualTo(StepState.INDETERMINATE);
    }

    @Test
    @DisplayName("the poller runs what another process left ready, and finds its commits in the feed")
    void poller_runsWhatOthersLeft() {
        Runs other = crm.again();
        String before = ready();
        other.worker().poll();
        assertThat(crm.state(before, "note")).isEqualTo(StepState.COMPLETED);
        String after = ready();
        assertThat(other.worker().poll()).isTrue();
        assertThat(crm.state(after, "note")).isEqualTo(StepState.COMPLETED);
    }

    @Test
    @DisplayName("S5: the poller looks at a held step when its time has come")
    void poller_wakesTimers() {
        Finding.Hold hold = new Finding.Hold(crm.clock.instant().plus(Duration.ofHours(2)), "embargo");
        crm.rules.add("H", fact -> true, hold);
        String id = ready();
        crm.runs().worker().poll();
        crm.clock.advance(Duration.ofHours(2).minusSeconds(1));
        crm.runs().worker().poll();
        assertThat(crm.state(id, "note")).isEqualTo(StepState.HELD);
        crm.clock.advance(Duration.ofSeconds(1));
        assertThat(crm.runs().worker().poll()).isTrue();
        assertThat(crm.state(id, "note")).isEqualTo(StepState.COMPLETED);
    }

    @Test
    @DisplayName("a process in the background runs what another one starts")
    void background_runsWhatOthersStart() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        Runs.Builder builder = Runs.builder()
                .store(crm.store)
                .catalog(catalog -> catalog.internal("crm.detect", RiskLevel.LOW))
                .rules(Gate.askingAlways("Governance"))
                .identity(Identity.of(crm.agent))
                .handler("crm.detect", execution -> done.countDown())
                .pollEvery(Duration.ofMillis(20));
        String id;
        try (Runs background = builder.build()) {
            assertThat(background.worker().id())
                    .isNotEqualTo(crm.runs().worker().id());
            id = ready();
            assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(crm.state(id, "note")).isEqualTo(StepState.COMPLETED);
    }
}
