package dev.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.action.Pattern;
import dev.runs.action.RiskLevel;
import dev.runs.actor.Actor;
import dev.runs.actor.RoleSource;
import dev.runs.content.Payload;
import dev.runs.engine.Started;
import dev.runs.gate.Finding;
import dev.runs.gate.GateQuestion;
import dev.runs.gate.StepFact;
import dev.runs.graph.StepState;
import dev.runs.kit.Crm;
import dev.runs.plan.Proposal;
import dev.runs.plan.RunPlan;
import dev.runs.plan.Signal;
import dev.runs.run.RecordedEvent;
import dev.runs.run.RunEvent;
import dev.runs.run.RunOutcome;
import dev.runs.run.RunStatus;
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
            .access(Crm.ACCESS)
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
        crm.people.add(crm.agent.holding("Viewer", new RoleSource("test", "1")));
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

    private static final String ROLE = "Chief reference officer";

    private RunEvent.GateAsked last(String run, GateQuestion.Phase phase) {
        return crm.as(crm.ana).history(run).stream()
                .map(RecordedEvent::event)
                .filter(event -> event instanceof RunEvent.GateAsked asked
                        && asked.phase() == phase
                        && asked.step().equals("promote"))
                .map(event -> (RunEvent.GateAsked) event)
                .reduce((a, b) -> b)
                .orElseThrow();
    }

    @Test
    @DisplayName("H9: the forecast at start says that nobody holds the role; so does the fault when it comes to it")
    void forecast_saysThatARoleIsUnfilled() {
        crm.rules.clear().require("R9", "crm.promote-reference", ROLE, 1);
        String id = crm.start(crm.advocacy());
        RunEvent.GateAsked forecast = last(id, GateQuestion.Phase.FORECAST);
        assertThat(forecast.unfilled()).containsExactly(ROLE);
        assertThat(crm.run(id).status()).as("it binds nothing").isEqualTo(RunStatus.RUNNING);
        assertThat(crm.run(id).step("promote").orElseThrow().decision()).isEmpty();
        crm.work(id);
        assertThat(last(id, GateQuestion.Phase.BINDING).unfilled()).containsExactly(ROLE);
        assertThat(crm.run(id).status()).isEqualTo(RunStatus.ATTENTION);
        crm.people.add(Actor.human(Crm.TENANT, "cro", ROLE));
        assertThat(crm.approve(crm.people.find(Crm.TENANT, "cro").orElseThrow(), id, "promote")
                        .isAccepted())
                .as("whoever got the role meanwhile decides")
                .isTrue();
    }

    @Test
    @DisplayName("S4: a denial is foretold at start and at propose, and binds nothing")
    void forecast_foretellsADenial() {
        crm.rules.clear().add("NO", fact -> fact.action().equals("crm.promote-reference"), new Finding.Deny("no"));
        String id = crm.start(crm.advocacy());
        assertThat(last(id, GateQuestion.Phase.FORECAST).verdict()).isNotNull();
        List<String> denied = crm.as(crm.ana).history(id).stream()
                .map(RecordedEvent::event)
                .filter(event ->
                        event instanceof RunEvent.GateAsked asked && asked.verdict() == RunEvent.VerdictKind.DENY)
                .flatMap(event -> event.about().stream())
                .toList();
        assertThat(denied).containsExactly("promote");
        assertThat(crm.state(id, "promote")).isEqualTo(StepState.BLOCKED);
    }

    @Test
    @DisplayName("S1: a single gated tool call is a run of one step; the same signal later is the same run")
    void singleToolCall_isARunOfOneStep() {
        crm.rules.clear().add("A", fact -> true, new Finding.Allow("fine"));
        RunPlan call = RunPlan.named("Call")
                .triggeredBy(Signal.of("call-7", "Tool call", crm.clock.instant()))
                .step("call", "Call")
                .action("crm.promote-reference", Crm.payload("Acme"));
        Started first = crm.as(crm.agent).start(call);
        crm.work(first.id());
        assertThat(crm.run(first.id()).outcome()).contains(RunOutcome.DONE);
        Started again = crm.as(crm.viewer).start(call);
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again.existed()).isTrue();
        assertThat(crm.executed).hasSize(1);
    }

    @Test
    @DisplayName("S17: unknown to the catalogue when it was proposed stays external and critical")
    void unknownAction_staysCritical() {
        crm.rules.clear();
        String id = crm.start(crm.promotion());
        crm.as(crm.agent)
                .propose(id, Proposal.of("wire", "Wire").action("bank.wire", Payload.empty()))
                .orThrow();
        crm.as(crm.governance)
                .approve(crm.as(crm.governance).approval(id, "wire"), "once")
                .orThrow();
        assertThat(crm.work(id)).as("nobody registered a handler for it").isZero();
        assertThat(crm.state(id, "wire")).isEqualTo(StepState.READY);
    }

    @Test
    @DisplayName("the deepest payload can be exported with its run")
    void deepestPayload_canBeExported() {
        Object value = "x";
        for (int i = 1; i < 64; i++) {
            value = List.of(value);
        }
        crm.rules.clear();
        String id = crm.start(
                RunPlan.named("Deep").step("deep", "Deep").action("crm.detect", Payload.of(Map.of("v", value))));
        assertThat(crm.as(crm.admin).export(id)).contains("[[[[[[");
    }
}
