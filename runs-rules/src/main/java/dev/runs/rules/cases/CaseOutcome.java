package dev.runs.rules.cases;

import dev.runs.gate.Finding;
import dev.runs.gate.GateAnswer;
import dev.runs.gate.RuleRef;
import dev.runs.gate.RuleTrace;
import dev.runs.gate.RuleTrace.ConditionTrace;
import dev.runs.gate.RuleTrace.Truth;
import dev.runs.gate.Verdict;
import dev.runs.rules.StageTrace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a rule pack said to a case, and whether that is what the case expects.
 *
 * <p>Immutable.
 *
 * @since 0.1.0
 */
public final class CaseOutcome {
    private final RuleCase ruleCase;
    private final GateAnswer answer;
    private final Verdict verdict;
    private final Shown shown;
    private final List<String> differences;

    /**
     * What a case shows of the rules.
     *
     * @param trace how each rule came to speak, or not
     * @param parts how the parts of each rule stood, in the same order
     * @param stages how the conditions of stages stood
     */
    record Shown(List<RuleTrace> trace, List<List<ConditionTrace>> parts, List<StageTrace> stages) {
        Shown {
            trace = List.copyOf(trace);
            parts = List.copyOf(parts);
            stages = List.copyOf(stages);
        }
    }

    CaseOutcome(RuleCase ruleCase, GateAnswer answer, Verdict verdict, Shown shown) {
        this.ruleCase = ruleCase;
        this.answer = answer;
        this.verdict = verdict;
        this.shown = shown;
        this.differences = ruleCase.expectation()
                .map(expected -> List.copyOf(expected.differences(verdict, answer)))
                .orElse(List.of());
    }

    /** Returns the case. */
    public RuleCase ruleCase() {
        return ruleCase;
    }

    /** Returns the verdict that came. */
    public Verdict verdict() {
        return verdict;
    }

    /** Returns how the condition of each stage that has one stood. */
    public List<StageTrace> stages() {
        return shown.stages();
    }

    /** Returns how each rule of the pack came to speak, or not, sorted by id. */
    public List<RuleTrace> trace() {
        return shown.trace();
    }

    /** Returns whether what came is what the case expects. */
    public boolean passed() {
        return differences.isEmpty();
    }

    /** Returns in which way what came is not what the case expects; empty if it is. */
    public List<String> differences() {
        return differences;
    }

    /** Returns what came, in one line: the verdict, and the rules on which it rests, with their places. */
    public String came() {
        List<Finding> deciding = Deciding.findings(verdict, answer);
        String rules = deciding.stream()
                .map(Finding::rule)
                .distinct()
                .map(rule -> rule.id() + " (" + rule.place() + ")")
                .collect(Collectors.joining(", "));
        return VerdictWords.of(verdict) + ", by " + (rules.isEmpty() ? "no rule" : rules);
    }

    /** Returns the whole outcome as lines for people: what was expected, what came, which rules spoke, which nearly did. */
    public String details() {
        StringBuilder lines = new StringBuilder();
        ruleCase.expectation()
                .ifPresent(expected ->
                        lines.append("expected  ").append(expected.words()).append('\n'));
        lines.append("came      ").append(came()).append('\n');
        differences.forEach(
                difference -> lines.append("differs   ").append(difference).append('\n'));
        for (Finding finding : answer.findings()) {
            lines.append("spoke     ").append(rule(finding.rule())).append('\n');
            lines.append("            ")
                    .append(VerdictWords.of(finding.effect(), finding.level()))
                    .append('\n');
        }
        for (RuleTrace near : answer.near()) {
            lines.append("near      ").append(rule(near.rule())).append('\n');
            near.conditions().stream()
                    .filter(condition -> condition.truth() != Truth.TRUE)
                    .forEach(condition -> lines.append("            ")
                            .append(unmet(condition))
                            .append('\n'));
        }
        return lines.toString();
    }

    /** Returns how the parts of each rule stood, in the order of {@link #trace}. */
    List<List<ConditionTrace>> parts() {
        return shown.parts();
    }

    GateAnswer answer() {
        return answer;
    }

    static String rule(RuleRef rule) {
        return rule.id() + " " + rule.title() + " (" + rule.place() + ")";
    }

    /** Returns why a condition does not hold: {@code it needs amount > 50000, and amount is 40000}. */
    static String unmet(ConditionTrace condition) {
        return "it needs " + condition.text() + ", and " + condition.found();
    }

    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", ruleCase.name());
        tree.put("file", ruleCase.file());
        tree.put("line", ruleCase.line());
        tree.put("passed", passed());
        ruleCase.expectation().ifPresent(expected -> tree.put("expected", expected.tree()));
        tree.put("verdict", VerdictWords.tree(verdict));
        tree.put("decidedBy", Deciding.rules(verdict, answer));
        tree.put("differences", differences);
        tree.put(
                "spoke",
                trace().stream()
                        .filter(RuleTrace::fired)
                        .map(one -> one.rule().id())
                        .toList());
        tree.put("near", answer.near().stream().map(one -> one.rule().id()).toList());
        return tree;
    }
}
