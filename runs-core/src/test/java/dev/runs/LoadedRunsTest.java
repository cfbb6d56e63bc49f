package dev.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.content.Payload;
import dev.runs.engine.Answer;
import dev.runs.engine.ApprovalView;
import dev.runs.engine.Session;
import dev.runs.engine.StepView;
import dev.runs.error.ErrorCode;
import dev.runs.error.RunsException;
import dev.runs.graph.StepState;
import dev.runs.kit.Crm;
import dev.runs.kit.StoreWrapper;
import dev.runs.plan.Proposal;
import dev.runs.plan.RunPlan;
import dev.runs.retention.Archive;
import dev.runs.retention.Retention;
import dev.runs.storage.CommandRow;
import dev.runs.storage.Commit;
import dev.runs.storage.CommitResult;
import dev.runs.storage.HostTransaction;
import dev.runs.storage.RunKey;
import dev.runs.storage.StoreException;
import dev.runs.storage.StoredRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("G2: runs that are kept in memory between decisions")
class LoadedRunsTest {
    /** A store that notes its calls, and can say that the host has a transaction. */
    private static final class Noting extends StoreWrapper implements HostTransaction {
        final List<String> calls = new ArrayList<>();
        Optional<Supplier<CommitResult>> failure = Optional.empty();
        boolean active;

        List<String> take() {
            List<String> taken = List.copyOf(calls);
            calls.clear();
            return taken;
        }

        @Override
        public Optional<StoredRun> load(RunKey key) {
            calls.add("load");
            return super.load(key);
        }

        @Override
        public Optional<CommandRow> command(String tenant, String commandId) {
            calls.add("command");
            return super.command(tenant, commandId);
        }

        @Override
        public CommitResult commit(Commit commit) {
            CommitResult result = failure.map(Supplier::get).orElseGet(() -> super.commit(commit));
            calls.add(result.getClass().getSimpleName());
            return result;
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
            if (!active) {
                action.run();
            }
        }
    }

    private final Noting store = new Noting();

    @RegisterExtension
    final Crm crm = new Crm(store);

    private final Runs other = crm.again();

    @BeforeEach
    void directorsDecide() {
        crm.rules.require("R1", "crm.promote-reference", Crm.DIRECTOR_ROLE, 1);
    }

    private static ApprovalView seen(Session session, String run, String step) {
        return session.approval(run, step);
    }

    private static RunPlan note(String id, String text) {
        return RunPlan.named("R").id(id).step("note", "Note").action("crm.detect", Payload.of(Map.of("text", text)));
    }

    @Test
    @DisplayName("a decision on a run that this process wrote or read last reads nothing")
    void lastSeen_isNotReadAgain() {
        String written = crm.start(crm.promotion());
        Session ana = crm.as(crm.ana);
        ApprovalView view = seen(other.as(crm.ana), written, "promote");
        store.take();
        ana.approve(view, "fine").orThrow();
        assertThat(store.take()).containsExactly("Committed");

        ApprovalView read =
                seen(crm.as(crm.ben), other.as(crm.agent).start(crm.promotion()).id(), "promote");
        store.take();
        crm.as(crm.ben).approve(read, "fine").orThrow();
        assertThat(store.take()).containsExactly("Committed");
    }

    @Test
    @DisplayName("a worker reads no run from the start to the last step")
    void worker_readsNoRun() {
        String id = crm.start(crm.advocacy());
        store.take();
        assertThat(crm.work(id)).isEqualTo(2);
        assertThat(store.take()).containsExactly("Committed", "Committed", "Committed", "Committed");
        assertThat(crm.work(id)).isZero();
        assertThat(store.take())
                .as("that there is no work only the store can say")
                .containsExactly("load");
    }

    @Test
    @DisplayName("switched off, every decision reads its run once")
    void off_readsOnce() {
        Runs plain = crm.process().cacheRuns(0).build();
        String id = plain.as(crm.agent).start(crm.promotion()).id();
        ApprovalView view = seen(plain.as(crm.ana), id, "promote");
        store.take();
        plain.as(crm.ana).approve(view, "fine").orThrow();
        assertThat(store.take()).containsExactly("load", "Committed");
    }

    @Test
    @DisplayName("what another process committed meanwhile is found by the store, and the run is read")
    void outOfDate_isReadAfterTheConflict() {
        RunPlan plan = crm.promotion().step("second", "Second").action("crm.pay", Payload.empty());
        String id = crm.start(plan);
        ApprovalView view = seen(crm.as(crm.ana), id, "promote");
        other.as(crm.governance)
                .reject(seen(other.as(crm.governance), id, "second"), "No.")
                .orThrow();
        store.take();
        crm.as(crm.ana).approve(view, "fine").orThrow();
        assertThat(store.take()).containsExactly("VersionConflict", "load", "Committed");
        assertThat(crm.state(id, "second")).isEqualTo(StepState.REJECTED);
        assertThat(crm.state(id, "promote")).isEqualTo(StepState.READY);
    }

    @Test
    @DisplayName("a refusal is given only after the stored run was looked at")
    void refusal_isWorkedOutOnTheStoredRun() {
        String id = crm.start(crm.promotion());
        Session elsewhere = other.as(crm.ben);
        elsewhere.reject(seen(elsewhere, id, "promote"), "Not yet.").orThrow();
        elsewhere.resubmit(elsewhere.step(id, "promote"), "Now.").orThrow();
        ApprovalView second = seen(other.as(crm.ana), id, "promote");
        store.take();
        crm.as(crm.ana).approve(second, "fine").orThrow();
        assertThat(store.take()).as("what was last seen is round 1").containsExactly("load", "Committed");

        Answer late = crm.as(crm.owner).approve(second, "fine");
        assertThat(late.isAccepted()).isFalse();
        assertThat(store.take()).containsExactly("load", "command");
    }

    @Test
    @DisplayName("steps that another process added are known, though what was last seen lacks them")
    void addedElsewhere_isFound() {
        String id = crm.start(crm.promotion());
        other.as(crm.agent)
                .propose(id, Proposal.of("more", "More").action("crm.pay", Payload.empty()))
                .orThrow();
        ApprovalView more = seen(other.as(crm.governance), id, "more");
        crm.as(crm.governance).approve(more, "fine").orThrow();
        assertThatThrownBy(() -> crm.as(crm.agent)
                        .propose(id, Proposal.of("more", "More").action("crm.pay", Payload.empty())))
                .isInstanceOfSatisfying(
                        RunsException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PLAN_DUPLICATE_STEP));
    }

    @Test
    @DisplayName("what a host's transaction wrote or read is not kept: it may be rolled back")
    void hostTransaction_leavesNothing() {
        String id = crm.start(crm.promotion());
        StepView before = crm.as(crm.ben).step(id, "promote");
        store.take();
        store.active = true;
        crm.as(crm.ben).reject(crm.as(crm.ben).approval(id, "promote"), "No.").orThrow();
        assertThat(store.take()).as("the page, and the decision").containsExactly("load", "Committed");
        StepView rejected = crm.as(crm.ben).step(id, "promote");
        store.take();
        crm.as(crm.ben).resubmit(rejected, "Now.").orThrow();
        assertThat(store.take()).as("it sees what was written before it").containsExactly("load", "Committed");
        store.active = false;
        assertThat(crm.as(crm.ben).resubmit(before, "Again.").isAccepted()).isFalse();
        assertThat(store.take()).containsExactly("load", "command");
    }

    @Test
    @DisplayName("runs leave when others need their place, and one that is too large is not kept")
    void bound_isHeld() {
        Runs small = crm.process().cacheRuns(2).build();
        List<ApprovalView> views = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            String id = small.as(crm.agent).start(crm.promotion()).id();
            views.add(seen(other.as(crm.ana), id, "promote"));
        }
        store.take();
        for (int i = 2; i >= 0; i--) {
            small.as(crm.ana).approve(views.get(i), "fine").orThrow();
        }
        assertThat(store.take()).containsExactly("Committed", "Committed", "load", "Committed");

        String large = small.as(crm.agent).start(crm.advocacy()).id();
        store.take();
        small.worker().runReady(Crm.TENANT, large);
        assertThat(store.take()).contains("load");
    }

    @Test
    @DisplayName("a run that was removed and begun anew under the same id is not taken for the one that was seen")
    void namesake_isNotTakenForTheRun() {
        crm.as(crm.agent).start(note("x", "the first"));
        Runs cleaning =
                crm.process().retention(Retention.keepFor(Duration.ZERO)).build();
        assertThat(cleaning.worker().runReady(Crm.TENANT, "x")).isEqualTo(1);
        crm.clock.advance(Duration.ofSeconds(1));
        assertThat(cleaning.housekeeping(Archive.none()).removed()).isEqualTo(1);
        crm.start(note("y", "another"));
        cleaning.as(crm.agent).start(note("x", "the second"));
        crm.executed.clear();
        store.take();

        assertThat(crm.work("x")).isEqualTo(1);
        assertThat(store.take()).containsExactly("VersionConflict", "load", "Committed", "Committed");
        assertThat(crm.executed).containsExactly("crm.detect {\"text\":\"the second\"}");
        assertThat(crm.run("x").steps().stream().toList())
                .isEqualTo(crm.as(crm.agent).replay("x").steps().stream().toList());
    }

    @Test
    @DisplayName("after a failure of the store, or a commit of which nobody knows, every run is read again")
    void failure_forgetsAll() {
        String first = crm.start(crm.promotion());
        String second = crm.start(crm.promotion());
        ApprovalView one = seen(other.as(crm.ana), first, "promote");
        ApprovalView two = seen(other.as(crm.ana), second, "promote");
        store.failure = Optional.of(() -> {
            throw new StoreException("TEST-1", StoreException.Kind.RETRYABLE, "Busy.", "try again");
        });
        assertThatThrownBy(() -> crm.as(crm.ana).approve(one, "fine")).isInstanceOf(StoreException.class);
        store.failure = Optional.empty();
        store.take();
        crm.as(crm.ana).approve(two, "fine").orThrow();
        assertThat(store.take()).containsExactly("load", "Committed");

        StoreException lost = new StoreException("TEST-2", StoreException.Kind.FAILED, "Lost.", "look");
        store.failure = Optional.of(() -> new CommitResult.OutcomeUnknown(lost));
        crm.as(crm.ana).approve(one, "fine");
        store.failure = Optional.empty();
        store.take();
        crm.as(crm.ana).approve(one, "fine").orThrow();
        assertThat(store.take()).containsExactly("load", "Committed");
    }

    @Test
    @DisplayName("a role that was taken away counts, whatever was seen before")
    void roles_areAskedEachTime() {
        String id = crm.start(crm.promotion());
        ApprovalView view = seen(crm.as(crm.ana), id, "promote");
        crm.people.remove(crm.ana);
        assertThat(crm.as(crm.ana).approve(view, "fine").isAccepted()).isFalse();
        assertThat(crm.state(id, "promote")).isEqualTo(StepState.AWAITING_APPROVAL);
    }

    @Test
    @DisplayName("a bound below zero is refused")
    void bound_isChecked() {
        assertThatThrownBy(() -> crm.process().cacheRuns(-1))
                .isInstanceOf(RunsException.class)
                .hasMessage(
                        "RUNS-CONFIG-001 The number of steps of the runs kept in memory is -1.\nFix: give 0 or more");
    }
}
