package dev.runs.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.action.Pattern;
import dev.runs.action.RiskLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** S8: what a tenant's pack says adds to what the global pack asks, and never stands in for it. */
class TenantVerdictTest {
    private static final Set<String> DEFAULTS = Set.of("Governance");
    private static final List<String> ROLES = List.of("Governance", "Legal", "Sales");

    private final long seed = Long.getLong("runs.test.seed", new Random().nextLong());

    @Test
    void tenantsRequirement_isAskedBesideTheDefaultApprovers() {
        assertThat(asked(Pattern.EXTERNAL, RiskLevel.LOW, List.of(finding("T", true, require("Sales")))))
                .containsExactly("Governance", "Sales");
    }

    @Test
    void tenantsRequirement_isAskedBesideTheFloor() {
        List<Finding> findings =
                List.of(finding("G", false, new Finding.Allow("fine")), finding("T", true, require("Sales")));
        assertThat(asked(Pattern.EXTERNAL, RiskLevel.CRITICAL, findings)).containsExactly("Governance", "Sales");
    }

    @Test
    void tenantsRequirement_isAskedAlone_whereTheGlobalPackAllows() {
        List<Finding> findings =
                List.of(finding("G", false, new Finding.Allow("fine")), finding("T", true, require("Sales")));
        assertThat(asked(Pattern.EXTERNAL, RiskLevel.HIGH, findings)).containsExactly("Sales");
    }

    @Test
    void whateverTenantsSay_theVerdictIsAtLeastAsStrictAsWithoutThem() {
        System.out.println("seed: " + seed + " (set with -Druns.test.seed)");
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            Pattern pattern = pick(random, Pattern.values());
            RiskLevel risk = pick(random, RiskLevel.values());
            List<Finding> global = findings(random, false);
            List<Finding> both = new ArrayList<>(global);
            both.addAll(findings(random, true));
            Verdict alone = verdict(pattern, risk, global);
            Verdict stacked = verdict(pattern, risk, both);
            assertThat(atLeastAsStrict(stacked, alone))
                    .as("seed %s: %s %s\n%s is %s\n%s is %s", seed, pattern, risk, global, alone, both, stacked)
                    .isTrue();
        }
    }

    private static List<Finding> findings(Random random, boolean tenant) {
        List<Finding> findings = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            Level level = pick(random, Level.values());
            // A gate that stacks packs lowers a tenant's allow, unless the action is delegated.
            Finding.Effect effect = effect(random);
            boolean lowered = tenant && effect instanceof Finding.Allow;
            findings.add(new Finding(rule("R" + i), lowered ? Level.OBSERVE : level, effect, tenant));
        }
        return findings;
    }

    private static Finding.Effect effect(Random random) {
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> new Finding.Allow("fine");
            case 3 -> new Finding.Deny("no");
            case 4 -> new Finding.Hold(Instant.EPOCH.plusSeconds(random.nextInt(3)), "later");
            case 5 -> new Finding.RaiseRisk(pick(random, RiskLevel.values()), "risky");
            default ->
                new Finding.Require(
                        Set.of(ROLES.get(random.nextInt(3))),
                        1 + random.nextInt(2),
                        "ask",
                        Optional.empty(),
                        random.nextBoolean() ? Optional.empty() : Optional.of(Duration.ofDays(1 + random.nextInt(2))));
        };
    }

    /** Returns whether whoever may run a step under the first verdict may do so under the second. */
    private static boolean atLeastAsStrict(Verdict stacked, Verdict alone) {
        if (rank(stacked) != rank(alone)) {
            return rank(stacked) > rank(alone);
        }
        if (stacked instanceof Verdict.Hold late && alone instanceof Verdict.Hold early) {
            return !late.until().isBefore(early.until());
        }
        return !(stacked instanceof Verdict.NeedsApproval more && alone instanceof Verdict.NeedsApproval fewer)
                || fewer.requirement().tracks().stream()
                        .allMatch(
                                track -> more.requirement().tracks().stream().anyMatch(other -> covers(other, track)));
    }

    private static boolean covers(Track more, Track track) {
        Stage strict = more.stages().get(0);
        Stage plain = track.stages().get(0);
        return strict.roles().equals(plain.roles())
                && strict.quorum().least() >= plain.quorum().least()
                && plain.deadlines()
                        .due()
                        .map(due -> strict.deadlines()
                                .due()
                                .filter(other -> other.compareTo(due) <= 0)
                                .isPresent())
                        .orElse(true);
    }

    private static int rank(Verdict verdict) {
        return verdict instanceof Verdict.Allow
                ? 0
                : verdict instanceof Verdict.NeedsApproval ? 1 : verdict instanceof Verdict.Hold ? 2 : 3;
    }

    private static List<String> asked(Pattern pattern, RiskLevel risk, List<Finding> findings) {
        return ((Verdict.NeedsApproval) verdict(pattern, risk, findings))
                .requirement().tracks().stream().map(Track::approvers).toList();
    }

    private static Verdict verdict(Pattern pattern, RiskLevel risk, List<Finding> findings) {
        return Verdict.combine(pattern, risk, new GateAnswer(findings, List.of()), DEFAULTS);
    }

    private static Finding finding(String id, boolean tenant, Finding.Effect effect) {
        return new Finding(rule(id), Level.ENFORCE, effect, tenant);
    }

    private static Finding.Require require(String role) {
        return Finding.Require.role(role, "ask");
    }

    private static <T> T pick(Random random, T[] values) {
        return values[random.nextInt(values.length)];
    }

    private static RuleRef rule(String id) {
        return new RuleRef(id, "Rule " + id, "Test", "for tests", "table.drl", 1);
    }
}
