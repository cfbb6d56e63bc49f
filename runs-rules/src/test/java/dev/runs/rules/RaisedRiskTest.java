package dev.runs.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.action.Pattern;
import dev.runs.action.RiskLevel;
import dev.runs.gate.Finding;
import dev.runs.gate.GateAnswer;
import dev.runs.gate.StepFact;
import dev.runs.gate.Verdict;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * S17: risk comes from the catalogue, and a rule may raise it. That is a finding, like all that rules say: it counts for the verdict and
 * for what people are shown, and no other rule reads it. So the order of rules means nothing, and raising a risk never takes a
 * finding away.
 */
class RaisedRiskTest {
    private static final String RAISE = Packs.rule(
            "RAISE", "action == \"export\"", "gate.raiseRisk($step, RiskLevel.CRITICAL, \"Everything at once\");");
    private static final String DENY =
            Packs.rule("DENY", "risk >= RiskLevel.HIGH", "gate.deny($step, \"Not what is risky by itself\");");
    private static final String SMALL = Packs.rule("SMALL", "risk == RiskLevel.LOW", "gate.allow($step, \"Small\");");

    private static GateAnswer ask(StepFact step, String... rules) {
        try (RulePack pack = RulePacks.of("test", Packs.files(String.join("", rules)))) {
            return Packs.ask(pack, step).get(0);
        }
    }

    private static Verdict verdict(Pattern pattern, GateAnswer answer) {
        return Verdict.combine(pattern, RiskLevel.LOW, answer, Set.of("Boss"));
    }

    @Test
    @DisplayName("Conditions read the catalogue's risk, whatever other rules raise it to")
    void conditionsReadTheCatalogue() {
        StepFact low = Packs.step("export", RiskLevel.LOW);
        assertThat(ask(low, RAISE, DENY, SMALL).findings())
                .extracting(finding -> finding.rule().id())
                .containsExactly("RAISE", "SMALL");
        assertThat(ask(Packs.step("export", RiskLevel.HIGH), RAISE, DENY, SMALL).findings())
                .extracting(finding -> finding.rule().id())
                .containsExactly("DENY", "RAISE");
    }

    @Test
    @DisplayName("The floor and the default approvers go by the raised risk")
    void theVerdictGoesByTheRaisedRisk() {
        StepFact low = Packs.step("export", RiskLevel.LOW);
        assertThat(verdict(Pattern.EXTERNAL, ask(low, SMALL))).isInstanceOf(Verdict.Allow.class);
        assertThat(verdict(Pattern.EXTERNAL, ask(low, RAISE, SMALL))).isInstanceOf(Verdict.NeedsApproval.class);
        assertThat(verdict(Pattern.INTERNAL, ask(low, DENY))).isInstanceOf(Verdict.Allow.class);
        assertThat(verdict(Pattern.INTERNAL, ask(low, RAISE))).isInstanceOf(Verdict.NeedsApproval.class);
    }

    @Test
    @DisplayName("A risk is never lowered: a rule that says a lower one than the catalogue changes nothing")
    void neverLowered() {
        String lower = RAISE.replace("CRITICAL", "MEDIUM").replace("export", "crm.note");
        GateAnswer answer = ask(Packs.step("crm.note", RiskLevel.HIGH), lower);
        assertThat(answer.findings()).extracting(Finding::effect).hasSize(1);
        assertThat(Verdict.combine(Pattern.INTERNAL, RiskLevel.HIGH, answer, Set.of("Boss")))
                .isInstanceOf(Verdict.NeedsApproval.class);
    }
}
