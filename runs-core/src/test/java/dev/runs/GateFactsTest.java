package dev.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.action.Pattern;
import dev.runs.action.RiskLevel;
import dev.runs.actor.Actor;
import dev.runs.content.Payload;
import dev.runs.gate.Finding;
import dev.runs.gate.StepFact;
import dev.runs.kit.Crm;
import dev.runs.plan.RunPlan;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("S4: what the gate is told")
class GateFactsTest {
    @RegisterExtension
    final Crm crm = new Crm();

    private final List<StepFact> asked = new ArrayList<>();

    private final Runs runs = Runs.builder()
            .store(crm.store)
            .catalog(catalog -> catalog.external("crm.pay", RiskLevel.MEDIUM)
                    .amount("amount")
                    .target("to")
                    .internal("crm.note", RiskLevel.LOW))
            .rules(crm.rules.add("SPY", asked::add, new Finding.Allow("fine")))
            .identity(crm.people)
            .manualWork()
            .build();

    private StepFact last() {
        return asked.get(asked.size() - 1);
    }

    private String pay(Actor by, Map<String, ?> payload) {
        return runs.as(by)
                .start(RunPlan.named("R").step("pay", "Step").action("crm.pay", "Pay them", Payload.of(payload)))
                .id();
    }

    @Test
    void factsComeFromCatalogueAndPayload() {
        pay(crm.viewer, Map.of("amount", "12.50", "to", "Acme"));
        assertThat(last())
                .isEqualTo(new StepFact(
                        "pay",
                        "Pay them",
                        "crm.pay",
                        Pattern.EXTERNAL,
                        RiskLevel.MEDIUM,
                        Optional.of("Acme"),
                        Optional.of(new BigDecimal("12.50")),
                        false));
    }

    @Test
    @DisplayName("an amount that nobody can read, or that is absurd, counts as missing and costs nothing")
    void absurdAmount_isMissing() {
        for (Object amount :
                List.of("1E+999999999", "1E-999999999", "9".repeat(41), "12,50", "", "NaN", Map.of(), true)) {
            pay(crm.agent, Map.of("amount", amount));
            assertThat(last().amount()).as("amount %s", amount).isEmpty();
        }
        pay(crm.agent, Map.of("amount", 7));
        assertThat(last().amount()).contains(new BigDecimal(7));
    }

    @Test
    @DisplayName("an agent's hand in a step is seen: as proposer, as editor, as who asks again")
    void agentsHand_isSeen() {
        String id = pay(crm.viewer, Map.of("to", "Acme"));
        assertThat(last().agent()).isFalse();
        runs.as(crm.agent)
                .edit(runs.as(crm.agent).step(id, "pay"), Payload.of(Map.of("to", "Globex")), "other")
                .orThrow();
        assertThat(last().agent()).isTrue();
        runs.as(crm.viewer)
                .edit(runs.as(crm.viewer).step(id, "pay"), Payload.of(Map.of("to", "Initech")), "no")
                .orThrow();
        assertThat(last().agent()).isFalse();
        runs.as(crm.agent).recall(runs.as(crm.agent).step(id, "pay"), "x");
        runs.as(crm.viewer).recall(runs.as(crm.viewer).step(id, "pay"), "wait").orThrow();
        runs.as(crm.agent).resubmit(runs.as(crm.agent).step(id, "pay"), "go on").orThrow();
        assertThat(last().agent()).isTrue();
        pay(crm.agent, Map.of("to", "Acme"));
        assertThat(last().agent()).isTrue();
    }
}
