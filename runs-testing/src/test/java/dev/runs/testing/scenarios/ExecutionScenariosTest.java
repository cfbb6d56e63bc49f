package dev.runs.testing.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.Runs;
import dev.runs.engine.Answer;
import dev.runs.engine.ApprovalView;
import dev.runs.engine.StepView;
import dev.runs.error.ErrorCode;
import dev.runs.graph.StepState;
import dev.runs.run.Permit;
import dev.runs.run.RunEvent;
import dev.runs.run.RunStatus;
import dev.runs.run.Step;
import dev.runs.testing.Performed;
import dev.runs.testing.ScenarioRun;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Scenarios: what is executed, and how often")
class ExecutionScenariosTest extends OnEachStore {
    private static final String ONE_DIRECTOR = ask("R-1", "crm.send", "Director", 1);

    @Test
    @DisplayName("Scenario 12: Two exclusive external steps approved together never execute together.")
    void scenario12() {
        crm.rules(ONE_DIRECTOR);
        ScenarioRun run = start(plan().step("send", "Send")
                .action("crm.send", to("Acme"))
                .exclusive("Acme's inbox")
                .step("other", "Send something else")
                .action("crm.send", to("Acme"))
                .exclusive("Acme's inbox"));
        AtomicInteger atWork = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (Runs another = crm.anotherProcess()) {
            crm.handlers().on("crm.send", execution -> {
                most.accumulateAndGet(atWork.incrementAndGet(), Math::max);
                // Other workers come by while this one is at work: one of this process, and one of another.
                crm.runs().worker().runReady();
                another.worker().runReady();
                atWork.decrementAndGet();
            });
            run.approve("ana", "send").approve("ana", "other");
            run.step("send").is(StepState.READY);
            run.step("other").is(StepState.READY);
            crm.work();
        }
        run.performed("send", "other").is(RunStatus.COMPLETED);
        assertThat(most).hasValue(1);
    }

    @Test
    @DisplayName("Scenario 12: ... nor while nobody knows whether the other one happened.")
    void scenario12_unknown() {
        crm.rules(ONE_DIRECTOR);
        ScenarioRun run = start(send().exclusive("inbox")
                .step("other", "Send something else")
                .action("crm.send", to("Acme"))
                .exclusive("inbox"));
        run.approve("ana", "send").approve("ana", "other");
        crm.handlers().on("crm.send", execution -> {
            throw crm.crash();
        });
        crm.work();
        crm.handlers().on("crm.send", execution -> {});
        crm.work();
        crm.recover();
        crm.work();
        run.performed("send").step("send").is(StepState.INDETERMINATE);
        run.resolve("ben", "send", true);
        crm.work();
        run.performed("send", "other").is(RunStatus.COMPLETED);
    }

    @Test
    @DisplayName("Either of two: whichever is done first, the permit of the other one is void")
    void eitherOfTwo() {
        crm.rules(ONE_DIRECTOR);
        ScenarioRun run = start(send().step("other", "Send the same in another way")
                .action("crm.send", to("Acme, by letter"))
                .step("sent", "Sent")
                .after("send", "other")
                .joinAny()
                .cancelRest());
        run.approve("ana", "send").approve("ana", "other");
        crm.work();
        run.performed("send").is(RunStatus.COMPLETED);
        run.step("other").is(StepState.CANCELLED).permit(Permit.State.REVOKED);
    }

    @Test
    @DisplayName(
            "Scenario 29: An administrator's skip needs a reason and is itself gated; redo of an executed external step"
                    + " needs a new permit.")
    void scenario29() {
        crm.rules(ONE_DIRECTOR);
        ScenarioRun run = start(send());
        StepView seen = run.seen("adam", "send");
        assertThat(Answers.code(run.as("adam").skip(seen, " "))).isEqualTo(ErrorCode.REASON_MISSING);
        run.skip("adam", "send");
        crm.work();
        run.performed().step("send").is(StepState.AWAITING_APPROVAL);
        String skip = added(run, "runs.skip");
        crm.inbox("gov").hasExactly(place(skip));
        run.refused(ErrorCode.NOT_FOUND, one -> one.approve("vic", skip));
        run.approve("gov", skip);
        crm.work();
        run.performed().step("send").is(StepState.SKIPPED);
        crm.inbox("ana").isEmpty();
    }

    @Test
    @DisplayName("Scenario 29: ... redo")
    void scenario29_redo() {
        crm.rules(ONE_DIRECTOR);
        ScenarioRun run = start(send()).approve("ana", "send");
        crm.work();
        StepView seen = run.seen("ben", "send");
        assertThat(Answers.code(run.as("ben").redo(seen, " "))).isEqualTo(ErrorCode.REASON_MISSING);
        run.redo("ben", "send");
        crm.work();
        run.performed("send");
        String again = run.now().steps().stream()
                .map(Step::id)
                .filter(id -> !id.equals("send"))
                .findFirst()
                .orElseThrow();
        run.refused(ErrorCode.SEPARATION_OF_DUTIES, one -> one.approve("ben", again));
        run.approve("ana", again);
        crm.work();
        run.performed("send", again);
        assertThat(crm.handlers().calls()).extracting(Performed::key).doesNotHaveDuplicates();
    }

    private static String added(ScenarioRun run, String action) {
        return run.now().steps().stream()
                .filter(step -> step.spec().action().orElseThrow().type().equals(action))
                .map(Step::id)
                .findFirst()
                .orElseThrow();
    }

    @Test
    @DisplayName("Scenario 34: A double click, the same command id twice: one vote, the same answer.")
    void scenario34() {
        crm.rules(ask("R-1", "crm.send", "Director", 2));
        ScenarioRun run = start(send());
        ApprovalView seen = run.approval("ana", "send");
        Answer first = run.as("ana").withCommandId("click-1").approve(seen, "fine");
        run.approve("ben", "send");
        Answer second = run.as("ana").withCommandId("click-1").approve(seen, "fine");
        assertThat(first).isInstanceOf(Answer.Accepted.class);
        assertThat(second).as("whatever happened in between").isEqualTo(first);
        run.step("send").approvedBy("ana", "ben");
        assertThat(run.events(RunEvent.VoteCast.class)).hasSize(2);
        assertThat(Answers.code(run.as("ana").withCommandId("click-1").reject(seen, "or rather not")))
                .isEqualTo(ErrorCode.COMMAND_REUSED);
    }

    @Test
    @DisplayName("Scenario 35: The host crashes after the permit is consumed and before the handler answers:"
            + " the step is \"indeterminate\"; never a silent second send.")
    void scenario35() {
        crm.rules(ONE_DIRECTOR);
        ScenarioRun run = start(send()).approve("ana", "send");
        crm.handlers().on("crm.send", execution -> {
            throw crm.crash();
        });
        crm.work();
        run.step("send").is(StepState.RUNNING).permit(Permit.State.CONSUMED);
        crm.recover();
        run.is(RunStatus.ATTENTION).step("send").is(StepState.INDETERMINATE);
        crm.work();
        crm.restart().work();
        run.performed("send");
        run.resolve("ben", "send", true).is(RunStatus.COMPLETED);
    }

    @Test
    @DisplayName("Scenario 35: ... and the handler's idempotency key decides.")
    void scenario35_key() {
        crm.rules(ONE_DIRECTOR).repeatable("crm.send");
        ScenarioRun run = start(send()).approve("ana", "send");
        crm.handlers().on("crm.send", execution -> {
            if (execution.attempt() == 1) {
                throw crm.crash();
            }
        });
        crm.work();
        crm.recover();
        crm.work();
        run.performed("send", "send").is(RunStatus.COMPLETED);
        assertThat(crm.handlers().calls())
                .as("twice under one key, by which the other side knows that it is the same")
                .extracting(Performed::key)
                .containsOnly(crm.handlers().calls().get(0).key());
        assertThat(run.events(RunEvent.PermitIssued.class)).hasSize(1);
    }
}
