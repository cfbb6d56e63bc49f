package dev.runs.samples.approvallog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.actor.Actor;
import dev.runs.actor.ActorKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogPeopleTest {
    private final LogPeople people = new LogPeople();

    @Test
    void everybodyIsAPersonPerCaseAndRole_andKnownByTheIdAlone() {
        for (String role : List.of("EMPLOYEE", "SUPERVISOR", "BUDGET OWNER", "MISSING", "UNDEFINED", "")) {
            Actor actor = LogPeople.acting(role, "declaration 1/2");
            assertThat(actor.kind()).isEqualTo(ActorKind.HUMAN);
            assertThat(people.find(actor.tenant(), actor.id())).contains(actor);
        }
        assertThat(LogPeople.acting("SUPERVISOR", "case 1")).isNotEqualTo(LogPeople.acting("SUPERVISOR", "case 2"));
    }

    @Test
    void everybodyButTheEmployeeMayApprove() {
        assertThat(LogPeople.acting("DIRECTOR", "case 1").roles()).containsExactly("DIRECTOR", LogPeople.APPROVER);
        assertThat(LogPeople.acting("EMPLOYEE", "case 1").roles()).containsExactly("EMPLOYEE");
    }

    @Test
    void unknownRoles_areTheOneImportActor() {
        assertThat(LogPeople.acting("MISSING", "case 1"))
                .isEqualTo(LogPeople.acting("UNDEFINED", "case 2"))
                .extracting(Actor::id)
                .isEqualTo("import");
        assertThat(LogPeople.acting("MISSING", "case 1").roles())
                .containsExactlyInAnyOrder(
                        "ADMINISTRATION", "PRE_APPROVER", "BUDGET OWNER", "SUPERVISOR", "DIRECTOR", LogPeople.APPROVER);
    }

    @Test
    void othersAreNotKnown() {
        assertThat(people.find(LogPeople.TENANT, "SUPERVISOR")).isEmpty();
        assertThat(people.find(LogPeople.TENANT, "/case 1")).isEmpty();
        assertThat(people.find("another", "SUPERVISOR/case 1")).isEmpty();
        assertThat(people.find("another", "import")).isEmpty();
    }
}
