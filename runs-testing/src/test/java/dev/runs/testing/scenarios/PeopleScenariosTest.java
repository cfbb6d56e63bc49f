package dev.runs.testing.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.error.ErrorCode;
import dev.runs.graph.StepState;
import dev.runs.run.RunStatus;
import dev.runs.testing.ScenarioRun;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Scenarios: who is asked, and who may decide")
class PeopleScenariosTest extends OnEachStore {
    @Test
    @DisplayName(
            "Scenario 31: A rule resolves to nobody: the run does not wait silently; it raises a fault that names the"
                    + " rule.")
    void scenario31() {
        crm.rules(ask("R-9", "crm.send", "Chief reference officer", 1));
        ScenarioRun run = start(send());
        run.is(RunStatus.ATTENTION).step("send").is(StepState.AWAITING_APPROVAL);
        assertThat(run.step("send").now().faults()).singleElement().satisfies(fault -> {
            assertThat(fault.code()).isEqualTo(ErrorCode.FAULT_NO_ELIGIBLE_APPROVER);
            assertThat(fault.rules()).containsExactly("R-9");
            assertThat(fault.roles()).containsExactly("Chief reference officer");
        });
    }

    @Test
    @DisplayName("Scenario 16, in part: Any holder of the role sees the item; nobody else does.")
    void scenario16() {
        crm.rules(ask("R-1", "crm.send", "Director", 1));
        ScenarioRun run = start(send());
        for (String director : new String[] {"ana", "ben", "cleo"}) {
            crm.inbox(director).hasExactly(place("send"));
        }
        for (String other : new String[] {"lena", "gov", "vic", "robot"}) {
            crm.inbox(other).isEmpty();
        }
        crm.people().human("vic", "Director").human("ana", "Viewer");
        crm.inbox("vic").hasExactly(place("send"));
        crm.inbox("ana").isEmpty();
        run.approve("vic", "send");
    }

    @Test
    @DisplayName("Scenario 18, in part: A viewer may not decide.")
    void scenario18() {
        crm.rules(ask("R-1", "crm.send", "Director", 1));
        ScenarioRun run = start(send());
        run.refused(ErrorCode.NOT_AN_APPROVER, one -> one.approve("vic", "send"));
        run.refused(ErrorCode.NOT_AN_APPROVER, one -> one.reject("vic", "send"));
        run.step("send").is(StepState.AWAITING_APPROVAL).approvedBy();
    }
}
