package dev.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.gate.Finding;
import dev.runs.graph.StepState;
import dev.runs.kit.Crm;
import dev.runs.run.Round;
import dev.runs.run.RunStatus;
import dev.runs.run.Step;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("S11 An approval is taken back")
class ReversalTest {
    @RegisterExtension
    final Crm crm = new Crm();

    @BeforeEach
    void rules() {
        crm.rules
                .require("R1", "crm.promote-reference", Crm.DIRECTOR_ROLE, 1)
                .require("R2", "crm.withdraw-reference", Crm.DIRECTOR_ROLE, 1);
    }

    private void reverse(String id) {
        crm.as(crm.ana)
                .reverse(crm.as(crm.ana).step(id, "promote"), "the customer called")
                .orThrow();
    }

    @Test
    void beforeTheStart_thePermitIsRevokedAndTheStepRejected() {
        String id = crm.start(crm.advocacy());
        crm.work(id);
        crm.approve(crm.ana, id, "promote").orThrow();
        reverse(id);
        Step step = crm.run(id).step("promote").orElseThrow();
        assertThat(step.state()).isEqualTo(StepState.REJECTED);
        assertThat(step.lastRound().orElseThrow().state()).isEqualTo(Round.State.REVERSED);
        assertThat(crm.run(id).rejected()).isEqualTo(1);
        assertThat(crm.state(id, "case-study")).isEqualTo(StepState.READY);
        crm.work(id);
        assertThat(crm.executed).noneMatch(call -> call.startsWith("crm.promote-reference"));
    }

    @Test
    void whileTheHandlerIsAtWork_theCompensationFollowsItsEnd() {
        String[] run = new String[1];
        crm.on("crm.promote-reference", execution -> reverse(run[0]));
        run[0] = crm.start(crm.promotion());
        crm.approve(crm.ana, run[0], "promote").orThrow();
        crm.work(run[0]);

        assertThat(crm.state(run[0], "promote")).isEqualTo(StepState.COMPLETED);
        Step undo = crm.run(run[0]).steps().stream().reduce((a, b) -> b).orElseThrow();
        assertThat(undo.spec().action().orElseThrow().type()).isEqualTo("crm.withdraw-reference");
        assertThat(undo.state()).isEqualTo(StepState.AWAITING_APPROVAL);
        assertThat(undo.spec().proposedBy().id()).isEqualTo("ana");
    }

    @Test
    void aRetryThatTheRulesForbidIsNeitherRejectedNorExecuted_aPersonMustSay() {
        crm.rules.require("R3", "crm.pay", Crm.DIRECTOR_ROLE, 1);
        crm.on("crm.pay", execution -> {
            crm.rules.add("NO", fact -> true, new Finding.Deny("stop all payments"));
            throw new IllegalStateException("time-out");
        });
        String id = crm.start(
                dev.runs.plan.RunPlan.named("Payment").step("pay", "Pay").action("crm.pay", Crm.payload("Acme")));
        crm.approve(crm.ana, id, "pay").orThrow();
        crm.work(id);
        assertThat(crm.state(id, "pay")).isEqualTo(StepState.INDETERMINATE);
        assertThat(crm.run(id).status()).isEqualTo(RunStatus.ATTENTION);
        assertThat(crm.executed).hasSize(1);
    }
}
