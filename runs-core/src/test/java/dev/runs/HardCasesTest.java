package dev.runs;

import static dev.runs.graph.StepState.AWAITING_APPROVAL;
import static dev.runs.graph.StepState.BLOCKED;
import static dev.runs.graph.StepState.CANCELLED;
import static dev.runs.graph.StepState.COMPLETED;
import static dev.runs.graph.StepState.INDETERMINATE;
import static dev.runs.graph.StepState.READY;
import static dev.runs.graph.StepState.REJECTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.action.Pattern;
import dev.runs.action.RiskLevel;
import dev.runs.actor.Actor;
import dev.runs.content.Payload;
import dev.runs.engine.Answer;
import dev.runs.engine.ApprovalView;
import dev.runs.engine.InboxQuery;
import dev.runs.engine.Started;
import dev.runs.engine.StepView;
import dev.runs.error.ErrorCode;
import dev.runs.error.RunsException;
import dev.runs.gate.Finding;
import dev.runs.graph.StepState;
import dev.runs.kit.Crm;
import dev.runs.kit.RuleTable;
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
import dev.runs.storage.Cursor;
import dev.runs.storage.RunFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("Hard cases, as states")
class HardCasesTest {
    @RegisterExtension
    final Crm crm = new Crm();

    private Step step(String run, String step) {
        return crm.run(run).step(step).orElseThrow();
    }

    private static ErrorCode code(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Refused.class);
        return ((Answer.Refused) answer).refusal().code();
    }

    @Test
    @DisplayName("H1 A (needs 2 approvals) and independent internal B ready")
    void h1() {
        crm.rules.require("R2", "crm.promote-reference", Crm.DIRECTOR_ROLE, 2);
        String id = crm.start(crm.promotion().step("b", "Note it").action("crm.detect", Payload.empty()));
        assertThat(crm.run(id).status()).isEqualTo(RunStatus.RUNNING);
        assertThat(crm.run(id).pending()).isEqualTo(1);
        crm.work(id);
        assertThat(crm.state(id, "b")).isEqualTo(COMPLETED);
        assertThat(crm.run(id).status()).isEqualTo(RunStatus.PAUSED);
        crm.approve(crm.ana, id, "promote").orThrow();
        assertThat(crm.state(id, "promote")).isEqualTo(AWAITING_APPROVAL);
        crm.approve(crm.ben, id, "promote").orThrow();
        assertThat(crm.state(id, "promote")).isEqualTo(READY);
    }

    @Test
    @DisplayName("H2 ANY join of X and Y with cancelRest; X completes while Y awaits approval")
    void h2() {
        crm.rules.require("R1", "crm.promote-reference", Crm.DIRECTOR_ROLE, 1);
        String id = crm.start(crm.promotion()
                .step("x", "Find a proof point")
                .action("crm.detect", Payload.empty())
                .step("join", "Enough is known")
                .action("crm.draft", Crm.payload("Acme"))
                .after("x", "promote")
                .joinAny()
                .cancelRest());
        ApprovalView seen = crm.as(crm.ana).approval(id, "promote");
        assertThat(crm.run(id).pending()).isEqualTo(1);

        crm.work(id);

        assertThat(crm.state(id, "join")).isEqualTo(COMPLETED);
        assertThat(crm.state(id, "promote")).isEqualTo(CANCELLED);
        assertThat(step(id, "promote").lastRound().orElseThrow().state()).isEqualTo(Round.State.WITHDRAWN);
        assertThat(crm.run(id).pending()).isZero();
        assertThat(crm.as(crm.ana).inbox(InboxQuery.all(), Cursor.start(), 10).rows())
                .isEmpty();
        assertThat(code(crm.as(crm.ana).approve(seen, "late"))).isEqualTo(ErrorCode.WITHDRAWN);
        assertThat(crm.as(crm.ana).history(id))
                .as("the join fires once")
                .filteredOn(recorded -> recorded.event() instanceof RunEvent.StepCompleted done
                        && done.step().equals("join"))
                .hasSize(1);
        assertThat(crm.run(id).status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(crm.run(id).outcome()).contains(RunOutcome.DONE);
    }

    @Test
    @DisplayName("H3 approved; the pack becomes Deny before start")
    void h3() {
        crm.rules.require("R1", "crm.promote-reference", Crm.DIRECTOR_ROLE, 1);
        String id = crm.start(crm.promotion());
        crm.approve(crm.ana, id, "promote").orThrow();
        crm.rules.add("NO", fact -> fact.external(), new Finding.Deny("no references this quarter"));

        crm.work(id);

        assertThat(crm.state(id, "promote")).isEqualTo(REJECTED);
        Round round = step(id, "promote").lastRound().orElseThrow();
        assertThat(round.state()).isEqualTo(Round.State.OVERRULED);
        assertThat(round.votes()).hasSize(1);
        assertThat(step(id, "promote").permit().map(Permit::state)).contains(Permit.State.REVOKED);
        assertThat(crm.executed).isEmpty();
    }

    @Test
    @DisplayName("H4 approved by Ana; Ana loses the role before start")
    void h4() {
        crm.rules.require("R2", "crm.promote-reference", Crm.DIRECTOR_ROLE, 2);
        String id = crm.start(crm.promotion());
        crm.approve(crm.ana, id, "promote").orThrow();
        crm.approve(crm.ben, id, "promote").orThrow();
        crm.people.add(Actor.human(Crm.TENANT, "ana", "Viewer"));

        crm.work(id);

        Round round = step(id, "promote").openRound().orElseThrow();
        assertThat(round.number()).isEqualTo(2);
        assertThat(round.votes()).extracting(vote -> vote.voter().id()).containsExactly("ben");
        assertThat(crm.run(id).status()).isEqualTo(RunStatus.PAUSED);
        assertThat(crm.executed).isEmpty();
    }

    @Test
    @DisplayName("H5 the handler fails without saying whether it happened")
    void h5() {
        crm.rules.require("R1", "crm.promote-reference", Crm.DIRECTOR_ROLE, 1);
        crm.on("crm.promote-reference", execution -> {
            throw new IllegalStateException("connection reset");
        });
        String id = crm.start(crm.promotion());
        crm.approve(crm.ana, id, "promote").orThrow();
        crm.work(id);
        assertThat(crm.state(id, "promote")).isEqualTo(INDETERMINATE);
        assertThat(crm.run(id).status()).isEqualTo(RunStatus.ATTENTION);
        assertThat(crm.executed).as("called once, not again").hasSize(1);

        StepView seen = crm.as(crm.ben).step(id, "promote");
        crm.as(crm.ben).resolve(seen, false, "the site shows nothing").orThrow();
        assertThat(crm.state(id, "promote")).as("S6, then READY").isEqualTo(READY);

        crm.on("crm.promote-reference", execution -> {});
        crm.work(id);
        assertThat(crm.state(id, "promote")).isEqualTo(COMPLETED);
    }

    private String redactBeforeApprovedPromotion() {
        crm.rules.require("R1", "crm.promote-reference", Crm.DIRECTOR_ROLE, 1);
        String id = crm.start(crm.promotion());
        crm.approve(crm.ana, id, "promote").orThrow();
        crm.as(crm.ben)
                .insertBefore(
                        crm.as(crm.ben).step(id, "promote"),
                        Proposal.of("redact", "Redact names").action("crm.draft", Crm.payload("Acme")),
                        "names must go")
                .orThrow();
        return id;
    }

    @Test
    @DisplayName("H6 \"redact\" inserted before an approved, not started \"send\": redact done and payload unchanged")
    void h6_unchanged() {
        String id = redactBeforeApprovedPromotion();
        assertThat(crm.state(id, "promote")).isEqualTo(BLOCKED);
        assertThat(step(id, "promote").lastRound().orElseThrow().state()).isEqualTo(Round.State.SUSPENDED);
        assertThat(step(id, "promote").permit().map(Permit::state)).contains(Permit.State.REVOKED);
        assertThat(crm.run(id).pending()).isZero();
        assertThat(crm.state(id, "redact")).isEqualTo(READY);
        List<StepState> after = new ArrayList<>();
        crm.on("crm.promote-reference", execution -> after.add(crm.state(id, "redact")));

        crm.work(id);

        assertThat(after).as("send after redact").containsExactly(COMPLETED);
        assertThat(crm.state(id, "promote")).isEqualTo(COMPLETED);
        assertThat(step(id, "promote").rounds())
                .as("READY again, without a second round")
                .singleElement()
                .satisfies(round -> assertThat(round.state()).isEqualTo(Round.State.APPROVED));
    }

    @Test
    @DisplayName("H6 \"redact\" inserted before an approved, not started \"send\": redact changes the payload")
    void h6_changed() {
        crm.on("crm.draft", execution -> execution.supply("promote", Crm.payload("A customer")));
        String id = redactBeforeApprovedPromotion();

        crm.work(id);

        assertThat(crm.state(id, "promote")).isEqualTo(AWAITING_APPROVAL);
        Round round = step(id, "promote").openRound().orElseThrow();
        assertThat(round.number()).isEqualTo(2);
        assertThat(round.votes()).isEmpty();
        assertThat(step(id, "promote").rounds().get(0).state()).isEqualTo(Round.State.SUPERSEDED);
    }

    @Test
    @DisplayName("H6 (payload part) the payload of an approved, not started step changes")
    void h6() {
        crm.rules.require("R1", "crm.promote-reference", Crm.DIRECTOR_ROLE, 1);
        String id = crm.start(crm.promotion());
        crm.approve(crm.ana, id, "promote").orThrow();
        String approved = step(id, "promote").permit().orElseThrow().digest().value();

        crm.as(crm.agent)
                .edit(crm.as(crm.agent).step(id, "promote"), Crm.payload("Globex"), "other customer")
                .orThrow();

        Step step = step(id, "promote");
        assertThat(step.state()).isEqualTo(AWAITING_APPROVAL);
        assertThat(step.openRound().orElseThrow().number()).isEqualTo(2);
        assertThat(step.openRound().orElseThrow().votes()).isEmpty();
        assertThat(step.permit().orElseThrow().state()).isEqualTo(Permit.State.REVOKED);
        crm.work(id);
        assertThat(crm.executed).isEmpty();

        crm.approve(crm.ana, id, "promote").orThrow();
        crm.work(id);
        assertThat(crm.executed).containsExactly("crm.promote-reference {\"customer\":\"Globex\"}");
        assertThat(step(id, "promote").permit().orElseThrow().digest().value()).isNotEqualTo(approved);
    }

    @Test
    @DisplayName("H7 final approval reversed after execution")
    void h7() {
        crm.rules
                .require("R1", "crm.promote-reference", Crm.DIRECTOR_ROLE, 1)
                .require("R2", "crm.withdraw-reference", Crm.DIRECTOR_ROLE, 1);
        String id = crm.start(crm.promotion());
        crm.approve(crm.ana, id, "promote").orThrow();
        crm.work(id);
        assertThat(crm.run(id).status()).isEqualTo(RunStatus.COMPLETED);

        crm.as(crm.ana)
                .reverse(crm.as(crm.ana).step(id, "promote"), "the quote was wrong")
                .orThrow();

        assertThat(step(id, "promote").objections()).hasSize(1);
        Run run = crm.run(id);
        assertThat(run.status()).as("reopened").isEqualTo(RunStatus.PAUSED);
        Step undo = run.steps().stream().reduce((a, b) -> b).orElseThrow();
        assertThat(undo.spec().action().orElseThrow().type()).isEqualTo("crm.withdraw-reference");
        assertThat(undo.state()).isEqualTo(AWAITING_APPROVAL);
        assertThat(code(crm.approve(crm.ana, id, undo.id())))
                .as("who asks for the compensation does not approve it")
                .isEqualTo(ErrorCode.SEPARATION_OF_DUTIES);
        crm.approve(crm.ben, id, undo.id()).orThrow();
        crm.work(id);
        assertThat(crm.run(id).status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    @DisplayName("H8 two rules ask: \"Legal, 1\" and \"Legal or Sales director, 2 of\"")
    void h8() {
        crm.rules
                .require("L", "crm.promote-reference", "Legal", 1)
                .add(
                        "LS",
                        fact -> fact.action().equals("crm.promote-reference"),
                        new Finding.Require(
                                java.util.Set.of("Legal", "Sales director"),
                                2,
                                "Big customer",
                                java.util.Optional.empty(),
                                java.util.Optional.empty()));
        Actor lena = crm.people.add(Actor.human(Crm.TENANT, "lena", "Legal"));
        Actor sam = crm.people.add(Actor.human(Crm.TENANT, "sam", "Sales director"));
        Actor luis = crm.people.add(Actor.human(Crm.TENANT, "luis", "Legal"));
        String id = crm.start(crm.promotion());

        assertThat(step(id, "promote").openRound().orElseThrow().requirement().tracks())
                .hasSize(2);
        crm.approve(lena, id, "promote").orThrow();
        assertThat(code(crm.approve(lena, id, "promote"))).isEqualTo(ErrorCode.ALREADY_VOTED);
        crm.approve(sam, id, "promote").orThrow();
        assertThat(crm.state(id, "promote")).isEqualTo(AWAITING_APPROVAL);
        crm.approve(luis, id, "promote").orThrow();
        assertThat(crm.state(id, "promote")).isEqualTo(READY);
    }

    @Test
    @DisplayName("H9 the rule for a step asks for a role that nobody holds")
    void h9() {
        crm.rules.require("R9", "crm.promote-reference", "Chief reference officer", 1);
        String id = crm.start(crm.promotion());
        assertThat(crm.run(id).status()).isEqualTo(RunStatus.ATTENTION);
        assertThat(step(id, "promote").faults()).singleElement().satisfies(fault -> {
            assertThat(fault.code()).isEqualTo(ErrorCode.FAULT_NO_ELIGIBLE_APPROVER);
            assertThat(fault.rules()).containsExactly("R9");
            assertThat(fault.roles()).containsExactly("Chief reference officer");
        });
    }

    @Test
    @DisplayName("H10 an agent proposes an unknown action")
    void h10() {
        crm.rules.add("ALL", fact -> true, new Finding.Allow("trust everything"));
        String id = crm.start(crm.promotion());
        crm.work(id);
        Answer answer = crm.as(crm.agent)
                .propose(
                        id,
                        Proposal.of("wire", "Wire the money")
                                .action("bank.wire-everything", Payload.of(Map.of("amount", "1000000"))));
        answer.orThrow();

        Step step = step(id, "wire");
        assertThat(step.spec().action().orElseThrow()).satisfies(action -> {
            assertThat(action.pattern()).isEqualTo(Pattern.EXTERNAL);
            assertThat(action.risk()).isEqualTo(RiskLevel.CRITICAL);
            assertThat(action.catalogued()).isFalse();
        });
        assertThat(step.state()).isEqualTo(AWAITING_APPROVAL);
        assertThat(step.openRound().orElseThrow().requirement().tracks())
                .singleElement()
                .satisfies(
                        track -> assertThat(track.stages().get(0).roles()).containsExactly(RuleTable.DEFAULT_APPROVER));
        assertThatThrownBy(() ->
                        crm.as(crm.ana).propose(id, Proposal.of("x", "X").action("crm.detekt", Payload.empty())))
                .isInstanceOf(RunsException.class)
                .hasMessage("RUNS-PLAN-005 Proposal for run '" + id
                        + "': step 'x' performs 'crm.detekt', and the catalogue has no such action (actions: "
                        + "crm.detect, crm.draft, crm.merge-accounts, crm.promote-reference, crm.withdraw-reference, "
                        + "crm.pay).\nFix: did you mean 'crm.detect'?");
    }

    @Test
    @DisplayName("H11 same signal delivered twice, in parallel")
    void h11() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Started>> deliveries = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                deliveries.add(() -> crm.as(crm.agent)
                        .start(RunPlan.named("Advocacy")
                                .triggeredBy(Signal.of("signal-7", "Outcome heard", crm.clock.instant()))
                                .step("detect", "Detect")
                                .action("crm.detect", Payload.empty())));
            }
            List<Started> answers = new ArrayList<>();
            for (Future<Started> answer : threads.invokeAll(deliveries)) {
                answers.add(answer.get());
            }
            assertThat(answers)
                    .extracting(Started::id)
                    .containsOnly(answers.get(0).id());
            assertThat(answers).filteredOn(answer -> !answer.existed()).hasSize(1);
            assertThat(crm.as(crm.agent)
                            .runs(RunFilter.all(), Cursor.start(), 10)
                            .rows())
                    .hasSize(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    @DisplayName("H12 rejected, resubmitted, approved")
    void h12() {
        crm.rules.require("R1", "crm.promote-reference", Crm.DIRECTOR_ROLE, 1);
        String id = crm.start(crm.advocacy());
        crm.work(id);
        crm.reject(crm.ana, id, "promote").orThrow();
        assertThat(crm.state(id, "case-study")).isEqualTo(READY);

        crm.as(crm.agent)
                .resubmit(crm.as(crm.agent).step(id, "promote"), "with the quote cleared")
                .orThrow();
        assertThat(crm.state(id, "case-study")).isEqualTo(BLOCKED);
        ApprovalView second = crm.as(crm.ana).approval(id, "promote");
        assertThat(second.round().number()).isEqualTo(2);
        assertThat(second.round().votes()).isEmpty();

        crm.approve(crm.ben, id, "promote").orThrow();
        Run run = crm.run(id);
        assertThat(List.of(run.pending(), run.approved(), run.rejected())).containsExactly(0L, 1L, 0L);
        assertThat(step(id, "promote").rounds())
                .extracting(Round::state)
                .containsExactly(Round.State.REJECTED, Round.State.APPROVED);
    }

    @Test
    @DisplayName("S11 a resubmission is refused once the step that follows from the rejection has started")
    void resubmissionComesTooLate() {
        crm.rules.require("R1", "crm.promote-reference", Crm.DIRECTOR_ROLE, 1);
        String id = crm.start(crm.advocacy());
        crm.work(id);
        crm.reject(crm.ana, id, "promote").orThrow();
        crm.work(id);

        Answer answer = crm.as(crm.agent).resubmit(crm.as(crm.agent).step(id, "promote"), "please");

        assertThat(code(answer)).isEqualTo(ErrorCode.SUCCESSOR_STARTED);
        assertThat(((Answer.Refused) answer).refusal().message())
                .isEqualTo("RUNS-REFUSED-011 Step 'promote' cannot be resubmitted: 'case-study' followed from its "
                        + "rejection and started.\nFix: propose a new step for what is wanted now");
    }
}
