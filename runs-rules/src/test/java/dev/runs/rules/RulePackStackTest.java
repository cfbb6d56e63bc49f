package dev.runs.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.action.Pattern;
import dev.runs.action.RiskLevel;
import dev.runs.gate.Finding;
import dev.runs.gate.Gate;
import dev.runs.gate.GateAnswer;
import dev.runs.gate.GateAnswers;
import dev.runs.gate.Level;
import dev.runs.gate.PackRef;
import dev.runs.gate.RuleRef;
import dev.runs.gate.RuleTrace;
import dev.runs.gate.StepFact;
import dev.runs.gate.Track;
import dev.runs.gate.Verdict;
import dev.runs.rules.problem.RuleProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RulePackStackTest {
    private static final List<String> ACTIONS = List.of("crm.note", "mail.send", "pay", "export");

    private final long seed = Long.getLong("runs.test.seed", new Random().nextLong());

    private static Map<String, String> delegating(Map<String, String> files, String actions) {
        files.compute("pack.yaml", (name, text) -> text + "delegates: [" + actions + "]\n");
        return files;
    }

    /** Returns the verdict in words, such as {@code Boss of global + Sales}. */
    private static String verdict(Gate gate, StepFact step) {
        return word(verdictOf(gate, step));
    }

    private static Verdict verdictOf(Gate gate, StepFact step) {
        GateAnswers answers = gate.ask(Small.question("acme", step));
        return Verdict.combine(
                step.pattern(),
                step.risk(),
                answers.answers().get(0),
                answers.pack().defaultApprovers());
    }

    private static String word(Verdict verdict) {
        return verdict instanceof Verdict.NeedsApproval needs
                ? String.join(
                        " + ",
                        needs.requirement().tracks().stream()
                                .map(Track::approvers)
                                .toList())
                : verdict.getClass().getSimpleName();
    }

    @Test
    void aTenantsPackOnlyTightens() {
        Map<String, String> global = delegating(
                Small.pack("global", "1", Small.allow("G-1", "crm.note"), Small.require("G-2", "pay", "Finance")),
                "export");
        Map<String, String> tenant = Small.pack(
                "acme",
                "7",
                Small.deny("A-1", "crm.note"),
                Small.allow("A-2", "pay"),
                Small.require("A-3", "pay", "Acme finance"),
                Small.allow("A-4", "mail.send"),
                Small.allow("A-5", "export"));
        try (RulePack below = Small.load(global);
                RulePack above = Small.load(tenant)) {
            RulePackStack stack = RulePackStack.of(below, above);

            assertThat(verdict(below, Small.external("crm.note"))).isEqualTo("Allow");
            assertThat(verdict(stack, Small.external("crm.note")))
                    .as("a deny counts")
                    .isEqualTo("Deny");
            assertThat(verdict(stack, Small.external("pay")))
                    .as("a requirement is added, and an allow takes none away")
                    .isEqualTo("Acme finance + Finance");
            assertThat(verdict(stack, Small.external("mail.send")))
                    .as("an allow of what is not delegated counts for nothing")
                    .isEqualTo("Boss of global");
            assertThat(verdict(stack, Small.external("export")))
                    .as("an allow of what is delegated counts")
                    .isEqualTo("Allow");
            assertThat(verdict(stack, Small.step("export", Pattern.EXTERNAL, RiskLevel.CRITICAL)))
                    .as("the floor is below both")
                    .isEqualTo("Boss of global");
        }
    }

    @Test
    void answersNameBothPacks_andWhoseRuleItIs() {
        try (RulePack below = Small.load(Small.pack("global", "1", Small.deny("G-1", "mail.send")));
                RulePack above = Small.load(
                        Small.pack("acme", "7", Small.deny("A-1", "mail.send"), Small.allow("A-2", "mail.send")))) {
            RulePackStack stack = RulePackStack.of(below, above);
            GateAnswers answers = stack.ask(Small.question("acme", Small.external("mail.send")));

            PackRef ref = answers.pack();
            assertThat(ref).isEqualTo(stack.pack());
            assertThat(ref.name()).isEqualTo("global + acme");
            assertThat(ref.version()).isEqualTo("1 + 7");
            assertThat(ref.digest()).matches("sha256:[0-9a-f]{64}");
            assertThat(ref.defaultApprovers()).containsExactly("Boss of global");
            assertThat(answers.answers().get(0).findings())
                    .containsExactly(
                            new Finding(
                                    new RuleRef("G-1", "Rule G-1", "Testers", "Because", "global/rules.drl", 2),
                                    Level.ENFORCE,
                                    new Finding.Deny("G-1")),
                            new Finding(
                                    new RuleRef("A-1", "Rule A-1", "Testers", "Because", "acme/rules.drl", 2),
                                    Level.ENFORCE,
                                    new Finding.Deny("A-1"),
                                    true),
                            new Finding(
                                    new RuleRef("A-2", "Rule A-2", "Testers", "Because", "acme/rules.drl", 8),
                                    Level.OBSERVE,
                                    new Finding.Allow("A-2"),
                                    true));
            assertThat(stack.rules()).extracting(RuleRef::id).containsExactly("A-1", "A-2", "G-1");
            assertThat(stack.trace(Small.question("acme", Small.external("mail.send")))
                            .get(0))
                    .allMatch(RuleTrace::fired)
                    .extracting(trace -> trace.rule().place())
                    .containsExactly("acme/rules.drl:2", "acme/rules.drl:8", "global/rules.drl:2");
        }
    }

    @Test
    void theDigestIsThatOfBothPacksInTheirOrder() {
        try (RulePack one = Small.load(Small.pack("one", "1", Small.deny("R-1", "pay")));
                RulePack two = Small.load(Small.pack("two", "1", Small.deny("R-2", "pay")));
                RulePack other = Small.load(Small.pack("two", "2", Small.deny("R-2", "pay")))) {
            assertThat(List.of(
                            RulePackStack.of(one, two).pack().digest(),
                            RulePackStack.of(two, one).pack().digest(),
                            RulePackStack.of(one, other).pack().digest(),
                            one.pack().digest(),
                            two.pack().digest()))
                    .doesNotHaveDuplicates();
            assertThat(RulePackStack.of(one, two).pack())
                    .isEqualTo(RulePackStack.of(one, two).pack());
        }
    }

    @Test
    void packsThatDoNotFit_makeNoStack() {
        try (RulePack below = Small.load(Small.pack("global", "1", Small.deny("R-1", "pay")));
                RulePack above = Small.load(delegating(
                        Small.pack("global", "7", Small.deny("R-0", "pay"), Small.deny("R-1", "pay")), "pay"))) {
            assertThatThrownBy(() -> RulePackStack.of(below, above))
                    .isInstanceOf(RulePackException.class)
                    .hasMessage("""
                        RUNS-RULE-063 Rule pack 'global' was not loaded: 3 errors.
                        pack.yaml  The tenant's pack has the name of the global pack 'global', version 1.
                            Give each pack a name of its own: it says in records whose rule it is.
                        pack.yaml  Only the global pack delegates, and this is a tenant's.
                            Delete 'delegates'.
                        rules.drl:8:1  The id 'R-1' is taken by the rule at rules.drl:2 of the global pack 'global', version 1.
                            Give each rule an id of its own, such as one that begins with the tenant's name.""");
        }
    }

    @Test
    void aTenantsPack_cannotLowerTheLevelOfAGlobalRule() {
        Map<String, String> files = Small.pack("acme", "1", Small.deny("A-1", "pay"));
        files.compute("pack.yaml", (name, text) -> text + "rules: { G-1: observe }\n");
        assertThat(RulePacks.check(files).problems())
                .extracting(RuleProblem::message)
                .containsExactly("pack.yaml:5:10  The pack has no rule 'G-1'. Did you mean 'A-1'?");
    }

    @Test
    void aPackThatDoesNotAnswer_isAFaultAndTheOtherCounts() {
        RulePack below = Small.load(Small.pack("global", "1", Small.allow("G-1", "pay")));
        RulePack above = Small.load(Small.pack("acme", "7", Small.allow("A-1", "pay")));
        RulePackStack stack = RulePackStack.of(below, above);
        above.close();
        assertThat(verdict(stack, Small.external("pay"))).isEqualTo("Boss of global");
        below.close();
        assertThat(verdict(stack, Small.external("pay"))).isEqualTo("Boss of global");
    }

    /** S8 on random packs: for every question the stack is at least as strict as the global pack alone. */
    @Test
    void whateverIsInTheTenantsPack_theStackIsAtLeastAsStrict() {
        System.out.println("seed: " + seed + " (set with -Druns.test.seed)");
        Random random = new Random(seed);
        for (int i = 0; i < 6; i++) {
            String delegated = pick(random, ACTIONS);
            Map<String, String> global = delegating(Small.pack("global", "1", rules(random, "G-")), delegated);
            String[] rules = rules(random, "A-");
            try (RulePack below = Small.load(global);
                    RulePack above = Small.load(Small.pack("acme", "1", rules))) {
                RulePackStack stack = RulePackStack.of(below, above);
                for (StepFact step : steps()) {
                    Verdict alone = verdictOf(below, step);
                    Verdict stacked = verdictOf(stack, step);
                    String what = "seed %s, pack %s, %s, delegated %s\n%s\n%s"
                            .formatted(seed, i, step, delegated, global, List.of(rules));
                    if (!step.action().equals(delegated)) {
                        assertThat(atLeastAsStrict(stacked, alone))
                                .as("%s\nalone %s, stacked %s", what, alone, stacked)
                                .isTrue();
                        assertThat(stacked).as(what).isEqualTo(withoutTenantsAllow(stack, step));
                    } else if (alone instanceof Verdict.Deny || alone instanceof Verdict.Hold) {
                        assertThat(atLeastAsStrict(stacked, alone)).as(what).isTrue();
                    }
                    assertThat(floorHolds(step, stacked)).as(what).isTrue();
                }
            }
        }
    }

    /** Returns the verdict as if the tenant's pack had no rule that allows. */
    private static Verdict withoutTenantsAllow(Gate stack, StepFact step) {
        GateAnswers answers = stack.ask(Small.question("acme", step));
        List<Finding> findings = new ArrayList<>(answers.answers().get(0).findings());
        findings.removeIf(finding -> finding.tenant() && finding.effect() instanceof Finding.Allow);
        return Verdict.combine(
                step.pattern(),
                step.risk(),
                new GateAnswer(findings, answers.answers().get(0).faults()),
                answers.pack().defaultApprovers());
    }

    private static boolean floorHolds(StepFact step, Verdict verdict) {
        return !step.external() || step.risk() != RiskLevel.CRITICAL || !(verdict instanceof Verdict.Allow);
    }

    private static boolean atLeastAsStrict(Verdict stacked, Verdict alone) {
        if (rank(stacked) != rank(alone)) {
            return rank(stacked) > rank(alone);
        }
        return !(stacked instanceof Verdict.NeedsApproval more && alone instanceof Verdict.NeedsApproval fewer)
                || fewer.requirement().tracks().stream()
                        .allMatch(track ->
                                more.requirement().tracks().stream().anyMatch(other -> asksAtLeast(other, track)));
    }

    private static boolean asksAtLeast(Track other, Track track) {
        return other.approvers().equals(track.approvers())
                && IntStream.range(0, track.stages().size())
                        .allMatch(i -> other.stages().get(i).quorum().least()
                                >= track.stages().get(i).quorum().least());
    }

    private static int rank(Verdict verdict) {
        return verdict instanceof Verdict.Allow
                ? 0
                : verdict instanceof Verdict.NeedsApproval ? 1 : verdict instanceof Verdict.Hold ? 2 : 3;
    }

    private static String[] rules(Random random, String prefix) {
        String[] rules = new String[8];
        for (int i = 0; i < rules.length; i++) {
            String condition = random.nextInt(4) == 0
                    ? "risk >= RiskLevel." + pick(random, List.of(RiskLevel.values()))
                    : "action == \"" + pick(random, ACTIONS) + "\", risk "
                            + pick(random, List.of("<=", ">=", "==")) + " RiskLevel."
                            + pick(random, List.of(RiskLevel.values()));
            String role = pick(random, List.of("Boss of global", "Boss of acme", "Legal"));
            String then = switch (random.nextInt(7)) {
                case 0 -> "gate.deny($step, \"no\");";
                case 1 -> "gate.hold($step, \"2027-01-31T00:00:00Z\", \"later\");";
                case 2, 3 ->
                    "gate.requireApproval($step, \"" + role + "\", \"look\", " + (1 + random.nextInt(2)) + ");";
                default -> "gate.allow($step, \"yes\");";
            };
            rules[i] = Small.rule(prefix + i, condition, then);
        }
        return rules;
    }

    private static List<StepFact> steps() {
        List<StepFact> steps = new ArrayList<>();
        for (String action : ACTIONS) {
            for (Pattern pattern : Pattern.values()) {
                for (RiskLevel risk : RiskLevel.values()) {
                    steps.add(Small.step(action, pattern, risk));
                }
            }
        }
        return steps;
    }

    private static <T> T pick(Random random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
