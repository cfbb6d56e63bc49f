package dev.runs.samples.approvallog;

import dev.runs.actor.Actor;
import dev.runs.actor.Identity;
import java.util.Optional;
import java.util.Set;

/**
 * The people of the log, as the host would know them. They are anonymous, so there is one person per case and role:
 * {@code SUPERVISOR/declaration 86791}. What the id says is all there is to know; nothing is kept.
 *
 * <p>Everybody but the employee holds the role of the log, by which a stage asks them, and {@value #APPROVER}, which decides
 * where there are no stages. The import holds all of them: somebody whom the log does not name was asked.
 */
final class LogPeople implements Identity {
    static final String TENANT = "university";
    /** The role that the rules ask where no route is known. */
    static final String APPROVER = "Payment approver";

    /** Who acts where the log does not know who did. No host should have such an actor. */
    private static final Actor IMPORT = Actor.human(
            TENANT, "import", "ADMINISTRATION", "PRE_APPROVER", "BUDGET OWNER", "SUPERVISOR", "DIRECTOR", APPROVER);

    private static final Set<String> NOBODY = Set.of("", "MISSING", "UNDEFINED");

    /** Returns who submits a case. */
    static Actor employee(String caseId) {
        return Actor.human(TENANT, Activity.EMPLOYEE + "/" + caseId, Activity.EMPLOYEE);
    }

    /** Returns who acts for a role in a case: the import, if the log does not know the role. */
    static Actor acting(String role, String caseId) {
        if (isUnknown(role)) {
            return IMPORT;
        } else if (role.equals(Activity.EMPLOYEE)) {
            return employee(caseId);
        }
        return Actor.human(TENANT, role + "/" + caseId, role, APPROVER);
    }

    /** Returns whether the log does not know who acted. */
    static boolean isUnknown(String role) {
        return NOBODY.contains(role);
    }

    @Override
    public Optional<Actor> find(String tenant, String id) {
        int slash = id.indexOf('/');
        if (!tenant.equals(TENANT)) {
            return Optional.empty();
        } else if (id.equals(IMPORT.id())) {
            return Optional.of(IMPORT);
        }
        return slash <= 0 ? Optional.empty() : Optional.of(acting(id.substring(0, slash), id.substring(slash + 1)));
    }
}
