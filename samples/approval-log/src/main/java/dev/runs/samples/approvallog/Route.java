package dev.runs.samples.approvallog;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Who has to answer one submission. An expenses system knows that when a document is submitted, from its tables of
 * departments and budgets; a log does not have these, so that it is read ahead who answers. It is all that is read ahead.
 *
 * @param roles the roles, as the log says them
 */
record Route(Set<String> roles) {
    private static final String SUPERVISOR = "SUPERVISOR";
    private static final String DIRECTOR = "DIRECTOR";

    Route {
        roles = Collections.unmodifiableSet(new LinkedHashSet<>(roles));
    }

    /** Returns the route of a submission, as the events after it show it. */
    static Route of(List<Activity> following) {
        Set<String> roles = new LinkedHashSet<>();
        for (Activity activity : following) {
            switch (activity.kind()) {
                case FOR_APPROVAL, ENDORSED, APPROVED, REJECTED -> add(activity.role(), roles);
                default -> {}
            }
            if (activity.kind() == Activity.Kind.APPROVED) {
                return new Route(roles);
            } else if (ends(activity.kind())) {
                break;
            }
        }
        if (!roles.contains(DIRECTOR)) {
            // It ended before anybody had the last word, which would have been the supervisor's.
            roles.add(SUPERVISOR);
        }
        return new Route(roles);
    }

    private static boolean ends(Activity.Kind kind) {
        return switch (kind) {
            case SUBMITTED, REJECTED, TAKEN_BACK -> true;
            default -> false;
        };
    }

    private static void add(String role, Set<String> roles) {
        if (!LogPeople.isUnknown(role)) {
            roles.add(role);
        }
    }
}
