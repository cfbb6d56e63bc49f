package dev.runs.rules.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.rules.Packs;
import dev.runs.rules.RulePack;
import dev.runs.rules.RulePacks;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What comes of cases, and what they cover. */
class CaseReportTest {
    private static final String DEFAULTS =
            "defaults: { at: 2026-11-22T12:00:00Z, step: { action: pay, external: true, risk: low } }\n";

    @Test
    void eachDifference_isTold() {
        String rules =
                Packs.rule("ASK", "amount > 5", "gate.requireApproval($step, \"Legal\", \"Look at it\", 2, \"P2D\");")
                        + Packs.rule("LATER", "amount > 50", "gate.hold($step, \"2027-01-31T00:00:00Z\", \"Wait\");")
                        + Packs.rule("NO", "amount > 500", "gate.deny($step, \"Too much\");")
                        + Packs.rule("FINE", "external == false", "gate.allow($step, \"Nobody sees it\");");
        String cases = DEFAULTS + """
                cases:
                  - { name: verdict, step: { amount: 6 }, expect: allow }
                  - { name: quorum, step: { amount: 6 }, expect: { verdict: ask, approvers: [Legal] } }
                  - name: due
                    step: { amount: 6 }
                    expect: { verdict: ask, approvers: [ { roles: Legal, quorum: 2, due: P3D } ] }
                  - { name: rules, step: { amount: 6 }, expect: { verdict: ask, rules: [ASK, FINE] } }
                  - { name: spoke, step: { amount: 501 }, expect: { verdict: deny, spoke: [ASK, FINE, LATER] } }
                  - { name: reasons, step: { amount: 501 }, expect: { verdict: deny, reasons: [Too much, Look at it] } }
                  - { name: until, step: { amount: 51 }, expect: { verdict: hold, until: 2027-01-30T00:00:00Z } }
                  - name: all of it
                    step: { amount: 6 }
                    expect:
                      verdict: ask
                      approvers: { roles: Legal, quorum: 2, due: P2D }
                      rules: ASK
                      spoke: ASK
                      reasons: Look
                  - { name: nobody, expect: { verdict: ask, approvers: [Boss], rules: [] } }
                  - { name: free, step: { external: false }, expect: { verdict: allow, rules: [FINE] } }
                """;
        try (RulePack pack = RulePacks.of("test", Packs.files(rules))) {
            CaseReport report = CaseReport.of(pack, cases(rules, cases));
            assertThat(report.outcomes().stream()
                            .map(outcome -> outcome.ruleCase().name() + ": " + outcome.differences()))
                    .containsExactly(
                            "verdict: [the verdict is ask, not allow]",
                            "quorum: [the approvers are others: 2 of Legal within 2 days]",
                            "due: [the approvers are others: 2 of Legal within 2 days]",
                            "rules: [the deciding rules are others: ASK]",
                            "spoke: [did not speak: FINE]",
                            "reasons: [no reason says 'Look at it']",
                            "until: [the hold ends at another time]",
                            "all of it: []",
                            "nobody: []",
                            "free: []");
            assertThat(report.failures()).isEqualTo(7);
            assertThat(report.outcomes().get(7).details()).isEqualTo("""
                            expected  ask 2 of Legal within 2 days, by ASK, and that these speak: ASK, because 'Look'
                            came      ask 2 of Legal within 2 days, by ASK (rules.drl:3)
                            spoke     ASK Rule ASK (rules.drl:3)
                                        asks 2 of Legal within 2 days: Look at it
                            near      FINE Rule FINE (rules.drl:21)
                                        it needs external == false, and external is true
                            near      LATER Rule LATER (rules.drl:9)
                                        it needs amount > 50, and amount is 6
                            near      NO Rule NO (rules.drl:15)
                                        it needs amount > 500, and amount is 6
                            """);
        }
    }

    @Test
    void coverage_saysWhatNoCaseShows_andWhy() {
        String rules = Packs.rule("A", "external == true, amount > 5 || amount is missing", "gate.deny($step, \"no\");")
                + Packs.rule("B", "risk == RiskLevel.HIGH, amount > 100", "gate.deny($step, \"no\");")
                + Packs.rule("ALWAYS", "", "gate.allow($step, \"fine\");");
        String cases = DEFAULTS + """
                cases:
                  - { name: small, step: { amount: 5 }, expect: allow }
                  - { name: large, step: { amount: 6 }, expect: deny }
                  - { name: risky, step: { amount: 4, risk: high }, expect: allow }
                """;
        try (RulePack pack = RulePacks.of("test", Packs.files(rules))) {
            CaseCoverage coverage = CaseReport.of(pack, cases(rules, cases)).coverage();
            assertThat(coverage.summary()).isEqualTo("coverage: rules 80 % (4 of 5), conditions 70 % (7 of 10)");
            assertThat(coverage.gaps())
                    .containsExactly(
                            "rules.drl:5  A, external == true, was never false: it is true in all 3 cases"
                                    + " (external is true in 'large')",
                            "rules.drl:5  A, amount is missing, was never true: it is false in all 3 cases"
                                    + " (amount is 6 in 'large')",
                            "rules.drl:9  B was never seen speaking: in 'risky', which comes nearest, it needs"
                                    + " amount > 100, and amount is 4",
                            "rules.drl:11  B, amount > 100, was never true: it is false in all 3 cases"
                                    + " (amount is 4 in 'risky')");
        }
    }

    @Test
    void missingValue_isNeitherTrueNorFalse() {
        String rules = Packs.rule("A", "amount > 5", "gate.deny($step, \"no\");");
        String cases = DEFAULTS + "cases: [ { name: none, expect: ask } ]";
        try (RulePack pack = RulePacks.of("test", Packs.files(rules))) {
            assertThat(CaseReport.of(pack, cases(rules, cases)).coverage().gaps())
                    .containsExactly(
                            "rules.drl:3  A was never seen speaking: in 'none', which comes nearest, it needs amount > 5,"
                                    + " and amount is missing",
                            "rules.drl:5  A, amount > 5, was never true: a value that it compares is missing in the only"
                                    + " case (amount is missing in 'none')",
                            "rules.drl:5  A, amount > 5, was never false: a value that it compares is missing in the only"
                                    + " case (amount is missing in 'none')");
        }
    }

    @Test
    void withoutCases_nothingIsCovered() {
        try (RulePack pack = RulePacks.of("test", Packs.deny("amount > 5"))) {
            CaseCoverage coverage = CaseReport.of(pack, List.of()).coverage();
            assertThat(coverage.summary()).isEqualTo("coverage: rules 0 % (0 of 2), conditions 0 % (0 of 2)");
            assertThat(coverage.gaps())
                    .containsExactly(
                            "rules.drl:3  R-1 was never seen speaking: there is no case",
                            "rules.drl:3  R-1 was never silent: there is no case",
                            "rules.drl:5  R-1, amount > 5, was never true: there is no case",
                            "rules.drl:5  R-1, amount > 5, was never false: there is no case");
        }
    }

    /** 199 of 200 are 99.5 %, which is not 100. */
    @Test
    void coverageIsRoundedDown() {
        String rules = IntStream.rangeClosed(1, 100)
                .mapToObj(i -> Packs.rule("R-" + i, "amount == " + i, "gate.deny($step, \"no\");"))
                .collect(Collectors.joining());
        String amounts =
                IntStream.rangeClosed(1, 99).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        String cases = DEFAULTS + "cases: [ { name: A, matrix: { amount: [" + amounts + "] }, expect: deny } ]";
        try (RulePack pack = RulePacks.of("test", Packs.files(rules))) {
            CaseCoverage coverage = CaseReport.of(pack, cases(rules, cases)).coverage();
            assertThat(coverage.summary()).isEqualTo("coverage: rules 99 % (199 of 200), conditions 99 % (199 of 200)");
            assertThat(coverage.isAtLeast(99)).isTrue();
            assertThat(coverage.isAtLeast(100)).isFalse();
        }
    }

    @Test
    void conditionsOfStages_areToBeSeenTrueAndFalse_whereARuleComesToThem() {
        Map<String, String> files = staged();
        files.put("a.cases.yaml", DEFAULTS + """
                cases:
                  - { name: small, step: { amount: 5 }, expect: ask }
                  - { name: large, step: { amount: 500 }, expect: ask }
                  - { name: another action, step: { action: note, external: false, amount: 5000, target: acme }, expect: allow }
                """);
        try (RulePack pack = RulePacks.of("test", files)) {
            CaseCoverage coverage =
                    CaseReport.of(pack, RuleCases.of("test", files).check()).coverage();
            assertThat(coverage.summary()).isEqualTo("coverage: rules 100 % (2 of 2), conditions 71 % (10 of 14)");
            assertThat(coverage.isAtLeast(71)).isTrue();
            assertThat(coverage.isAtLeast(72)).isFalse();
            assertThat(coverage.gaps())
                    .containsExactly(
                            "pack.yaml:9  stage 2 of requirement 'pay', amount is missing, was never true: it is false in all 2"
                                    + " cases that come to it (amount is 500 in 'large')",
                            "pack.yaml:10  stage 3 of requirement 'pay', amount > 1000, exists Meeting( external == true ), was"
                                    + " never true: it is false in the only case that comes to it (amount is 500, there is no"
                                    + " Meeting in 'large')",
                            "pack.yaml:10  stage 3 of requirement 'pay', amount > 1000, was never true: it is false in the only"
                                    + " case that comes to it (amount is 500 in 'large')",
                            "pack.yaml:10  stage 3 of requirement 'pay', exists Meeting( external == true ), was never true: it"
                                    + " is false in the only case that comes to it (there is no Meeting in 'large')");
        }
    }

    @Test
    void stagesThatNoCaseComesTo_andMissingValues_areTold() {
        Map<String, String> files = staged();
        String note = "cases: [ { name: a note, step: { action: note }, expect: ask } ]";
        files.put("a.cases.yaml", DEFAULTS + note);
        try (RulePack pack = RulePacks.of("test", files)) {
            assertThat(CaseReport.of(pack, RuleCases.of("test", files).check())
                            .coverage()
                            .gaps())
                    .contains(
                            "pack.yaml:10  stage 3 of requirement 'pay', amount > 1000, was never true: there is no case that"
                                    + " comes to it");
            files.put("a.cases.yaml", DEFAULTS + "cases: [ { name: no amount, expect: ask } ]");
            assertThat(CaseReport.of(pack, RuleCases.of("test", files).check())
                            .coverage()
                            .gaps())
                    .contains(
                            "pack.yaml:10  stage 3 of requirement 'pay', amount > 1000, was never false: a value that it compares"
                                    + " is missing in the only case that comes to it (amount is missing in 'no amount')");
        }
    }

    private static Map<String, String> staged() {
        Map<String, String> files =
                Packs.files(Packs.rule("A", "action == \"pay\"", "gate.require($step, \"pay\", \"Money\");"));
        files.put("pack.yaml", Packs.MANIFEST + """
                requirements:
                  pay:
                    stages:
                      - roles: [Clerk]
                      - { roles: [Finance], when: amount > 100 || amount is missing, otherwise: approve }
                      - { roles: [Board], when: 'amount > 1000, exists Meeting( external == true )' }
                """);
        return files;
    }

    private static List<RuleCase> cases(String rules, String cases) {
        Map<String, String> files = Packs.files(rules);
        files.put("a.cases.yaml", cases);
        return RuleCases.of("test", files).check();
    }
}
