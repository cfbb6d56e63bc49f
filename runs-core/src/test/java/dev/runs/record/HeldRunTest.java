package dev.runs.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.Runs;
import dev.runs.access.AccessPolicy;
import dev.runs.action.RiskLevel;
import dev.runs.actor.Actor;
import dev.runs.actor.Identity;
import dev.runs.content.Payload;
import dev.runs.engine.Session;
import dev.runs.gate.Gate;
import dev.runs.plan.RunPlan;
import dev.runs.run.RunStatus;
import dev.runs.storage.InMemoryRunStore;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A run that is on hold while people are asked")
class HeldRunTest {
    private static final Actor AGENT = Actor.agent("acme", "agent");
    private static final Actor ADA = Actor.human("acme", "ada", "Administrator");
    private static final Actor LEA = Actor.human("acme", "lea", "Legal");

    @Test
    @DisplayName("can be read and explained, and goes on as before when it is let go")
    void record() {
        try (Runs runs = Runs.builder()
                .store(new InMemoryRunStore())
                .catalog(actions -> actions.external("mail.send", RiskLevel.MEDIUM))
                .rules(Gate.askingAlways("Legal"))
                .identity(Identity.of(AGENT, ADA, LEA))
                .access(AccessPolicy.standard().administrators("Administrator"))
                .manualWork()
                .build()) {
            String run = runs.as(AGENT)
                    .start(RunPlan.named("Outreach").step("send", "Send").action("mail.send", Payload.empty()))
                    .id();
            Session ada = runs.as(ADA);
            ada.hold(run, "Not now").orThrow();

            assertThat(ada.run(run).status()).isEqualTo(RunStatus.HELD);
            assertThat(ada.record(run).steps().rows())
                    .extracting(RunRecord.StepRow::note)
                    .containsExactly("Nobody is asked for its approval while the run is on hold.");
            assertThat(ada.whyBlocked(run, "send").text())
                    .startsWith("'Send' waits for approval by Legal.\n")
                    .contains("The run is on hold; nobody is asked until it is let go.");

            ada.letGo(run, "Now").orThrow();
            assertThat(ada.record(run).steps().rows())
                    .extracting(RunRecord.StepRow::note)
                    .containsExactly("1 approval decision is still gating risky work.");
        }
    }
}
