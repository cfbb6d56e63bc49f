package dev.runs.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.action.RiskLevel;
import dev.runs.content.Payload;
import dev.runs.error.ErrorCode;
import dev.runs.gate.Gate;
import dev.runs.graph.StepState;
import dev.runs.plan.RunPlan;
import dev.runs.run.Permit;
import dev.runs.run.Round;
import dev.runs.run.RunOutcome;
import dev.runs.run.RunStatus;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@DisplayName("A scenario")
@ExtendWith(ScenarioExtension.class)
class ScenarioTest {
    private static ScenarioRun payment(Scenario scenario) {
        scenario.catalog(actions -> actions.external("crm.pay", RiskLevel.MEDIUM))
                .rules(Gate.askingAlways("Finance"))
                .people(people -> people.agent("robot").human("fay", "Finance").human("vic", "Viewer"));
        return scenario.start(
                "robot", RunPlan.named("Invoice").id("r-1").step("pay", "Pay").action("crm.pay", Payload.empty()));
    }

    @Test
    void isToldWhatPeopleDo_andTellsHowItStands(Scenario scenario) {
        ScenarioRun run = payment(scenario);
        run.is(RunStatus.PAUSED).counts(1, 0, 0).step("pay").is(StepState.AWAITING_APPROVAL);
        scenario.inbox("vic").isEmpty();
        scenario.inbox("fay").hasExactly("r-1/pay").hasOverdue();
        run.refused(ErrorCode.NOT_FOUND, one -> one.approve("vic", "pay"));
        run.approve("fay", "pay");
        run.step("pay").round(1, Round.State.APPROVED).approvedBy("fay").permit(Permit.State.ISSUED);
        assertThat(scenario.work()).isEqualTo(1);
        run.performed("pay").ended(RunOutcome.DONE);
        assertThat(scenario.handlers().calls()).singleElement().satisfies(call -> {
            assertThat(call.action()).isEqualTo("crm.pay");
            assertThat(call.attempt()).isEqualTo(1);
        });
    }

    @Test
    void whatIsRefused_failsTheTest(Scenario scenario) {
        ScenarioRun run = payment(scenario);
        assertThatThrownBy(() -> run.approve("vic", "pay"))
                .isInstanceOf(RefusedError.class)
                .hasMessageStartingWith(
                        "Run 'r-1': a look of vic at the question about pay was refused: RUNS-REFUSED-001 ");
        assertThatThrownBy(() -> run.refused(ErrorCode.STALE, one -> one.approve("vic", "pay")))
                .hasMessageStartingWith("Run 'r-1': the command was refused with NOT_FOUND, not STALE: ");
        assertThatThrownBy(() -> run.refused(ErrorCode.STALE, one -> one.approve("fay", "pay")))
                .hasMessageStartingWith(
                        "Run 'r-1': the command was accepted, not refused with STALE.\nStates: {pay=READY}");
    }

    @Test
    void whatIsNotSo_isSaid(Scenario scenario) {
        ScenarioRun run = payment(scenario);
        assertThatThrownBy(() -> run.is(RunStatus.RUNNING))
                .hasMessageStartingWith(
                        "Run 'r-1': the status is PAUSED, not RUNNING.\nStates: {pay=AWAITING_APPROVAL}\nHistory:\n  1 ");
        assertThatThrownBy(() -> run.step("pay").is(StepState.READY))
                .hasMessageStartingWith("Run 'r-1': the state of step 'pay' is AWAITING_APPROVAL, not READY.\n");
        assertThatThrownBy(() -> run.step("pya").is(StepState.READY))
                .hasMessageStartingWith("Run 'r-1' has no step 'pya'.\n");
        assertThatThrownBy(() -> scenario.inbox("fay").isEmpty())
                .hasMessage("The inbox of 'fay' has [r-1/pay], not [].");
        assertThatThrownBy(() -> scenario.as("guy"))
                .hasMessage("Tenant 'acme' has nobody called 'guy' (there are: fay, robot, vic)."
                        + "\nFix: people().human(\"guy\", \"a role\")");
        assertThatThrownBy(() -> scenario.run("r-2"))
                .hasMessage("No run 'r-2' was started (there are: acme/r-1).\nFix: give the plan this id");
        assertThatThrownBy(() -> scenario.catalog(actions -> {}))
                .hasMessage("The catalogue of a scenario cannot change after its first run was started."
                        + "\nFix: say it before, or in another scenario");
    }

    @Test
    void withoutRules_saysSo() {
        try (Scenario scenario = new Scenario()) {
            assertThatThrownBy(scenario::runs)
                    .hasMessage("The scenario has no rules.\nFix: call rules(...) with DRL text, a folder or a gate");
        }
    }

    @Test
    void rolesAndRulesChange_whileARunWaits(Scenario scenario) {
        ScenarioRun run = payment(scenario);
        run.approve("fay", "pay");
        scenario.people().human("fay", "Viewer");
        scenario.work();
        run.performed().step("pay").round(2, Round.State.OPEN).approvedBy();
        scenario.rules(Gate.askingAlways("Viewer"));
        assertThat(scenario.runs().worker().runReady()).isZero();
    }

    @Test
    void theRulesOfAFolder_areThoseOfProduction(Scenario scenario) {
        scenario.rules(Path.of("..", "samples", "governance"))
                .catalog(actions -> actions.external("crm.pay", RiskLevel.MEDIUM))
                .people(people -> people.agent("robot").human("dan", "Customer success director"));
        ScenarioRun run = scenario.start(
                "robot", RunPlan.named("Invoice").id("r-1").step("pay", "Pay").action("crm.pay", Payload.empty()));
        scenario.inbox("dan").hasExactly("r-1/pay");
        run.approve("dan", "pay");
    }

    @Test
    void aCrash_leavesWhatWasCommitted_andNothingElse(Scenario scenario) {
        ScenarioRun run = payment(scenario);
        run.approve("fay", "pay");
        scenario.handlers().on("crm.pay", execution -> {
            throw scenario.crash();
        });
        assertThat(scenario.work()).isEqualTo(1);
        run.step("pay").is(StepState.RUNNING);
        assertThat(scenario.work()).as("its lease is not over").isZero();
        assertThat(scenario.recover()).isEqualTo(1);
        run.step("pay").is(StepState.INDETERMINATE);
        assertThat(scenario.work()).as("nobody does it again by themselves").isZero();
        run.resolve("fay", "pay", true).ended(RunOutcome.DONE);
    }

    @Test
    void aBrokenDirectory_letsNobodyIn(Scenario scenario) {
        ScenarioRun run = payment(scenario);
        scenario.people().breakDown();
        assertThatThrownBy(() -> run.approve("fay", "pay")).hasMessageContaining("RUNS-REFUSED-002");
        scenario.people().mend().remove("vic");
        assertThatThrownBy(() -> scenario.as("vic")).hasMessageContaining("nobody called 'vic'");
        run.approve("fay", "pay");
    }

    @Test
    void timePasses_onlyAsTheTestSays(Scenario scenario) {
        assertThat(scenario.clock().instant()).hasToString("2026-03-02T09:00:00Z");
        scenario.clock().advanceTo(scenario.clock().instant().plus(Duration.ofDays(2)));
        assertThat(scenario.clock().instant()).hasToString("2026-03-04T09:00:00Z");
        assertThatThrownBy(() -> scenario.clock().advance(Duration.ofHours(-1)))
                .hasMessage("the clock cannot go back by PT-1H");
    }

    @Test
    void samePackText_isCompiledOnce() {
        String rules = """
                rule "R" @id("R-1") @owner("O") @rationale("r")
                when $step : StepFact( amount > 5 ) then gate.deny($step, "no"); end
                """;
        assertThat(PackText.of(rules).pack()).isSameAs(PackText.of(rules).pack());
        assertThat(PackText.of(rules).manifest("time-zone: Europe/Berlin\n").pack())
                .isNotSameAs(PackText.of(rules).pack());
    }
}
