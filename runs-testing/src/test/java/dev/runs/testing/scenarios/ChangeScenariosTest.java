package dev.runs.testing.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.actor.Actor;
import dev.runs.content.Payload;
import dev.runs.engine.ApprovalView;
import dev.runs.error.ErrorCode;
import dev.runs.graph.StepState;
import dev.runs.plan.Proposal;
import dev.runs.plan.RunPlan;
import dev.runs.run.Permit;
import dev.runs.run.Round;
import dev.runs.run.RunEvent;
import dev.runs.run.RunStatus;
import dev.runs.run.Step;
import dev.runs.storage.Cursor;
import dev.runs.testing.ScenarioRun;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Scenarios: what changes while people are asked, and after they said yes")
class ChangeScenariosTest extends OnEachStore {
    private static final String ONE_DIRECTOR = ask("R-1", "crm.send", "Director", 1);
    private static final String TWO_DIRECTORS = ask("R-1", "crm.send", "Director", 2);

    @Test
    @DisplayName("Scenario 9, in part: Payload may be edited until the first vote; after it an edit resets the votes.")
    void scenario9() {
        crm.rules(TWO_DIRECTORS);
        ScenarioRun run = start(send());
        ApprovalView first = run.approval("ana", "send");
        run.edit("robot", "send", to("Globex"));
        run.step("send").is(StepState.AWAITING_APPROVAL).approvedBy();
        assertThat(Answers.code(run.as("ana").approve(first, "fine")))
                .as("she looked at another payload")
                .isEqualTo(ErrorCode.STALE);
        run.approve("ana", "send").step("send").approvedBy("ana");
        int before = run.step("send").round().number();

        run.edit("ben", "send", to("Initech"));
        run.step("send")
                .is(StepState.AWAITING_APPROVAL)
                .round(before + 1, Round.State.OPEN)
                .approvedBy();
        run.refused(ErrorCode.SEPARATION_OF_DUTIES, one -> one.approve("ben", "send"));
        run.approve("ana", "send").approve("cleo", "send");
        crm.work();
        assertThat(crm.handlers().calls())
                .singleElement()
                .satisfies(call -> assertThat(call.payload().json()).isEqualTo("{\"to\":\"Initech\"}"));
    }

    @Test
    @DisplayName("Scenario 10: Cancelling the run withdraws items, timers and unconsumed permits.")
    void scenario10() {
        crm.rules(ONE_DIRECTOR
                + ask("R-2", "crm.publish", "Legal", 1)
                + rule("R-3", "action == \"crm.post\"", "gate.hold($step, \"2026-03-05T00:00:00Z\", \"Later\");"));
        ScenarioRun run = start(send().step("publish", "Publish")
                .action("crm.publish", Payload.empty())
                .step("post", "Post")
                .action("crm.post", Payload.empty())
                .step("after", "Note it")
                .action("crm.draft", Payload.empty())
                .after("publish"));
        run.approve("ana", "send");
        ApprovalView seen = run.approval("lena", "publish");
        run.refused(ErrorCode.NOT_PERMITTED, one -> one.cancel("vic"));
        run.cancel("adam").is(RunStatus.CANCELLED).counts(0, 0, 0);
        run.step("send").is(StepState.CANCELLED).permit(Permit.State.REVOKED);
        run.step("publish").is(StepState.CANCELLED).round(1, Round.State.WITHDRAWN);
        run.step("post").is(StepState.CANCELLED);
        run.step("after").is(StepState.CANCELLED);
        crm.inbox("lena").isEmpty();
        assertThat(Answers.code(run.as("lena").approve(seen, "late"))).isEqualTo(ErrorCode.WITHDRAWN);
        assertThat(run.as("adam").timers(Instant.MAX, Cursor.start(), 10).rows())
                .isEmpty();
        crm.after(Duration.ofDays(30));
        run.performed();
    }

    @Test
    @DisplayName(
            "Scenario 11: \"Request changes\" returns to the drafter; version 2 comes back to the same approver first;"
                    + " votes on version 1 do not count.")
    void scenario11() {
        crm.rules(TWO_DIRECTORS);
        ScenarioRun run = start(send()).approve("ana", "send").requestChanges("ben", "send");
        run.is(RunStatus.PAUSED).step("send").is(StepState.CHANGES_REQUESTED).round(1, Round.State.RETURNED);
        crm.inbox("ana").isEmpty();
        run.resubmit("robot", "send", to("Acme, with kind regards"));
        run.step("send")
                .is(StepState.AWAITING_APPROVAL)
                .round(2, Round.State.OPEN)
                .approvedBy();
        run.refused(ErrorCode.CLAIMED, one -> one.approve("ana", "send"));
        run.approve("ben", "send")
                .approve("ana", "send")
                .step("send")
                .is(StepState.READY)
                .approvedBy("ana", "ben");
        crm.work();
        run.performed("send");
    }

    @Test
    @DisplayName("Scenario 13: A decision before its gate opens is refused, or held if the policy says so; never lost.")
    void scenario13() {
        String held = rule(
                "R-2",
                "action == \"crm.send\"",
                "gate.hold($step, \"" + crm.clock().instant().plus(Duration.ofDays(2)) + "\", \"Quiet period\");");
        crm.rules(ONE_DIRECTOR + held);
        ScenarioRun run = start(plan().step("draft", "Draft")
                .action("crm.draft", Payload.empty())
                .step("send", "Send")
                .action("crm.send", to("Acme"))
                .after("draft"));
        assertThatThrownBy(() -> run.approval("ana", "send")).hasMessageContaining("RUNS-REFUSED-001");
        crm.work();
        run.is(RunStatus.WAITING).step("send").is(StepState.HELD);
        assertThatThrownBy(() -> run.approval("ana", "send")).hasMessageContaining("RUNS-REFUSED-001");
        crm.after(Duration.ofDays(2));
        run.step("send").is(StepState.AWAITING_APPROVAL);

        ApprovalView seen = run.approval("ana", "send");
        run.insertBefore("ben", "send", Proposal.of("redact", "Redact").action("crm.redact", Payload.empty()));
        assertThat(Answers.code(run.as("ana").approve(seen, "too early")))
                .as("its gate is closed again")
                .isIn(ErrorCode.NOT_NOW, ErrorCode.STALE);
        crm.work();
        run.step("send").is(StepState.AWAITING_APPROVAL).approvedBy();
        run.approve("ana", "send").step("send").is(StepState.READY);
    }

    @Test
    @DisplayName(
            "Scenario 14: An external step ran, a later one is rejected: compensation runs, itself gated when risky.")
    void scenario14() {
        crm.rules(ONE_DIRECTOR
                + ask("R-2", "crm.publish", "Legal", 1)
                + rule("R-3", "action == \"crm.draft\"", "gate.allow($step, \"Internal\");")
                + ask("R-4", "crm.apologise", "Director", 1));
        ScenarioRun run = start(send().step("publish", "Publish")
                .action("crm.publish", Payload.empty())
                .after("send")
                .step("note", "Note that it was stopped")
                .action("crm.draft", Payload.empty())
                .onRejected("publish")
                .step("undo", "Apologise")
                .action("crm.apologise", to("Acme"))
                .onRejected("publish"));
        run.approve("ana", "send");
        crm.work();
        run.reject("lena", "publish");
        crm.work();
        run.performed("send", "note").is(RunStatus.PAUSED).step("undo").is(StepState.AWAITING_APPROVAL);
        run.approve("ben", "undo");
        crm.work();
        run.performed("send", "note", "undo").is(RunStatus.COMPLETED);
    }

    @Test
    @DisplayName("Scenario 15: A decision adds a \"redact personal data\" step before the send step of a running run;"
            + " others are untouched.")
    void scenario15() {
        crm.rules(ONE_DIRECTOR);
        ScenarioRun run = start(plan().step("draft", "Draft")
                .action("crm.draft", Payload.empty())
                .step("send", "Send")
                .action("crm.send", to("Acme"))
                .after("draft")
                .step("other", "Send to another one")
                .action("crm.send", to("Globex")));
        ScenarioRun second = crm.start(
                "robot", RunPlan.named("Another").id("r-2").step("send", "Send").action("crm.send", to("Acme")));
        crm.work();
        Step other = run.step("other").now();
        Step draft = run.step("draft").now();
        long version = second.now().version();

        run.insertBefore(
                "ben", "send", Proposal.of("redact", "Redact personal data").action("crm.redact", Payload.empty()));
        run.step("send").is(StepState.BLOCKED);
        run.step("redact").is(StepState.READY);
        assertThat(run.step("other").now()).isEqualTo(other);
        assertThat(run.step("draft").now()).isEqualTo(draft);
        assertThat(second.now().version()).isEqualTo(version);
        crm.work();
        run.performed("draft", "redact").approve("ana", "send");
        crm.work();
        run.performed("draft", "redact", "send");
    }

    private ScenarioRun approvedSend() {
        return start(send()).approve("ana", "send");
    }

    @Test
    @DisplayName("Scenario 32: Approve, then the payload's digest changes: the permit is void.")
    void scenario32_payload() {
        crm.rules(ONE_DIRECTOR);
        ScenarioRun run = approvedSend();
        String key = run.step("send")
                .permit(Permit.State.ISSUED)
                .now()
                .permit()
                .orElseThrow()
                .key();
        run.edit("robot", "send", Payload.of(Map.of("to", "Acme", "text", "and one more thing")));
        run.step("send")
                .is(StepState.AWAITING_APPROVAL)
                .permit(Permit.State.REVOKED)
                .approvedBy();
        assertThat(run.events(RunEvent.PermitRevoked.class))
                .extracting(RunEvent.PermitRevoked::key)
                .containsExactly(key);
        crm.work();
        run.performed();
    }

    @Test
    @DisplayName("Scenario 32: Approve, then the target changes: the permit is void.")
    void scenario32_target() {
        crm.rules(ONE_DIRECTOR);
        ScenarioRun run = approvedSend();
        run.edit("robot", "send", to("Globex"));
        run.step("send")
                .is(StepState.AWAITING_APPROVAL)
                .permit(Permit.State.REVOKED)
                .approvedBy();
        crm.work();
        run.performed();
    }

    @Test
    @DisplayName("Scenario 32: Approve, then the risk changes: the permit is void.")
    void scenario32_risk() {
        crm.rules(ONE_DIRECTOR);
        ScenarioRun run = approvedSend();
        crm.rules(ONE_DIRECTOR
                + rule("R-2", "action == \"crm.send\"", "gate.raiseRisk($step, RiskLevel.HIGH, \"It is night\");"));
        crm.work();
        run.performed()
                .step("send")
                .is(StepState.AWAITING_APPROVAL)
                .round(2, Round.State.OPEN)
                .approvedBy();
        run.approve("ben", "send");
        crm.work();
        run.performed("send");
    }

    @Test
    @DisplayName("Scenario 32: Approve, then the tenant changes: the permit is void.")
    void scenario32_tenant() {
        crm.rules(ONE_DIRECTOR);
        ScenarioRun run = approvedSend();
        Actor robot = Actor.agent("globex", "robot");
        crm.people().add(robot).add(Actor.human("globex", "ana", "Director"));
        ScenarioRun theirs = crm.start(robot, send());
        theirs.step("send").is(StepState.AWAITING_APPROVAL);
        ApprovalView ours = run.approval("ana", "send");
        assertThat(Answers.code(crm.as(Actor.human("globex", "ana")).approve(ours, "fine")))
                .as("what was seen in one tenant is not what is asked in the other, although all ids are the same")
                .isIn(ErrorCode.STALE, ErrorCode.NOT_FOUND, ErrorCode.ALREADY_DECIDED);
        crm.work();
        run.performed("send");
        theirs.performed().step("send").is(StepState.AWAITING_APPROVAL).approvedBy();
    }

    @Test
    @DisplayName("Scenario 33: Approve, then the pack becomes stricter before the step starts: gated again.")
    void scenario33_stricter() {
        crm.rules(ONE_DIRECTOR);
        ScenarioRun run = approvedSend();
        crm.rules(TWO_DIRECTORS);
        crm.work();
        run.performed().step("send").round(2, Round.State.OPEN).approvedBy("ana");
        run.approve("ben", "send");
        crm.work();
        run.performed("send");
    }

    @Test
    @DisplayName("Scenario 33: Looser: the approval stands.")
    void scenario33_looser() {
        crm.rules(TWO_DIRECTORS);
        ScenarioRun run = approvedSend().approve("ben", "send");
        crm.rules(ONE_DIRECTOR);
        crm.work();
        run.performed("send").step("send").round(1, Round.State.APPROVED);
    }

    @Test
    @DisplayName("Scenario 33: As loose as can be, a rule allows it: the approval stands.")
    void scenario33_allowed() {
        crm.rules(ONE_DIRECTOR);
        ScenarioRun run = approvedSend();
        crm.rules(rule("R-1", "action == \"crm.send\"", "gate.allow($step, \"No longer asked\");"));
        crm.work();
        run.performed("send").step("send").round(1, Round.State.APPROVED);
    }
}
