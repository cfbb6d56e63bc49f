package dev.runs.testing.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.action.Pattern;
import dev.runs.action.RiskLevel;
import dev.runs.content.Payload;
import dev.runs.engine.ApprovalView;
import dev.runs.engine.Started;
import dev.runs.error.ErrorCode;
import dev.runs.gate.GateQuestion;
import dev.runs.graph.StepState;
import dev.runs.plan.Proposal;
import dev.runs.plan.RunPlan;
import dev.runs.plan.Signal;
import dev.runs.run.Permit;
import dev.runs.run.Round;
import dev.runs.run.Run;
import dev.runs.run.RunEvent;
import dev.runs.run.RunOutcome;
import dev.runs.run.RunStatus;
import dev.runs.run.Step;
import dev.runs.testing.PackText;
import dev.runs.testing.ScenarioRun;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Hard cases, as states, with rules in DRL")
class HardCasesTest extends OnEachStore {
    @Test
    @DisplayName("H1 A (needs 2 approvals) and independent internal B ready")
    void h1() {
        crm.rules(ask("R-1", "crm.send", "Director", 2));
        ScenarioRun run = start(send().step("b", "Note it").action("crm.detect", Payload.empty()));
        run.is(RunStatus.RUNNING).counts(1, 0, 0);
        crm.work();
        run.is(RunStatus.PAUSED).step("b").is(StepState.COMPLETED);
        run.approve("ana", "send").step("send").is(StepState.AWAITING_APPROVAL);
        run.approve("ben", "send").step("send").is(StepState.READY);
    }

    @Test
    @DisplayName("H2 ANY join of X and Y with cancelRest; X completes while Y awaits approval")
    void h2() {
        crm.rules(ask("R-1", "crm.send", "Director", 1));
        ScenarioRun run = start(send().step("x", "Find a proof point")
                .action("crm.detect", Payload.empty())
                .step("join", "Enough is known")
                .action("crm.draft", Payload.empty())
                .after("x", "send")
                .joinAny()
                .cancelRest());
        ApprovalView seen = run.approval("ana", "send");
        run.counts(1, 0, 0);
        crm.work();
        run.step("join").is(StepState.COMPLETED);
        run.step("send").is(StepState.CANCELLED).round(1, Round.State.WITHDRAWN);
        crm.inbox("ana").isEmpty();
        assertThat(Answers.code(run.as("ana").approve(seen, "late"))).isEqualTo(ErrorCode.WITHDRAWN);
        assertThat(run.events(RunEvent.StepCompleted.class))
                .extracting(RunEvent.StepCompleted::step)
                .as("the join fires once")
                .containsExactly("x", "join");
        run.counts(0, 0, 0).is(RunStatus.COMPLETED).ended(RunOutcome.DONE);
    }

    @Test
    @DisplayName("H3 approved; the pack becomes Deny before start")
    void h3() {
        crm.rules(ask("R-1", "crm.send", "Director", 1));
        ScenarioRun run = start(send()).approve("ana", "send");
        crm.rules(ask("R-1", "crm.send", "Director", 1) + deny("R-2", "crm.send"));
        crm.work();
        run.performed()
                .step("send")
                .is(StepState.REJECTED)
                .round(1, Round.State.OVERRULED)
                .approvedBy("ana")
                .permit(Permit.State.REVOKED);
        run.ended(RunOutcome.REJECTED);
    }

    @Test
    @DisplayName("H4 approved by Ana; Ana loses the role before start")
    void h4() {
        crm.rules(ask("R-1", "crm.send", "Director", 2));
        ScenarioRun run = start(send()).approve("ana", "send").approve("ben", "send");
        crm.people().human("ana", "Viewer");
        crm.work();
        run.performed()
                .is(RunStatus.PAUSED)
                .step("send")
                .round(2, Round.State.OPEN)
                .approvedBy("ben");
    }

    @Test
    @DisplayName("H5 permit consumed, JVM killed inside the handler, handler not idempotent")
    void h5() {
        crm.rules(ask("R-1", "crm.send", "Director", 1));
        ScenarioRun run = start(send()).approve("ana", "send");
        crm.handlers().on("crm.send", execution -> {
            throw crm.crash();
        });
        crm.work();
        crm.recover();
        run.is(RunStatus.ATTENTION).step("send").is(StepState.INDETERMINATE).permit(Permit.State.CONSUMED);
        crm.handlers().on("crm.send", execution -> {});
        assertThat(crm.work()).as("nobody does it again unasked").isZero();

        run.resolve("ben", "send", false).step("send").is(StepState.READY);
        crm.work();
        run.performed("send", "send").is(RunStatus.COMPLETED);
        assertThat(crm.handlers().calls())
                .extracting(call -> call.key())
                .as("a new permit, with a new key")
                .doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("H5 ... resolved \"done\"")
    void h5_done() {
        crm.rules(ask("R-1", "crm.send", "Director", 1));
        ScenarioRun run = start(send()).approve("ana", "send");
        crm.handlers().on("crm.send", execution -> {
            throw crm.crash();
        });
        crm.work();
        crm.recover();
        run.resolve("ben", "send", true).performed("send").ended(RunOutcome.DONE);
    }

    private ScenarioRun redactBeforeApprovedSend() {
        crm.rules(ask("R-1", "crm.send", "Director", 1));
        ScenarioRun run = start(send()).approve("ana", "send");
        return run.insertBefore(
                "ben", "send", Proposal.of("redact", "Redact names").action("crm.redact", Payload.empty()));
    }

    @Test
    @DisplayName("H6 \"redact\" inserted before an approved, not started \"send\": redact done and payload unchanged")
    void h6() {
        ScenarioRun run = redactBeforeApprovedSend();
        run.counts(0, 0, 0)
                .step("send")
                .is(StepState.BLOCKED)
                .round(1, Round.State.SUSPENDED)
                .permit(Permit.State.REVOKED);
        crm.inbox("ana").isEmpty();
        crm.work();
        run.performed("redact", "send").step("send").round(1, Round.State.APPROVED);
    }

    @Test
    @DisplayName("H6 ... payload changed")
    void h6_changed() {
        crm.handlers().on("crm.redact", execution -> execution.supply("send", to("a customer")));
        ScenarioRun run = redactBeforeApprovedSend();
        crm.work();
        run.performed("redact")
                .step("send")
                .is(StepState.AWAITING_APPROVAL)
                .round(2, Round.State.OPEN)
                .approvedBy();
    }

    @Test
    @DisplayName("H7 final approval reversed after execution")
    void h7() {
        crm.rules(ask("R-1", "crm.send", "Director", 1) + ask("R-2", "crm.apologise", "Director", 1));
        ScenarioRun run = start(send()).approve("ana", "send");
        crm.work();
        run.is(RunStatus.COMPLETED).reverse("ana", "send").is(RunStatus.PAUSED);
        assertThat(run.step("send").now().objections()).hasSize(1);
        Step undo = run.now().steps().stream()
                .filter(step -> !step.id().equals("send"))
                .findFirst()
                .orElseThrow();
        assertThat(undo.spec().action().orElseThrow().type()).isEqualTo("crm.apologise");
        run.refused(ErrorCode.SEPARATION_OF_DUTIES, one -> one.approve("ana", undo.id()));
        run.approve("ben", undo.id());
        crm.work();
        run.performed("send", undo.id()).is(RunStatus.COMPLETED);
    }

    @Test
    @DisplayName("H8 two rules ask: \"Legal, 1\" and \"Legal or Sales director, 2 of\"")
    void h8() {
        crm.people().human("sam", "Sales director");
        crm.rules(PackText.of(ask("R-1", "crm.send", "Legal", 1)
                        + rule("R-2", "action == \"crm.send\"", "gate.require($step, \"big\", \"A big customer\");"))
                .manifest("requirements: { big: { ask: [ { roles: [Legal, Sales director], quorum: 2 } ] } }\n"));
        ScenarioRun run = start(send()).approve("lena", "send");
        run.refused(ErrorCode.ALREADY_VOTED, one -> one.approve("lena", "send"));
        run.approve("sam", "send").step("send").is(StepState.AWAITING_APPROVAL);
        run.approve("luis", "send").step("send").is(StepState.READY);
    }

    @Test
    @DisplayName("H9 the rule for a step resolves to an empty set of approvers")
    void h9() {
        crm.rules(ask("R-9", "crm.send", "Chief reference officer", 1));
        ScenarioRun run = start(plan().step("draft", "Draft")
                .action("crm.draft", Payload.empty())
                .step("send", "Send")
                .action("crm.send", to("Acme"))
                .after("draft"));
        assertThat(run.events(RunEvent.GateAsked.class))
                .as("the forecast at start says so")
                .anySatisfy(asked -> {
                    assertThat(asked.step()).isEqualTo("send");
                    assertThat(asked.phase()).isEqualTo(GateQuestion.Phase.FORECAST);
                    assertThat(asked.unfilled()).containsExactly("Chief reference officer");
                });
        crm.work();
        run.is(RunStatus.ATTENTION);
        assertThat(run.step("send").now().faults()).anySatisfy(fault -> {
            assertThat(fault.code()).isEqualTo(ErrorCode.FAULT_NO_ELIGIBLE_APPROVER);
            assertThat(fault.rules()).containsExactly("R-9");
            assertThat(fault.roles()).containsExactly("Chief reference officer");
        });
    }

    @Test
    @DisplayName("H10 an agent proposes an unknown action")
    void h10() {
        crm.rules(rule("R-1", "risk >= RiskLevel.LOW", "gate.allow($step, \"Trust everything\");"));
        ScenarioRun run = start(plan().step("note", "Note").action("crm.detect", Payload.empty()));
        run.propose("robot", Proposal.of("wire", "Wire the money").action("bank.wire-everything", Payload.empty()));
        crm.work();
        run.performed("note");
        Step wire = run.step("wire").is(StepState.AWAITING_APPROVAL).now();
        assertThat(wire.spec().action().orElseThrow()).satisfies(action -> {
            assertThat(action.pattern()).isEqualTo(Pattern.EXTERNAL);
            assertThat(action.risk()).isEqualTo(RiskLevel.CRITICAL);
        });
        crm.inbox("gov").hasExactly(place("wire"));
        crm.inbox("ana").isEmpty();
    }

    @Test
    @DisplayName("H11 same signal delivered twice, in parallel")
    void h11() throws Exception {
        crm.rules(ask("R-1", "crm.send", "Director", 1));
        crm.runs();
        RunPlan plan = RunPlan.named("From a signal")
                .triggeredBy(Signal.of("signal-1", "Call detected", crm.clock().instant()))
                .step("send", "Send")
                .action("crm.send", to("Acme"));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Started>> calls = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                calls.add(() -> crm.as("robot").start(plan));
            }
            List<Started> started = new ArrayList<>();
            for (Future<Started> future : threads.invokeAll(calls)) {
                started.add(future.get());
            }
            assertThat(started)
                    .extracting(Started::id)
                    .containsOnly(started.get(0).id());
            assertThat(started).filteredOn(one -> !one.existed()).hasSize(1);
            Run only = crm.as("robot").run(started.get(0).id());
            assertThat(only.pending()).isEqualTo(1);
        } finally {
            threads.shutdown();
        }
    }

    @Test
    @DisplayName("H12 rejected, resubmitted, approved")
    void h12() {
        crm.rules(ask("R-1", "crm.send", "Director", 1));
        ScenarioRun run = start(send()).reject("ana", "send");
        run.counts(0, 0, 1).ended(RunOutcome.REJECTED);
        run.resubmit("robot", "send")
                .counts(1, 0, 0)
                .step("send")
                .round(2, Round.State.OPEN)
                .approvedBy();
        run.approve("ana", "send").counts(0, 1, 0);
        assertThat(run.step("send").now().rounds())
                .extracting(Round::state)
                .containsExactly(Round.State.REJECTED, Round.State.APPROVED);
        crm.work();
        run.performed("send").ended(RunOutcome.DONE);
    }
}
