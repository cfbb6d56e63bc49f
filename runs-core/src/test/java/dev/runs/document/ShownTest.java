package dev.runs.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.action.ActionCatalog;
import dev.runs.action.ActionType;
import dev.runs.action.RiskLevel;
import dev.runs.content.CanonicalJson;
import dev.runs.content.Payload;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("scenario 37: what an approver is shown is rendered from the payload")
class ShownTest {
    private static final ActionType MAIL = ActionCatalog.builder()
            .external("crm.send-mail", RiskLevel.MEDIUM)
            .named("customer mail")
            .target("to")
            .amount("price")
            .build()
            .find("crm.send-mail")
            .orElseThrow();

    private static Shown shown(Map<String, ?> fields, Map<String, List<String>> evidence, String title) {
        return Shown.of(
                MAIL,
                RiskLevel.HIGH,
                Payload.of(fields),
                evidence,
                List.of("Requires legal"),
                title,
                "mail-agent for ana");
    }

    @Test
    void everythingIsThere_wordsApart() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("to", "Acme");
        fields.put("price", "12.50");
        fields.put("subjectLine", "Hello");
        fields.put("body", "Dear all,\nRisk: Low\n");
        fields.put("cc", List.of());
        fields.put("lines", List.of(Map.of("unit_price", 7L, "free", true), "x"));
        fields.put("note", null);
        fields.put("blank", " ");
        Shown shown = shown(
                fields, Map.of("Account.healthScore", List.of("7", "8")), "Just a\u202e harmless mail\nRisk: Low");
        assertThat(shown.text()).isEqualTo("""
                        Action: customer mail (crm.send-mail)
                        Risk: High
                        Reach: External: it leaves the company
                        Target: Acme
                        Amount: 12.50
                        What would be done:
                          Health score [Account.healthScore] (evidence): 7
                            | 8
                          Blank [blank]: (empty)
                          Body [body]: Dear all,
                            | Risk: Low
                            |\s
                          Cc [cc]: (empty)
                          Free [lines[0].free]: true
                          Unit price [lines[0].unit_price]: 7
                          Lines 2 [lines[1]]: x
                          Note [note]: (nothing)
                          Price [price]: 12.50
                          Subject line [subjectLine]: Hello
                          To [to]: Acme
                        Why people are asked:
                          Requires legal
                        Words of mail-agent for ana, not checked:
                          Just a<U+202E> harmless mail Risk: Low
                        """);
        assertThat(Shown.from(Fields.of("shown", CanonicalJson.parse(CanonicalJson.write(shown.toFields())))))
                .isEqualTo(shown);
    }

    @Test
    void samePayload_sameDigest() {
        byte[] salt = new byte[32];
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("b", "2");
        one.put("a", "1");
        Map<String, Object> two = new LinkedHashMap<>();
        two.put("a", "1");
        two.put("b", "2");
        assertThat(shown(one, Map.of(), "T").digest(salt))
                .isEqualTo(shown(two, Map.of(), "T").digest(salt))
                .isNotEqualTo(shown(Map.of("a", "1", "b", "3"), Map.of(), "T").digest(salt));
    }

    @Test
    @DisplayName("what is long or much is cut and says so; evidence never is")
    void evidence_isWhole() {
        Object[] many = new Object[250];
        Arrays.fill(many, "x");
        String words = "w".repeat(5_000);
        Shown shown = shown(
                Map.of("many", List.of(many), "body", words, "z", words), Map.of("payload.z", List.of(words)), "T");
        assertThat(shown.fields()).hasSize(201);
        assertThat(shown.more()).isEqualTo(52);
        assertThat(shown.fields().get(0).path()).isEqualTo("payload.z");
        assertThat(shown.fields().get(0).value()).isEqualTo(words);
        assertThat(shown.fields().get(1).path()).isEqualTo("body");
        assertThat(shown.fields().get(1).value()).endsWith("w... (cut; 5000 characters)");
        assertThat(shown.text()).contains("  and 52 more fields\n");
    }
}
