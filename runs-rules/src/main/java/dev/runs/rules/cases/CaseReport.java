package dev.runs.rules.cases;

import dev.runs.gate.PackRef;
import dev.runs.rules.RuleGate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a pack said to all of its cases, and how much of it they cover.
 *
 * @param pack the pack
 * @param outcomes one per case, in the order of the cases
 * @param coverage what the cases show of the pack
 * @since 0.1.0
 */
public record CaseReport(PackRef pack, List<CaseOutcome> outcomes, CaseCoverage coverage) {
    /** Copies the list. */
    public CaseReport {
        outcomes = List.copyOf(outcomes);
    }

    /** Asks a pack, or a tenant's pack on the global one, about cases. */
    public static CaseReport of(RuleGate rules, List<RuleCase> cases) {
        List<CaseOutcome> outcomes = cases.stream().map(one -> one.ask(rules)).toList();
        return new CaseReport(rules.pack(), outcomes, CaseCoverage.of(rules, outcomes));
    }

    /** Returns how many cases did not get what they expect. */
    public int failures() {
        return (int) outcomes.stream().filter(outcome -> !outcome.passed()).count();
    }

    /** Returns the report as JSON. */
    public String json() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("pack", packTree(pack));
        tree.put("cases", outcomes.stream().map(CaseOutcome::tree).toList());
        tree.put("failed", failures());
        tree.put("coverage", coverage.tree());
        return Json.of(tree);
    }

    static Map<String, Object> packTree(PackRef pack) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", pack.name());
        tree.put("version", pack.version());
        tree.put("digest", pack.digest());
        return tree;
    }
}
