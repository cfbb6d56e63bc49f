package dev.runs.rules.internal.engine;

import dev.runs.gate.FactRead;
import dev.runs.gate.Finding;
import dev.runs.gate.GateAnswer;
import dev.runs.gate.GateFacts;
import dev.runs.gate.GateQuestion;
import dev.runs.gate.RuleTrace;
import dev.runs.gate.RuleTrace.ConditionTrace;
import dev.runs.gate.RuleTrace.Truth;
import dev.runs.gate.StepFact;
import dev.runs.rules.internal.model.Clause;
import dev.runs.rules.internal.model.Condition;
import dev.runs.rules.internal.model.Interpreter;
import dev.runs.rules.internal.model.Row;
import dev.runs.rules.internal.model.Rule;
import dev.runs.rules.internal.model.Scene;
import dev.runs.rules.internal.model.Usage;
import dev.runs.rules.internal.model.Wording;
import dev.runs.rules.internal.pack.CheckedPack;
import dev.runs.rules.internal.text.Limits;
import dev.runs.rules.problem.RuleErrorCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Answers questions with the rules of one pack. The engine decides which rules fire; the interpreter is asked as well,
 * names a rule that fails, and where the two do not agree the step has a fault: it is not allowed without people.
 */
public final class Evaluation {
    /** How many facts, and how many near misses, an answer tells of. */
    private static final int MOST_TOLD = 20;
    /** A rule about another action is not nearly about this one. */
    private static final Set<String> NAMES = Set.of("action", "key", "title");

    private final List<Rule> rules;
    private final CompiledRules compiled;
    private final Limits limits;
    private final FactReader reader;
    private final Usage usage;
    private final Wording wording;
    private final List<Wording.Worded> worded;
    private final Set<GateFacts.Kind> kinds;
    /** The numbers of the rules that can speak of an action, and of those that can of any. */
    private final Map<String, int[]> byAction = new HashMap<>();

    private final int[] ofAnyAction;
    private final List<Instant> holds;

    public Evaluation(CheckedPack pack, CompiledRules compiled, Limits limits) {
        this.rules = pack.rules();
        this.compiled = compiled;
        this.limits = limits;
        this.usage = new Usage(pack.vocabulary(), rules);
        this.reader = new FactReader(pack.vocabulary(), pack.calendar(), usage);
        this.wording = new Wording(usage);
        this.worded = rules.stream().map(Wording.Worded::of).toList();
        this.kinds = usage.kinds();
        this.holds = rules.stream()
                .flatMap(rule -> rule.effects().stream())
                .flatMap(effect -> effect instanceof Finding.Hold hold ? Stream.of(hold.until()) : Stream.empty())
                .toList();
        this.ofAnyAction = numbers(rule -> rule.actions().isEmpty());
        rules.stream()
                .flatMap(rule -> rule.actions().stream().flatMap(Set::stream))
                .distinct()
                .forEach(action -> byAction.put(
                        action,
                        numbers(rule ->
                                rule.actions().isEmpty() || rule.actions().get().contains(action))));
    }

    private int[] numbers(Predicate<Rule> wanted) {
        return IntStream.range(0, rules.size())
                .filter(i -> wanted.test(rules.get(i)))
                .toArray();
    }

    /** Returns what has to be looked up for the rules. */
    public Set<GateFacts.Kind> reads() {
        return kinds;
    }

    /** Returns whether rules read anything beside the step. */
    boolean readsOthers() {
        return usage.speaksOfOthers();
    }

    /** Returns the key under which the answer about a step is remembered. */
    AnswerCache.Key key(StepFact step, Object beside) {
        return new AnswerCache.Key(reader.read(step), beside);
    }

    /** Returns all that an answer follows from beside its step: the facts, and which holds are over. */
    Object beside(GateQuestion question, List<List<Row>> around) {
        long over =
                holds.stream().filter(until -> !until.isAfter(question.at())).count();
        return usage.speaksOfOthers() ? new Beside(around, over) : over;
    }

    private record Beside(List<List<Row>> around, long holdsOver) {}

    /** Returns the facts beside the steps. */
    List<List<Row>> around(GateQuestion question) {
        return reader.around(question);
    }

    public List<GateAnswer> answers(GateQuestion question) {
        return answers(question.subjects(), around(question), question.at());
    }

    public List<GateAnswer> answers(List<StepFact> steps, List<List<Row>> around, Instant at) {
        int facts = count(around);
        if (facts > limits.facts()) {
            return Collections.nCopies(
                    steps.size(),
                    new GateAnswer(
                            List.of(),
                            List.of(new GateAnswer.Fault(
                                    RuleErrorCode.TOO_MANY_FACTS.id(),
                                    "The rules speak about " + facts + " facts of this run; at most " + limits.facts()
                                            + " are looked at."))));
        }
        Scene scene = reader.scene(steps, around);
        List<BitSet> fired = compiled.fired(scene);
        List<GateAnswer> answers = new ArrayList<>(fired.size());
        for (int i = 0; i < fired.size(); i++) {
            answers.add(answer(scene.subjects().get(i), scene, fired.get(i), at));
        }
        return answers;
    }

    static int count(List<List<Row>> around) {
        return around.stream().mapToInt(List::size).sum();
    }

    private GateAnswer answer(Row step, Scene scene, BitSet fired, Instant at) {
        List<Finding> findings = new ArrayList<>();
        List<GateAnswer.Fault> faults = new ArrayList<>();
        Set<Row> read = new LinkedHashSet<>();
        List<RuleTrace> near = new ArrayList<>();
        int[] candidates = byAction.getOrDefault(step.action(), ofAnyAction);
        BitSet unexpected = (BitSet) fired.clone();
        for (int i : candidates) {
            unexpected.clear(i);
            Rule rule = rules.get(i);
            try {
                if (Interpreter.fires(rule, step, scene) != fired.get(i)) {
                    faults.add(disagreement(rule));
                }
                if (fired.get(i)) {
                    rule.clauses().forEach(clause -> collect(clause, step, scene, read));
                } else if (near.size() < MOST_TOLD && isNear(rule, step, scene)) {
                    near.add(trace(worded.get(i), step, scene));
                }
            } catch (RuntimeException e) {
                faults.add(fault(RuleErrorCode.RULE_FAILED, rule, "could not be evaluated: " + reason(e)));
            }
            if (fired.get(i)) {
                rule.effects().stream()
                        .filter(effect -> !elapsed(effect, at))
                        .forEach(effect -> findings.add(new Finding(rule.ref(), rule.level(), effect)));
            }
        }
        unexpected.stream().forEach(i -> faults.add(disagreement(rules.get(i))));
        List<FactRead> reads = read.stream().limit(MOST_TOLD).map(wording::read).toList();
        return new GateAnswer(findings, faults, reads, near);
    }

    private static String reason(RuntimeException e) {
        return e instanceof IllegalArgumentException && e.getMessage() != null ? e.getMessage() : e.toString();
    }

    /** Returns how each rule came to speak, or not, about each step. */
    public List<List<RuleTrace>> trace(GateQuestion question) {
        Scene scene = reader.scene(question);
        return scene.subjects().stream()
                .map(step ->
                        worded.stream().map(rule -> trace(rule, step, scene)).toList())
                .toList();
    }

    private static RuleTrace trace(Wording.Worded worded, Row step, Scene scene) {
        Rule rule = worded.rule();
        List<ConditionTrace> conditions = Wording.conditions(worded, step, scene);
        boolean fires = conditions.stream().allMatch(condition -> condition.truth() == Truth.TRUE);
        return new RuleTrace(rule.ref(), rule.level(), fires, conditions, rule.effects());
    }

    /** Returns whether the rule would speak if one thing were otherwise that is not the name of the step. */
    private static boolean isNear(Rule rule, Row step, Scene scene) {
        int lacking = 0;
        for (Condition condition : rule.condition().conjuncts()) {
            if (Interpreter.truth(condition, step, step) != Truth.TRUE) {
                lacking++;
                if (lacking > 1
                        || (condition instanceof Condition.Comparison comparison
                                && NAMES.contains(comparison.property().word()))) {
                    return false;
                }
            }
        }
        for (Clause clause : rule.clauses()) {
            lacking += Interpreter.holds(clause, step, scene) ? 0 : 1;
        }
        return lacking == 1;
    }

    /** Adds the facts on which it rests that a clause holds. */
    private static void collect(Clause clause, Row step, Scene scene, Set<Row> read) {
        if (clause instanceof Clause.Some some) {
            if (some.wanted()) {
                Interpreter.fitting(some.type(), some.condition(), step, scene)
                        .limit(1)
                        .forEach(read::add);
            }
        } else if (clause instanceof Clause.Total total) {
            Interpreter.fitting(total.type(), total.condition(), step, scene)
                    .limit(MOST_TOLD)
                    .forEach(read::add);
        } else {
            clause.parts().forEach(part -> collect(part, step, scene, read));
        }
    }

    /** A hold whose time has come says nothing any more; else a held step would be held for ever. */
    private static boolean elapsed(Finding.Effect effect, Instant at) {
        return effect instanceof Finding.Hold hold && !hold.until().isAfter(at);
    }

    private static GateAnswer.Fault disagreement(Rule rule) {
        return fault(
                RuleErrorCode.DISAGREEMENT,
                rule,
                "was evaluated in two ways with two results; this is a fault of Runs");
    }

    private static GateAnswer.Fault fault(RuleErrorCode code, Rule rule, String what) {
        return new GateAnswer.Fault(
                code.id(), "Rule " + rule.ref().id() + " (" + rule.ref().place() + ") " + what + ".");
    }
}
