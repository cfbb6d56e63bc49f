package dev.runs.rules.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.rules.JsonSchema;
import dev.runs.rules.Packs;
import dev.runs.rules.RulePack;
import dev.runs.rules.RulePacks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class ExplanationTest {
    private static final Path GOVERNANCE = Path.of("..", "samples", "governance");
    private static final String RULES = Packs.rule(
                    "BIG",
                    "action == \"pay\", amount > 100",
                    "gate.requireApproval($step, \"Finance\", \"It is much\", 2, \"PT4H\");")
            + Packs.rule("HUGE", "action == \"pay\", amount > 1000", "gate.deny($step, \"It is too much\");")
            + Packs.rule(
                    "OVER", "action == \"pay\", amount > 1000", "gate.hold($step, \"2026-01-01T00:00:00Z\", \"Over\");")
            + Packs.rule("TRIED", "agent == true", "gate.deny($step, \"Tried out\");")
            + Packs.rule("MAIL", "action == \"mail.send\"", "gate.deny($step, \"no\");");

    @Test
    void text_saysWhyAndWhatWouldChange() {
        try (RulePack pack = RulePacks.of("test", files(""))) {
            String step =
                    "{ action: pay, title: Pay the bill, external: true, risk: low, amount: 200.00, agent: true, target: acme }";
            assertThat(Explanation.of(pack, one(step, "allow")).text()).isEqualTo("""
                            A payment  (a.cases.yaml:1)
                              Pay the bill (pay): external, low risk, for acme, amount 200.00, asked for by an agent
                              at 2026-11-22T12:00:00Z, rule pack 'test' version 1

                            Verdict: ask 2 of Finance within 4 hours, by BIG (rules.drl:3)
                            This is not what the case expects: the verdict is ask, not allow.

                            Rules that speak
                              BIG Rule BIG (rules.drl:3)
                                  asks 2 of Finance within 4 hours: It is much
                                  yes  action == "pay"
                                  yes  amount > 100
                                  why there is such a rule: Because (Testers)
                              TRIED Rule TRIED (rules.drl:21)
                                  denies: Tried out (only observed: it is recorded, and decides nothing)
                                  yes  agent == true
                                  why there is such a rule: Because (Testers)

                            Rules that nearly speak: one condition does not hold
                              HUGE Rule HUGE (rules.drl:9)
                                  would say: denies: It is too much
                                  yes  action == "pay"
                                  no   amount > 1000   (amount is 200)
                              OVER Rule OVER (rules.drl:15)
                                  would say: holds until 2026-01-01T00:00:00Z: Over
                                  yes  action == "pay"
                                  no   amount > 1000   (amount is 200)

                            Rules that do not speak, and what does not hold
                              MAIL Rule MAIL (rules.drl:27)
                                  no   action == "mail.send"   (action is "pay")

                            What would change the verdict
                              If BIG did not speak, the verdict would be: ask Boss, the default approvers.
                              If this held: amount > 1000 (amount is 200), HUGE would speak, and the verdict would be: deny.
                            """);
        }
    }

    @Test
    void nothingSpeaks_isSaid() {
        try (RulePack pack = RulePacks.of("test", files(""))) {
            assertThat(Explanation.of(pack, one("{ action: chat, external: true, risk: low }", "ask"))
                            .text())
                    .contains("Verdict: ask Boss, by no rule, so the default approvers are asked\n")
                    .endsWith("\nWhat would change the verdict\n  No single condition, and no single rule.\n");
        }
    }

    @Test
    void json_isAsItsSchemaSays() throws IOException {
        JsonSchema schema =
                new JsonSchema((Map<?, ?>) json(Files.readString(Path.of("..", "docs", "schema", "explanation.json"))));
        int explained = 0;
        try (RulePack governance = RulePacks.folder(GOVERNANCE);
                RulePack small = RulePacks.of("test", files(""))) {
            for (RuleCase one : RuleCases.folder(GOVERNANCE).check()) {
                assertThat(schema.errors(json(Explanation.of(governance, one).json())))
                        .isEmpty();
                explained++;
            }
            String step = "{ action: pay, external: true, risk: low, amount: 200, target: acme }";
            assertThat(schema.errors(
                            json(Explanation.of(small, one(step, "ask")).json())))
                    .isEmpty();
            Map<?, ?> broken = Map.of("form", "other", "at", "yesterday", "verdict", Map.of("kind", "maybe", "x", 1));
            assertThat(schema.errors(broken))
                    .contains(
                            " is not dev.runs/explanation/1".replace(" is", "/form is"),
                            "/verdict/kind is none of [allow, ask, hold, deny]")
                    .contains("/verdict has x", " lacks rules");
        }
        assertThat(explained).isGreaterThan(20);
    }

    @Test
    void json_hasAllOfIt() {
        try (RulePack pack = RulePacks.of("test", files(""))) {
            String digest = pack.pack().digest();
            String step = "{ action: pay, title: \"Pay \\\"it\\\"\", external: true, risk: low, amount: 200 }";
            String json = Explanation.of(pack, one(step, "ask")).json();
            assertThat(json.substring(0, json.indexOf("  \"rules\": [\n"))).isEqualTo("""
                            {
                              "form": "dev.runs/explanation/1",
                              "case": {
                                "name": "A payment",
                                "file": "a.cases.yaml",
                                "line": 1
                              },
                              "pack": {
                                "name": "test",
                                "version": "1",
                                "digest": "%s"
                              },
                              "tenant": "tenant",
                              "run": "run",
                              "at": "2026-11-22T12:00:00Z",
                              "step": {
                                "key": "step",
                                "title": "Pay \\"it\\"",
                                "action": "pay",
                                "pattern": "EXTERNAL",
                                "risk": "LOW",
                                "amount": "200",
                                "agent": false
                              },
                              "verdict": {
                                "kind": "ask",
                                "approvers": [
                                  {
                                    "roles": ["Finance"],
                                    "quorum": 2,
                                    "due": "PT4H",
                                    "rules": ["BIG"]
                                  }
                                ]
                              },
                              "decidedBy": ["BIG"],
                            """.formatted(digest));
        }
    }

    @Test
    void stagesThatARuleCameTo_areExplained() throws IOException {
        JsonSchema schema =
                new JsonSchema((Map<?, ?>) json(Files.readString(Path.of("..", "docs", "schema", "explanation.json"))));
        Map<String, String> files = new HashMap<>();
        files.putAll(Packs.files(Packs.rule("A", "action == \"pay\"", "gate.require($step, \"pay\", \"Money\");")
                + Packs.rule("B", "action == \"note\"", "gate.require($step, \"pay\", \"Money\");")));
        files.put("pack.yaml", Packs.MANIFEST + """
                requirements:
                  pay:
                    stages:
                      - roles: [Clerk]
                      - { roles: [Lead], when: target is not missing }
                      - { roles: [Finance], when: amount > 100 }
                      - { roles: [Nobody], when: external == false, otherwise: approve }
                      - { roles: [Board], when: external == true }
                """);
        files.put(
                "a.cases.yaml",
                "cases: [ { name: one, at: 2026-11-22T12:00:00Z, step: { action: pay, external: true, risk: low, target: acme },"
                        + " expect: ask } ]");
        try (RulePack pack = RulePacks.of("test", files)) {
            Explanation explanation =
                    Explanation.of(pack, RuleCases.of("test", files).check().get(0));
            assertThat(explanation.text()).contains("""
                            Rules that speak
                              A Rule A (rules.drl:3)
                                  asks Clerk, then Lead, then Finance: Money
                                  yes  action == "pay"
                                  stage 2 of requirement 'pay' (pack.yaml:9) is asked
                                    yes  target is not missing
                                  stage 3 of requirement 'pay' (pack.yaml:10) is asked, since a value is missing
                                    ?    amount > 100   (amount is missing)
                                  stage 4 of requirement 'pay' (pack.yaml:11) is not asked
                                    no   external == false   (external is true)
                                  why there is such a rule: Because (Testers)

                            Rules that do not speak, and what does not hold
                              B Rule B (rules.drl:9)
                                  no   action == "note"   (action is "pay")
                            """);
            Object json = json(explanation.json());
            assertThat(schema.errors(json)).isEmpty();
            assertThat(json)
                    .asString()
                    .contains("stages=[{name=stage 2 of requirement 'pay', file=pack.yaml, line=9, asked=true,");
            assertThat(json).asString().doesNotContain("stage 5");
        }
    }

    private static RuleCase one(String step, String expected) {
        return RuleCases.of(
                        "test",
                        files("cases: [ { name: A payment, at: 2026-11-22T12:00:00Z, step: " + step + ", expect: "
                                + expected + " } ]"))
                .check()
                .get(0);
    }

    private static Map<String, String> files(String cases) {
        Map<String, String> files = Packs.files(RULES);
        files.put("pack.yaml", Packs.MANIFEST + "rules: { TRIED: observe }\n");
        if (!cases.isEmpty()) {
            files.put("a.cases.yaml", cases);
        }
        return files;
    }

    /** YAML contains JSON. */
    private static Object json(String text) {
        return new Load(LoadSettings.builder().build()).loadFromString(text);
    }
}
