package dev.runs;

import static dev.runs.graph.StepState.AWAITING_APPROVAL;
import static dev.runs.graph.StepState.BLOCKED;
import static dev.runs.graph.StepState.COMPLETED;
import static dev.runs.graph.StepState.READY;
import static dev.runs.graph.StepState.REJECTED;
import static dev.runs.graph.StepState.SKIPPED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.engine.ApprovalView;
import dev.runs.graph.StepState;
import dev.runs.kit.Crm;
import dev.runs.run.Permit;
import dev.runs.run.Run;
import dev.runs.run.RunOutcome;
import dev.runs.run.RunStatus;
import dev.runs.run.Step;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("The reference run, as states")
class ReferenceRunTest {
    @RegisterExtension
    final Crm crm = new Crm();

    private String id = "";

    @BeforeEach
    void rule() {
        crm.rules.require("ADV-001", "crm.promote-reference", Crm.DIRECTOR_ROLE, 1);
    }

    private void states(StepState detect, StepState draft, StepState promote, StepState caseStudy) {
        Run run = crm.run(id);
        assertThat(run.steps().stream().map(Step::state)).containsExactly(detect, draft, promote, caseStudy);
    }

    private void numbers(RunStatus status, long pending, long approved, long rejected) {
        Run run = crm.run(id);
        assertThat(run.status()).isEqualTo(status);
        assertThat(List.of(run.pending(), run.approved(), run.rejected())).containsExactly(pending, approved, rejected);
    }

    private void untilApproval() {
        id = crm.start(crm.advocacy());
        crm.work(id);
    }

    @Test
    void started() {
        id = crm.start(crm.advocacy());
        states(READY, BLOCKED, BLOCKED, BLOCKED);
        numbers(RunStatus.RUNNING, 0, 0, 0);
        Run run = crm.run(id);
        assertThat(run.steps().stream().filter(run::counts).map(Step::id))
                .as("the fallback is contingent")
                .containsExactly("detect", "draft", "promote");
    }

    @Test
    void bothInternalStepsDone() {
        untilApproval();
        states(COMPLETED, COMPLETED, AWAITING_APPROVAL, BLOCKED);
        numbers(RunStatus.PAUSED, 1, 0, 0);
        assertThat(crm.executed)
                .containsExactly("crm.detect {\"meeting\":\"meeting-1\"}", "crm.draft {\"customer\":\"Acme\"}");
    }

    @Test
    void approvedByACustomerSuccessDirector() {
        untilApproval();
        crm.approve(crm.ana, id, "promote").orThrow();
        states(COMPLETED, COMPLETED, READY, BLOCKED);
        numbers(RunStatus.RUNNING, 0, 1, 0);
        assertThat(crm.run(id).step("promote").orElseThrow().permit().map(Permit::state))
                .contains(Permit.State.ISSUED);
    }

    @Test
    void executed() {
        untilApproval();
        crm.approve(crm.ana, id, "promote").orThrow();
        crm.work(id);
        states(COMPLETED, COMPLETED, COMPLETED, SKIPPED);
        numbers(RunStatus.COMPLETED, 0, 1, 0);
        assertThat(crm.run(id).outcome()).contains(RunOutcome.DONE);
        assertThat(crm.executed).last().isEqualTo("crm.promote-reference {\"customer\":\"Acme\"}");
        Run run = crm.run(id);
        assertThat(run.steps().stream().filter(run::counts)).hasSize(3);
    }

    @Test
    void orRejected() {
        untilApproval();
        crm.reject(crm.ana, id, "promote").orThrow();
        states(COMPLETED, COMPLETED, REJECTED, READY);
        numbers(RunStatus.RUNNING, 0, 0, 1);
    }

    @Test
    void fallbackDone() {
        untilApproval();
        crm.reject(crm.ana, id, "promote").orThrow();
        crm.work(id);
        states(COMPLETED, COMPLETED, REJECTED, COMPLETED);
        numbers(RunStatus.COMPLETED, 0, 0, 1);
        assertThat(crm.run(id).outcome()).contains(RunOutcome.REJECTED);
        assertThat(crm.executed).noneMatch(call -> call.startsWith("crm.promote-reference"));
    }

    @Test
    void orPayloadEditedAfterOneOfTwoVotes() {
        crm.rules.clear().require("ADV-002", "crm.promote-reference", Crm.DIRECTOR_ROLE, 2);
        untilApproval();
        crm.approve(crm.ana, id, "promote").orThrow();
        states(COMPLETED, COMPLETED, AWAITING_APPROVAL, BLOCKED);
        ApprovalView first = crm.as(crm.ana).approval(id, "promote");

        crm.as(crm.viewer)
                .edit(crm.as(crm.viewer).step(id, "promote"), Crm.payload("Globex"), "wrong customer")
                .orThrow();

        states(COMPLETED, COMPLETED, AWAITING_APPROVAL, BLOCKED);
        numbers(RunStatus.PAUSED, 1, 0, 0);
        ApprovalView second = crm.as(crm.ana).approval(id, "promote");
        assertThat(second.round().number()).isEqualTo(2);
        assertThat(second.round().votes()).isEmpty();
        assertThat(second.round().digest()).isNotEqualTo(first.round().digest());
    }
}
