package dev.runs.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.action.Pattern;
import dev.runs.action.RiskLevel;
import dev.runs.content.CanonicalJson;
import dev.runs.gate.FactRead;
import dev.runs.gate.Finding;
import dev.runs.gate.GateAnswer;
import dev.runs.gate.Level;
import dev.runs.gate.RuleRef;
import dev.runs.gate.RuleTrace;
import dev.runs.gate.StepFact;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The reasons of a decision, as they are kept")
class DecisionTextTest {
    private static final RuleRef RULE = new RuleRef("R1", "A rule", "Legal", "because", "rules.drl", 3);
    private static final StepFact FACT = new StepFact(
            "pay",
            "Pay them",
            "crm.pay",
            Pattern.EXTERNAL,
            RiskLevel.HIGH,
            Optional.of("Acme"),
            Optional.of(new BigDecimal("12.50")),
            true);
    private static final List<Finding.Effect> EFFECTS = List.of(
            new Finding.Allow("a"),
            new Finding.Deny("b"),
            new Finding.Hold(Instant.parse("2026-11-20T14:05:00Z"), "c"),
            new Finding.Require(
                    Set.of("Legal", "Sales"), 2, "d", Optional.of("legal review"), Optional.of(Duration.ofDays(2))),
            new Finding.RaiseRisk(RiskLevel.CRITICAL, "e"),
            new Finding.Notify(Set.of("Press office"), "f"));

    private static DecisionText text(GateAnswer answer) {
        return new DecisionText("governance", "7", "sha256:ab", List.of("Head"), FACT, answer);
    }

    private static DecisionText read(String json) {
        return DecisionText.from(Fields.of("decision", CanonicalJson.parse(json)));
    }

    @Test
    @DisplayName("everything that a gate answers is read as it was written")
    void everything_roundTrips() {
        DecisionText text = text(new GateAnswer(
                EFFECTS.stream()
                        .map(effect -> new Finding(RULE, Level.ENFORCE, effect, effect instanceof Finding.Deny))
                        .toList(),
                List.of(new GateAnswer.Fault("RUNS-FAULT-001", "The store failed")),
                List.of(
                        new FactRead("Meeting", Map.of("title", "\"Renewal call\"", "external", "true")),
                        new FactRead("Run", Map.of())),
                List.of(new RuleTrace(
                        RULE,
                        Level.ADVISE,
                        false,
                        List.of(
                                new RuleTrace.ConditionTrace(4, "a == 1", "a is 1", RuleTrace.Truth.TRUE),
                                new RuleTrace.ConditionTrace(5, "b == 1", "b is missing", RuleTrace.Truth.UNKNOWN)),
                        EFFECTS))));
        assertThat(read(CanonicalJson.write(text.toFields()))).isEqualTo(text);
    }

    @Test
    @DisplayName(
            "what was kept before reads and near misses were reads as none; who writes none writes what was written then")
    void older_readsAsNone() {
        String older = "{\"defaultApprovers\":[\"Head\"],\"digest\":\"sha256:ab\",\"fact\":{\"action\":\"crm.pay\","
                + "\"agent\":true,\"amount\":\"12.50\",\"key\":\"pay\",\"pattern\":\"EXTERNAL\",\"risk\":\"HIGH\","
                + "\"target\":\"Acme\",\"title\":\"Pay them\"},\"faults\":[],\"findings\":[],\"pack\":\"governance\","
                + "\"version\":\"7\"}";
        DecisionText text = text(new GateAnswer(List.of(), List.of()));
        assertThat(read(older)).isEqualTo(text);
        assertThat(CanonicalJson.write(text.toFields())).isEqualTo(older);
    }

    @Test
    @DisplayName("the attendees of a meeting are kept with its words; without them the words are as they were before")
    void attendees_roundTrip() {
        Instant at = Instant.parse("2026-11-20T14:05:00Z");
        RunTexts.MeetingText none = new RunTexts.MeetingText("Call", at, Pattern.EXTERNAL);
        RunTexts.MeetingText two = new RunTexts.MeetingText("Call", at, Pattern.EXTERNAL, Set.of("cy", "ana"));
        RunTexts texts = new RunTexts(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of("m1", none, "m2", two),
                Map.of());
        String json = CanonicalJson.write(texts.toFields());
        assertThat(json)
                .isEqualTo("{\"meetings\":{\"m1\":{\"at\":\"2026-11-20T14:05:00Z\",\"pattern\":\"EXTERNAL\","
                        + "\"title\":\"Call\"},\"m2\":{\"at\":\"2026-11-20T14:05:00Z\",\"attendees\":[\"ana\",\"cy\"],"
                        + "\"pattern\":\"EXTERNAL\",\"title\":\"Call\"}},\"steps\":{}}");
        assertThat(RunTexts.from(Fields.of("texts", CanonicalJson.parse(json)))).isEqualTo(texts);
    }
}
