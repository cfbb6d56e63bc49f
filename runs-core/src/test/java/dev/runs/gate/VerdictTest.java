package dev.runs.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.action.Pattern;
import dev.runs.action.RiskLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("S8: the verdict for floor and one pack, as a table")
class VerdictTest {
    private static final Set<String> DEFAULTS = Set.of("Governance");
    private static final Instant EARLY = Instant.parse("2026-03-03T09:00:00Z");
    private static final Instant LATE = Instant.parse("2026-03-04T09:00:00Z");

    private static final Finding.Effect ALLOW = new Finding.Allow("fine");
    private static final Finding.Effect DENY = new Finding.Deny("never");
    private static final Finding.Effect HOLD = new Finding.Hold(EARLY, "embargo");
    private static final Finding.Effect REQUIRE = Finding.Require.role("Legal", "big");

    private static final GateAnswer.Fault FAULT = new GateAnswer.Fault("RUNS-FAULT-001", "rule R failed");

    /** The columns of the table, in its order. */
    private static final Map<String, GateAnswer> ANSWERS = Map.ofEntries(
            Map.entry("nothing", enforced()),
            Map.entry("allow", enforced(ALLOW)),
            Map.entry("require", enforced(REQUIRE)),
            Map.entry("deny", enforced(DENY)),
            Map.entry("hold", enforced(HOLD)),
            Map.entry("allow+require", enforced(ALLOW, REQUIRE)),
            Map.entry("allow+deny", enforced(ALLOW, DENY)),
            Map.entry("allow+hold", enforced(ALLOW, HOLD)),
            Map.entry("require+deny", enforced(REQUIRE, DENY)),
            Map.entry("hold+require", enforced(HOLD, REQUIRE)),
            Map.entry("hold+deny", enforced(HOLD, DENY)),
            Map.entry("fault", faulty()),
            Map.entry("fault+allow", faulty(ALLOW)),
            Map.entry("fault+require", faulty(REQUIRE)),
            Map.entry("fault+hold", faulty(HOLD)),
            Map.entry("fault+deny", faulty(DENY)));

    private static GateAnswer enforced(Finding.Effect... effects) {
        return new GateAnswer(findings(Level.ENFORCE, effects), List.of());
    }

    private static GateAnswer faulty(Finding.Effect... effects) {
        return new GateAnswer(findings(Level.ENFORCE, effects), List.of(FAULT));
    }

    private static List<Finding> findings(Level level, Finding.Effect... effects) {
        List<Finding> findings = new ArrayList<>();
        for (Finding.Effect effect : effects) {
            findings.add(finding("R" + findings.size(), level, effect));
        }
        return findings;
    }

    private static Finding finding(String id, Level level, Finding.Effect effect) {
        return new Finding(new RuleRef(id, "Rule " + id, "Test", "for tests", "table.drl", 1), level, effect);
    }

    private static Finding require(String id, int quorum, Optional<Duration> due, String... roles) {
        return finding(id, Level.ENFORCE, new Finding.Require(Set.of(roles), quorum, "ask", Optional.empty(), due));
    }

    /** The verdict in one word: {@code allow}, {@code deny}, {@code hold}, or who is asked. */
    private static String word(Pattern pattern, RiskLevel risk, GateAnswer answer) {
        Verdict verdict = Verdict.combine(pattern, risk, answer, DEFAULTS);
        if (verdict instanceof Verdict.NeedsApproval needs) {
            return String.join(
                    "+",
                    needs.requirement().tracks().stream().map(Track::approvers).toList());
        } else if (verdict instanceof Verdict.Hold) {
            return "hold";
        }
        return verdict instanceof Verdict.Deny ? "deny" : "allow";
    }

    @ParameterizedTest(name = "{0}: internal {1}/{2}/{3}/{4}, external {5}/{6}/{7}/{8}")
    @CsvSource(delimiter = '|', textBlock = """
                    #             | INTERNAL                                                        | EXTERNAL
                    #             | LOW              | MEDIUM           | HIGH             | CRITICAL         | LOW              | MEDIUM           | HIGH             | CRITICAL
                    nothing       | allow            | allow            | Governance       | Governance       | Governance       | Governance       | Governance       | Governance
                    allow         | allow            | allow            | allow            | allow            | allow            | allow            | allow            | Governance
                    require       | Legal            | Legal            | Legal            | Legal            | Legal            | Legal            | Legal            | Legal
                    deny          | deny             | deny             | deny             | deny             | deny             | deny             | deny             | deny
                    hold          | hold             | hold             | hold             | hold             | hold             | hold             | hold             | hold
                    allow+require | Legal            | Legal            | Legal            | Legal            | Legal            | Legal            | Legal            | Legal
                    allow+deny    | deny             | deny             | deny             | deny             | deny             | deny             | deny             | deny
                    allow+hold    | hold             | hold             | hold             | hold             | hold             | hold             | hold             | hold
                    require+deny  | deny             | deny             | deny             | deny             | deny             | deny             | deny             | deny
                    hold+require  | hold             | hold             | hold             | hold             | hold             | hold             | hold             | hold
                    hold+deny     | deny             | deny             | deny             | deny             | deny             | deny             | deny             | deny
                    fault         | Governance       | Governance       | Governance       | Governance       | Governance       | Governance       | Governance       | Governance
                    fault+allow   | Governance       | Governance       | Governance       | Governance       | Governance       | Governance       | Governance       | Governance
                    fault+require | Governance+Legal | Governance+Legal | Governance+Legal | Governance+Legal | Governance+Legal | Governance+Legal | Governance+Legal | Governance+Legal
                    fault+hold    | hold             | hold             | hold             | hold             | hold             | hold             | hold             | hold
                    fault+deny    | deny             | deny             | deny             | deny             | deny             | deny             | deny             | deny
                    """)
    void table(
            String column,
            String internalLow,
            String internalMedium,
            String internalHigh,
            String internalCritical,
            String externalLow,
            String externalMedium,
            String externalHigh,
            String externalCritical) {
        GateAnswer answer = ANSWERS.get(column);
        List<String> words = new ArrayList<>();
        for (Pattern pattern : Pattern.values()) {
            for (RiskLevel risk : RiskLevel.values()) {
                words.add(word(pattern, risk, answer));
            }
        }
        assertThat(words)
                .containsExactly(
                        internalLow,
                        internalMedium,
                        internalHigh,
                        internalCritical,
                        externalLow,
                        externalMedium,
                        externalHigh,
                        externalCritical);
    }

    @Test
    @DisplayName("findings that are only observed or advised decide nothing, whatever they say")
    void observedAndAdvised_decideNothing() {
        for (Level level : List.of(Level.OBSERVE, Level.ADVISE)) {
            GateAnswer answer = new GateAnswer(findings(level, ALLOW, DENY, HOLD, REQUIRE), List.of());
            for (Pattern pattern : Pattern.values()) {
                for (RiskLevel risk : RiskLevel.values()) {
                    assertThat(word(pattern, risk, answer))
                            .as("%s %s %s", level, pattern, risk)
                            .isEqualTo(word(pattern, risk, enforced()));
                }
            }
        }
    }

    @Test
    @DisplayName(
            "S17: raising the risk reaches the floor and the default approvers, is never lowering, and allows nothing")
    void raisedRisk_reachesTheFloor() {
        Finding.Effect critical = new Finding.RaiseRisk(RiskLevel.CRITICAL, "reaches the press");
        Finding.Effect low = new Finding.RaiseRisk(RiskLevel.LOW, "harmless");
        Finding.Effect notify = new Finding.Notify(Set.of("Legal"), "should know");
        assertThat(word(Pattern.EXTERNAL, RiskLevel.HIGH, enforced(ALLOW))).isEqualTo("allow");
        assertThat(word(Pattern.EXTERNAL, RiskLevel.HIGH, enforced(ALLOW, critical)))
                .isEqualTo("Governance");
        assertThat(word(Pattern.INTERNAL, RiskLevel.LOW, enforced(critical))).isEqualTo("Governance");
        assertThat(word(Pattern.INTERNAL, RiskLevel.LOW, enforced(critical, ALLOW)))
                .isEqualTo("allow");
        assertThat(word(Pattern.EXTERNAL, RiskLevel.CRITICAL, enforced(ALLOW, low)))
                .isEqualTo("Governance");
        assertThat(word(Pattern.EXTERNAL, RiskLevel.LOW, enforced(low))).isEqualTo("Governance");
        assertThat(word(Pattern.EXTERNAL, RiskLevel.LOW, enforced(notify))).isEqualTo("Governance");
        assertThat(word(Pattern.INTERNAL, RiskLevel.LOW, enforced(notify))).isEqualTo("allow");
        for (Level level : List.of(Level.OBSERVE, Level.ADVISE)) {
            assertThat(Verdict.raised(RiskLevel.LOW, new GateAnswer(findings(level, critical), List.of())))
                    .isEqualTo(RiskLevel.LOW);
        }
    }

    @Test
    @DisplayName("an observed deny beside an enforced allow leaves the allow")
    void observedDeny_leavesTheAllow() {
        List<Finding> findings = new ArrayList<>(findings(Level.OBSERVE, DENY));
        findings.add(finding("A", Level.ENFORCE, ALLOW));
        assertThat(word(Pattern.EXTERNAL, RiskLevel.HIGH, new GateAnswer(findings, List.of())))
                .isEqualTo("allow");
    }

    @Test
    @DisplayName("of two holds the later one counts")
    void holds_untilTheLater() {
        for (List<Finding> findings : permutations(
                findings(Level.ENFORCE, new Finding.Hold(LATE, "b"), HOLD, new Finding.Hold(EARLY, "c")))) {
            assertThat(Verdict.combine(Pattern.INTERNAL, RiskLevel.LOW, new GateAnswer(findings, List.of()), DEFAULTS))
                    .isEqualTo(new Verdict.Hold(LATE));
        }
    }

    @Test
    @DisplayName("S7: equal approvers are one track, with the higher quorum, the earlier due and all rules")
    void equalApprovers_areOneTrack() {
        Verdict verdict = Verdict.combine(
                Pattern.EXTERNAL,
                RiskLevel.HIGH,
                new GateAnswer(
                        List.of(
                                require("R1", 1, Optional.of(Duration.ofDays(1)), "Legal", "Sales"),
                                require("R2", 3, Optional.of(Duration.ofDays(9)), "Sales", "Legal"),
                                require("R3", 2, Optional.empty(), "Legal", "Sales"),
                                require("R4", 1, Optional.empty(), "Legal")),
                        List.of()),
                DEFAULTS);
        assertThat(verdict)
                .isEqualTo(new Verdict.NeedsApproval(new Requirement(List.of(
                        Track.of(Set.of("Legal"), 1, Optional.empty(), Set.of("R4")),
                        Track.of(
                                Set.of("Legal", "Sales"),
                                3,
                                Optional.of(Duration.ofDays(1)),
                                Set.of("R1", "R2", "R3"))))));
    }

    @Test
    @DisplayName("a rule that asks the default approvers and a fault are one track; the rule stays named")
    void defaultApprovers_mergeWithARuleThatAsksThem() {
        Verdict verdict = Verdict.combine(
                Pattern.EXTERNAL,
                RiskLevel.HIGH,
                new GateAnswer(List.of(require("R1", 2, Optional.empty(), "Governance")), List.of(FAULT)),
                DEFAULTS);
        assertThat(verdict)
                .isEqualTo(new Verdict.NeedsApproval(
                        new Requirement(List.of(Track.of(DEFAULTS, 2, Optional.empty(), Set.of("R1"))))));
    }

    @Test
    @DisplayName("the order of findings means nothing")
    void order_meansNothing() {
        long seed = 20260302L;
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            List<Finding> findings = new ArrayList<>();
            int size = 1 + random.nextInt(5);
            for (int j = 0; j < size; j++) {
                findings.add(finding("R" + j, any(random, Level.values()), effect(random)));
            }
            List<GateAnswer.Fault> faults = random.nextInt(4) == 0 ? List.of(FAULT) : List.of();
            Pattern pattern = any(random, Pattern.values());
            RiskLevel risk = any(random, RiskLevel.values());
            Verdict first = Verdict.combine(pattern, risk, new GateAnswer(findings, faults), DEFAULTS);
            for (List<Finding> permuted : permutations(findings)) {
                assertThat(Verdict.combine(pattern, risk, new GateAnswer(permuted, faults), DEFAULTS))
                        .as("seed %d, case %d: %s", seed, i, permuted)
                        .isEqualTo(first);
            }
        }
    }

    @SafeVarargs
    private static <T> T any(Random random, T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static Finding.Effect effect(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> DENY;
            case 1 -> new Finding.Hold(random.nextBoolean() ? EARLY : LATE, "hold");
            case 2, 3 -> ALLOW;
            default ->
                new Finding.Require(
                        Set.of(random.nextBoolean() ? "Legal" : "Sales"),
                        1 + random.nextInt(3),
                        "ask",
                        Optional.empty(),
                        random.nextBoolean() ? Optional.empty() : Optional.of(Duration.ofDays(1 + random.nextInt(3))));
        };
    }

    private static <T> List<List<T>> permutations(List<T> items) {
        if (items.isEmpty()) {
            return List.of(List.of());
        }
        List<List<T>> all = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            List<T> rest = new ArrayList<>(items);
            T head = rest.remove(i);
            for (List<T> tail : permutations(rest)) {
                List<T> permuted = new ArrayList<>(List.of(head));
                permuted.addAll(tail);
                all.add(Collections.unmodifiableList(permuted));
            }
        }
        return all;
    }

    @Test
    @DisplayName("a pack without default approvers, and a requirement that asks nobody, cannot be made")
    void whatAsksNobody_cannotBeMade() {
        assertThatThrownBy(() -> new PackRef("p", "1", "sha256:0", Set.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rule pack 'p' names no default approvers");
        assertThatThrownBy(() -> new Finding.Require(Set.of(), 1, "r", Optional.empty(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a stage without an approver asks nobody");
        assertThatThrownBy(() -> new Finding.Require(Set.of("Legal"), 0, "r", Optional.empty(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("quorum is 0; at least 1 is needed");
        assertThatThrownBy(() -> new Requirement(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a requirement without a track asks nobody");
    }
}
