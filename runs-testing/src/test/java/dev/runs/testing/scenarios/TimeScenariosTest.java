package dev.runs.testing.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.graph.StepState;
import dev.runs.run.AskingEvent;
import dev.runs.run.Round;
import dev.runs.run.RunOutcome;
import dev.runs.testing.ScenarioRun;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Scenarios: what time brings")
class TimeScenariosTest extends OnEachStore {
    private static final String DEADLINES = "ask: [ { people: [ana], remind: P1D, expire: P3D,"
            + " escalate: { after: P2D, manager-of: \"@ana\" } } ]";

    private ScenarioRun asked() {
        crm.people().human("mona", "Sales").reports("ana", "mona");
        crm.rules(requiring(DEADLINES));
        return start(send());
    }

    /** However often somebody looks, and whoever does. */
    private void look() {
        crm.work();
        crm.restart().work();
        crm.runs().worker().poll();
        crm.work();
    }

    @Test
    @DisplayName("Scenario 27: T1 reminder, T2 to the manager, T3 default deny: each once, also across a restart, with a"
            + " settable clock.")
    void scenario27() {
        ScenarioRun run = asked();
        look();
        assertThat(run.events(AskingEvent.ReminderSent.class)).isEmpty();
        crm.clock().advance(Duration.ofDays(1));
        look();
        assertThat(run.events(AskingEvent.ReminderSent.class)).hasSize(1);
        crm.inbox("mona").isEmpty();
        crm.clock().advance(Duration.ofDays(1));
        look();
        assertThat(run.events(AskingEvent.Escalated.class)).hasSize(1);
        crm.inbox("mona").hasExactly(place("send"));
        crm.inbox("ana").hasExactly(place("send"));
        crm.clock().advance(Duration.ofDays(1));
        look();
        run.step("send").is(StepState.REJECTED).round(1, Round.State.EXPIRED);
        crm.clock().advance(Duration.ofDays(10));
        look();
        assertThat(run.events(AskingEvent.ReminderSent.class)).hasSize(1);
        assertThat(run.events(AskingEvent.Escalated.class)).hasSize(1);
        crm.inbox("mona").isEmpty();
        crm.inbox("ana").isEmpty();
        run.performed().ended(RunOutcome.REJECTED);
    }

    @Test
    @DisplayName("Scenario 27: ... the manager can answer then.")
    void scenario27_manager() {
        ScenarioRun run = asked();
        crm.after(Duration.ofDays(2));
        run.approve("mona", "send").step("send").is(StepState.READY);
        crm.after(Duration.ofDays(2));
        run.performed("send");
    }
}
