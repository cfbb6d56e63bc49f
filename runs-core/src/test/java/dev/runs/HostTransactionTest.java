package dev.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.content.Payload;
import dev.runs.error.ErrorCode;
import dev.runs.error.RunsException;
import dev.runs.feed.Change;
import dev.runs.graph.StepState;
import dev.runs.kit.Crm;
import dev.runs.kit.Listening;
import dev.runs.kit.StoreWrapper;
import dev.runs.plan.RunPlan;
import dev.runs.storage.Commit;
import dev.runs.storage.CommitResult;
import dev.runs.storage.HostTransaction;
import dev.runs.storage.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("S15: handlers start after the host's commit")
class HostTransactionTest {
    /** A store that says that the host has a transaction; what is written in it is there at once, which is enough here. */
    private static final class Hosted extends StoreWrapper implements HostTransaction {
        private boolean active;
        private boolean failing;
        private final List<Runnable> afterCommit = new ArrayList<>();

        void begin() {
            active = true;
        }

        void commit() {
            active = false;
            List<Runnable> actions = List.copyOf(afterCommit);
            afterCommit.clear();
            actions.forEach(Runnable::run);
        }

        void rollBack() {
            active = false;
            afterCommit.clear();
        }

        @Override
        public HostTransaction hostTransaction() {
            return this;
        }

        @Override
        public boolean isActive() {
            return active;
        }

        @Override
        public void afterCommit(Runnable action) {
            if (active) {
                afterCommit.add(action);
            } else {
                action.run();
            }
        }

        @Override
        public CommitResult commit(Commit commit) {
            if (failing) {
                throw new StoreException("TEST-1", StoreException.Kind.RETRYABLE, "Busy.", "roll back and try again");
            }
            return super.commit(commit);
        }
    }

    private final Hosted store = new Hosted();

    @RegisterExtension
    final Crm crm = new Crm(store);

    private static RunPlan plan() {
        return RunPlan.named("R").step("note", "Note").action("crm.detect", Payload.empty());
    }

    @Test
    @DisplayName("with an executor that is the committing thread the work is put off until the host has committed")
    void sameThread_worksAfterTheCommit() {
        Runs runs = crm.process().executor(Runnable::run).build();
        store.begin();
        String id = runs.as(crm.agent).start(plan()).id();
        assertThat(crm.executed).isEmpty();
        assertThat(crm.state(id, "note")).isEqualTo(StepState.READY);
        store.commit();
        assertThat(crm.state(id, "note")).isEqualTo(StepState.COMPLETED);
    }

    @Test
    @DisplayName("after a rollback nobody is woken")
    void rollback_wakesNobody() {
        List<Runnable> tasks = new ArrayList<>();
        Runs runs = crm.process().executor(tasks::add).build();
        tasks.clear();
        store.begin();
        runs.as(crm.agent).start(plan());
        assertThat(tasks).isEmpty();
        store.rollBack();
        assertThat(tasks).isEmpty();
        store.begin();
        runs.as(crm.agent).start(plan());
        store.commit();
        assertThat(tasks).hasSize(1);
    }

    @Test
    @DisplayName("work that the host's executor begins inside of a transaction waits for its end")
    void executorInsideATransaction_waits() {
        List<Runnable> tasks = new ArrayList<>();
        Runs runs = crm.process().executor(tasks::add).build();
        String id = runs.as(crm.agent).start(plan()).id();
        store.begin();
        tasks.forEach(Runnable::run);
        assertThat(crm.state(id, "note")).isEqualTo(StepState.READY);
        store.commit();
        assertThat(crm.state(id, "note")).isEqualTo(StepState.COMPLETED);
    }

    @Test
    @DisplayName("the worker refuses to run handlers on a thread with a transaction of the host")
    void worker_refuses() {
        crm.start(plan());
        store.begin();
        Map<String, ThrowingCallable> calls = Map.of(
                "runReady", () -> crm.runs().worker().runReady(),
                "recover", () -> crm.runs().worker().recover(),
                "poll", () -> crm.runs().worker().poll());
        calls.forEach((method, call) -> assertThatThrownBy(call)
                .isInstanceOf(RunsException.class)
                .hasMessage(
                        "RUNS-HOST-001 worker()." + method + "() was called on a thread that holds a transaction of the"
                                + " host, and handlers start only after the commit."
                                + "\nFix: call it after the transaction, or on another thread"));
        assertThatThrownBy(() -> crm.work("run-1"))
                .isInstanceOfSatisfying(
                        RunsException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.HOST_TRANSACTION));
        store.rollBack();
        assertThat(crm.executed).isEmpty();
        assertThat(crm.runs().worker().runReady()).isEqualTo(1);
    }

    @Test
    @DisplayName("listeners of the feed are told after the commit, and nothing after a rollback")
    void listeners_areToldAfterTheCommit() {
        Listening listener = new Listening();
        crm.runs().feed().follow(listener);
        store.begin();
        String id = crm.start(plan());
        assertThat(listener.changes()).isEmpty();
        store.commit();
        crm.runs().worker().poll();
        assertThat(listener.changes()).extracting(Change::run).containsOnly(id);
    }

    @Test
    @DisplayName("what the store throws inside of a transaction reaches the caller, who ends it")
    void storeFailure_reachesTheCaller() {
        String id = crm.start(crm.promotion());
        store.begin();
        store.failing = true;
        assertThatThrownBy(() -> crm.as(crm.agent).start(plan()))
                .isInstanceOf(StoreException.class)
                .hasMessage("TEST-1 Busy.\nFix: roll back and try again");
        assertThatThrownBy(() -> crm.reject(crm.governance, id, "promote")).isInstanceOf(StoreException.class);
        store.rollBack();
    }
}
