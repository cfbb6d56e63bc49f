package dev.runs.run;

import dev.runs.action.RiskLevel;
import dev.runs.gate.GateQuestion;
import dev.runs.gate.Verdict;
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
 * @param unfilled roles of the requirement that nobody holds
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
        Set<String> unfilled) {
    /** Copies the sets. */
    public Ruling {
        rules = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(rules));
        unfilled = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(unfilled));
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
