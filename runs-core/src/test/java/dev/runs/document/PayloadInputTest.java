package dev.runs.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.action.PayloadSchema;
import dev.runs.content.Payload;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The fields of a payload, for a form")
class PayloadInputTest {
    private enum Currency {
        EUR,
        CHF
    }

    private record Refund(
            String account,
            int discountPercent,
            Optional<BigDecimal> amount,
            boolean urgent,
            LocalDate day,
            Optional<Instant> at,
            Currency currency,
            List<String> tags,
            Optional<Refund> earlier) {}

    private static String line(PayloadInput input) {
        return input.name() + " = " + input.label() + ": " + input.kind() + input.choices()
                + (input.required() ? "" : "?");
    }

    @Test
    void ofASchema_areThoseOfTheRecord_andWhatThePayloadHasBesides() {
        assertThat(PayloadInput.of(PayloadSchema.of(Refund.class), Payload.of(Map.of("more", "x"))))
                .extracting(PayloadInputTest::line)
                .containsExactly(
                        "account = Account: TEXT[]",
                        "discountPercent = Discount percent: INTEGER[]",
                        "amount = Amount: DECIMAL[]?",
                        "urgent = Urgent: BOOLEAN[]",
                        "day = Day: DATE[]",
                        "at = At: INSTANT[]?",
                        "currency = Currency: CHOICE[EUR, CHF]",
                        "tags = Tags: LIST[]",
                        "earlier = Earlier: OBJECT[]?",
                        "more = More: TEXT[]?");
    }

    @Test
    void withoutASchema_areAsTheirValuesAre() {
        Payload payload = Payload.of(Map.of(
                "b",
                5,
                "a",
                "text",
                "day",
                "2026-02-28",
                "noDay",
                "2026-02-30",
                "yes",
                true,
                "list",
                List.of(1),
                "more",
                Map.of("x", 1)));
        assertThat(PayloadInput.of(PayloadSchema.anything(), payload))
                .extracting(PayloadInputTest::line)
                .containsExactly(
                        "a = A: TEXT[]?",
                        "b = B: INTEGER[]?",
                        "day = Day: DATE[]?",
                        "list = List: LIST[]?",
                        "more = More: OBJECT[]?",
                        "noDay = No day: TEXT[]?",
                        "yes = Yes: BOOLEAN[]?");
    }
}
