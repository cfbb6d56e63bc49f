package dev.runs.gate;

import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * One asking of a group of approvers, after the stages before it were approved.
 *
 * @param approvers who is asked, at least one
 * @param quorum how many of them must approve
 * @param deadlines what happens as they do not answer
 * @param back whether a no goes back to the stage before it; else, and in the first stage, it rejects the step
 * @since 0.1.0
 */
public record Stage(Set<Approver> approvers, Quorum quorum, Deadlines deadlines, boolean back) {
    /** Copies the set. */
    public Stage {
        approvers = Collections.unmodifiableSortedSet(new TreeSet<>(approvers));
        if (approvers.isEmpty()) {
            throw new IllegalArgumentException("a stage without an approver asks nobody");
        }
    }

    /** Returns the stage that asks so many holders of any of some roles. */
    public static Stage roles(Collection<String> roles, int quorum, Deadlines deadlines) {
        TreeSet<Approver> approvers = new TreeSet<>();
        roles.forEach(role -> approvers.add(new Approver.Role(role)));
        return new Stage(approvers, Quorum.of(quorum), deadlines, false);
    }

    /** Returns the approvers' keys. */
    public Set<String> keys() {
        TreeSet<String> keys = new TreeSet<>();
        approvers.forEach(approver -> keys.add(approver.key()));
        return keys;
    }

    /** Returns the names of the roles among the approvers. */
    public Set<String> roles() {
        TreeSet<String> roles = new TreeSet<>();
        for (Approver approver : approvers) {
            if (approver instanceof Approver.Role role) {
                roles.add(role.name());
            }
        }
        return roles;
    }

    /** Returns the approvers as people read them: {@code Legal or Sales director}. */
    public String words() {
        return String.join(
                quorum.everyone() ? " and " : " or ",
                approvers.stream().map(Approver::words).toList());
    }

    Stage merge(Stage other) {
        return new Stage(
                approvers, quorum.stricter(other.quorum), deadlines.earlier(other.deadlines), back && other.back);
    }
}
