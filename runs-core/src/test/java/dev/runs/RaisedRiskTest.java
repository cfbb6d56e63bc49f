package dev.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.action.RiskLevel;
import dev.runs.gate.Finding;
import dev.runs.gate.StepFact;
import dev.runs.graph.StepState;
import dev.runs.kit.Crm;
import dev.runs.record.Explanation;
import dev.runs.record.Label;
import dev.runs.record.RunRecord;
import dev.runs.run.Permit;
import dev.runs.run.Round;
import dev.runs.run.RunStatus;
import dev.runs.run.Step;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("S17: a rule may raise the risk, never lower it")
class RaisedRiskTest {
    @RegisterExtension
    final Crm crm = new Crm();

    private static boolean isPromotion(StepFact fact) {
        return fact.action().equals("crm.promote-reference");
    }

    private void raise(RiskLevel risk) {
        crm.rules.add("RISK", RaisedRiskTest::isPromotion, new Finding.RaiseRisk(risk, "the press reads it"));
    }

    private Step promotion(String id) {
        return crm.run(id).step("promote").orElseThrow();
    }

    private Round round(String id) {
        return promotion(id).lastRound().orElseThrow();
    }

    @Test
    @DisplayName("S8: what a rule allows and another raises to critical is not plainly allowed")
    void raisedToCritical_reachesTheFloor() {
        crm.rules.add("A", RaisedRiskTest::isPromotion, new Finding.Allow("harmless"));
        String plain = crm.start(crm.promotion());
        assertThat(crm.state(plain, "promote")).isEqualTo(StepState.READY);

        raise(RiskLevel.CRITICAL);
        String id = crm.start(crm.promotion());
        assertThat(crm.state(id, "promote")).isEqualTo(StepState.AWAITING_APPROVAL);
        assertThat(round(id).risk()).isEqualTo(RiskLevel.CRITICAL);
        assertThat(crm.as(crm.governance).approval(id, "promote").risk()).isEqualTo(RiskLevel.CRITICAL);
        RunRecord.ApprovalRow row = crm.as(crm.ana).record(id).approvals().get(0);
        assertThat(row.risk()).isEqualTo(new Label("CRITICAL", "Critical"));
        assertThat(row.reason()).isEqualTo("An external action of critical risk always needs a person");
        crm.approve(crm.governance, id, "promote").orThrow();
        assertThat(promotion(id).permit().map(Permit::risk)).contains(RiskLevel.CRITICAL);
        assertThat(crm.work(id)).isEqualTo(1);
        assertThat(crm.as(crm.ana).whyAllowed(id, "promote").lines())
                .contains(new Explanation.Line(
                        Explanation.Kind.FLOOR,
                        "It is an external action of critical risk, which no rule can allow without a person."));
    }

    @Test
    @DisplayName("a risk below the catalogue's changes nothing")
    void lowerRisk_changesNothing() {
        crm.rules.require("R1", "crm.promote-reference", Crm.DIRECTOR_ROLE, 1);
        raise(RiskLevel.LOW);
        String id = crm.start(crm.promotion());
        assertThat(round(id).risk()).isEqualTo(RiskLevel.MEDIUM);
    }

    @Test
    @DisplayName("S6, S13: who approved a lesser risk is asked again; who approved a greater one is not")
    void riskRaisedAfterTheApproval_isAskedAboutAnew() {
        crm.rules.require("R1", "crm.promote-reference", Crm.DIRECTOR_ROLE, 1);
        String id = crm.start(crm.promotion());
        crm.approve(crm.ana, id, "promote").orThrow();
        raise(RiskLevel.HIGH);
        assertThat(crm.work(id)).isZero();
        assertThat(crm.executed).isEmpty();
        assertThat(crm.run(id).status()).isEqualTo(RunStatus.PAUSED);
        assertThat(round(id).number()).isEqualTo(2);
        assertThat(round(id).risk()).isEqualTo(RiskLevel.HIGH);
        assertThat(round(id).votes()).as("given about a medium risk").isEmpty();
        assertThat(promotion(id).round(1).orElseThrow().state()).isEqualTo(Round.State.SUPERSEDED);

        crm.approve(crm.ana, id, "promote").orThrow();
        crm.rules.clear().require("R1", "crm.promote-reference", Crm.DIRECTOR_ROLE, 1);
        assertThat(crm.work(id)).as("back to medium, approved as high").isEqualTo(1);
        assertThat(crm.state(id, "promote")).isEqualTo(StepState.COMPLETED);
    }

    @Test
    @DisplayName("a step that rules allow with a raised risk has a permit for that risk")
    void allowed_withTheRaisedRisk() {
        crm.rules.add("A", RaisedRiskTest::isPromotion, new Finding.Allow("harmless"));
        raise(RiskLevel.HIGH);
        String id = crm.start(crm.promotion());
        assertThat(promotion(id).permit().map(Permit::risk)).contains(RiskLevel.HIGH);
        assertThat(crm.work(id)).isEqualTo(1);
    }

    @Test
    @DisplayName("a notice decides nothing; it is kept and shown")
    void notice_isShown() {
        crm.rules
                .add("A", RaisedRiskTest::isPromotion, new Finding.Allow("harmless"))
                .add(
                        "TELL",
                        RaisedRiskTest::isPromotion,
                        new Finding.Notify(Set.of("Press office"), "they will be called"));
        String id = crm.start(crm.promotion());
        assertThat(crm.state(id, "promote")).isEqualTo(StepState.READY);
        assertThat(crm.as(crm.ana).whyAllowed(id, "promote").lines())
                .contains(new Explanation.Line(
                        Explanation.Kind.RULE,
                        "Rule TELL (table.drl:1) \"Rule TELL\" tells Press office: they will be called.",
                        Optional.of("TELL")));
        assertThat(promotion(id).lastRound()).isEqualTo(Optional.empty());
    }
}
