package dev.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.engine.StepView;
import dev.runs.gate.Finding;
import dev.runs.graph.StepState;
import dev.runs.kit.Crm;
import dev.runs.run.Round;
import dev.runs.run.Step;
import java.time.Duration;
import java.time.Instant;
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
}
