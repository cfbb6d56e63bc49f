package dev.runs.gate;

import dev.runs.action.RiskLevel;
import java.time.Duration;
import java.time.Instant;
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
     * @param roles the approvers: whoever holds any of these roles
     * @param quorum how many different people, at least 1
     * @param reason why, as approvers read it
     * @param review what kind of review that is, as it completes "pending ..."; for example "legal-safe review"
     * @param due how long they have; empty for no limit
     */
    public record Require(Set<String> roles, int quorum, String reason, Optional<String> review, Optional<Duration> due)
            implements Effect {
        /** Copies the roles and checks that somebody can be asked. */
        public Require {
            roles = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(roles));
            if (roles.isEmpty()) {
                throw new IllegalArgumentException("a requirement without a role asks nobody");
            }
            if (quorum < 1) {
                throw new IllegalArgumentException("quorum is " + quorum + "; at least 1 is needed");
            }
        }

        /** Returns the plain case: one approval by a holder of one role. */
        public static Require role(String role, String reason) {
            return new Require(Set.of(role), 1, reason, Optional.empty(), Optional.empty());
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
            roles = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(roles));
            if (roles.isEmpty()) {
                throw new IllegalArgumentException("a notice without a role tells nobody");
            }
        }
    }
}
