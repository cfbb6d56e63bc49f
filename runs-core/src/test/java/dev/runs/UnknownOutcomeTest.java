package dev.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.content.Payload;
import dev.runs.engine.Answer;
import dev.runs.engine.ApprovalView;
import dev.runs.engine.Started;
import dev.runs.error.ErrorCode;
import dev.runs.graph.StepState;
import dev.runs.kit.Crm;
import dev.runs.kit.StoreWrapper;
import dev.runs.plan.RunPlan;
import dev.runs.run.RecordedEvent;
import dev.runs.run.RunEvent;
import dev.runs.storage.Commit;
import dev.runs.storage.CommitResult;
import dev.runs.storage.StoreException;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("invariant 6: commits whose end the store does not know, and runs that change again and again")
class UnknownOutcomeTest {
    /** A store that loses its connection around the next commits that hold an event of a type. */
    private static final class Unsure extends StoreWrapper {
        private final StoreException lost = new StoreException(
                "TEST-2", StoreException.Kind.FAILED, "The connection was lost.", "ask for the command");
        private Predicate<Commit> concerned = commit -> false;
        private boolean written;
        private int times;
        private boolean contended;
        private int tries;

        void lose(String event, boolean afterWriting, int howOften) {
            concerned = commit ->
                    commit.events().stream().anyMatch(stored -> stored.type().equals(event));
            written = afterWriting;
            times = howOften;
        }

        @Override
        public CommitResult commit(Commit commit) {
            tries++;
            if (contended) {
                return new CommitResult.VersionConflict(commit.expectedVersion() + 1);
            }
            if (times > 0 && concerned.test(commit)) {
                times--;
                if (written) {
                    super.commit(commit);
                }
                return new CommitResult.OutcomeUnknown(lost);
            }
            return super.commit(commit);
        }
    }

    private final Unsure store = new Unsure();

    @RegisterExtension
    final Crm crm = new Crm(store);

    private static RunPlan note() {
        return RunPlan.named("R").step("note", "Note").action("crm.detect", Payload.empty());
    }

    private long count(String run, Class<? extends RunEvent> kind) {
        return crm.as(crm.agent).history(run).stream()
                .map(RecordedEvent::event)
                .filter(kind::isInstance)
                .count();
    }

    private static ErrorCode code(Answer answer) {
        return ((Answer.Refused) answer).refusal().code();
    }

    @Test
    @DisplayName("a start that was written is found by its command")
    void start_written() {
        store.lose("RunStarted", true, 1);
        Started started = crm.as(crm.agent).withCommandId("c-1").start(note());
        assertThat(started.existed()).isFalse();
        assertThat(crm.state(started.id(), "note")).isEqualTo(StepState.READY);
        Started again = crm.as(crm.agent).withCommandId("c-1").start(note());
        assertThat(again.id()).isEqualTo(started.id());
        assertThat(again.existed()).isTrue();
    }

    @Test
    @DisplayName("a start that was not written reaches the caller; sent again it starts once")
    void start_notWritten() {
        store.lose("RunStarted", false, 1);
        assertThatThrownBy(() -> crm.as(crm.agent).withCommandId("c-1").start(note()))
                .isSameAs(store.lost);
        assertThat(crm.as(crm.agent).withCommandId("c-1").start(note()).existed())
                .isFalse();
    }

    @Test
    @DisplayName("a vote that was written is accepted, and the worker is told")
    void vote_written() {
        String id = crm.start(crm.promotion());
        Runs runs = crm.process().executor(Runnable::run).build();
        ApprovalView seen = crm.as(crm.governance).approval(id, "promote");
        store.lose("VoteCast", true, 1);
        runs.as(crm.governance).approve(seen, "fine").orThrow();
        assertThat(count(id, RunEvent.VoteCast.class)).isEqualTo(1);
        assertThat(crm.state(id, "promote")).isEqualTo(StepState.COMPLETED);
    }

    @Test
    @DisplayName("a vote of which the store does not know is refused as such; sent again it counts once")
    void vote_notWritten() {
        String id = crm.start(crm.promotion());
        ApprovalView seen = crm.as(crm.governance).approval(id, "promote");
        store.lose("VoteCast", false, 1);
        Answer answer = crm.as(crm.governance).withCommandId("click-1").approve(seen, "fine");
        assertThat(code(answer)).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
        assertThat(((Answer.Refused) answer).refusal().message())
                .isEqualTo("RUNS-REFUSED-015 The store did not say whether command 'click-1' was carried out."
                        + "\nFix: send the same command with the same id again; it counts once");
        crm.as(crm.governance).withCommandId("click-1").approve(seen, "fine").orThrow();
        crm.as(crm.governance).withCommandId("click-1").approve(seen, "fine").orThrow();
        assertThat(count(id, RunEvent.VoteCast.class)).isEqualTo(1);
    }

    @Test
    @DisplayName("a start of a step that was written calls the handler, once")
    void stepStart_written() {
        String id = crm.start(note());
        store.lose("StepStarted", true, 1);
        assertThat(crm.work(id)).isEqualTo(1);
        assertThat(crm.state(id, "note")).isEqualTo(StepState.COMPLETED);
        assertThat(crm.executed).hasSize(1);
    }

    @Test
    @DisplayName("a start of a step that was not written calls no handler; the step stays ready")
    void stepStart_notWritten() {
        String id = crm.start(note());
        store.lose("StepStarted", false, 1);
        assertThat(crm.work(id)).isZero();
        assertThat(crm.state(id, "note")).isEqualTo(StepState.READY);
        assertThat(crm.work(id)).isEqualTo(1);
    }

    @Test
    @DisplayName("a handler's result is recorded again and again under one command until the store knows it")
    void result_isRecordedOnce() {
        for (boolean written : new boolean[] {true, false}) {
            String id = crm.start(note());
            store.lose("StepCompleted", written, 3);
            assertThat(crm.work(id)).isEqualTo(1);
            assertThat(crm.state(id, "note")).isEqualTo(StepState.COMPLETED);
            assertThat(count(id, RunEvent.StepCompleted.class)).isEqualTo(1);
            store.lose("", false, 0);
        }
        assertThat(crm.executed).hasSize(2);
    }

    @Test
    @DisplayName("a run that changes again and again refuses a command after 50 tries, and nothing is written")
    void contended_isRefused() {
        String id = crm.start(crm.promotion());
        ApprovalView seen = crm.as(crm.governance).approval(id, "promote");
        store.contended = true;
        store.tries = 0;
        Answer answer = crm.as(crm.governance).approve(seen, "fine");
        store.contended = false;
        assertThat(code(answer)).isEqualTo(ErrorCode.CONTENDED);
        assertThat(((Answer.Refused) answer).refusal().message())
                .isEqualTo("RUNS-REFUSED-013 Run '" + id + "' changed 50 times while the command was tried."
                        + "\nFix: try again");
        assertThat(store.tries).isEqualTo(50);
        assertThat(count(id, RunEvent.VoteCast.class)).isZero();
        crm.as(crm.governance).approve(seen, "fine").orThrow();
    }
}
