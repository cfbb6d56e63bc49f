package dev.runs.rules.cases;

import dev.runs.gate.Finding;
import dev.runs.gate.GateAnswer;
import dev.runs.gate.Level;
import dev.runs.gate.Verdict;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which findings a verdict rests on. None, where the default approvers or nobody has to be asked because no rule speaks. */
final class Deciding {
    private Deciding() {}

    static List<Finding> findings(Verdict verdict, GateAnswer answer) {
        return answer.findings().stream()
                .filter(finding -> finding.level() == Level.ENFORCE && decides(verdict, finding.effect()))
                .toList();
    }

    static Set<String> rules(Verdict verdict, GateAnswer answer) {
        Set<String> ids = new TreeSet<>();
        findings(verdict, answer).forEach(finding -> ids.add(finding.rule().id()));
        return ids;
    }

    private static boolean decides(Verdict verdict, Finding.Effect effect) {
        if (verdict instanceof Verdict.Deny) {
            return effect instanceof Finding.Deny;
        }
        if (verdict instanceof Verdict.Hold held) {
            return effect instanceof Finding.Hold hold && hold.until().equals(held.until());
        }
        return verdict instanceof Verdict.NeedsApproval
                ? effect instanceof Finding.Require
                : effect instanceof Finding.Allow;
    }
}
