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
import dev.runs.rules.internal.model.Saying;
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
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
    private final List<Asked> asked;
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
    /** The numbers of the conditions on which it depends what rules say. */
    private final IdentityHashMap<Rule, Integer> conditions = new IdentityHashMap<>();

    private final List<Instant> holds;

    public Evaluation(CheckedPack pack, CompiledRules compiled, Limits limits) {
        this.rules = pack.rules();
        List<Rule> evaluated = pack.evaluated();
        for (int i = rules.size(); i < evaluated.size(); i++) {
            conditions.put(evaluated.get(i), i);
        }
        this.asked = rules.stream().map(Asked::of).toList();
        this.compiled = compiled;
        this.limits = limits;
        this.usage = new Usage(pack.vocabulary(), evaluated);
        this.reader = new FactReader(pack.vocabulary(), pack.calendar(), usage);
        this.wording = new Wording(usage);
        this.worded = rules.stream().map(Wording.Worded::of).toList();
        this.kinds = usage.kinds();
        this.holds = rules.stream()
                .flatMap(rule -> rule.effects().stream())
                .flatMap(effect -> effect instanceof Finding.Hold hold ? Stream.of(hold.until()) : Stream.empty())
                .toList();
        this.ofAnyAction = byAction();
    }

    /** Notes for each action which rules can speak of it, and returns those that can of any. */
    private int[] byAction() {
        Map<String, List<Integer>> named = new HashMap<>();
        List<Integer> any = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            Optional<Set<String>> actions = rules.get(i).actions();
            if (actions.isEmpty()) {
                any.add(i);
            } else {
                for (String action : actions.get()) {
                    named.computeIfAbsent(action, missing -> new ArrayList<>()).add(i);
                }
            }
        }
        named.forEach((action, numbers) -> byAction.put(
                action,
                Stream.concat(numbers.stream(), any.stream())
                        .mapToInt(Integer::intValue)
                        .sorted()
                        .toArray()));
        return any.stream().mapToInt(Integer::intValue).toArray();
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
        long over = 0;
        for (Instant until : holds) {
            over += until.isAfter(question.at()) ? 0 : 1;
        }
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
            answers.add(answer(new Looked(steps.get(i), scene.subjects().get(i), scene, fired.get(i)), at));
        }
        return answers;
    }

    static int count(List<List<Row>> around) {
        return around.stream().mapToInt(List::size).sum();
    }

    /** One step of a question, and which rules and conditions the engine found to hold. */
    private record Looked(StepFact fact, Row step, Scene scene, BitSet fired) {}

    private GateAnswer answer(Looked looked, Instant at) {
        Row step = looked.step();
        Scene scene = looked.scene();
        List<Finding> findings = new ArrayList<>();
        List<GateAnswer.Fault> faults = new ArrayList<>();
        Set<Row> read = new LinkedHashSet<>();
        List<RuleTrace> near = new ArrayList<>();
        int spoken = 0;
        for (int i : byAction.getOrDefault(step.action(), ofAnyAction)) {
            Asked rule = asked.get(i);
            boolean speaks = looked.fired().get(i);
            spoken += speaks ? 1 : 0;
            try {
                if (Interpreter.fires(rule.rule(), step, scene) != speaks) {
                    faults.add(disagreement(rule.rule()));
                }
                if (speaks) {
                    for (Clause clause : rule.rule().clauses()) {
                        collect(clause, step, scene, read);
                    }
                } else if (near.size() < MOST_TOLD && isNear(rule, step, scene)) {
                    near.add(near(worded.get(i), step, scene));
                }
            } catch (RuntimeException e) {
                faults.add(fault(RuleErrorCode.RULE_FAILED, rule.rule(), "could not be evaluated: " + reason(e)));
            }
            if (speaks) {
                for (Finding finding :
                        rule.findings().isEmpty() ? said(rule.rule(), looked, faults, read) : rule.findings()) {
                    if (!elapsed(finding.effect(), at)) {
                        findings.add(finding);
                    }
                }
            }
        }
        if (spoken != cardinality(looked.fired())) {
            unexpected(step, looked.fired()).forEach(i -> faults.add(disagreement(rules.get(i))));
        }
        List<FactRead> reads = read.isEmpty()
                ? List.of()
                : read.stream().limit(MOST_TOLD).map(wording::read).toList();
        return new GateAnswer(findings, faults, reads, near);
    }

    private int cardinality(BitSet fired) {
        return conditions.isEmpty()
                ? fired.cardinality()
                : fired.get(0, rules.size()).cardinality();
    }

    /** Returns what a rule says that does not say the same of every step. */
    private List<Finding> said(Rule rule, Looked looked, List<GateAnswer.Fault> faults, Set<Row> read) {
        List<Finding> findings = new ArrayList<>();
        for (Saying saying : rule.sayings()) {
            saying.of(
                            condition -> holds(condition, looked, faults, read),
                            looked.fact().payload()::get)
                    .ifPresent(effect -> findings.add(new Finding(rule.ref(), rule.level(), effect)));
        }
        return findings;
    }

    /**
     * A condition that fails counts as one that holds: the stage is asked, and the step has a fault. So does one of which a
     * missing value leaves open whether it holds.
     */
    private boolean holds(Rule condition, Looked looked, List<GateAnswer.Fault> faults, Set<Row> read) {
        boolean engine = looked.fired().get(Objects.requireNonNull(conditions.get(condition)));
        try {
            boolean holds = Interpreter.fires(condition, looked.step(), looked.scene());
            if (holds != engine) {
                faults.add(disagreement(condition));
                return true;
            }
            if (holds) {
                condition.clauses().forEach(clause -> collect(clause, looked.step(), looked.scene(), read));
            }
            return holds || !Interpreter.isRuledOut(condition, looked.step(), looked.scene());
        } catch (RuntimeException e) {
            faults.add(fault(RuleErrorCode.RULE_FAILED, condition, "could not be evaluated: " + reason(e)));
            return true;
        }
    }

    /** Returns the rules that fired though they do not speak of the step's action. */
    private IntStream unexpected(Row step, BitSet fired) {
        BitSet unexpected = (BitSet) fired.clone();
        for (int i : byAction.getOrDefault(step.action(), ofAnyAction)) {
            unexpected.clear(i);
        }
        return unexpected.stream().filter(i -> i < rules.size());
    }

    /**
     * A rule with what is asked of it again and again.
     *
     * @param findings what it says if that is the same of every step; else none
     */
    private record Asked(Rule rule, List<Condition> conditions, List<Finding> findings) {
        static Asked of(Rule rule) {
            return new Asked(
                    rule,
                    rule.condition().conjuncts(),
                    rule.sayings().stream().allMatch(Saying.Always.class::isInstance)
                            ? rule.effects().stream()
                                    .map(effect -> new Finding(rule.ref(), rule.level(), effect))
                                    .toList()
                            : List.of());
        }
    }

    private static String reason(RuntimeException e) {
        return e instanceof IllegalArgumentException && e.getMessage() != null ? e.getMessage() : e.toString();
    }

    /** Returns how each rule came to speak, or not, about each step. */
    public List<List<RuleTrace>> trace(GateQuestion question) {
        Scene scene = reader.scene(question);
        List<List<RuleTrace>> traces = new ArrayList<>();
        for (int i = 0; i < scene.subjects().size(); i++) {
            StepFact fact = question.subjects().get(i);
            Row step = scene.subjects().get(i);
            traces.add(
                    worded.stream().map(rule -> trace(rule, fact, step, scene)).toList());
        }
        return List.copyOf(traces);
    }

    /** Returns the trace of a rule that is silent. */
    private static RuleTrace near(Wording.Worded worded, Row step, Scene scene) {
        Rule rule = worded.rule();
        return new RuleTrace(
                rule.ref(), rule.level(), false, Wording.conditions(worded, step, scene), worded.effects());
    }

    private static RuleTrace trace(Wording.Worded worded, StepFact fact, Row step, Scene scene) {
        Rule rule = worded.rule();
        List<ConditionTrace> conditions = Wording.conditions(worded, step, scene);
        boolean fires = conditions.stream().allMatch(condition -> condition.truth() == Truth.TRUE);
        List<Finding.Effect> effects =
                !fires
                        ? worded.effects()
                        : rule.sayings().stream()
                                .flatMap(saying -> saying
                                        .of(
                                                condition -> !Interpreter.isRuledOut(condition, step, scene),
                                                fact.payload()::get)
                                        .stream())
                                .toList();
        return new RuleTrace(rule.ref(), rule.level(), fires, conditions, effects);
    }

    /** Returns whether the rule would speak if one thing were otherwise that is not the name of the step. */
    private static boolean isNear(Asked rule, Row step, Scene scene) {
        int lacking = 0;
        for (Condition condition : rule.conditions()) {
            if (Interpreter.truth(condition, step, step) != Truth.TRUE) {
                lacking++;
                if (lacking > 1
                        || (condition instanceof Condition.Comparison comparison
                                && NAMES.contains(comparison.property().word()))) {
                    return false;
                }
            }
        }
        for (Clause clause : rule.rule().clauses()) {
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
