package dev.runs.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.action.RiskLevel;
import dev.runs.gate.StepFact;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A comparison with a missing value is false, and so is its negation. */
class NullSemanticsTest {
    private static final StepFact NO_AMOUNT = Packs.step("pay", RiskLevel.LOW);

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "amount > 5 ; false",
                "!(amount > 5) ; false",
                "amount == 5 ; false",
                "amount != 5 ; false",
                "amount in (5) ; false",
                "amount not in (5) ; false",
                "!(amount in (5)) ; false",
                "amount is missing ; true",
                "amount is not missing ; false",
                "!(amount is missing) ; false",
                "!(amount is not missing) ; true",
                "amount > 5 || action == \"pay\" ; true",
                "!(amount > 5 || action == \"other\") ; false",
                "!(amount > 5 && action == \"other\") ; true",
                "!(amount > 5 && action == \"pay\") ; false",
                "amount is missing || amount > 5 ; true",
            })
    void missingAmount(String condition, boolean expected) {
        assertThat(Packs.isTrue(condition, NO_AMOUNT)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "amount == 1.0, 1.00, true",
        "amount == -0.0, 0, true",
        "amount > 1000, 1000.00, false",
        "amount > 1000, 1000.0000000000000000001, true",
        "amount in (1.50), 1.5, true",
        "amount not in (1.50), 1.5, false",
        "amount <= 0.3, 0.30000000000000000001, false"
    })
    void numbersAreExact(String condition, BigDecimal amount, boolean expected) {
        assertThat(Packs.isTrue(condition, Packs.amount(amount))).isEqualTo(expected);
    }

    @Test
    void riskIsOrdered() {
        for (RiskLevel risk : RiskLevel.values()) {
            assertThat(Packs.isTrue("risk >= RiskLevel.HIGH", Packs.step("a", risk)))
                    .isEqualTo(risk.isAtLeast(RiskLevel.HIGH));
            assertThat(Packs.isTrue("risk < RiskLevel.HIGH", Packs.step("a", risk)))
                    .isEqualTo(!risk.isAtLeast(RiskLevel.HIGH));
        }
    }
}
