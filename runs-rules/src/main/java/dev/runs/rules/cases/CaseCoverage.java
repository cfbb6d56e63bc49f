package dev.runs.rules.cases;

import dev.runs.action.Pattern;
import dev.runs.action.RiskLevel;
import dev.runs.gate.GateQuestion;
import dev.runs.gate.RuleTrace;
import dev.runs.gate.RuleTrace.ConditionTrace;
import dev.runs.gate.RuleTrace.Truth;
import dev.runs.gate.StepFact;
import dev.runs.rules.RulePack;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What the cases of a pack show of it: each rule is to be seen speaking and silent, each of its conditions true and false. A
 * rule without conditions always speaks, so it need not be seen silent.
 *
 * <p>A condition that compares a missing value is neither true nor false, and so shows neither.
 *
 * <p>Immutable.
 *
 * @since 0.1.0
 */
public final class CaseCoverage {
    /**
     * Something that no case shows.
     *
     * @param trace the rule
     * @param condition the condition, or empty if it is about the rule
     * @param missing what was not seen: {@code speaking}, {@code silent}, {@code true}, {@code false}
     * @param why what was seen instead
     */
    private record Gap(RuleTrace trace, Optional<ConditionTrace> condition, String missing, String why) {
        int line() {
            return condition.map(ConditionTrace::line).orElse(trace.rule().line());
        }

        String text() {
            return trace.rule().file() + ":" + line() + "  " + trace.rule().id()
                    + condition.map(one -> ", " + one.text() + ",").orElse("") + " was never "
                    + (missing.equals("speaking") ? "seen speaking" : missing) + ": " + why;
        }
    }

    /** How one rule stood in one case. */
    private record Seen(String name, RuleTrace trace, List<ConditionTrace> parts) {
        long unmet() {
            return trace.conditions().stream()
                    .filter(condition -> condition.truth() != Truth.TRUE)
                    .count();
        }
    }

    /** How much of something is covered. */
    private static final class Score {
        private int covered;
        private int total;

        void count(boolean seen) {
            covered += seen ? 1 : 0;
            total++;
        }

        /** Rounded down: only all of it is 100. */
        int percent() {
            return total == 0 ? 100 : (int) (100L * covered / total);
        }

        String words() {
            return percent() + " % (" + covered + " of " + total + ")";
        }

        Map<String, Object> tree() {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("percent", percent());
            tree.put("covered", covered);
            tree.put("total", total);
            return tree;
        }
    }

    /** Any question: only the rules are of interest. */
    private static final GateQuestion NOTHING = new GateQuestion(
            "tenant",
            "run",
            GateQuestion.Phase.BINDING,
            Instant.EPOCH,
            List.of(new StepFact(
                    "step", "", "", Pattern.INTERNAL, RiskLevel.LOW, Optional.empty(), Optional.empty(), false)));

    private final Score rules = new Score();
    private final Score conditions = new Score();
    private final List<Gap> gaps = new ArrayList<>();

    /**
     * Returns the coverage of a pack by cases that were asked.
     *
     * @param pack the pack
     * @param outcomes the outcomes of its cases
     */
    public static CaseCoverage of(RulePack pack, List<CaseOutcome> outcomes) {
        return new CaseCoverage(pack, outcomes);
    }

    private CaseCoverage(RulePack pack, List<CaseOutcome> outcomes) {
        List<RuleTrace> traces = pack.trace(NOTHING).get(0);
        List<List<ConditionTrace>> parts = pack.parts(NOTHING);
        for (int i = 0; i < traces.size(); i++) {
            List<Seen> seen = new ArrayList<>();
            for (CaseOutcome outcome : outcomes) {
                seen.add(new Seen(
                        outcome.ruleCase().name(),
                        outcome.trace().get(i),
                        outcome.parts().get(i)));
            }
            rule(seen, new Seen("", traces.get(i), parts.get(i)));
        }
    }

    /**
     * Counts one rule.
     *
     * @param seen how it stood in each case
     * @param any how it stands in any question: its words are of interest
     */
    private void rule(List<Seen> seen, Seen any) {
        RuleTrace trace = any.trace();
        List<ConditionTrace> parts = any.parts();
        boolean spoke = seen.stream().anyMatch(one -> one.trace().fired());
        rules.count(spoke);
        if (!spoke) {
            gap(trace, Optional.empty(), "speaking", whySilent(seen));
        }
        if (!parts.isEmpty()) {
            boolean silent = seen.stream().anyMatch(one -> !one.trace().fired());
            rules.count(silent);
            if (!silent) {
                String why = seen.isEmpty() ? "there is no case" : every(seen, "it spoke");
                gap(trace, Optional.empty(), "silent", why);
            }
        }
        for (int i = 0; i < parts.size(); i++) {
            int index = i;
            for (Truth truth : List.of(Truth.TRUE, Truth.FALSE)) {
                boolean covered =
                        seen.stream().anyMatch(one -> one.parts().get(index).truth() == truth);
                conditions.count(covered);
                if (!covered) {
                    String word = truth == Truth.TRUE ? "true" : "false";
                    gap(trace, Optional.of(parts.get(i)), word, why(seen, index, truth));
                }
            }
        }
    }

    private void gap(RuleTrace trace, Optional<ConditionTrace> condition, String missing, String why) {
        gaps.add(new Gap(trace, condition, missing, why));
    }

    private static String whySilent(List<Seen> seen) {
        Optional<Seen> nearest = seen.stream().min(Comparator.comparingLong(Seen::unmet));
        if (nearest.isEmpty()) {
            return "there is no case";
        }
        String unmet = nearest.get().trace().conditions().stream()
                .filter(condition -> condition.truth() != Truth.TRUE)
                .map(CaseOutcome::unmet)
                .findFirst()
                .orElse("a condition does not hold");
        return "in '" + nearest.get().name() + "', which comes nearest, " + unmet;
    }

    private static String why(List<Seen> seen, int index, Truth wanted) {
        if (seen.isEmpty()) {
            return "there is no case";
        }
        Predicate<Seen> unknown = one -> one.parts().get(index).truth() == Truth.UNKNOWN;
        long unknowns = seen.stream().filter(unknown).count();
        String other = wanted == Truth.TRUE ? "false" : "true";
        Seen first = seen.stream()
                .filter(one -> unknowns == seen.size() || !unknown.test(one))
                .min(Comparator.comparingLong(Seen::unmet))
                .orElseThrow();
        String example = " (" + first.parts().get(index).found() + " in '" + first.name() + "')";
        if (unknowns == seen.size()) {
            return every(seen, "a value that it compares is missing") + example;
        }
        return (unknowns == 0
                        ? every(seen, "it is " + other)
                        : "it is " + other + " or compares a missing value in each of "
                                + VerdictWords.count(seen.size(), "case"))
                + example;
    }

    private static String every(List<Seen> seen, String what) {
        return what + " in " + (seen.size() == 1 ? "the only case" : "all " + seen.size() + " cases");
    }

    /** Returns how many of 100 parts the rules are covered, rounded down. */
    public int rules() {
        return rules.percent();
    }

    /** Returns how many of 100 parts the conditions are covered, rounded down. */
    public int conditions() {
        return conditions.percent();
    }

    /** Returns whether rules and conditions are each covered to at least so many of 100 parts. */
    public boolean isAtLeast(int percent) {
        return rules() >= percent && conditions() >= percent;
    }

    /** Returns what no case shows, one line each, with the place and the reason. */
    public List<String> gaps() {
        return gaps.stream().map(Gap::text).toList();
    }

    /** Returns the coverage in one line. */
    public String summary() {
        return "coverage: rules " + rules.words() + ", conditions " + conditions.words();
    }

    Map<String, Object> tree() {
        List<Object> missing = new ArrayList<>();
        for (Gap gap : gaps) {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("rule", gap.trace().rule().id());
            tree.put("file", gap.trace().rule().file());
            tree.put("line", gap.line());
            gap.condition().ifPresent(condition -> tree.put("condition", condition.text()));
            tree.put("neverSeen", gap.missing());
            tree.put("why", gap.why());
            missing.add(tree);
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("rules", rules.tree());
        tree.put("conditions", conditions.tree());
        tree.put("gaps", missing);
        return tree;
    }
}
