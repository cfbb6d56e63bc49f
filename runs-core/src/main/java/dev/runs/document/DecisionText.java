package dev.runs.document;

import dev.runs.action.Pattern;
import dev.runs.action.RiskLevel;
import dev.runs.content.Payload;
import dev.runs.gate.FactRead;
import dev.runs.gate.Finding;
import dev.runs.gate.GateAnswer;
import dev.runs.gate.Level;
import dev.runs.gate.RuleRef;
import dev.runs.gate.RuleTrace;
import dev.runs.gate.StepFact;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Why the gate said what it said: the pack, the facts it saw, and every finding down to rule, file and line.
 *
 * @param pack the pack's name
 * @param version the pack's version
 * @param digest the pack's digest
 * @param defaultApprovers the roles that are asked where no rule speaks
 * @param fact what the rules were told about the step, without its requester and its payload: of those, what rules read is in
 *     the answer
 * @param answer what they found, what they read, and which of them nearly spoke; what was written before there were the latter
 *     two reads as none of them
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
        Fields.Builder fields = Fields.builder()
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
                                .build());
        if (!answer.reads().isEmpty()) {
            fields.objects(
                    "reads",
                    answer.reads(),
                    read -> Fields.builder()
                            .put("type", read.type())
                            .put("values", read.values())
                            .build());
        }
        if (!answer.near().isEmpty()) {
            fields.objects("near", answer.near(), DecisionText::near);
        }
        return fields.build();
    }

    private static Map<String, ?> near(RuleTrace trace) {
        return rule(trace.rule())
                .put("level", trace.level())
                .objects(
                        "conditions",
                        trace.conditions(),
                        condition -> Fields.builder()
                                .put("line", condition.line())
                                .put("text", condition.text())
                                .put("found", condition.found())
                                .put("truth", condition.truth())
                                .build())
                .objects(
                        "effects",
                        trace.effects(),
                        effect -> effect(Fields.builder(), effect).build())
                .build();
    }

    private static Map<String, ?> finding(Finding finding) {
        Fields.Builder fields = rule(finding.rule()).put("level", finding.level());
        if (finding.tenant()) {
            fields.put("tenant", true);
        }
        return effect(fields, finding.effect()).build();
    }

    private static Fields.Builder rule(RuleRef rule) {
        return Fields.builder()
                .put("id", rule.id())
                .put("title", rule.title())
                .put("owner", rule.owner())
                .put("rationale", rule.rationale())
                .put("file", rule.file())
                .put("line", rule.line());
    }

    private static Fields.Builder effect(Fields.Builder fields, Finding.Effect effect) {
        fields.put("reason", effect.reason());
        if (effect instanceof Finding.Require require) {
            RequirementText.stages(fields.put("effect", "require"), require.stages())
                    .text("review", require.review());
            if (require.frozen()) {
                fields.put("frozen", true);
            }
            return require.evidence().isEmpty() ? fields : fields.texts("evidence", require.evidence());
        } else if (effect instanceof Finding.Hold hold) {
            return fields.put("effect", "hold").put("until", hold.until());
        } else if (effect instanceof Finding.RaiseRisk raise) {
            return fields.put("effect", "raise-risk").put("risk", raise.risk());
        } else if (effect instanceof Finding.Notify notice) {
            return fields.put("effect", "notify").texts("roles", notice.roles());
        }
        if (effect instanceof Finding.InsertBefore insert) {
            return fields.put("effect", "insert-before")
                    .put("action", insert.action())
                    .put("title", insert.title())
                    .put("payload", insert.payload().json());
        }
        return fields.put("effect", effect instanceof Finding.Deny ? "deny" : "allow");
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
                                "faults", fault -> new GateAnswer.Fault(fault.text("code"), fault.text("message"))),
                        fields.has("reads")
                                ? fields.objects(
                                        "reads", read -> new FactRead(read.text("type"), read.namedTexts("values")))
                                : List.of(),
                        fields.has("near") ? fields.objects("near", DecisionText::near) : List.of()));
    }

    private static RuleTrace near(Fields fields) {
        return new RuleTrace(
                rule(fields),
                fields.constant("level", Level.class),
                false,
                fields.objects(
                        "conditions",
                        condition -> new RuleTrace.ConditionTrace(
                                condition.integer("line"),
                                condition.text("text"),
                                condition.text("found"),
                                condition.constant("truth", RuleTrace.Truth.class))),
                fields.objects("effects", DecisionText::effect));
    }

    private static Finding finding(Fields fields) {
        boolean tenant = fields.has("tenant") && fields.flag("tenant");
        return new Finding(rule(fields), fields.constant("level", Level.class), effect(fields), tenant);
    }

    private static RuleRef rule(Fields fields) {
        return new RuleRef(
                fields.text("id"),
                fields.text("title"),
                fields.text("owner"),
                fields.text("rationale"),
                fields.text("file"),
                fields.integer("line"));
    }

    private static Finding.Effect effect(Fields fields) {
        String reason = fields.text("reason");
        return switch (fields.text("effect")) {
            case "require" ->
                new Finding.Require(
                        RequirementText.stages(fields),
                        reason,
                        fields.optionalText("review"),
                        fields.has("evidence") ? fields.set("evidence") : Set.of(),
                        fields.has("frozen") && fields.flag("frozen"));
            case "hold" -> new Finding.Hold(instant(fields), reason);
            case "deny" -> new Finding.Deny(reason);
            case "raise-risk" -> new Finding.RaiseRisk(fields.constant("risk", RiskLevel.class), reason);
            case "insert-before" ->
                new Finding.InsertBefore(
                        fields.text("action"), fields.text("title"), Payload.parse(fields.text("payload")), reason);
            case "notify" -> new Finding.Notify(fields.set("roles"), reason);
            default -> new Finding.Allow(reason);
        };
    }

    private static Instant instant(Fields fields) {
        return fields.instant("until");
    }
}
