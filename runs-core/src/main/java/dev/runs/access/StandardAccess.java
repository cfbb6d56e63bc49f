package dev.runs.access;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * The policy for hosts that say nothing else. Every known actor of the tenant may start runs and see which there are and how
 * they stand. Words and values are for those who take part: the starter, the owner, whoever proposed or edited, the persons for
 * whom they acted, and whoever is or was asked for an approval. They may comment, propose, edit, skip and resolve as well. What is
 * asked about one step is seen by those who are asked about that step, and by those who want it. The starter and the owner may
 * cancel and export. Holding a run, reassigning and erasing is for administrators only.
 *
 * <p>Roles that may more are named by the host. Immutable.
 *
 * @since 0.1.0
 */
public final class StandardAccess implements AccessPolicy {
    static final StandardAccess NOBODY_MORE = new StandardAccess(Set.of(), Set.of(), Set.of());

    private final Set<String> contributors;
    private final Set<String> auditors;
    private final Set<String> administrators;

    private StandardAccess(Set<String> contributors, Set<String> auditors, Set<String> administrators) {
        this.contributors = Collections.unmodifiableSortedSet(new TreeSet<>(contributors));
        this.auditors = Collections.unmodifiableSortedSet(new TreeSet<>(auditors));
        this.administrators = Collections.unmodifiableSortedSet(new TreeSet<>(administrators));
    }

    /** Returns the same policy, in which holders of these roles take part in every run. */
    public StandardAccess contributors(String... roles) {
        return new StandardAccess(Set.of(roles), auditors, administrators);
    }

    /** Returns the same policy, in which holders of these roles see and export everything, and change nothing by that. */
    public StandardAccess auditors(String... roles) {
        return new StandardAccess(contributors, Set.of(roles), administrators);
    }

    /** Returns the same policy, in which holders of these roles may do everything but decide. */
    public StandardAccess administrators(String... roles) {
        return new StandardAccess(contributors, auditors, Set.of(roles));
    }

    @Override
    public boolean allows(AccessQuestion question) {
        if (holds(question, administrators)) {
            return true;
        }
        return switch (question.permission()) {
            case START, LIST, SEE_RUN -> true;
            case SEE_WORDS, SEE_APPROVAL -> part(question) || holds(question, auditors);
            case PROPOSE, EDIT, SKIP, RESOLVE, COMMENT -> part(question);
            case CANCEL -> answersFor(question) || question.has(Tie.REPRESENTED) || holds(question, contributors);
            case EXPORT -> answersFor(question) || holds(question, auditors);
            case HOLD, REASSIGN, ERASE -> false;
        };
    }

    private boolean part(AccessQuestion question) {
        return question.takesPart() || holds(question, contributors);
    }

    private static boolean answersFor(AccessQuestion question) {
        return question.has(Tie.STARTER) || question.has(Tie.OWNER);
    }

    private static boolean holds(AccessQuestion question, Set<String> roles) {
        return question.actor().roles().stream().anyMatch(roles::contains);
    }
}
