package dev.runs.samples.approvallog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RouteTest {
    @Test
    void whoApprovesUpToTheLastWord_isOnTheRoute() {
        assertRoute("ADMINISTRATION, BUDGET OWNER", "APPROVED by ADMINISTRATION", "FINAL_APPROVED by BUDGET OWNER");
        assertRoute(
                "PRE_APPROVER, DIRECTOR",
                "APPROVED by PRE_APPROVER",
                "FINAL_APPROVED by DIRECTOR",
                "APPROVED by SUPERVISOR",
                "REJECTED by MISSING");
    }

    @Test
    void withoutALastWord_itIsTheSupervisorsOrTheDirectors() {
        assertRoute("SUPERVISOR");
        assertRoute("ADMINISTRATION, SUPERVISOR", "FOR_APPROVAL by ADMINISTRATION");
        assertRoute("SUPERVISOR, DIRECTOR", "APPROVED by SUPERVISOR", "FOR_APPROVAL by DIRECTOR");
        assertRoute("SUPERVISOR", "REJECTED by MISSING");
    }

    @Test
    void rejectionRecallAndNextSubmission_endTheRoute() {
        assertRoute("ADMINISTRATION, SUPERVISOR", "REJECTED by ADMINISTRATION", "APPROVED by BUDGET OWNER");
        assertRoute("SUPERVISOR", "REJECTED by EMPLOYEE", "APPROVED by BUDGET OWNER");
        assertRoute("SUPERVISOR", "SUBMITTED by EMPLOYEE", "FINAL_APPROVED by DIRECTOR");
    }

    private static void assertRoute(String roles, String... following) {
        Route route = Route.of(Stream.of(following)
                .map(name -> Activity.of("Declaration " + name))
                .toList());
        assertThat(String.join(", ", route.roles())).isEqualTo(roles);
    }
}
