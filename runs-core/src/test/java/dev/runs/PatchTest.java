package dev.runs;

import static dev.runs.graph.StepState.AWAITING_APPROVAL;
import static dev.runs.graph.StepState.BLOCKED;
import static dev.runs.graph.StepState.CANCELLED;
import static dev.runs.graph.StepState.CHANGES_REQUESTED;
import static dev.runs.graph.StepState.COMPLETED;
import static dev.runs.graph.StepState.HELD;
import static dev.runs.graph.StepState.READY;
import static dev.runs.graph.StepState.REJECTED;
import static dev.runs.graph.StepState.SKIPPED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.action.Pattern;
import dev.runs.action.RiskLevel;
import dev.runs.actor.Actor;
import dev.runs.content.Payload;
import dev.runs.engine.Answer;
import dev.runs.engine.ApprovalView;
import dev.runs.engine.InboxQuery;
import dev.runs.engine.Patch;
import dev.runs.engine.StepView;
import dev.runs.error.RunsException;
import dev.runs.gate.Finding;
import dev.runs.graph.Edge;
import dev.runs.graph.EdgeCondition;
import dev.runs.graph.Join;
import dev.runs.kit.Crm;
import dev.runs.plan.Proposal;
import dev.runs.plan.RunPlan;
import dev.runs.run.PatchDiff;
import dev.runs.run.Permit;
import dev.runs.run.RecordedEvent;
import dev.runs.run.Round;
import dev.runs.run.Run;
import dev.runs.run.RunEvent;
import dev.runs.run.RunOutcome;
import dev.runs.run.RunStatus;
import dev.runs.run.Step;
import dev.runs.storage.Cursor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("S13: patches of the graph")
class PatchTest {
    @RegisterExtension
    final Crm crm = new Crm();

    @BeforeEach
    void rules() {
        crm.rules.require("R1", "crm.promote-reference", Crm.DIRECTOR_ROLE, 1);
    }

    private Step step(String run, String step) {
        return crm.run(run).step(step).orElseThrow();
    }

    private StepView seen(String run, String step) {
        return crm.as(crm.ana).step(run, step);
    }

    private Round lastRound(String run, String step) {
        return step(run, step).lastRound().orElseThrow();
    }

    private static Proposal redact() {
        return Proposal.of("redact", "Redact names").action("crm.draft", Crm.payload("Acme"));
    }

    private Answer insert(Actor by, String run, String target) {
        return crm.as(by).insertBefore(seen(run, target), redact(), "names must go");
    }

    private static void refused(Answer answer, String message) {
        assertThat(answer).isInstanceOf(Answer.Refused.class);
        assertThat(((Answer.Refused) answer).refusal().message()).isEqualTo(message);
    }

    /** a and b, then c after them, then d after c, and e if c is rejected. */
    private String chain() {
        return crm.start(RunPlan.named("Chain")
                .step("a", "A")
                .action("crm.detect", Payload.empty())
                .step("b", "B")
                .action("crm.detect", Payload.empty())
                .step("c", "C")
                .action("crm.merge-accounts", Payload.empty())
                .after("a")
                .afterEnd("b")
                .step("d", "D")
                .action("crm.draft", Crm.payload("Acme"))
                .after("c")
                .step("e", "E")
                .action("crm.draft", Crm.payload("Acme"))
                .onRejected("c"));
    }

    // ---- inserted -----------------------------------------------------------------------------------------------

    @Test
    @DisplayName("an inserted step takes over edges and join of the one that then waits for it alone")
    void inserted_takesThePlace() {
        String id = crm.start(RunPlan.named("Join")
                .step("a", "A")
                .action("crm.detect", Payload.empty())
                .step("b", "B")
                .action("crm.detect", Payload.empty())
                .step("c", "C")
                .action("crm.detect", Payload.empty())
                .step("j", "J")
                .after("a")
                .afterEnd("b", "c")
                .joinAtLeast(2));
        insert(crm.agent, id, "j").orThrow();
        assertThat(step(id, "redact").spec().node().join()).isEqualTo(Join.atLeast(2));
        assertThat(step(id, "redact").spec().node().edges())
                .containsExactly(
                        new Edge("a", EdgeCondition.COMPLETED),
                        new Edge("b", EdgeCondition.ALWAYS),
                        new Edge("c", EdgeCondition.ALWAYS));
        assertThat(step(id, "j").spec().node().join()).isEqualTo(Join.all());
        assertThat(step(id, "j").spec().node().edges()).containsExactly(new Edge("redact", EdgeCondition.COMPLETED));
        crm.work(id);
        assertThat(crm.run(id).status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(crm.executed).hasSize(4).last().isEqualTo("crm.draft {\"customer\":\"Acme\"}");
    }

    @Test
    @DisplayName("a predecessor inserted: out of the inbox, clock stopped, votes kept; then asked on in the same round")
    void pendingRound_isSuspendedAndResumed() {
        crm.rules
                .clear()
                .add(
                        "R2",
                        fact -> fact.external(),
                        new Finding.Require(
                                Set.of(Crm.DIRECTOR_ROLE),
                                2,
                                "Big",
                                Optional.empty(),
                                Optional.of(Duration.ofHours(10))));
        String id = crm.start(crm.promotion());
        crm.approve(crm.ana, id, "promote").orThrow();
        ApprovalView looked = crm.as(crm.ben).approval(id, "promote");
        crm.clock.advance(Duration.ofHours(4));
        insert(crm.agent, id, "promote").orThrow();

        assertThat(crm.state(id, "promote")).isEqualTo(BLOCKED);
        assertThat(lastRound(id, "promote").state()).isEqualTo(Round.State.SUSPENDED);
        assertThat(lastRound(id, "promote").votes()).hasSize(1);
        assertThat(crm.run(id).status()).isEqualTo(RunStatus.RUNNING);
        assertThat(crm.as(crm.ben).whyBlocked(id, "promote").lines())
                .extracting(line -> line.text())
                .contains(
                        "Round 1 of its approval is suspended (1 of 2 approvals); what was said counts on if the payload"
                                + " stays as it is.");
        assertThat(crm.as(crm.ben).inbox(InboxQuery.all(), Cursor.start(), 10).rows())
                .isEmpty();
        refused(
                crm.as(crm.ben).approve(looked, "late"),
                "RUNS-REFUSED-006 Step 'promote' cannot be decided: it is blocked.\nFix: nothing to do now; the question"
                        + " comes back when the steps before it are done, and the answers that it has count on");

        crm.clock.advance(Duration.ofDays(2));
        crm.work(id);
        assertThat(crm.state(id, "promote")).isEqualTo(AWAITING_APPROVAL);
        Round round = lastRound(id, "promote");
        assertThat(round.number()).isEqualTo(1);
        assertThat(round.votes()).hasSize(1);
        assertThat(crm.as(crm.ben).inbox(InboxQuery.all(), Cursor.start(), 10).rows())
                .singleElement()
                .satisfies(row -> assertThat(row.due())
                        .as("moved on by the time away")
                        .contains(round.opened().plus(Duration.ofHours(58))));
        crm.approve(crm.ben, id, "promote").orThrow();
        assertThat(crm.state(id, "promote")).isEqualTo(READY);
    }

    @Test
    @DisplayName("when eligible again a new round keeps the valid votes if other people are required now")
    void changedRequirement_opensANewRound() {
        String id = crm.start(crm.promotion());
        crm.approve(crm.ana, id, "promote").orThrow();
        insert(crm.agent, id, "promote").orThrow();
        crm.rules.require("R3", "crm.promote-reference", Crm.DIRECTOR_ROLE, 2);
        crm.work(id);
        assertThat(crm.state(id, "promote")).isEqualTo(AWAITING_APPROVAL);
        assertThat(lastRound(id, "promote").number()).isEqualTo(2);
        assertThat(lastRound(id, "promote").votes())
                .extracting(vote -> vote.voter().id())
                .containsExactly("ana");
        assertThat(step(id, "promote").rounds().get(0).state()).isEqualTo(Round.State.SUPERSEDED);
        assertThat(step(id, "promote").regates()).as("it was not at its start").isZero();
        assertThat(step(id, "promote").faults()).isEmpty();
    }

    @Test
    @DisplayName(
            "when eligible again what was said so far may be enough: a new round shows it against what is required now")
    void loweredRequirement_approvesANewRound() {
        crm.rules.clear().require("R2", "crm.promote-reference", Crm.DIRECTOR_ROLE, 2);
        String id = crm.start(crm.promotion());
        crm.approve(crm.ana, id, "promote").orThrow();
        insert(crm.agent, id, "promote").orThrow();
        crm.rules.clear().require("R1", "crm.promote-reference", Crm.DIRECTOR_ROLE, 1);
        crm.work(id);
        assertThat(crm.state(id, "promote")).isEqualTo(COMPLETED);
        assertThat(step(id, "promote").rounds())
                .extracting(Round::state)
                .containsExactly(Round.State.SUPERSEDED, Round.State.APPROVED);
    }

    @Test
    @DisplayName("when eligible again the votes of those who lost their role do not count")
    void lostRole_opensANewRound() {
        String id = crm.start(crm.promotion());
        crm.approve(crm.ana, id, "promote").orThrow();
        insert(crm.agent, id, "promote").orThrow();
        crm.people.add(Actor.human(Crm.TENANT, "ana", "Viewer"));
        crm.work(id);
        assertThat(lastRound(id, "promote").number()).isEqualTo(2);
        assertThat(lastRound(id, "promote").votes()).isEmpty();
        assertThat(crm.state(id, "promote")).isEqualTo(AWAITING_APPROVAL);
    }

    @Test
    @DisplayName("when eligible again a Deny rejects the step, with the approval shown as overruled")
    void denied_overrulesTheApproval() {
        String id = crm.start(crm.promotion());
        crm.approve(crm.ana, id, "promote").orThrow();
        insert(crm.agent, id, "promote").orThrow();
        crm.rules.add("NO", fact -> fact.external(), new Finding.Deny("no references this quarter"));
        crm.work(id);
        assertThat(crm.state(id, "promote")).isEqualTo(REJECTED);
        assertThat(lastRound(id, "promote").state()).isEqualTo(Round.State.OVERRULED);
    }

    @Test
    @DisplayName("when eligible again a rule that allows needs no round, and a hold keeps it suspended")
    void allowedAndHeld() {
        String id = crm.start(crm.promotion());
        insert(crm.agent, id, "promote").orThrow();
        crm.rules
                .clear()
                .add(
                        "H",
                        fact -> fact.external(),
                        new Finding.Hold(crm.clock.instant().plus(Duration.ofHours(1)), "later"));
        crm.work(id);
        assertThat(crm.state(id, "promote")).isEqualTo(HELD);
        assertThat(lastRound(id, "promote").state()).isEqualTo(Round.State.SUSPENDED);
        crm.rules.clear().add("A", fact -> true, new Finding.Allow("fine"));
        crm.clock.advance(Duration.ofHours(2));
        crm.work(id);
        assertThat(crm.state(id, "promote")).isEqualTo(COMPLETED);
        assertThat(lastRound(id, "promote").state()).isEqualTo(Round.State.WITHDRAWN);
    }

    @Test
    @DisplayName("an approval that waits for an inserted step can be taken back (S11)")
    void suspendedApproval_canBeReversed() {
        String id = crm.start(crm.promotion());
        crm.approve(crm.ana, id, "promote").orThrow();
        insert(crm.agent, id, "promote").orThrow();
        crm.as(crm.ana).reverse(seen(id, "promote"), "the customer called").orThrow();
        assertThat(crm.state(id, "promote")).isEqualTo(REJECTED);
        assertThat(lastRound(id, "promote").state()).isEqualTo(Round.State.REVERSED);
        crm.work(id);
        assertThat(crm.executed).containsExactly("crm.draft {\"customer\":\"Acme\"}");
    }

    @Test
    @DisplayName("an inserted step that is rejected, or not needed, takes the step after it along")
    void insertedStepWithoutSuccess_skipsTheTarget() {
        crm.rules.add("D", fact -> fact.action().equals("crm.draft"), new Finding.Deny("no drafts"));
        String id = crm.start(crm.promotion());
        ApprovalView looked = crm.as(crm.ana).approval(id, "promote");
        insert(crm.agent, id, "promote").orThrow();
        assertThat(crm.state(id, "redact")).isEqualTo(REJECTED);
        assertThat(crm.state(id, "promote")).isEqualTo(SKIPPED);
        assertThat(lastRound(id, "promote").state()).isEqualTo(Round.State.WITHDRAWN);
        refused(
                crm.as(crm.ana).approve(looked, "late"),
                "RUNS-REFUSED-005 Step 'promote', round 1 was withdrawn.\n"
                        + "Fix: nothing to do; the question is not asked any more");
        crm.as(crm.agent)
                .resubmit(crm.as(crm.agent).step(id, "redact"), "asked for by legal")
                .orThrow();
        assertThat(crm.state(id, "promote")).as("S11 in a patched graph").isEqualTo(SKIPPED);
        crm.rules.clear().require("R1", "crm.promote-reference", Crm.DIRECTOR_ROLE, 1);
        crm.as(crm.agent)
                .resubmit(crm.as(crm.agent).step(id, "redact"), "allowed now")
                .orThrow();
        crm.work(id);
        assertThat(crm.state(id, "promote")).isEqualTo(AWAITING_APPROVAL);
        assertThat(lastRound(id, "promote").number()).isEqualTo(2);
    }

    @Test
    @DisplayName("a step that waits to be asked for again stays so, behind the inserted one")
    void changesRequested_staysAsItIs() {
        String id = crm.start(crm.promotion());
        crm.as(crm.owner).recall(seen(id, "promote"), "wait").orThrow();
        insert(crm.agent, id, "promote").orThrow();
        assertThat(crm.state(id, "promote")).isEqualTo(CHANGES_REQUESTED);
        crm.as(crm.owner).resubmit(seen(id, "promote"), "now").orThrow();
        assertThat(crm.state(id, "promote")).isEqualTo(BLOCKED);
        crm.work(id);
        assertThat(crm.state(id, "promote")).isEqualTo(AWAITING_APPROVAL);
    }

    @Test
    @DisplayName("no risky external step escapes the gate: an inserted one is asked about like any other, and forecast")
    void insertedStep_isGated() {
        String id = chain();
        crm.as(crm.agent)
                .insertBefore(seen(id, "c"), Proposal.of("pay", "Pay").action("crm.pay", Payload.empty()), "a bribe")
                .orThrow();
        assertThat(crm.as(crm.ana).history(id))
                .filteredOn(recorded -> recorded.event() instanceof RunEvent.GateAsked asked
                        && asked.step().equals("pay"))
                .hasSize(1);
        crm.work(id);
        assertThat(crm.state(id, "pay")).isEqualTo(AWAITING_APPROVAL);
        assertThat(crm.executed).hasSize(2);
    }

    @Test
    @DisplayName(
            "S17: an agent may insert an unknown action, which is external and critical; for people it is an error")
    void unknownAction() {
        String id = chain();
        Proposal unknown = Proposal.of("x", "X").action("crm.detekt", Payload.empty());
        crm.as(crm.agent).insertBefore(seen(id, "c"), unknown, "").orThrow();
        assertThat(step(id, "x").spec().action().orElseThrow()).satisfies(action -> {
            assertThat(action.pattern()).isEqualTo(Pattern.EXTERNAL);
            assertThat(action.risk()).isEqualTo(RiskLevel.CRITICAL);
        });
        assertThatThrownBy(() -> crm.as(crm.ana)
                        .replace(seen(id, "d"), Proposal.of("y", "Y").action("crm.detekt", Payload.empty()), "better"))
                .isInstanceOf(RunsException.class)
                .hasMessageStartingWith("RUNS-PLAN-005 Patch of run '" + id + "': step 'y' performs 'crm.detekt'")
                .hasMessageEndingWith("Fix: did you mean 'crm.detect'?");
    }

    @Test
    @DisplayName("the step that a rule inserts has the id (rule, target): it is inserted once")
    void insertedByRule_once() {
        String id = dev.runs.run.Command.InsertBefore.id("ADV-001", "send");
        assertThat(id).isEqualTo("ADV-001@send");
        assertThatThrownBy(() -> crm.start(RunPlan.named("R").step(id, "No plan can use it")))
                .isInstanceOf(RunsException.class)
                .hasMessageStartingWith("RUNS-PLAN-007 Run plan 'R': the step id 'ADV-001@send' cannot be used.");
    }

    @Test
    @DisplayName("on the page a patched-in step stands where it belongs")
    void orderOfThePage() {
        String id = chain();
        insert(crm.ana, id, "c").orThrow();
        crm.as(crm.ana)
                .replace(seen(id, "c"), Proposal.of("c2", "C2").action("crm.detect", Payload.empty()), "better")
                .orThrow();
        crm.as(crm.ana)
                .propose(
                        id,
                        Proposal.of("f", "F")
                                .action("crm.detect", Payload.empty())
                                .after("d"))
                .orThrow();
        assertThat(crm.as(crm.ana).record(id).steps().rows())
                .extracting(row -> row.id())
                .containsExactly("a", "b", "redact", "c", "c2", "d", "f");
    }

    // ---- replaced, skipped, waived ------------------------------------------------------------------------------

    @Test
    @DisplayName("replaced: the new step takes edges and place, and what waited for the old one waits for it")
    void replaced() {
        String id = chain();
        crm.as(crm.ana)
                .replace(
                        seen(id, "c"),
                        Proposal.of("c2", "C by hand").action("crm.detect", Payload.empty()),
                        "the merge is broken")
                .orThrow();
        assertThat(crm.state(id, "c")).isEqualTo(CANCELLED);
        assertThat(step(id, "c2").spec().node().edges())
                .containsExactly(new Edge("a", EdgeCondition.COMPLETED), new Edge("b", EdgeCondition.ALWAYS));
        assertThat(step(id, "d").spec().node().edges()).containsExactly(new Edge("c2", EdgeCondition.COMPLETED));
        assertThat(step(id, "e").spec().node().edges()).containsExactly(new Edge("c2", EdgeCondition.REJECTED));
        crm.work(id);
        assertThat(crm.state(id, "d")).isEqualTo(COMPLETED);
        assertThat(crm.state(id, "e")).isEqualTo(SKIPPED);
        assertThat(crm.run(id).status()).as("not cancelled").isEqualTo(RunStatus.COMPLETED);
        assertThat(crm.run(id).outcome()).contains(RunOutcome.DONE);
        assertThat(crm.as(crm.ana).record(id).steps().rows())
                .filteredOn(row -> row.id().equals("c"))
                .singleElement()
                .satisfies(row -> assertThat(row.note()).isEqualTo("Replaced by 'C by hand': the merge is broken."));
        assertThat(crm.as(crm.ana).record(id).heading().summary()).isEqualTo("All 4 steps are done.");
    }

    @Test
    @DisplayName("replaced: the approval is withdrawn, the permit revoked, and a late vote answers WITHDRAWN")
    void replaced_withdrawsTheRound() {
        String id = crm.start(crm.promotion());
        ApprovalView looked = crm.as(crm.ben).approval(id, "promote");
        crm.approve(crm.ana, id, "promote").orThrow();
        crm.as(crm.ana)
                .replace(seen(id, "promote"), redact(), "internally first")
                .orThrow();
        assertThat(crm.state(id, "promote")).isEqualTo(CANCELLED);
        assertThat(lastRound(id, "promote").state()).isEqualTo(Round.State.WITHDRAWN);
        assertThat(step(id, "promote").permit().map(Permit::state)).contains(Permit.State.REVOKED);
        assertThat(crm.run(id).approved()).isZero();
        refused(
                crm.as(crm.ben).approve(looked, "late"),
                "RUNS-REFUSED-005 Step 'promote', round 1 was withdrawn.\n"
                        + "Fix: nothing to do; the question is not asked any more");
        crm.work(id);
        assertThat(crm.executed).containsExactly("crm.draft {\"customer\":\"Acme\"}");
        assertThat(crm.run(id).outcome()).contains(RunOutcome.DONE);
    }

    @Test
    @DisplayName("skip never satisfies a completed edge, only one that asks for any end")
    void skipped() {
        String id = crm.start(RunPlan.named("Skip")
                .step("a", "A")
                .action("crm.merge-accounts", Payload.empty())
                .step("b", "B")
                .action("crm.detect", Payload.empty())
                .after("a")
                .step("c", "C")
                .action("crm.detect", Payload.empty())
                .afterEnd("a"));
        ApprovalView looked = crm.as(crm.governance).approval(id, "a");
        crm.as(crm.owner).skip(seen(id, "a"), "no time").orThrow();
        assertThat(crm.state(id, "a")).isEqualTo(SKIPPED);
        assertThat(crm.state(id, "b")).isEqualTo(SKIPPED);
        assertThat(crm.state(id, "c")).isEqualTo(READY);
        refused(
                crm.as(crm.governance).approve(looked, "late"),
                "RUNS-REFUSED-005 Step 'a', round 1 was withdrawn.\n"
                        + "Fix: nothing to do; the question is not asked any more");
        assertThat(crm.as(crm.ana).record(id).steps().rows().get(0).note()).isEqualTo("Skipped by owner: no time.");
        assertThat(crm.as(crm.ana).whyBlocked(id, "a").headline()).isEqualTo("'A' is skipped by owner: no time.");
    }

    @Test
    @DisplayName("what a person skipped or waived stays so when a step before it is asked for again (S11)")
    void skippedByHand_isNotReopened() {
        crm.rules.require("R4", "crm.merge-accounts", Crm.DIRECTOR_ROLE, 1);
        String id = chain();
        crm.work(id);
        crm.as(crm.ana).skip(seen(id, "d"), "never mind").orThrow();
        crm.reject(crm.ana, id, "c").orThrow();
        assertThat(crm.state(id, "e")).isEqualTo(READY);
        crm.as(crm.ana).waive(seen(id, "e"), "told by phone").orThrow();
        crm.as(crm.owner).resubmit(seen(id, "c"), "please").orThrow();
        assertThat(crm.state(id, "c")).isEqualTo(AWAITING_APPROVAL);
        assertThat(crm.state(id, "d")).isEqualTo(SKIPPED);
        assertThat(crm.state(id, "e")).isEqualTo(COMPLETED);
    }

    /** What is risky is waived only if the rules let it be. */
    private void waivingIsAllowed() {
        crm.rules.add("W", fact -> fact.action().equals("runs.waive"), new Finding.Allow("Waive what you like"));
    }

    @Test
    @DisplayName("waive satisfies a completed edge, and never counts as executed")
    void waived() {
        String id = chain();
        crm.work(id);
        assertThat(crm.state(id, "c")).isEqualTo(AWAITING_APPROVAL);
        waivingIsAllowed();
        crm.as(crm.owner).waive(seen(id, "c"), "merged by hand").orThrow();
        crm.work(id);
        assertThat(crm.state(id, "c")).isEqualTo(COMPLETED);
        assertThat(lastRound(id, "c").state()).isEqualTo(Round.State.WITHDRAWN);
        crm.work(id);
        assertThat(crm.state(id, "d")).isEqualTo(COMPLETED);
        assertThat(crm.executed).noneMatch(call -> call.startsWith("crm.merge-accounts"));
        assertThat(crm.as(crm.ana).record(id).steps().rows().get(2).note())
                .isEqualTo("Waived by owner; nothing was executed: merged by hand.");
        assertThat(crm.as(crm.ana).whyAllowed(id, "c").headline()).isEqualTo("'C' was never executed: it was waived.");
    }

    @Test
    @DisplayName("an approved and waived step is not called executed")
    void waivedAfterApproval() {
        crm.rules.require("R4", "crm.detect", Crm.DIRECTOR_ROLE, 1);
        String id = crm.start(RunPlan.named("One").step("a", "Merge").action("crm.detect", Payload.empty()));
        crm.approve(crm.ana, id, "a").orThrow();
        crm.as(crm.ana).waive(seen(id, "a"), "done by hand").orThrow();
        assertThat(step(id, "a").permit().map(Permit::state)).contains(Permit.State.REVOKED);
        assertThat(crm.work(id)).isZero();
        assertThat(crm.as(crm.ana).record(id).heading().summary()).isEqualTo("Its one step is done.");
    }

    @Test
    void waive_isForInternalStepsOnly() {
        String id = crm.start(crm.promotion());
        refused(
                crm.as(crm.ana).waive(seen(id, "promote"), "said on the phone"),
                "RUNS-REFUSED-016 Step 'promote' cannot be waived: its effects leave the company, and nobody can say that"
                        + " they happened when they did not.\nFix: skip it; what waits for it is then not needed either");
    }

    // ---- who, when, and what cannot be --------------------------------------------------------------------------

    @Test
    @DisplayName("agents may insert; they may skip and replace only what they proposed; only people waive")
    void whoMay() {
        String id = chain();
        crm.as(crm.ana)
                .propose(
                        id,
                        Proposal.of("mine", "Of Ana")
                                .action("crm.detect", Payload.empty())
                                .after("c"))
                .orThrow();
        crm.as(crm.agent).skip(seen(id, "e"), "superfluous").orThrow();
        String notHuman = ": 'advocacy-agent' is an agent, and only people decide.\nFix: let a person decide";
        refused(crm.as(crm.agent).skip(seen(id, "mine"), "x"), "RUNS-REFUSED-008 Step 'mine'" + notHuman);
        refused(crm.as(crm.agent).replace(seen(id, "mine"), redact(), "x"), "RUNS-REFUSED-008 Step 'mine'" + notHuman);
        refused(crm.as(crm.agent).waive(seen(id, "d"), "x"), "RUNS-REFUSED-008 Step 'd'" + notHuman);
        crm.as(crm.agent)
                .replace(seen(id, "d"), Proposal.of("d2", "D2").action("crm.detect", Payload.empty()), "better")
                .orThrow();
        crm.as(crm.agent).insertBefore(seen(id, "mine"), redact(), "").orThrow();
    }

    @Test
    void aReasonIsRequired() {
        String id = chain();
        String fix = " without a reason.\nFix: say why; whoever reads the record will want to know";
        refused(crm.as(crm.ana).skip(seen(id, "d"), " "), "RUNS-REFUSED-012 Step 'd' cannot be skipped" + fix);
        refused(crm.as(crm.ana).waive(seen(id, "d"), ""), "RUNS-REFUSED-012 Step 'd' cannot be waived" + fix);
        refused(
                crm.as(crm.ana).replace(seen(id, "d"), redact(), ""),
                "RUNS-REFUSED-012 Step 'd' cannot be replaced" + fix);
        assertThat(crm.as(crm.ana).insertBefore(seen(id, "d"), redact(), "").isAccepted())
                .isTrue();
    }

    @Test
    @DisplayName("a patch touches only steps not started")
    void started_isRefused() {
        String id = chain();
        crm.work(id);
        refused(
                crm.as(crm.ana).skip(seen(id, "a"), "x"),
                "RUNS-REFUSED-006 Step 'a' cannot be skipped: it is completed.\nFix: only what has not started can be"
                        + " patched; propose a new step for what is wanted now");
        refused(
                insert(crm.ana, id, "b"),
                "RUNS-REFUSED-006 Step 'b' cannot be put after another step: it is completed.\nFix: only what has not"
                        + " started can be patched; propose a new step for what is wanted now");
        crm.reject(crm.governance, id, "c").orThrow();
        refused(
                crm.as(crm.ana).waive(seen(id, "c"), "x"),
                "RUNS-REFUSED-006 Step 'c' cannot be waived: it is rejected.\nFix: resubmit it, or propose a new step for"
                        + " what is wanted now");
        Answer[] answer = new Answer[1];
        crm.on("crm.draft", execution -> answer[0] = crm.as(crm.ana).skip(seen(id, "e"), "x"));
        crm.work(id);
        refused(
                answer[0],
                "RUNS-REFUSED-006 Step 'e' cannot be skipped: it is running.\nFix: only what has not started can be"
                        + " patched; wait for its end, or reverse its approval");
    }

    @Test
    void whatWasLookedAt_counts() {
        String id = chain();
        StepView old = seen(id, "d");
        crm.as(crm.ana).edit(old, Crm.payload("Globex"), "other").orThrow();
        assertThat(crm.as(crm.ana).skip(old, "x"))
                .isInstanceOfSatisfying(
                        Answer.Refused.class,
                        refused -> assertThat(refused.refusal().message())
                                .startsWith("RUNS-REFUSED-003 Step 'd' has changed: you looked at version 2"));
        StepView nowhere = new StepView(id, "dd", 1, BLOCKED, 0, Optional.empty());
        refused(
                crm.as(crm.ana).skip(nowhere, "x"),
                "RUNS-REFUSED-001 Run '" + id + "' has no step 'dd' (steps: a, b, c, d, e).\nFix: did you mean 'd'?");
    }

    @Test
    @DisplayName("what a patch brings in is checked whole, and nothing is half made")
    void impossiblePatches() {
        String id = chain();
        long version = crm.run(id).version();
        Proposal wrong = Proposal.of("a", " ")
                .action("crm.draft", "T", Payload.of(java.util.Map.of("price", "1")))
                .after("b");
        assertThatThrownBy(() -> crm.as(crm.ana).insertBefore(seen(id, "d"), wrong, ""))
                .isInstanceOfSatisfying(
                        RunsException.class,
                        e -> assertThat(e.problems())
                                .extracting(problem -> problem.code().id())
                                .containsExactly(
                                        "RUNS-PLAN-009",
                                        "RUNS-PLAN-002",
                                        "RUNS-PLAN-007",
                                        "RUNS-PAYLOAD-001",
                                        "RUNS-PAYLOAD-001"));
        assertThatThrownBy(() -> crm.as(crm.ana).insertBefore(seen(id, "d"), redact().after("b"), ""))
                .hasMessage(
                        "RUNS-PLAN-009 Patch of run '" + id + "': step 'redact' says what it waits for, and a patch"
                                + " gives it the place of another step.\nFix: leave out after(...), the other edges and the join");
        assertThatThrownBy(() -> crm.as(crm.ana).insertBefore(seen(id, "d"), redact().step("more", "More"), ""))
                .hasMessage("RUNS-PLAN-009 Patch of run '" + id + "' has 2 steps, and a patch brings in one.\n"
                        + "Fix: patch again for each of the others, or add them with propose");
        assertThat(crm.run(id).version()).isEqualTo(version);
    }

    @Test
    @DisplayName("the same command sent twice counts once")
    void commandId_countsOnce() {
        String id = chain();
        StepView seen = seen(id, "d");
        Answer first = crm.as(crm.ana).withCommandId("click-1").insertBefore(seen, redact(), "");
        Answer second = crm.as(crm.ana).withCommandId("click-1").insertBefore(seen, redact(), "");
        assertThat(first.isAccepted()).isTrue();
        assertThat(second).isEqualTo(first);
    }

    // ---- the difference -----------------------------------------------------------------------------------------

    @Test
    @DisplayName("the diff says before the commit what the history shows after it, and changes nothing")
    void diff_beforeAndAfter() {
        String id = crm.start(crm.promotion());
        crm.approve(crm.ana, id, "promote").orThrow();
        Run before = crm.run(id);
        Patch patch = Patch.insertBefore(
                seen(id, "promote"), Proposal.of("pay", "Pay first").action("crm.pay", Payload.empty()), "fee");

        PatchDiff preview = crm.as(crm.ana).preview(patch);

        assertThat(preview).hasToString("""
                + 'pay' at once
                ~ 'promote' at once -> after 'pay'
                ~ 'promote' waits again
                ~ round 1 of 'promote' is suspended
                - the permit of 'promote' is revoked
                ? 'pay': needs approval""");
        assertThat(crm.run(id).version()).isEqualTo(before.version());
        crm.as(crm.ana).withCommandId("p1").apply(patch).orThrow();
        assertThat(crm.as(crm.ana).diff(id, "p1")).isEqualTo(preview);
    }

    @Test
    void diff_ofASkip() {
        String id = chain();
        crm.work(id);
        PatchDiff preview = crm.as(crm.owner).preview(Patch.skip(seen(id, "c"), "no"));
        assertThat(preview.lines())
                .containsExactly(
                        "- 'c' is skipped",
                        "- 'd' is skipped ('c')",
                        "- 'e' is skipped ('c')",
                        "- round 1 of 'c' is withdrawn");
        assertThat(preview.isEmpty()).isFalse();
        crm.as(crm.owner).withCommandId("s").skip(seen(id, "c"), "no").orThrow();
        assertThat(crm.as(crm.ana).diff(id, "s")).isEqualTo(preview);
        assertThatThrownBy(() -> crm.as(crm.owner).preview(Patch.skip(seen(id, "a"), "no")))
                .hasMessageStartingWith("RUNS-REFUSED-006 Step 'a' cannot be skipped: it is completed.");
        assertThatThrownBy(() -> crm.as(crm.ana).diff(id, "never"))
                .hasMessage("RUNS-REFUSED-001 Run '" + id + "' has no event of a command 'never'.\n"
                        + "Fix: name the command of one of the events in its history");
    }

    @Test
    void diff_ofStepsThatAreAdded() {
        String id = chain();
        PatchDiff preview = crm.as(crm.agent)
                .preview(Patch.add(
                        id,
                        Proposal.of("n", "N")
                                .action("crm.promote-reference", Crm.payload("Acme"))
                                .afterEnd("a", "b")
                                .onRejected("c")
                                .joinAtLeast(2)
                                .cancelRest()));
        assertThat(preview.lines())
                .contains("+ 'n' after 2 of 'a' always, 'b' always, 'c' rejected, stopping the rest")
                .endsWith("? 'n': needs approval (R1)");
    }

    @Test
    void diff_ofAReplacement() {
        String id = crm.start(crm.promotion());
        PatchDiff preview = crm.as(crm.ana).preview(Patch.replace(seen(id, "promote"), redact(), "internally"));
        assertThat(preview.lines())
                .containsExactly(
                        "+ 'redact' at once",
                        "- 'promote' is cancelled ('redact')",
                        "- round 1 of 'promote' is withdrawn",
                        "? 'redact': allow");
    }

    @Test
    @DisplayName("what was patched is traced: the new step follows from the old one's causes, and from the old one")
    void lineage() {
        String id = chain();
        insert(crm.ana, id, "c").orThrow();
        crm.as(crm.ana)
                .replace(seen(id, "d"), Proposal.of("d2", "D2").action("crm.detect", Payload.empty()), "better")
                .orThrow();
        waivingIsAllowed();
        crm.as(crm.owner).waive(seen(id, "c"), "fine").orThrow();
        crm.work(id);
        List<RecordedEvent> history = crm.as(crm.ana).history(id);
        assertThat(dev.runs.lineage.LineageEdges.ofHistory(history))
                .extracting(edge -> edge.from().id() + " " + edge.relation() + " "
                        + edge.to().id())
                .contains(
                        id + "/a followed " + id + "/redact",
                        id + "/d replaced by " + id + "/d2",
                        id + "/c followed " + id + "/d2");
    }

    @Test
    @DisplayName("S16: payload and words of a patch can be erased")
    void erased() {
        String id = chain();
        crm.as(crm.ana).insertBefore(seen(id, "c"), redact(), "Mr Secret asked").orThrow();
        crm.as(crm.ana).skip(seen(id, "e"), "Mr Secret again").orThrow();
        assertThat(crm.as(crm.admin).export(id)).contains("Mr Secret asked", "Mr Secret again", "Redact names");
        crm.as(crm.admin).erase(id);
        assertThat(crm.as(crm.admin).export(id)).doesNotContain("Secret", "Redact names");
        assertThat(crm.as(crm.ana).record(id).history().rows())
                .extracting(line -> line.text())
                .contains("Redacted step 'e' was skipped: redacted.");
    }
}
