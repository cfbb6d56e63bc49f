package dev.runs.run;

import dev.runs.action.RiskLevel;
import dev.runs.gate.GateQuestion;
import dev.runs.gate.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A verdict on a step, with where it comes from.
 *
 * @param step the step
 * @param payload the payload that was judged
 * @param phase why the gate was asked
 * @param verdict what it says
 * @param risk the step's risk: the action's, or the higher one to which rules raised it
 * @param rules the ids of the rules that decided
 * @param pack the digest of the rule pack
 * @param decision the content that holds facts and reasons
 * @param failed whether a rule or the gate failed; the verdict is then strict
 * @param staffing who the approvers of the requirement are now
 * @param evidence what the approvers are shown besides the payload
 * @param inserts steps that rules want to be done before
 * @since 0.1.0
 */
public record Ruling(
        String step,
        PayloadRef payload,
        GateQuestion.Phase phase,
        Verdict verdict,
        RiskLevel risk,
        Set<String> rules,
        String pack,
        String decision,
        boolean failed,
        Staffing staffing,
        Evidence evidence,
        List<Insertion> inserts) {
    /** Copies the sets. */
    public Ruling {
        rules = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(rules));
        inserts = List.copyOf(inserts);
    }

    /** Makes the ruling of a gate that asks nobody who must be looked up. */
    public Ruling(
            String step,
            PayloadRef payload,
            GateQuestion.Phase phase,
            Verdict verdict,
            RiskLevel risk,
            Set<String> rules,
            String pack,
            String decision,
            boolean failed,
            Set<String> unfilled) {
        this(
                step,
                payload,
                phase,
                verdict,
                risk,
                rules,
                pack,
                decision,
                failed,
                new Staffing(Map.of(), unfilled),
                Evidence.NONE,
                List.of());
    }

    /**
     * What approvers are shown besides the payload, and rely on.
     *
     * @param content the content that holds it; empty if that is nothing
     * @param changed whether it is another one than the last round's approvers relied on
     */
    public record Evidence(Optional<String> content, boolean changed) {
        /** Nothing. */
        public static final Evidence NONE = new Evidence(Optional.empty(), false);
    }

    /**
     * A step that a rule wants to be done before.
     *
     * @param step the step, without edges
     * @param texts the content that holds its title and why
     */
    public record Insertion(StepSpec step, String texts) {}

    /** Returns the approvers of whom there is nobody, whichever stage asks them. */
    Set<String> lacking(Run run) {
        return verdict instanceof Verdict.NeedsApproval needs
                ? staffing.lacking(
                        needs.requirement(),
                        Checks.requesters(run, run.step(step).orElseThrow()))
                : Set.of();
    }

    RunEvent.VerdictKind kind() {
        if (verdict instanceof Verdict.Allow) {
            return RunEvent.VerdictKind.ALLOW;
        } else if (verdict instanceof Verdict.NeedsApproval) {
            return RunEvent.VerdictKind.NEEDS_APPROVAL;
        }
        return verdict instanceof Verdict.Hold ? RunEvent.VerdictKind.HOLD : RunEvent.VerdictKind.DENY;
    }
}
