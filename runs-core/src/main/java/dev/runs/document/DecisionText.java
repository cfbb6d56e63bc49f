package dev.runs.document;

import dev.runs.action.Pattern;
import dev.runs.action.RiskLevel;
import dev.runs.gate.Finding;
import dev.runs.gate.GateAnswer;
import dev.runs.gate.Level;
import dev.runs.gate.RuleRef;
import dev.runs.gate.StepFact;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Why the gate said what it said: the pack, the facts it saw, and every finding down to rule, file and line.
 *
 * @param pack the pack's name
 * @param version the pack's version
 * @param digest the pack's digest
 * @param defaultApprovers the roles that are asked where no rule speaks
 * @param fact what the rules were told
 * @param answer what they found
 * @since 0.1.0
 */
public record DecisionText(
        String pack, String version, String digest, List<String> defaultApprovers, StepFact fact, GateAnswer answer) {
    /** Copies the list. */
    public DecisionText {
        defaultApprovers = List.copyOf(defaultApprovers);
    }

    /** Returns the fields to keep. */
    public Map<String, ?> toFields() {
        return Fields.builder()
                .put("pack", pack)
                .put("version", version)
                .put("digest", digest)
                .texts("defaultApprovers", defaultApprovers)
                .put(
                        "fact",
                        Fields.builder()
                                .put("key", fact.key())
                                .put("title", fact.title())
                                .put("action", fact.action())
                                .put("pattern", fact.pattern())
                                .put("risk", fact.risk())
                                .text("target", fact.target())
                                .text("amount", fact.amount().map(BigDecimal::toPlainString))
                                .put("agent", fact.agent())
                                .build())
                .objects("findings", answer.findings(), DecisionText::finding)
                .objects(
                        "faults",
                        answer.faults(),
                        fault -> Fields.builder()
                                .put("code", fault.code())
                                .put("message", fault.message())
                                .build())
                .build();
    }

    private static Map<String, ?> finding(Finding finding) {
        RuleRef rule = finding.rule();
        Finding.Effect effect = finding.effect();
        Fields.Builder fields = Fields.builder()
                .put("id", rule.id())
                .put("title", rule.title())
                .put("owner", rule.owner())
                .put("rationale", rule.rationale())
                .put("file", rule.file())
                .put("line", rule.line())
                .put("level", finding.level())
                .put("reason", effect.reason());
        if (effect instanceof Finding.Require require) {
            return fields.put("effect", "require")
                    .texts("roles", require.roles())
                    .put("quorum", require.quorum())
                    .text("review", require.review())
                    .text("due", require.due().map(Duration::toString))
                    .build();
        } else if (effect instanceof Finding.Hold hold) {
            return fields.put("effect", "hold").put("until", hold.until()).build();
        } else if (effect instanceof Finding.RaiseRisk raise) {
            return fields.put("effect", "raise-risk").put("risk", raise.risk()).build();
        } else if (effect instanceof Finding.Notify notice) {
            return fields.put("effect", "notify").texts("roles", notice.roles()).build();
        }
        return fields.put("effect", effect instanceof Finding.Deny ? "deny" : "allow")
                .build();
    }

    /** Reads kept fields. */
    public static DecisionText from(Fields fields) {
        Fields fact = fields.object("fact");
        return new DecisionText(
                fields.text("pack"),
                fields.text("version"),
                fields.text("digest"),
                fields.texts("defaultApprovers"),
                new StepFact(
                        fact.text("key"),
                        fact.text("title"),
                        fact.text("action"),
                        fact.constant("pattern", Pattern.class),
                        fact.constant("risk", RiskLevel.class),
                        fact.optionalText("target"),
                        fact.optionalText("amount").map(BigDecimal::new),
                        fact.flag("agent")),
                new GateAnswer(
                        fields.objects("findings", DecisionText::finding),
                        fields.objects(
                                "faults", fault -> new GateAnswer.Fault(fault.text("code"), fault.text("message")))));
    }

    private static Finding finding(Fields fields) {
        RuleRef rule = new RuleRef(
                fields.text("id"),
                fields.text("title"),
                fields.text("owner"),
                fields.text("rationale"),
                fields.text("file"),
                fields.integer("line"));
        String reason = fields.text("reason");
        Finding.Effect effect = switch (fields.text("effect")) {
            case "require" ->
                new Finding.Require(
                        fields.set("roles"),
                        fields.integer("quorum"),
                        reason,
                        fields.optionalText("review"),
                        fields.optionalText("due").map(Duration::parse));
            case "hold" -> new Finding.Hold(instant(fields), reason);
            case "deny" -> new Finding.Deny(reason);
            case "raise-risk" -> new Finding.RaiseRisk(fields.constant("risk", RiskLevel.class), reason);
            case "notify" -> new Finding.Notify(fields.set("roles"), reason);
            default -> new Finding.Allow(reason);
        };
        return new Finding(rule, fields.constant("level", Level.class), effect);
    }

    private static Instant instant(Fields fields) {
        return fields.instant("until");
    }
}
