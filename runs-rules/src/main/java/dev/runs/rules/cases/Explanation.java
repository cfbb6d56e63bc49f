package dev.runs.rules.cases;

import dev.runs.gate.FactRead;
import dev.runs.gate.Finding;
import dev.runs.gate.GateAnswer;
import dev.runs.gate.GateQuestion;
import dev.runs.gate.RuleTrace;
import dev.runs.gate.RuleTrace.ConditionTrace;
import dev.runs.gate.RuleTrace.Truth;
import dev.runs.gate.StepFact;
import dev.runs.gate.Verdict;
import dev.runs.rules.RuleGate;
import dev.runs.rules.StageTrace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Why rules say what they say about one step: its verdict, each rule with each of its conditions, and what would change the
 * verdict.
 *
 * <p>Immutable. What would change is found by asking once more: the findings of a rule that one condition keeps silent are
 * added, those of a rule that decides are taken away, and the verdict is combined again.
 *
 * @since 0.1.0
 */
public final class Explanation {
    /** What the JSON form begins with; a later form has another number. Its schema is {@code docs/schema/explanation.json}. */
    public static final String FORM = "dev.runs/explanation/1";

    /** Another verdict, and what it takes. */
    private record Change(RuleTrace rule, Optional<ConditionTrace> condition, Verdict verdict, boolean byNoRule) {
        String text() {
            String then = "the verdict would be: " + VerdictWords.of(verdict)
                    + (byNoRule && verdict instanceof Verdict.NeedsApproval ? ", the default approvers" : "");
            return condition
                    .map(one -> "If this held: " + one.text() + " (" + one.found() + "), "
                            + rule.rule().id() + " would speak, and " + then)
                    .orElseGet(() -> "If " + rule.rule().id() + " did not speak, " + then);
        }
    }

    private final RuleGate gate;
    private final RuleCase ruleCase;
    private final CaseOutcome outcome;
    private final List<Change> changes = new ArrayList<>();

    private Explanation(RuleGate gate, RuleCase ruleCase) {
        this.gate = gate;
        this.ruleCase = ruleCase;
        this.outcome = ruleCase.ask(gate);
        outcome.trace().forEach(this::change);
    }

    /** Asks a pack, or a tenant's pack on the global one, about a case, and explains the answer. */
    public static Explanation of(RuleGate rules, RuleCase ruleCase) {
        return new Explanation(rules, ruleCase);
    }

    /** Returns the verdict. */
    public Verdict verdict() {
        return outcome.verdict();
    }

    /** Returns the verdict, which rests on what is explained, and whether a case expected it. */
    public CaseOutcome outcome() {
        return outcome;
    }

    private void change(RuleTrace trace) {
        GateAnswer answer = outcome.answer();
        List<Finding> findings = new ArrayList<>(answer.findings());
        Optional<ConditionTrace> condition = Optional.empty();
        if (isNear(trace)) {
            findings.addAll(wouldSay(trace));
            condition = trace.conditions().stream()
                    .filter(one -> one.truth() != Truth.TRUE)
                    .findFirst();
        } else if (!findings.removeIf(finding -> finding.rule().equals(trace.rule()))) {
            return;
        }
        GateAnswer other = new GateAnswer(findings, answer.faults());
        Verdict verdict = ruleCase.verdict(other, gate);
        if (!VerdictWords.of(verdict).equals(VerdictWords.of(outcome.verdict()))) {
            changes.add(new Change(
                    trace, condition, verdict, Deciding.rules(verdict, other).isEmpty()));
        }
    }

    /** A rule about another action would speak if the action were another, which is of no use to anybody. */
    private boolean isNear(RuleTrace trace) {
        return outcome.answer().near().stream().anyMatch(near -> near.rule().equals(trace.rule()));
    }

    private List<Finding> wouldSay(RuleTrace trace) {
        return gate.findings(trace, ruleCase.step()).stream()
                .filter(finding -> !(finding.effect() instanceof Finding.Hold hold)
                        || hold.until().isAfter(ruleCase.question().at()))
                .toList();
    }

    /** Returns the explanation as people read it. */
    public String text() {
        StringBuilder text = new StringBuilder();
        line(text, ruleCase.name() + "  (" + ruleCase.where() + ")");
        line(text, "  " + step());
        line(
                text,
                "  at " + ruleCase.question().at() + ", rule pack '"
                        + gate.pack().name() + "' version " + gate.pack().version());
        line(text, "");
        line(text, "Verdict: " + outcome.came() + (byDefault() ? ", so the default approvers are asked" : ""));
        if (!outcome.passed()) {
            line(text, "This is not what the case expects: " + String.join("; ", outcome.differences()) + ".");
        }
        outcome.answer()
                .faults()
                .forEach(fault -> line(
                        text,
                        "  A fault, so nothing is allowed without people: " + fault.code() + " " + fault.message()));
        section(text, "Rules that speak", RuleTrace::fired);
        section(text, "Rules that nearly speak: one condition does not hold", this::isNear);
        section(text, "Rules that do not speak, and what does not hold", trace -> !trace.fired() && !isNear(trace));
        line(text, "");
        line(text, "What would change the verdict");
        if (changes.isEmpty()) {
            line(text, "  No single condition, and no single rule.");
        }
        changes.forEach(change -> line(text, "  " + change.text() + "."));
        return text.toString();
    }

    private boolean byDefault() {
        return outcome.verdict() instanceof Verdict.NeedsApproval
                && Deciding.rules(outcome.verdict(), outcome.answer()).isEmpty();
    }

    private String step() {
        StepFact step = ruleCase.step();
        return (step.title().equals(step.action()) ? step.action() : step.title() + " (" + step.action() + ")") + ": "
                + CaseMap.word(step.pattern()) + ", " + CaseMap.word(step.risk()) + " risk"
                + step.target().map(target -> ", for " + target).orElse("")
                + step.amount()
                        .map(amount -> ", amount " + amount.toPlainString())
                        .orElse("")
                + (step.agent() ? ", asked for by an agent" : "");
    }

    private void section(StringBuilder text, String title, Predicate<RuleTrace> which) {
        List<RuleTrace> rules = outcome.trace().stream()
                .filter(which)
                .sorted(Comparator.comparing(trace -> trace.rule().id()))
                .toList();
        if (rules.isEmpty()) {
            return;
        }
        line(text, "");
        line(text, title);
        for (RuleTrace rule : rules) {
            line(text, "  " + CaseOutcome.rule(rule.rule()));
            boolean far = !rule.fired() && !isNear(rule);
            for (Finding.Effect effect : far ? List.<Finding.Effect>of() : rule.effects()) {
                line(text, "      " + (rule.fired() ? "" : "would say: ") + VerdictWords.of(effect, rule.level()));
            }
            for (ConditionTrace condition : rule.conditions()) {
                if (!far || condition.truth() != Truth.TRUE) {
                    line(text, "      " + words(condition));
                }
            }
            stages(rule).forEach(stage -> stage(text, stage));
            if (rule.fired()) {
                line(
                        text,
                        "      why there is such a rule: " + rule.rule().rationale() + " ("
                                + rule.rule().owner() + ")");
            }
        }
    }

    /** Returns the stages that the rule came to, of those that have a condition. */
    private List<StageTrace> stages(RuleTrace rule) {
        return outcome.stages().stream()
                .filter(stage -> stage.rules().contains(rule.rule().id()))
                .toList();
    }

    private static void stage(StringBuilder text, StageTrace stage) {
        String asked = switch (stage.truth()) {
            case TRUE -> "is asked";
            case FALSE -> "is not asked";
            case UNKNOWN -> "is asked, since a value is missing";
        };
        line(text, "      " + stage.name() + " (" + stage.file() + ":" + stage.line() + ") " + asked);
        stage.conditions().forEach(condition -> line(text, "        " + words(condition)));
    }

    private static String words(ConditionTrace condition) {
        return sign(condition.truth())
                + condition.text()
                + (condition.truth() == Truth.TRUE ? "" : "   (" + condition.found() + ")");
    }

    private static String sign(Truth truth) {
        return switch (truth) {
            case TRUE -> "yes  ";
            case FALSE -> "no   ";
            case UNKNOWN -> "?    ";
        };
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append('\n');
    }

    /** Returns the explanation for programs, as {@code docs/schema/explanation.json} describes it. */
    public String json() {
        return Json.of(tree());
    }

    Map<String, Object> tree() {
        GateQuestion question = ruleCase.question();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("form", FORM);
        Map<String, Object> source = new LinkedHashMap<>();
        source.put("name", ruleCase.name());
        source.put("file", ruleCase.file());
        source.put("line", ruleCase.line());
        tree.put("case", source);
        tree.put("pack", CaseReport.packTree(gate.pack()));
        tree.put("tenant", question.tenant());
        tree.put("run", question.run());
        tree.put("at", question.at());
        tree.put("step", stepTree());
        tree.put("verdict", VerdictWords.tree(outcome.verdict()));
        tree.put("decidedBy", Deciding.rules(outcome.verdict(), outcome.answer()));
        tree.put("rules", outcome.trace().stream().map(this::rule).toList());
        tree.put(
                "reads",
                outcome.answer().reads().stream().map(Explanation::read).toList());
        tree.put(
                "faults",
                outcome.answer().faults().stream().map(Explanation::fault).toList());
        tree.put("changes", changes.stream().map(Explanation::change).toList());
        return tree;
    }

    private Map<String, Object> stepTree() {
        StepFact step = ruleCase.step();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("key", step.key());
        tree.put("title", step.title());
        tree.put("action", step.action());
        tree.put("pattern", step.pattern());
        tree.put("risk", step.risk());
        step.target().ifPresent(target -> tree.put("target", target));
        step.amount().ifPresent(amount -> tree.put("amount", amount.toPlainString()));
        tree.put("agent", step.agent());
        return tree;
    }

    private Map<String, Object> rule(RuleTrace trace) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("id", trace.rule().id());
        tree.put("title", trace.rule().title());
        tree.put("owner", trace.rule().owner());
        tree.put("rationale", trace.rule().rationale());
        tree.put("file", trace.rule().file());
        tree.put("line", trace.rule().line());
        tree.put("level", trace.level().name().toLowerCase(Locale.ROOT));
        tree.put("spoke", trace.fired());
        tree.put("nearMiss", isNear(trace));
        tree.put("says", trace.effects().stream().map(VerdictWords::tree).toList());
        tree.put(
                "conditions",
                trace.conditions().stream().map(Explanation::condition).toList());
        List<Object> stages =
                stages(trace).stream().<Object>map(Explanation::stage).toList();
        if (!stages.isEmpty()) {
            tree.put("stages", stages);
        }
        return tree;
    }

    private static Map<String, Object> stage(StageTrace stage) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", stage.name());
        tree.put("file", stage.file());
        tree.put("line", stage.line());
        tree.put("asked", stage.truth() != Truth.FALSE);
        tree.put(
                "conditions",
                stage.conditions().stream().map(Explanation::condition).toList());
        return tree;
    }

    private static Map<String, Object> condition(ConditionTrace condition) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("line", condition.line());
        tree.put("text", condition.text());
        tree.put("found", condition.found());
        tree.put("truth", condition.truth().name().toLowerCase(Locale.ROOT));
        return tree;
    }

    private static Map<String, Object> read(FactRead read) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("type", read.type());
        tree.put("values", read.values());
        return tree;
    }

    private static Map<String, Object> fault(GateAnswer.Fault fault) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("code", fault.code());
        tree.put("message", fault.message());
        return tree;
    }

    private static Map<String, Object> change(Change change) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("rule", change.rule().rule().id());
        change.condition().ifPresent(condition -> tree.put("condition", condition(condition)));
        tree.put("verdict", VerdictWords.tree(change.verdict()));
        tree.put("text", change.text());
        return tree;
    }
}
