package dev.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.content.Payload;
import dev.runs.engine.Answer;
import dev.runs.engine.ApprovalView;
import dev.runs.engine.StepView;
import dev.runs.error.ErrorCode;
import dev.runs.gate.Finding;
import dev.runs.graph.StepState;
import dev.runs.kit.Crm;
import dev.runs.run.Permit;
import dev.runs.run.Step;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("scenario 29: an administrator's skip is gated, and what is done again needs a new permit")
class InterventionTest {
    @RegisterExtension
    final Crm crm = new Crm();

    private String run;

    private void ask() {
        crm.rules.require("R1", "crm.promote-reference", Crm.DIRECTOR_ROLE, 1);
        run = crm.start(crm.promotion());
    }

    private StepView promote() {
        return crm.as(crm.admin).step(run, "promote");
    }

    /** The step that was added last. */
    private Step added(String prefix) {
        return crm.run(run).steps().stream()
                .filter(step -> step.id().startsWith(prefix))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    @Test
    @DisplayName("it needs a reason, waits for people, and is carried out when they agree")
    void skip_isGated() {
        ask();
        assertThat(((Answer.Refused) crm.as(crm.admin).skip(promote(), " "))
                        .refusal()
                        .code())
                .isEqualTo(ErrorCode.REASON_MISSING);
        crm.as(crm.admin).skip(promote(), "The customer left").orThrow();
        assertThat(crm.state(run, "promote")).isEqualTo(StepState.AWAITING_APPROVAL);
        Step skip = added("skip-");
        assertThat(skip.state()).isEqualTo(StepState.AWAITING_APPROVAL);
        ApprovalView seen = crm.as(crm.governance).approval(run, skip.id());
        assertThat(seen.shown().orElseThrow().text())
                .contains(
                        "Action: skipping of a step (runs.skip)",
                        "Risk: High",
                        "Reach: Internal",
                        "Target: promote",
                        "Reason [reason]: The customer left",
                        "Words of admin, not checked:\n  Skip 'promote'");
        assertThat(((Answer.Refused) crm.as(crm.admin).approve(seen, "mine"))
                        .refusal()
                        .code())
                .isIn(ErrorCode.SEPARATION_OF_DUTIES, ErrorCode.NOT_AN_APPROVER);
        crm.as(crm.governance).approve(seen, "agreed").orThrow();
        crm.work(run);
        assertThat(crm.state(run, "promote")).isEqualTo(StepState.SKIPPED);
        assertThat(crm.state(run, skip.id())).isEqualTo(StepState.COMPLETED);
        assertThat(crm.executed).isEmpty();
        assertThat(crm.as(crm.admin).record(run).history().rows())
                .extracting(line -> line.text())
                .anyMatch(text -> text.contains("The customer left"));
    }

    @Test
    @DisplayName("what was executed meanwhile is not skipped, and the record says so")
    void skip_comesTooLate() {
        ask();
        crm.as(crm.admin).skip(promote(), "The customer left").orThrow();
        Step skip = added("skip-");
        crm.approve(crm.ana, run, "promote").orThrow();
        crm.work(run);
        crm.approve(crm.governance, run, skip.id()).orThrow();
        crm.work(run);
        assertThat(crm.state(run, "promote")).isEqualTo(StepState.COMPLETED);
        assertThat(crm.state(run, skip.id())).isEqualTo(StepState.FAILED);
    }

    @Test
    @DisplayName("a rule can forbid it; whoever takes part needs nobody; a step of low risk is just skipped")
    void othersSkip() {
        crm.rules.add("R2", fact -> fact.action().equals("runs.skip"), new Finding.Deny("Nobody skips here"));
        ask();
        crm.as(crm.admin).skip(promote(), "The customer left").orThrow();
        assertThat(added("skip-").state()).isEqualTo(StepState.REJECTED);
        crm.as(crm.owner).skip(promote(), "Not wanted any more").orThrow();
        assertThat(crm.state(run, "promote")).isEqualTo(StepState.SKIPPED);
    }

    @Test
    @DisplayName("an internal step of high risk is waived when people agree")
    void waive_isGated() {
        crm.rules.require("R1", "crm.merge-accounts", Crm.DIRECTOR_ROLE, 1);
        run = crm.start(dev.runs.plan.RunPlan.named("Merge")
                .step("merge", "Merge")
                .action("crm.merge-accounts", Crm.payload("Acme")));
        crm.as(crm.admin)
                .waive(crm.as(crm.admin).step(run, "merge"), "done by hand")
                .orThrow();
        crm.approve(crm.governance, run, added("waive-").id()).orThrow();
        crm.work(run);
        assertThat(crm.state(run, "merge")).isEqualTo(StepState.COMPLETED);
        assertThat(crm.executed).isEmpty();
    }

    @Test
    @DisplayName("what is done again is a new step, which needs approval and a permit of its own")
    void redo_needsANewPermit() {
        ask();
        assertThat(((Answer.Refused) crm.as(crm.owner).redo(promote(), "again"))
                        .refusal()
                        .code())
                .isEqualTo(ErrorCode.NOT_NOW);
        crm.approve(crm.ana, run, "promote").orThrow();
        crm.work(run);
        assertThat(((Answer.Refused) crm.as(crm.owner).redo(promote(), ""))
                        .refusal()
                        .code())
                .isEqualTo(ErrorCode.REASON_MISSING);
        crm.as(crm.owner).redo(promote(), "The page was lost").orThrow();
        Step redo = added("redo-");
        assertThat(redo.state()).isEqualTo(StepState.AWAITING_APPROVAL);
        assertThat(crm.executed).hasSize(1);
        crm.approve(crm.ben, run, redo.id()).orThrow();
        crm.work(run);
        assertThat(crm.executed).hasSize(2);
        assertThat(crm.executed.get(1)).isEqualTo(crm.executed.get(0));
        assertThat(crm.run(run).step("promote").flatMap(Step::permit).map(Permit::key))
                .isNotEqualTo(crm.run(run).step(redo.id()).flatMap(Step::permit).map(Permit::key));
    }

    @Test
    @DisplayName("no catalogue of a host has actions by which the library would act")
    void keysOfTheLibrary_areReserved() {
        assertThatThrownBy(() -> crm.process()
                        .catalog(actions -> actions.internal("runs.skip", dev.runs.action.RiskLevel.LOW))
                        .build())
                .hasMessage(
                        "RUNS-CONFIG-002 Action type 'runs.skip' begins with 'runs.', as those do that the library performs"
                                + " itself.\nFix: give it another key");
    }

    @Test
    @DisplayName("what a rule inserted is waived only when people agree, whoever wants it")
    void waive_ofWhatARuleInserted() {
        crm.rules.add(
                "R9",
                fact -> fact.action().equals("crm.promote-reference"),
                new Finding.InsertBefore("crm.detect", "Redact", Payload.empty(), "Names must go"));
        ask();
        StepView redact = crm.as(crm.owner).step(run, "R9@promote");
        assertThat(crm.state(run, "promote")).isEqualTo(StepState.BLOCKED);
        crm.as(crm.owner).waive(redact, "Nobody is named").orThrow();
        assertThat(crm.state(run, "R9@promote")).isNotEqualTo(StepState.COMPLETED);
        Step waive = added("waive-");
        assertThat(waive.state()).isEqualTo(StepState.AWAITING_APPROVAL);
        crm.approve(crm.governance, run, waive.id()).orThrow();
        crm.work(run);
        assertThat(crm.state(run, "R9@promote")).isEqualTo(StepState.COMPLETED);
        assertThat(crm.state(run, "promote")).isEqualTo(StepState.AWAITING_APPROVAL);
    }
}
