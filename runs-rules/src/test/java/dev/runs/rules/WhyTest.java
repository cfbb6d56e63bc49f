package dev.runs.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.Runs;
import dev.runs.action.RiskLevel;
import dev.runs.actor.Actor;
import dev.runs.actor.Identity;
import dev.runs.content.Payload;
import dev.runs.engine.Session;
import dev.runs.gate.HostFact;
import dev.runs.graph.StepState;
import dev.runs.plan.Meeting;
import dev.runs.plan.RunPlan;
import dev.runs.record.Explanation;
import dev.runs.storage.InMemoryRunStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A decision of a rule pack, in the words of its record")
class WhyTest {
    private static final Instant NOW = Instant.parse("2026-11-20T14:05:00Z");
    private static final Actor ANA = Actor.human("acme", "ana", "Sales");

    private static final String RULES = """
            package governance.pay
            import dev.runs.rules.facts.*

            rule "Payments after a call with the customer are looked at"
              @id("PAY-001") @owner("Finance") @rationale("r")
            when
              $step : StepFact( action == "crm.pay" )
              exists Meeting( external == true, title startsWith "Renewal" )
              count( OtherStep( action == "crm.pay", state == StepState.COMPLETED ) ) < 3
            then
              gate.requireApproval($step, "Legal", "Say what was promised");
            end

            rule "Large payments are looked at by Legal"
              @id("PAY-002") @owner("Finance") @rationale("r")
            when
              $step : StepFact( action == "crm.pay", amount > 10000 )
            then
              gate.requireApproval($step, "Legal", "Much money");
            end

            rule "Nothing is paid to a customer on hold"
              @id("PAY-003") @owner("Finance") @rationale("r")
            when
              $step : StepFact( action == "crm.pay" )
              exists Account( onHold == true )
            then
              gate.deny($step, "On hold");
            end

            rule "Sales may not pay what it asked for itself"
              @id("PAY-004") @owner("Finance") @rationale("r")
            when
              $step : StepFact( action == "crm.pay", requester.roles contains "Finance" )
            then
              gate.deny($step, "No");
            end
            """;

    @Test
    void why() {
        Map<String, String> files = Packs.files("");
        files.keySet().removeIf(name -> name.endsWith(".drl"));
        files.put("pay.drl", RULES);
        files.put("vocabulary.yaml", "facts: { Account: { name: text, onHold: flag } }");
        try (RulePack pack = RulePacks.of("pay", files);
                Runs runs = Runs.builder()
                        .store(new InMemoryRunStore())
                        .catalog(actions ->
                                actions.external("crm.pay", RiskLevel.MEDIUM).amount("amount"))
                        .rules(pack)
                        .identity(Identity.of(ANA, Actor.human("acme", "leo", "Legal")))
                        .facts((tenant, run, steps) ->
                                List.of(new HostFact("Account", Map.of("name", "Acme", "onHold", false))))
                        .clock(() -> NOW)
                        .manualWork()
                        .build()) {
            Session ana = runs.as(ANA);
            String id = ana.start(RunPlan.named("Pay")
                            .meeting(Meeting.external("m-1", "Renewal call", NOW))
                            .step("pay", "Pay")
                            .action("crm.pay", "Pay Acme", Payload.of(Map.of("amount", "9000"))))
                    .id();
            assertThat(ana.step(id, "pay").state()).isEqualTo(StepState.AWAITING_APPROVAL);
            assertThat(ana.whyBlocked(id, "pay").lines())
                    .filteredOn(line -> line.kind() == Explanation.Kind.RULE
                            || line.kind() == Explanation.Kind.FACT
                            || line.kind() == Explanation.Kind.NEAR)
                    .extracting(Explanation.Line::text)
                    .containsExactly(
                            "Rule PAY-001 (pay.drl:4) \"Payments after a call with the customer are looked at\""
                                    + " asks for Legal: Say what was promised.",
                            "The rules read: Meeting 'Renewal call' with people from outside.",
                            "PAY-002 would have asked Legal if amount were above 10,000; it is 9,000.",
                            "PAY-003 would have forbidden it if there were an account marked 'on hold'; 0 of 1 fit.",
                            "PAY-004 would have forbidden it if requester roles contained 'Finance'; it is Sales.");
        }
    }
}
