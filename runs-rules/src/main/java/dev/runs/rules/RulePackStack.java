package dev.runs.rules;

import dev.runs.gate.Finding;
import dev.runs.gate.GateAnswer;
import dev.runs.gate.GateAnswers;
import dev.runs.gate.GateFacts;
import dev.runs.gate.GateQuestion;
import dev.runs.gate.Level;
import dev.runs.gate.PackRef;
import dev.runs.gate.RuleRef;
import dev.runs.gate.RuleTrace;
import dev.runs.gate.RuleTrace.ConditionTrace;
import dev.runs.gate.StepFact;
import dev.runs.rules.internal.pack.Checksums;
import dev.runs.rules.internal.pack.Manifest;
import dev.runs.rules.internal.text.Place;
import dev.runs.rules.internal.text.Problems;
import dev.runs.rules.problem.RuleErrorCode;
import dev.runs.rules.problem.RuleProblem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A tenant's rule pack on top of the global one, which it can only tighten (S8). What its rules deny, hold, require or call riskier counts
 * in addition to what the global pack says; that they allow counts only for actions that the global pack delegates, and is
 * recorded as an observation otherwise. The default approvers are the global pack's, always.
 *
 * <p>In answers the file of a rule begins with the name of its pack, as in {@code acme/limits.drl}; ids are unique over both
 * packs, or they make no stack.
 *
 * <p>Thread-safe. Both packs are used and neither is closed.
 *
 * @since 0.1.0
 */
public final class RulePackStack implements RuleGate {
    private final RulePack global;
    private final RulePack tenant;
    private final PackRef ref;
    /** The rules of both packs with their places in the stack, by id. */
    private final Map<String, RuleRef> rules = new HashMap<>();

    private final Set<String> tenants;

    private RulePackStack(RulePack global, RulePack tenant) {
        this.global = global;
        this.tenant = tenant;
        this.ref = ref(global.pack(), tenant.pack());
        place(global);
        place(tenant);
        this.tenants = tenant.rules().stream().map(RuleRef::id).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Stacks two packs.
     *
     * @throws RulePackException if a rule of one has the id of a rule of the other, both have the same name, or the tenant's
     *     delegates
     */
    public static RulePackStack of(RulePack global, RulePack tenant) {
        List<RuleProblem> problems = problems(global, tenant);
        if (!problems.isEmpty()) {
            throw new RulePackException(tenant.pack().name(), problems);
        }
        return new RulePackStack(global, tenant);
    }

    /** Returns why the two packs make no stack. */
    static List<RuleProblem> problems(RulePack global, RulePack tenant) {
        Problems problems = new Problems();
        String below = "the global pack '" + global.pack().name() + "', version "
                + global.pack().version();
        if (global.pack().name().equals(tenant.pack().name())) {
            problems.add(
                    RuleErrorCode.STACK,
                    Place.file(Manifest.FILE),
                    "The tenant's pack has the name of " + below + ".",
                    "Give each pack a name of its own: it says in records whose rule it is.");
        }
        if (!tenant.delegates().isEmpty()) {
            problems.add(
                    RuleErrorCode.STACK,
                    Place.file(Manifest.FILE),
                    "Only the global pack delegates, and this is a tenant's.",
                    "Delete 'delegates'.");
        }
        Map<String, RuleRef> taken = new HashMap<>();
        global.rules().forEach(rule -> taken.put(rule.id(), rule));
        for (RuleRef rule : tenant.rules()) {
            RuleRef other = taken.get(rule.id());
            if (other != null) {
                problems.add(
                        RuleErrorCode.STACK,
                        new Place(rule.file(), rule.line(), 1),
                        "The id '" + rule.id() + "' is taken by the rule at " + other.place() + " of " + below + ".",
                        "Give each rule an id of its own, such as one that begins with the tenant's name.");
            }
        }
        return problems.sorted();
    }

    private static PackRef ref(PackRef global, PackRef tenant) {
        return new PackRef(
                global.name() + " + " + tenant.name(),
                global.version() + " + " + tenant.version(),
                Checksums.digest("runs-rule-stack-1\n" + global.digest() + "\n" + tenant.digest() + "\n"),
                global.defaultApprovers());
    }

    private void place(RulePack pack) {
        for (RuleRef rule : pack.rules()) {
            rules.put(
                    rule.id(),
                    new RuleRef(
                            rule.id(),
                            rule.title(),
                            rule.owner(),
                            rule.rationale(),
                            placed(rule.file(), pack),
                            rule.line()));
        }
    }

    /** Returns the stack: names and versions of both packs, a digest over both digests, the global default approvers. */
    @Override
    public PackRef pack() {
        return ref;
    }

    /** Returns the tenant's pack. */
    public RulePack tenant() {
        return tenant;
    }

    @Override
    public List<RuleRef> rules() {
        return rules.values().stream().sorted(Comparator.comparing(RuleRef::id)).toList();
    }

    @Override
    public Set<GateFacts.Kind> reads() {
        Set<GateFacts.Kind> kinds = EnumSet.noneOf(GateFacts.Kind.class);
        kinds.addAll(global.reads());
        kinds.addAll(tenant.reads());
        return kinds;
    }

    @Override
    public GateAnswers ask(GateQuestion question) {
        List<GateAnswer> below = global.ask(question).answers();
        List<GateAnswer> above = tenant.ask(question).answers();
        List<GateAnswer> answers = new ArrayList<>(below.size());
        for (int i = 0; i < below.size(); i++) {
            answers.add(combined(question.subjects().get(i), below.get(i), above.get(i)));
        }
        return new GateAnswers(ref, answers);
    }

    private GateAnswer combined(StepFact step, GateAnswer below, GateAnswer above) {
        List<Finding> findings = new ArrayList<>();
        below.findings()
                .forEach(finding ->
                        findings.add(new Finding(placed(finding.rule()), finding.level(), finding.effect())));
        boolean delegated = global.delegates().contains(step.action());
        for (Finding finding : above.findings()) {
            findings.add(ofTenant(finding.rule(), finding.level(), finding.effect(), delegated));
        }
        return new GateAnswer(
                findings,
                union(below.faults(), above.faults()),
                union(below.reads(), above.reads()),
                union(placed(below.near()), placed(delegated ? above.near() : withoutAllow(above.near()))));
    }

    private Finding ofTenant(RuleRef rule, Level level, Finding.Effect effect, boolean delegated) {
        boolean counts = delegated || !(effect instanceof Finding.Allow);
        return new Finding(placed(rule), counts ? level : Level.OBSERVE, effect, true);
    }

    @Override
    public List<Finding> findings(RuleTrace rule, StepFact step) {
        boolean delegated = global.delegates().contains(step.action());
        boolean ofTenant = isOfTenant(rule.rule().id());
        return rule.effects().stream()
                .map(effect -> ofTenant
                        ? ofTenant(rule.rule(), rule.level(), effect, delegated)
                        : new Finding(placed(rule.rule()), rule.level(), effect))
                .toList();
    }

    /** Returns whether a rule is one of the tenant's pack. */
    public boolean isOfTenant(String rule) {
        return tenants.contains(rule);
    }

    /** Without rules that would have said something which does not count. */
    private static List<RuleTrace> withoutAllow(List<RuleTrace> near) {
        return near.stream()
                .filter(trace -> trace.effects().stream().anyMatch(effect -> !(effect instanceof Finding.Allow)))
                .toList();
    }

    private static <T> List<T> union(List<T> one, List<T> other) {
        Set<T> all = new LinkedHashSet<>(one);
        all.addAll(other);
        return List.copyOf(all);
    }

    @Override
    public List<List<RuleTrace>> trace(GateQuestion question) {
        List<List<RuleTrace>> below = global.trace(question);
        List<List<RuleTrace>> above = tenant.trace(question);
        List<List<RuleTrace>> traces = new ArrayList<>(below.size());
        for (int i = 0; i < below.size(); i++) {
            List<RuleTrace> both = new ArrayList<>(placed(below.get(i)));
            both.addAll(placed(above.get(i)));
            both.sort(Comparator.comparing(trace -> trace.rule().id()));
            traces.add(List.copyOf(both));
        }
        return List.copyOf(traces);
    }

    @Override
    public List<List<ConditionTrace>> parts(GateQuestion question) {
        Map<String, List<ConditionTrace>> parts = new TreeMap<>();
        for (RulePack pack : List.of(global, tenant)) {
            List<List<ConditionTrace>> found = pack.parts(question);
            for (int i = 0; i < found.size(); i++) {
                parts.put(pack.rules().get(i).id(), found.get(i));
            }
        }
        return List.copyOf(parts.values());
    }

    @Override
    public List<StageTrace> stages(GateQuestion question) {
        return Stream.concat(
                        global.stages(question).stream().map(stage -> placed(stage, global)),
                        tenant.stages(question).stream().map(stage -> placed(stage, tenant)))
                .toList();
    }

    private static StageTrace placed(StageTrace stage, RulePack pack) {
        return new StageTrace(
                stage.name(),
                placed(stage.file(), pack),
                stage.line(),
                stage.rules(),
                stage.truth(),
                stage.conditions(),
                stage.parts());
    }

    /** Returns a file with the name of its pack. */
    private static String placed(String file, RulePack pack) {
        return pack.pack().name() + "/" + file;
    }

    private List<RuleTrace> placed(List<RuleTrace> traces) {
        return traces.stream()
                .map(trace -> new RuleTrace(
                        placed(trace.rule()), trace.level(), trace.fired(), trace.conditions(), trace.effects()))
                .toList();
    }

    private RuleRef placed(RuleRef rule) {
        return Optional.ofNullable(rules.get(rule.id())).orElse(rule);
    }
}
