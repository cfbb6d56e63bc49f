package dev.runs.benchmarks.gate;

import dev.runs.action.Pattern;
import dev.runs.action.RiskLevel;
import dev.runs.gate.GateQuestion;
import dev.runs.gate.StepFact;
import dev.runs.rules.RulePack;
import dev.runs.rules.RulePacks;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rule packs of any size, as authors write them: text files of 25 rules each. Every five rules are about an action of
 * their own, in five ways that packs have: small amounts are allowed, large ones need a director and very large ones two
 * from finance, what an agent sends needs legal, and one target is forbidden. The same size is always the same pack.
 */
final class GeneratedPack {
    private static final int PER_FILE = 25;
    private static final int PER_ACTION = 5;
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

    private GeneratedPack() {}

    /** Loads a pack of so many rules. */
    static RulePack load(int rules) {
        return RulePacks.of("generated", files(rules));
    }

    static Map<String, String> files(int rules) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("pack.yaml", """
                name: generated
                version: "1.0"
                owner: Governance team
                default-approvers:
                  - Director
                """);
        for (int first = 0; first < rules; first += PER_FILE) {
            StringBuilder text = new StringBuilder("package generated.part" + first / PER_FILE + "\n\n")
                    .append("import dev.runs.rules.facts.*\n");
            for (int i = first; i < Math.min(rules, first + PER_FILE); i++) {
                text.append(rule(i));
            }
            files.put("part-" + first / PER_FILE + ".drl", text.toString());
        }
        return files;
    }

    private static String rule(int number) {
        String action = "action == \"" + action(number / PER_ACTION) + "\"";
        int limit = 1_000 + number;
        String condition;
        String finding;
        switch (number % PER_ACTION) {
            case 0 -> {
                condition = action + ", amount <= " + limit + ", risk < RiskLevel.HIGH";
                finding = "gate.allow($step, \"Within the team's limit\")";
            }
            case 1 -> {
                condition = action + ", amount > " + limit + " || amount is missing";
                finding = "gate.requireApproval($step, \"Director\", \"The amount is high or missing\", 1, \"P2D\")";
            }
            case 2 -> {
                condition = action + ", amount > " + 50 * limit;
                finding = "gate.requireApproval($step, \"Finance\", \"The amount is very high\", 2, \"P3D\")";
            }
            case 3 -> {
                condition = action + ", agent == true && !( risk == RiskLevel.LOW || external == false )";
                finding = "gate.requireApproval($step, \"Legal\", \"An agent wrote it to somebody outside\")";
            }
            default -> {
                condition = action + ", target == \"customer-" + number + "\"";
                finding = "gate.deny($step, \"This customer wants no messages\")";
            }
        }
        return """

                rule "Rule number %1$d of the generated pack"
                  @id("GEN-%1$04d") @owner("Sales") @rationale("Sales policy %1$d")
                when
                  $step : StepFact( %2$s )
                then
                  %3$s;
                end
                """.formatted(number, condition, finding);
    }

    private static String action(int number) {
        return "crm.action-" + number;
    }

    /** Returns a question about so many steps, from the given one on; they are spread over the actions of a pack of so many rules. */
    static GateQuestion question(int rules, int first, int subjects) {
        int actions = rules / PER_ACTION;
        List<StepFact> facts = new ArrayList<>();
        for (int i = first; i < first + subjects; i++) {
            facts.add(new StepFact(
                    "step-" + i,
                    "Offer a discount",
                    action(i * 7 % actions),
                    Pattern.EXTERNAL,
                    RiskLevel.MEDIUM,
                    Optional.of("customer-" + i),
                    Optional.of(BigDecimal.valueOf(i * 1_000L)),
                    true));
        }
        return new GateQuestion("acme", "run-1", GateQuestion.Phase.BINDING, AT, facts);
    }
}
