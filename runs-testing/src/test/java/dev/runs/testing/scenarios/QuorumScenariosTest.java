package dev.runs.testing.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.content.Payload;
import dev.runs.engine.ApprovalView;
import dev.runs.error.ErrorCode;
import dev.runs.graph.StepState;
import dev.runs.plan.Proposal;
import dev.runs.plan.RunPlan;
import dev.runs.run.RecordedEvent;
import dev.runs.run.Round;
import dev.runs.run.RunEvent;
import dev.runs.run.RunStatus;
import dev.runs.testing.PackText;
import dev.runs.testing.ScenarioRun;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Scenarios: how many must agree")
class QuorumScenariosTest extends OnEachStore {
    @Test
    @DisplayName("Scenario 1: Sequence: the second stage is not offered until the first is approved.")
    void scenario1() {
        crm.rules(requiring("stages: [ { roles: [Legal] }, { roles: [Director] } ]"));
        ScenarioRun run = start(send());
        crm.inbox("lena").hasExactly(place("send"));
        crm.inbox("ana").isEmpty();
        ApprovalView early = run.approval("ana", "send");
        assertThat(Answers.code(run.as("ana").approve(early, "too early"))).isEqualTo(ErrorCode.NOT_AN_APPROVER);
        run.approve("lena", "send").step("send").is(StepState.AWAITING_APPROVAL);
        crm.inbox("lena").isEmpty();
        crm.inbox("ana").hasExactly(place("send"));
        run.approve("ana", "send").step("send").is(StepState.READY).approvedBy("ana", "lena");
        crm.work();
        run.performed("send");
    }

    @Test
    @DisplayName("Scenario 1: ... a stage whose condition does not hold is left out; a no can go back.")
    void scenario1_conditions() {
        crm.rules(requiring("stages: [ { roles: [Legal] }, { when: amount > 5000, roles: [Governance] },"
                + " { roles: [Director], on-reject: back } ]"));
        ScenarioRun run = start(plan().step("small", "Send")
                .action("crm.send", Payload.of(Map.of("to", "Acme", "amount", "10")))
                .step("large", "Send more")
                .action("crm.send", Payload.of(Map.of("to", "Acme", "amount", "9000"))));
        run.approve("lena", "small").approve("lena", "large");
        crm.inbox("ana").hasExactly(place("small"));
        crm.inbox("gov").hasExactly(place("large"));
        run.reject("ana", "small").step("small").is(StepState.AWAITING_APPROVAL);
        crm.inbox("lena").hasExactly(place("small"));
        run.approve("lena", "small").approve("ana", "small").step("small").is(StepState.READY);
        run.approve("gov", "large").approve("ben", "large").step("large").is(StepState.READY);
        crm.work();
        run.performed("small", "large");
    }

    @Test
    @DisplayName("Scenario 2: Parallel approvers offered at once; released only after all.")
    void scenario2() {
        crm.rules(PackText.of(
                        rule("R-1", "action == \"crm.send\"", "gate.require($step, \"both\", \"Both must see it\");"))
                .manifest("requirements: { both: { ask: [ { roles: [Legal] }, { roles: [Director] } ] } }\n"));
        ScenarioRun run = start(send());
        crm.inbox("ana").hasExactly(place("send"));
        crm.inbox("lena").hasExactly(place("send"));
        run.approve("lena", "send");
        assertThat(crm.work()).isZero();
        run.step("send").is(StepState.AWAITING_APPROVAL);
        crm.inbox("ana").hasExactly(place("send"));
        run.approve("ana", "send").step("send").is(StepState.READY);
        crm.inbox("ana").isEmpty();
        crm.inbox("lena").isEmpty();
    }

    @Test
    @DisplayName("Scenario 3: LOW goes straight on, MEDIUM needs one approver, HIGH two.")
    void scenario3() {
        crm.rules(rule("R-1", "risk == RiskLevel.LOW", "gate.allow($step, \"Low\");")
                + rule("R-2", "risk == RiskLevel.MEDIUM", "gate.requireApproval($step, \"Director\", \"Medium\");")
                + rule("R-3", "risk == RiskLevel.HIGH", "gate.requireApproval($step, \"Director\", \"High\", 2);"));
        ScenarioRun run = start(plan().step("low", "Post")
                .action("crm.post", Payload.empty())
                .step("medium", "Send")
                .action("crm.send", to("Acme"))
                .step("high", "Publish")
                .action("crm.publish", Payload.empty()));
        run.counts(2, 0, 0).step("low").is(StepState.READY);
        run.approve("ana", "medium").step("medium").is(StepState.READY);
        run.approve("ana", "high").step("high").is(StepState.AWAITING_APPROVAL);
        run.approve("ben", "high").step("high").is(StepState.READY);
        crm.work();
        run.performed("low", "medium", "high").is(RunStatus.COMPLETED);
    }

    @Test
    @DisplayName("Scenario 4: 2 of 3: released at the second approval; the third item is withdrawn;"
            + " its late vote answers ALREADY_DECIDED.")
    void scenario4() {
        crm.rules(ask("R-1", "crm.send", "Director", 2));
        ScenarioRun run = start(send());
        ApprovalView cleo = run.approval("cleo", "send");
        run.approve("ana", "send").step("send").is(StepState.AWAITING_APPROVAL);
        crm.inbox("cleo").hasExactly(place("send"));
        run.approve("ben", "send").step("send").is(StepState.READY);
        crm.inbox("cleo").isEmpty();
        assertThat(Answers.code(run.as("cleo").approve(cleo, "me too"))).isEqualTo(ErrorCode.ALREADY_DECIDED);
        run.step("send").approvedBy("ana", "ben");
    }

    @Test
    @DisplayName("Scenario 5: First rejection of a unanimous stage withdraws the rest in the same transaction.")
    void scenario5() {
        crm.rules(requiring("ask: [ { people: [ana, ben, cleo], quorum: all } ]"));
        ScenarioRun run = start(send()).approve("ana", "send");
        crm.inbox("ana").isEmpty();
        ApprovalView cleo = run.approval("cleo", "send");
        run.reject("ben", "send").step("send").is(StepState.REJECTED).round(1, Round.State.REJECTED);
        crm.inbox("cleo").isEmpty();
        assertThat(Answers.code(run.as("cleo").approve(cleo, "fine"))).isEqualTo(ErrorCode.ALREADY_DECIDED);
        List<RecordedEvent> history = run.history();
        String command = history.stream()
                .filter(event -> event.event() instanceof RunEvent.RoundClosed)
                .findFirst()
                .orElseThrow()
                .command();
        assertThat(history)
                .as("one command: the no, the end of the round, and that of the step")
                .filteredOn(event -> event.command().equals(command))
                .extracting(event -> event.event().getClass().getSimpleName())
                .containsExactly("VoteCast", "RoundClosed", "StepRejected");
    }

    @Test
    @DisplayName("Scenario 6: 2 of 3: the second rejection ends it at once, since the quorum has become impossible.")
    void scenario6() {
        crm.rules(requiring("ask: [ { people: [ana, ben, cleo], quorum: 2 } ]"));
        ScenarioRun run = start(send());
        run.reject("ana", "send").step("send").is(StepState.AWAITING_APPROVAL);
        crm.inbox("cleo").hasExactly(place("send"));
        ApprovalView cleo = run.approval("cleo", "send");
        run.reject("ben", "send").step("send").is(StepState.REJECTED).round(1, Round.State.REJECTED);
        crm.inbox("cleo").isEmpty();
        assertThat(Answers.code(run.as("cleo").approve(cleo, "fine"))).isEqualTo(ErrorCode.ALREADY_DECIDED);
    }

    @Test
    @DisplayName("Scenario 7: One approval per linked output; a sixth output while five wait adds a sixth item.")
    void scenario7() {
        crm.rules(ask("R-1", "crm.post", "Director", 1));
        RunPlan plan = plan().step("detect", "Find five quotes").action("crm.detect", Payload.empty());
        ScenarioRun run = start(plan);
        crm.handlers().on("crm.detect", execution -> {
            for (int i = 1; i <= 5; i++) {
                run.propose("robot", quote(i));
            }
        });
        crm.work();
        crm.inbox("ana")
                .hasExactly(place("quote-1"), place("quote-2"), place("quote-3"), place("quote-4"), place("quote-5"));
        run.approve("ana", "quote-2").propose("robot", quote(6));
        crm.inbox("ana")
                .hasExactly(place("quote-1"), place("quote-3"), place("quote-4"), place("quote-5"), place("quote-6"));
        run.counts(5, 1, 0);
        crm.work();
        run.performed("detect", "quote-2").is(RunStatus.PAUSED);
    }

    private static Proposal quote(int number) {
        return Proposal.of("quote-" + number, "Post quote " + number).action("crm.post", to("quote " + number));
    }

    @Test
    @DisplayName("Scenario 20: HIGH risk in the EU needs an approver of the EU legal unit.")
    void scenario20() {
        crm.people().human("eva", "EU legal").human("olga", "Director", "Legal");
        crm.rules(PackText.of(ask("R-1", "crm.publish", "Director", 1)
                        + rule(
                                "R-2",
                                "risk >= RiskLevel.HIGH, payload.region == \"EU\"",
                                "gate.requireApproval($step, \"EU legal\", \"The EU has rules of its own\");"))
                .vocabulary("payload: { region: text }\n"));
        ScenarioRun run = start(plan().step("eu", "Publish in the EU")
                .action("crm.publish", Payload.of(Map.of("region", "EU")))
                .step("us", "Publish in the US")
                .action("crm.publish", Payload.of(Map.of("region", "US"))));
        crm.inbox("eva").hasExactly(place("eu"));
        run.approve("ana", "us").step("us").is(StepState.READY);
        run.approve("ana", "eu").step("eu").is(StepState.AWAITING_APPROVAL);
        run.refused(ErrorCode.NOT_AN_APPROVER, one -> one.approve("lena", "eu"));
        run.approve("eva", "eu").step("eu").is(StepState.READY);
    }
}
