package dev.runs.rules.cases;

import dev.runs.action.Pattern;
import dev.runs.action.RiskLevel;
import dev.runs.gate.GateQuestion;
import dev.runs.gate.RuleRef;
import dev.runs.gate.RuleTrace;
import dev.runs.gate.RuleTrace.ConditionTrace;
import dev.runs.gate.RuleTrace.Truth;
import dev.runs.gate.StepFact;
import dev.runs.rules.RuleGate;
import dev.runs.rules.RulePackStack;
import dev.runs.rules.StageTrace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What the cases of a pack show of it: each rule is to be seen speaking and silent, each of its conditions true and false. A
 * rule without conditions always speaks, so it need not be seen silent. The conditions of stages are to be seen true and false
 * as well, in cases that come to the stage; one that is made of several parts as a whole, and part by part.
 *
 * <p>A condition that compares a missing value is neither true nor false, and so shows neither.
 *
 * <p>Of a tenant's pack on the global one only the tenant's is covered: the global pack has cases of its own.
 *
 * <p>Immutable.
 *
 * @since 0.1.0
 */
public final class CaseCoverage {
    /** Something of which a condition is: a rule, or a stage. */
    private record Subject(String kind, String name, String file, int line) {
        static Subject of(RuleRef rule) {
            return new Subject("rule", rule.id(), rule.file(), rule.line());
        }

        static Subject of(StageTrace stage) {
            return new Subject("stage", stage.name(), stage.file(), stage.line());
        }
    }

    /**
     * Something that no case shows.
     *
     * @param subject the rule or the stage
     * @param condition the condition, or empty if it is about the rule
     * @param missing what was not seen: {@code speaking}, {@code silent}, {@code true}, {@code false}
     * @param why what was seen instead
     */
    private record Gap(Subject subject, Optional<ConditionTrace> condition, String missing, String why) {
        int line() {
            return condition.map(ConditionTrace::line).orElse(subject.line());
        }

        String text() {
            return subject.file() + ":" + line() + "  " + subject.name()
                    + condition.map(one -> ", " + one.text() + ",").orElse("") + " was never "
                    + (missing.equals("speaking") ? "seen speaking" : missing) + ": " + why;
        }
    }

    /** How the conditions of a rule or a stage stood in one case. */
    private record Seen(String name, List<ConditionTrace> conditions, List<ConditionTrace> parts) {
        static Seen of(String name, StageTrace stage) {
            List<ConditionTrace> parts = new ArrayList<>();
            if (stage.parts().size() > 1) {
                parts.add(new ConditionTrace(
                        stage.line(),
                        joined(stage.conditions(), ConditionTrace::text),
                        joined(stage.conditions(), ConditionTrace::found),
                        stage.truth()));
            }
            parts.addAll(stage.parts());
            return new Seen(name, stage.conditions(), parts);
        }

        private static String joined(List<ConditionTrace> conditions, Function<ConditionTrace, String> words) {
            return conditions.stream().map(words).collect(Collectors.joining(", "));
        }

        boolean fired() {
            return unmet() == 0;
        }

        long unmet() {
            return conditions.stream()
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
     * Returns the coverage by cases that were asked.
     *
     * @param rules the pack, or the tenant's pack on the global one
     * @param outcomes the outcomes of its cases
     */
    public static CaseCoverage of(RuleGate rules, List<CaseOutcome> outcomes) {
        return new CaseCoverage(rules, outcomes);
    }

    private CaseCoverage(RuleGate gate, List<CaseOutcome> outcomes) {
        List<RuleTrace> traces = gate.trace(NOTHING).get(0);
        List<List<ConditionTrace>> parts = gate.parts(NOTHING);
        for (int i = 0; i < traces.size(); i++) {
            if (counts(gate, traces.get(i).rule())) {
                int index = i;
                rule(
                        traces.get(i).rule(),
                        outcomes.stream()
                                .map(outcome -> new Seen(
                                        outcome.ruleCase().name(),
                                        outcome.trace().get(index).conditions(),
                                        outcome.parts().get(index)))
                                .toList(),
                        parts.get(i));
            }
        }
        List<StageTrace> stages = gate.stages(NOTHING);
        for (int i = 0; i < stages.size(); i++) {
            if (counts(gate, stages.get(i))) {
                stage(i, stages.get(i), outcomes);
            }
        }
    }

    private static boolean counts(RuleGate gate, RuleRef rule) {
        return !(gate instanceof RulePackStack stack) || stack.isOfTenant(rule.id());
    }

    private static boolean counts(RuleGate gate, StageTrace stage) {
        return !(gate instanceof RulePackStack stack)
                || stage.file().startsWith(stack.tenant().pack().name() + "/");
    }

    /**
     * Counts one rule.
     *
     * @param seen how it stood in each case
     * @param parts its parts in any question: their words are of interest
     */
    private void rule(RuleRef rule, List<Seen> seen, List<ConditionTrace> parts) {
        Subject subject = Subject.of(rule);
        boolean spoke = seen.stream().anyMatch(Seen::fired);
        rules.count(spoke);
        if (!spoke) {
            gap(subject, Optional.empty(), "speaking", whySilent(seen));
        }
        if (!parts.isEmpty()) {
            boolean silent = seen.stream().anyMatch(one -> !one.fired());
            rules.count(silent);
            if (!silent) {
                String why = seen.isEmpty() ? "there is no case" : every(seen, "it spoke", "");
                gap(subject, Optional.empty(), "silent", why);
            }
        }
        conditions(subject, seen, parts, "");
    }

    /** Counts one stage, in the cases that come to it. */
    private void stage(int index, StageTrace stage, List<CaseOutcome> outcomes) {
        List<Seen> seen = new ArrayList<>();
        for (CaseOutcome outcome : outcomes) {
            StageTrace one = outcome.stages().get(index);
            if (!one.rules().isEmpty()) {
                seen.add(Seen.of(outcome.ruleCase().name(), one));
            }
        }
        conditions(Subject.of(stage), seen, Seen.of("", stage).parts(), " that comes to it");
    }

    /**
     * Counts the parts of conditions.
     *
     * @param which what is said of the cases that were looked at, beginning with a space; empty if they are all
     */
    private void conditions(Subject subject, List<Seen> seen, List<ConditionTrace> parts, String which) {
        for (int i = 0; i < parts.size(); i++) {
            int index = i;
            for (Truth truth : List.of(Truth.TRUE, Truth.FALSE)) {
                boolean covered =
                        seen.stream().anyMatch(one -> one.parts().get(index).truth() == truth);
                conditions.count(covered);
                if (!covered) {
                    String word = truth == Truth.TRUE ? "true" : "false";
                    gap(subject, Optional.of(parts.get(i)), word, why(seen, index, truth, which));
                }
            }
        }
    }

    private void gap(Subject subject, Optional<ConditionTrace> condition, String missing, String why) {
        gaps.add(new Gap(subject, condition, missing, why));
    }

    private static String whySilent(List<Seen> seen) {
        Optional<Seen> nearest = seen.stream().min(Comparator.comparingLong(Seen::unmet));
        if (nearest.isEmpty()) {
            return "there is no case";
        }
        String unmet = nearest.get().conditions().stream()
                .filter(condition -> condition.truth() != Truth.TRUE)
                .map(CaseOutcome::unmet)
                .findFirst()
                .orElse("a condition does not hold");
        return "in '" + nearest.get().name() + "', which comes nearest, " + unmet;
    }

    private static String why(List<Seen> seen, int index, Truth wanted, String which) {
        if (seen.isEmpty()) {
            return "there is no case" + which;
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
            return every(seen, "a value that it compares is missing", which) + example;
        }
        return (unknowns == 0
                        ? every(seen, "it is " + other, which)
                        : "it is " + other + " or compares a missing value in each of "
                                + VerdictWords.count(seen.size(), "case") + which(seen, which))
                + example;
    }

    private static String every(List<Seen> seen, String what, String which) {
        return what + " in " + (seen.size() == 1 ? "the only case" : "all " + seen.size() + " cases")
                + which(seen, which);
    }

    private static String which(List<Seen> seen, String which) {
        return seen.size() == 1 ? which : which.replace("comes", "come");
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
            tree.put(gap.subject().kind(), gap.subject().name());
            tree.put("file", gap.subject().file());
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
