package dev.runs;

import static org.assertj.core.api.Assertions.assertThat;

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
}
