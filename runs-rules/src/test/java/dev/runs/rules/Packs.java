package dev.runs.rules;

import dev.runs.action.Pattern;
import dev.runs.action.RiskLevel;
import dev.runs.gate.GateAnswer;
import dev.runs.gate.GateQuestion;
import dev.runs.gate.StepFact;
import dev.runs.rules.internal.engine.FactReader;
import dev.runs.rules.internal.model.Interpreter;
import dev.runs.rules.internal.model.Scene;
import dev.runs.rules.internal.model.Usage;
import dev.runs.rules.internal.pack.CheckedPack;
import dev.runs.rules.internal.pack.PackChecker;
import dev.runs.rules.internal.text.Limits;
import dev.runs.rules.internal.text.Problems;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Small packs and facts for tests. */
public final class Packs {
    public static final String MANIFEST = """
            name: test
            version: "1"
            owner: Testers
            default-approvers: [Boss]
            """;
    public static final String HEADER = "package test.pack\nimport dev.runs.rules.facts.*\n";
    public static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private Packs() {}

    /** Returns a rule with the given condition and consequence. */
    public static String rule(String id, String condition, String then) {
        return "rule \"Rule %s\" @id(\"%s\") @owner(\"Testers\") @rationale(\"Because\")\nwhen\n  $step : StepFact( %s )\nthen\n  %s\nend\n"
                .formatted(id, id, condition, then);
    }

    /** Returns the files of a pack with one rule file. */
    public static Map<String, String> files(String rules) {
        Map<String, String> files = new HashMap<>();
        files.put("pack.yaml", MANIFEST);
        files.put("rules.drl", HEADER + rules);
        return files;
    }

    /** Returns a pack with one rule that denies under the condition. */
    public static Map<String, String> deny(String condition) {
        return files(rule("R-1", condition, "gate.deny($step, \"no\");"));
    }

    /** Checks without the engine; there must be no mistake. */
    public static CheckedPack checked(Map<String, String> files) {
        Problems problems = new Problems();
        TreeMap<String, byte[]> bytes = new TreeMap<>();
        files.forEach((name, text) -> bytes.put(name, text.getBytes(StandardCharsets.UTF_8)));
        Optional<CheckedPack> pack =
                new PackChecker(Limits.STANDARD, problems).check(bytes).pack();
        return pack.orElseThrow(() -> new AssertionError(problems.sorted()));
    }

    /** Returns whether the first rule's condition is true of the step, by the interpreter. */
    public static boolean isTrue(String condition, StepFact step) {
        CheckedPack pack = checked(deny(condition));
        Usage usage = new Usage(pack.vocabulary(), pack.rules());
        Scene scene = new FactReader(pack.vocabulary(), pack.calendar(), usage).scene(question(step));
        return Interpreter.fires(pack.rules().get(0), scene.subjects().get(0), scene);
    }

    /** The third step of the reference run. */
    public static StepFact promotion() {
        return new StepFact(
                "promote",
                "Promote Acme as a reference candidate",
                "crm.promote-reference",
                Pattern.EXTERNAL,
                RiskLevel.MEDIUM,
                Optional.of("acme"),
                Optional.empty(),
                true);
    }

    public static StepFact step(String action, RiskLevel risk) {
        return new StepFact("s", "A step", action, Pattern.EXTERNAL, risk, Optional.empty(), Optional.empty(), true);
    }

    public static StepFact amount(BigDecimal amount) {
        return new StepFact(
                "s", "A step", "pay", Pattern.INTERNAL, RiskLevel.LOW, Optional.empty(), Optional.of(amount), false);
    }

    public static List<GateAnswer> ask(RulePack pack, StepFact... steps) {
        return pack.ask(question(steps)).answers();
    }

    public static GateQuestion question(StepFact... steps) {
        return new GateQuestion("tenant", "run", GateQuestion.Phase.BINDING, NOW, List.of(steps));
    }
}
