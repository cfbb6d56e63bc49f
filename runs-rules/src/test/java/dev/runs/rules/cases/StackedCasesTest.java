package dev.runs.rules.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.rules.Packs;
import dev.runs.rules.RulePack;
import dev.runs.rules.RulePackException;
import dev.runs.rules.RulePackStack;
import dev.runs.rules.RulePacks;
import dev.runs.rules.problem.RuleProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cases of a tenant's pack, asked on top of a global pack: what counts is what an engine would make of both. */
class StackedCasesTest {
    @TempDir
    private Path temp;

    private Path global;
    private Path tenant;

    @BeforeEach
    void packs() throws IOException {
        global = Files.createDirectory(temp.resolve("global"));
        tenant = Files.createDirectory(temp.resolve("tenant"));
        write(global, "pack.yaml", manifest("global") + "delegates: [crm.note]\n");
        write(global, "vocabulary.yaml", "payload: { share: number }\nfacts: { Account: { id: text, vip: flag } }\n");
        write(
                global,
                "rules.drl",
                Packs.HEADER
                        + Packs.rule("G-1", "payload.share > 10", "gate.requireApproval($step, \"Finance\", \"Much\");")
                        + Packs.rule("G-2", "action == \"leak\"", "gate.deny($step, \"Never\");"));
        write(tenant, "pack.yaml", manifest("acme"));
        write(tenant, "vocabulary.yaml", "payload: { region: text }\nfacts: { Account: { owner: text } }\n");
        write(
                tenant,
                "rules.drl",
                Packs.HEADER
                        + Packs.rule("T-1", "action == \"pay\"", "gate.requireApproval($step, \"Acme\", \"Ours\");")
                        + Packs.rule(
                                "T-2",
                                "action in ( \"leak\", \"crm.note\", \"mail\" )",
                                "gate.allow($step, \"Fine\");"));
    }

    private static String manifest(String name) {
        return "name: " + name + "\nversion: \"1\"\nowner: Testers\ndefault-approvers: [Boss of " + name + "]\n";
    }

    private static void write(Path folder, String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private <T> T stacked(Function<RulePackStack, T> use) {
        try (RulePack below = RulePacks.folder(global);
                RulePack above = RulePacks.folder(tenant)) {
            return use.apply(RulePackStack.of(below, above));
        }
    }

    @Test
    void bothPacksAnswer_andTheTenantsOnlyTightens() throws IOException {
        write(tenant, "a.cases.yaml", """
                defaults:
                  at: 2026-11-22T12:00:00Z
                  step: { action: pay, external: true, risk: low, payload: { share: 11, region: north } }
                  records: { Account: [ { id: acme, vip: true, owner: ana } ] }
                cases:
                  - { name: both ask, expect: { verdict: ask, approvers: [Finance, Acme], rules: [G-1, T-1] } }
                  - name: the global pack's approvers are the default ones
                    step: { payload: { share: 1 } }
                    expect: { verdict: ask, approvers: [Boss of global, Acme], rules: [T-1] }
                  - { name: a deny stays, step: { action: leak }, expect: { verdict: deny, rules: [G-2], spoke: [T-2] } }
                  - { name: delegated, step: { action: crm.note, payload: { share: 1 } }, expect: { verdict: allow, rules: [T-2] } }
                  - name: not delegated
                    step: { action: mail, payload: { share: 1 } }
                    expect: { verdict: ask, approvers: [Boss of global], rules: [] }
                """);
        RuleCases cases = RuleCases.folder(tenant, global);
        CaseReport report = stacked(stack -> CaseReport.of(stack, cases.check()));
        assertThat(report.outcomes())
                .allSatisfy(outcome ->
                        assertThat(outcome.differences()).as(outcome.details()).isEmpty());
        assertThat(report.pack().name()).isEqualTo("global + acme");
        // Of the tenant's two rules alone.
        assertThat(report.coverage().summary()).isEqualTo("coverage: rules 100 % (4 of 4), conditions 100 % (4 of 4)");
        String denied = stacked(stack ->
                Explanation.of(stack, cases.named("a deny stays").orElseThrow()).text());
        assertThat(denied)
                .contains("rule pack 'global + acme' version 1 + 1")
                .contains("Verdict: deny, by G-2 (global/rules.drl:9)")
                .contains("  T-2 Rule T-2 (acme/rules.drl:9)\n")
                .contains("If G-2 did not speak, the verdict would be: ask Finance.");
        String noted = stacked(
                stack -> Explanation.of(stack, cases.named("not delegated").orElseThrow())
                        .text());
        assertThat(noted).contains("What would change the verdict\n  If this held: payload.share > 10");
    }

    @Test
    void gaps_areTheTenants() throws IOException {
        write(
                tenant,
                "a.cases.yaml",
                "cases: [ { name: one, at: 2026-11-22T12:00:00Z, step: { action: pay, external: true, risk: low }, expect: ask } ]");
        RuleCases cases = RuleCases.folder(tenant, global);
        CaseReport report = stacked(stack -> CaseReport.of(stack, cases.check()));
        assertThat(report.coverage().gaps())
                .containsExactly(
                        "acme/rules.drl:3  T-1 was never silent: it spoke in the only case",
                        "acme/rules.drl:5  T-1, action == \"pay\", was never false: it is true in the only case (action is"
                                + " \"pay\" in 'one')",
                        "acme/rules.drl:9  T-2 was never seen speaking: in 'one', which comes nearest, it needs action in ("
                                + " \"leak\", \"crm.note\", \"mail\" ), and action is \"pay\"",
                        "acme/rules.drl:11  T-2, action in ( \"leak\", \"crm.note\", \"mail\" ), was never true: it is false in"
                                + " the only case (action is \"pay\" in 'one')");
    }

    @Test
    void namesThatNeitherHas_areMistakes() throws IOException {
        write(tenant, "a.cases.yaml", """
                cases:
                  - name: one
                    at: 2026-11-22T12:00:00Z
                    step: { action: pay, external: true, risk: low, payload: { shore: 1 } }
                    expect: { verdict: ask, rules: [G-3] }
                """);
        assertThat(RuleCases.folder(tenant, global).problems())
                .extracting(RuleProblem::message)
                .containsExactly(
                        "a.cases.yaml:4:64  'shore' is not declared for payloads, so that no rule can speak about it. Did you mean"
                                + " 'share'?\n    There are: region, share.",
                        "a.cases.yaml:5:37  Neither the pack nor the global pack '" + global
                                + "' has a rule 'G-3'. Did you mean 'G-1'?");
    }

    @Test
    void mistakesOfTheGlobalPack_comeFirst() throws IOException {
        write(global, "pack.yaml", manifest("global") + "delegats: [crm.note]\n");
        assertThatThrownBy(() -> RuleCases.folder(tenant, global))
                .isInstanceOf(RulePackException.class)
                .hasMessageContaining("'delegats' is not known here. Did you mean 'delegates'?");
    }

    @Test
    void factsOfAFile_areAskedAsWell() throws IOException {
        Path facts = temp.resolve("facts.yaml");
        Files.writeString(
                facts,
                "{ at: 2026-11-22T12:00:00Z, step: { action: pay, external: true, risk: low, payload: { share: 99 } } }");
        List<RuleCase> cases = RuleCases.facts(tenant, global, facts).check();
        String came = stacked(stack -> cases.get(0).ask(stack).came());
        assertThat(came).isEqualTo("ask Acme, and Finance, by G-1 (global/rules.drl:3), T-1 (acme/rules.drl:3)");
    }
}
