package dev.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.actor.Actor;
import dev.runs.content.Payload;
import dev.runs.engine.Answer;
import dev.runs.engine.StepView;
import dev.runs.gate.Finding;
import dev.runs.graph.StepState;
import dev.runs.kit.Crm;
import dev.runs.plan.Proposal;
import dev.runs.plan.RunPlan;
import dev.runs.run.Permit;
import dev.runs.run.Round;
import dev.runs.run.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("Approval: what S6, S7, S11 and S14 say beyond the hard cases")
class ApprovalTest {
    @RegisterExtension
    final Crm crm = new Crm();

    private Step step(String run, String step) {
        return crm.run(run).step(step).orElseThrow();
    }

    private Step promote(String run) {
        return step(run, "promote");
    }

    private StepView seen(String run) {
        return crm.as(crm.viewer).step(run, "promote");
    }

    private String approved() {
        crm.rules.require("R1", "crm.promote-reference", Crm.DIRECTOR_ROLE, 1);
        String id = crm.start(crm.promotion());
        crm.approve(crm.ana, id, "promote").orThrow();
        return id;
    }

    @Test
    @DisplayName("S6, S11: approved, held, denied when the hold is over: overruled, and a resubmission has no votes")
    void deniedAfterAHold_isOverruledAndAskedAnew() {
        String id = approved();
        Instant until = crm.clock.instant().plus(Duration.ofHours(1));
        crm.rules.add("H", fact -> true, new Finding.Hold(until, "embargo"));
        crm.work(id);
        assertThat(crm.state(id, "promote")).isEqualTo(StepState.HELD);
        crm.rules.add("NO", fact -> true, new Finding.Deny("no"));
        crm.clock.advance(Duration.ofHours(1));
        crm.work(id);
        assertThat(crm.state(id, "promote")).isEqualTo(StepState.REJECTED);
        assertThat(promote(id).lastRound().orElseThrow().state()).isEqualTo(Round.State.OVERRULED);
        assertThat(crm.run(id).approved()).isZero();

        crm.rules.clear().require("R1", "crm.promote-reference", Crm.DIRECTOR_ROLE, 1);
        crm.as(crm.agent).resubmit(seen(id), "the rules have changed").orThrow();
        assertThat(crm.state(id, "promote")).isEqualTo(StepState.AWAITING_APPROVAL);
        assertThat(promote(id).openRound().orElseThrow().votes()).isEmpty();
    }

    @Test
    @DisplayName("S6: \"not done\" and denied by now: overruled")
    void deniedAfterNotDone_isOverruled() {
        crm.on("crm.promote-reference", execution -> {
            throw new IllegalStateException("connection reset");
        });
        String id = approved();
        crm.work(id);
        crm.rules.add("NO", fact -> true, new Finding.Deny("no"));
        crm.as(crm.ben).resolve(seen(id), false, "nothing there").orThrow();
        assertThat(crm.state(id, "promote")).isEqualTo(StepState.REJECTED);
        assertThat(promote(id).lastRound().orElseThrow().state()).isEqualTo(Round.State.OVERRULED);
    }

    /** Rejected once, then asked again when a rule allows it: the permit is a rule's, and round 1 stays what it was. */
    private String allowedAfterARejection() {
        crm.rules.require("R1", "crm.promote-reference", Crm.DIRECTOR_ROLE, 1);
        String id = crm.start(crm.promotion());
        crm.reject(crm.ana, id, "promote").orThrow();
        crm.rules.clear().add("A", fact -> true, new Finding.Allow("fine"));
        crm.as(crm.agent).resubmit(seen(id), "the rules have changed").orThrow();
        assertThat(crm.state(id, "promote")).isEqualTo(StepState.READY);
        return id;
    }

    @Test
    @DisplayName("a recall of what a rule allowed leaves the earlier rejection in the history")
    void recallOfAnAllowedStep_leavesHistory() {
        String id = allowedAfterARejection();
        crm.as(crm.agent).recall(seen(id), "wait").orThrow();
        assertThat(crm.state(id, "promote")).isEqualTo(StepState.CHANGES_REQUESTED);
        assertThat(promote(id).rounds()).extracting(Round::state).containsExactly(Round.State.REJECTED);
        assertThat(promote(id).permit().map(Permit::state)).contains(Permit.State.REVOKED);
    }

    @Test
    @DisplayName("what a rule allowed is no approval that could be taken back")
    void reversalOfAnAllowedStep_isRefused() {
        String id = allowedAfterARejection();
        Answer answer = crm.as(crm.ben).reverse(seen(id), "why");
        assertThat(answer).isInstanceOf(Answer.Refused.class);
        assertThat(((Answer.Refused) answer).refusal().message())
                .isEqualTo("RUNS-REFUSED-006 Step 'promote' cannot be reversed: it is ready."
                        + "\nFix: only an approval that led to a permit can be taken back; vote instead");
        assertThat(promote(id).rounds()).extracting(Round::state).containsExactly(Round.State.REJECTED);
    }

    @Test
    @DisplayName("S11: executed, then reversed twice: two objections")
    void secondReversal_isAnotherObjection() {
        String id = approved();
        crm.work(id);
        crm.as(crm.ana).reverse(seen(id), "the quote was wrong").orThrow();
        crm.as(crm.ben).reverse(seen(id), "I think so too").orThrow();
        assertThat(promote(id).objections())
                .extracting(objection -> objection.by().id())
                .containsExactly("ana", "ben");
        assertThat(crm.run(id).steps()).as("one compensation is enough").hasSize(2);
    }

    @Test
    @DisplayName("a compensation never takes the place of a step that has its id by chance")
    void compensation_hasAnIdOfItsOwn() {
        crm.rules.require("R1", "crm.promote-reference", Crm.DIRECTOR_ROLE, 1);
        RunPlan plan = crm.promotion();
        for (int i = 1; i <= 40; i++) {
            plan.step("undo-" + i, "Not what it seems").after("promote");
        }
        String id = crm.start(plan);
        crm.approve(crm.ana, id, "promote").orThrow();
        crm.work(id);
        long version = crm.run(id).version();
        crm.as(crm.agent)
                .propose(id, Proposal.of("undo-" + (version + 2), "By chance"))
                .orThrow();
        crm.as(crm.ana).reverse(seen(id), "the quote was wrong").orThrow();
        List<Step> steps = List.copyOf(crm.run(id).steps());
        assertThat(steps).hasSize(43);
        assertThat(steps.get(42).spec().action().orElseThrow().type()).isEqualTo("crm.withdraw-reference");
        assertThat(steps.subList(1, 42)).allMatch(step -> step.state() == StepState.COMPLETED);
    }

    private Actor person(String id, String... roles) {
        return crm.people.add(Actor.human(Crm.TENANT, id, roles));
    }

    private void requireAny(String rule, int quorum, String... roles) {
        crm.rules.add(
                rule,
                fact -> fact.action().equals("crm.promote-reference"),
                new Finding.Require(Set.of(roles), quorum, "ask", Optional.empty(), Optional.empty()));
    }

    @Test
    @DisplayName("S7: an approval counts where the fewest others could help, so that nobody is asked in vain")
    void approval_countsWhereFewestCouldHelp() {
        requireAny("R1", 1, "Finance", "Legal");
        requireAny("R2", 1, "Legal");
        Actor lena = person("lena", "Legal");
        Actor finn = person("finn", "Finance");
        String id = crm.start(crm.promotion());
        crm.approve(lena, id, "promote").orThrow();
        crm.approve(finn, id, "promote").orThrow();
        assertThat(crm.state(id, "promote")).isEqualTo(StepState.READY);
    }

    @Test
    @DisplayName("S7: whoever is asked may say no as long as the question is open, also where others have said enough")
    void rejection_countsWhereverTheVoterIsAsked() {
        requireAny("R1", 1, "Finance");
        requireAny("R2", 1, "Legal");
        Actor lena = person("lena", "Legal");
        Actor luis = person("luis", "Legal");
        String id = crm.start(crm.promotion());
        crm.approve(lena, id, "promote").orThrow();
        assertThat(crm.approve(luis, id, "promote").isAccepted())
                .as("Legal has said enough")
                .isFalse();
        crm.reject(luis, id, "promote").orThrow();
        assertThat(crm.state(id, "promote")).isEqualTo(StepState.REJECTED);
        assertThat(promote(id).lastRound().orElseThrow().votes())
                .extracting(vote -> vote.voter().id() + " " + vote.choice())
                .containsExactly("lena APPROVE", "luis REJECT");
    }

    @Test
    @DisplayName("S11: what followed from what followed from a rejection counts as well: resubmission is refused")
    void resubmissionAfterALaterSuccessorStarted_isRefused() {
        crm.rules
                .require("R1", "crm.promote-reference", Crm.DIRECTOR_ROLE, 1)
                .add("NO", fact -> fact.action().equals("crm.merge-accounts"), new Finding.Deny("never"));
        String id = crm.start(crm.promotion()
                .step("merge", "Merge")
                .action("crm.merge-accounts", Payload.empty())
                .onRejected("promote")
                .step("note", "Note")
                .action("crm.detect", Payload.empty())
                .onRejected("merge"));
        crm.reject(crm.ana, id, "promote").orThrow();
        assertThat(crm.run(id).states().values())
                .containsExactly(StepState.REJECTED, StepState.REJECTED, StepState.READY);

        crm.as(crm.agent).resubmit(seen(id), "before the note is written").orThrow();
        assertThat(crm.run(id).states().values())
                .containsExactly(StepState.AWAITING_APPROVAL, StepState.BLOCKED, StepState.BLOCKED);

        crm.reject(crm.ana, id, "promote").orThrow();
        crm.work(id);
        assertThat(crm.state(id, "note")).isEqualTo(StepState.COMPLETED);
        Answer late = crm.as(crm.agent).resubmit(seen(id), "after it was written");
        assertThat(((Answer.Refused) late).refusal().message())
                .isEqualTo(
                        "RUNS-REFUSED-011 Step 'promote' cannot be resubmitted: 'note' followed from its rejection and "
                                + "started.\nFix: propose a new step for what is wanted now");
    }

    @Test
    @DisplayName(
            "S11: steps skipped by the rejection go back to BLOCKED, transitively; those skipped for another reason do not")
    void resubmission_bringsSkippedStepsBack() {
        crm.rules
                .require("R1", "crm.promote-reference", Crm.DIRECTOR_ROLE, 1)
                .add("NO", fact -> fact.action().equals("crm.merge-accounts"), new Finding.Deny("never"));
        String id = crm.start(crm.promotion()
                .step("denied", "Denied")
                .action("crm.merge-accounts", Payload.empty())
                .step("thank", "Thank")
                .after("promote")
                .step("log", "Log")
                .action("crm.detect", Payload.empty())
                .after("thank")
                .step("both", "Both")
                .after("promote", "denied"));
        crm.reject(crm.ana, id, "promote").orThrow();
        assertThat(crm.run(id).states().values())
                .containsExactly(
                        StepState.REJECTED,
                        StepState.REJECTED,
                        StepState.SKIPPED,
                        StepState.SKIPPED,
                        StepState.SKIPPED);
        crm.as(crm.agent).resubmit(seen(id), "please").orThrow();
        assertThat(crm.run(id).states().values())
                .containsExactly(
                        StepState.AWAITING_APPROVAL,
                        StepState.REJECTED,
                        StepState.BLOCKED,
                        StepState.BLOCKED,
                        StepState.SKIPPED);
        crm.approve(crm.ben, id, "promote").orThrow();
        crm.work(id);
        assertThat(crm.state(id, "log")).isEqualTo(StepState.COMPLETED);
    }

    @Test
    @DisplayName("S14: a payload that is edited while its approved step is held has no votes")
    void editedWhileHeld_hasNoVotes() {
        String id = approved();
        Instant until = crm.clock.instant().plus(Duration.ofHours(1));
        crm.rules.add("H", fact -> true, new Finding.Hold(until, "embargo"));
        crm.work(id);
        crm.as(crm.viewer).edit(seen(id), Crm.payload("Globex"), "other").orThrow();
        assertThat(crm.state(id, "promote")).isEqualTo(StepState.HELD);
        assertThat(promote(id).lastRound().orElseThrow().state()).isEqualTo(Round.State.SUPERSEDED);
        assertThat(crm.run(id).approved())
                .as("what was approved is not what is there")
                .isZero();
        crm.clock.advance(Duration.ofHours(1));
        crm.work(id);
        assertThat(crm.state(id, "promote")).isEqualTo(StepState.AWAITING_APPROVAL);
        assertThat(promote(id).openRound().orElseThrow().votes()).isEmpty();
        assertThat(crm.executed).isEmpty();
    }
}
