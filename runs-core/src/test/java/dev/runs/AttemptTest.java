package dev.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.actor.Actor;
import dev.runs.engine.Answer;
import dev.runs.engine.ApprovalView;
import dev.runs.engine.StepView;
import dev.runs.error.ErrorCode;
import dev.runs.graph.StepState;
import dev.runs.kit.Crm;
import dev.runs.run.AskingEvent;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("scenario 18: who tries to decide and may not leaves an entry")
class AttemptTest {
    @RegisterExtension
    final Crm crm = new Crm();

    private String ask() {
        crm.rules.require("R1", "crm.promote-reference", Crm.DIRECTOR_ROLE, 1);
        return crm.start(crm.promotion());
    }

    private List<String> attempts(String run) {
        return crm.as(crm.agent).history(run).stream()
                .filter(recorded -> recorded.event() instanceof AskingEvent.AttemptRefused)
                .map(recorded -> recorded.by().id() + " " + ((AskingEvent.AttemptRefused) recorded.event()).code())
                .toList();
    }

    @Test
    @DisplayName("a viewer may not decide, which is written down once, and changes nothing for those who may")
    void viewer() {
        String run = ask();
        ApprovalView seen = crm.as(crm.ana).approval(run, "promote");
        for (int i = 0; i < 3; i++) {
            Answer answer = crm.as(crm.viewer).approve(seen, "fine");
            assertThat(((Answer.Refused) answer).refusal().code()).isEqualTo(ErrorCode.NOT_AN_APPROVER);
            crm.as(crm.viewer).reject(seen, "no");
        }
        assertThat(attempts(run)).containsExactly("viewer NOT_AN_APPROVER");
        assertThat(crm.as(crm.ana).record(run).history().rows())
                .extracting(line -> line.text())
                .contains("An answer by viewer about 'Promote Acme' was refused (not an approver).");
        crm.as(crm.ana).approve(seen, "fine").orThrow();
        assertThat(crm.state(run, "promote")).isEqualTo(StepState.READY);
    }

    @Test
    @DisplayName("each person and each reason has an entry of its own; agents and requesters have one too")
    void others() {
        String run = ask();
        ApprovalView seen = crm.as(crm.ana).approval(run, "promote");
        crm.as(crm.owner).approve(seen, "mine");
        crm.as(crm.agent).approve(seen, "mine");
        crm.as(crm.viewer).approve(seen, "mine");
        assertThat(attempts(run))
                .containsExactly("owner SEPARATION_OF_DUTIES", "advocacy-agent NOT_A_HUMAN", "viewer NOT_AN_APPROVER");
    }

    @Test
    @DisplayName("what came too late or is not there is no attempt, and neither is what nobody known tried")
    void noAttempts() {
        String run = ask();
        ApprovalView seen = crm.as(crm.ana).approval(run, "promote");
        crm.as(Actor.human(Crm.TENANT, "unknown")).approve(seen, "x");
        crm.as(crm.ana).reject(seen, " ");
        crm.as(crm.ana).approve(seen, "fine").orThrow();
        crm.as(crm.ben).approve(seen, "too late");
        long version = crm.run(run).version();
        crm.as(crm.viewer)
                .reverse(
                        new StepView(run, "none", 1, StepState.READY, 1, java.util.Optional.empty()),
                        "there is no such step");
        assertThat(attempts(run)).isEmpty();
        assertThat(crm.run(run).version()).isEqualTo(version);
    }
}
