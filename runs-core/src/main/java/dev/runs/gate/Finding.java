package dev.runs.gate;

import dev.runs.action.RiskLevel;
import dev.runs.content.Payload;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one rule says about one step. Rules only state findings; {@link Verdict#combine} decides.
 *
 * @param rule the rule
 * @param level what the finding counts for
 * @param effect what the rule says
 * @param tenant whether a tenant's pack says it: it adds to what the global pack asks, and is not asked instead of it
 * @since 0.1.0
 */
public record Finding(RuleRef rule, Level level, Effect effect, boolean tenant) {
    /** Makes a finding of a global pack. */
    public Finding(RuleRef rule, Level level, Effect effect) {
        this(rule, level, effect, false);
    }

    /**
     * The kinds of things a rule can say.
     *
     * @since 0.1.0
     */
    public sealed interface Effect {
        /** Returns the rule's words for it; shown to people. */
        String reason();
    }

    /**
     * The step may run.
     *
     * @param reason why
     */
    public record Allow(String reason) implements Effect {}

    /**
     * People must approve the step.
     *
     * @param stages who is asked, one stage after another; those that do not apply are left out already
     * @param reason why, as approvers read it
     * @param review what kind of review that is, as it completes "pending ..."; for example "legal-safe review"
     * @param evidence the fields, besides the payload, that approvers are shown and that their approval rests on
     * @param frozen whether the payload cannot be edited any more once somebody has voted
     */
    public record Require(
            List<Stage> stages, String reason, Optional<String> review, Set<String> evidence, boolean frozen)
            implements Effect {
        /** Copies the collections and checks that somebody is asked. */
        public Require {
            stages = List.copyOf(stages);
            evidence = Collections.unmodifiableSortedSet(new TreeSet<>(evidence));
            if (stages.isEmpty()) {
                throw new IllegalArgumentException("a requirement without a stage asks nobody");
            }
        }

        /** Makes a requirement of one stage: so many holders of any of some roles. */
        public Require(Set<String> roles, int quorum, String reason, Optional<String> review, Optional<Duration> due) {
            this(List.of(Stage.roles(roles, quorum, Deadlines.due(due))), reason, review, Set.of(), false);
        }

        /** Returns the plain case: one approval by a holder of one role. */
        public static Require role(String role, String reason) {
            return new Require(Set.of(role), 1, reason, Optional.empty(), Optional.empty());
        }

        /** Returns the approvers as people read them. */
        public String approvers() {
            return new Track(stages, Set.of()).approvers();
        }
    }

    /**
     * The step must not run.
     *
     * @param reason why
     */
    public record Deny(String reason) implements Effect {}

    /**
     * The step must not run before an instant.
     *
     * @param until the instant
     * @param reason why
     */
    public record Hold(Instant until, String reason) implements Effect {}

    /**
     * The step is riskier than the catalogue says. A rule can raise the risk, never lower it (S17).
     *
     * @param risk at least how risky
     * @param reason why
     */
    public record RaiseRisk(RiskLevel risk, String reason) implements Effect {}

    /**
     * Somebody should know of the step. It decides nothing; it is recorded and shown.
     *
     * @param roles whoever holds any of these roles should know
     * @param reason why
     */
    public record Notify(Set<String> roles, String reason) implements Effect {
        /** Copies the roles and checks that there is somebody to tell. */
        public Notify {
            roles = Collections.unmodifiableSortedSet(new TreeSet<>(roles));
            if (roles.isEmpty()) {
                throw new IllegalArgumentException("a notice without a role tells nobody");
            }
        }
    }

    /**
     * Another step must be done before this one. It is inserted once for each rule and step (S13), and the step waits for it.
     *
     * @param action the inserted step's action type
     * @param title its title
     * @param payload its payload
     * @param reason why
     */
    public record InsertBefore(String action, String title, Payload payload, String reason) implements Effect {}
}
