package dev.runs.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Numbers")
class NumbersTest {
    @ParameterizedTest
    @CsvSource({
        "19.04, ns, 19.0 ns",
        "8135, ns, 8.14 µs",
        "999.9, ns, '1,000 ns'",
        "0.5, ms, 500 µs",
        "0.012, ns, 0.0120 ns",
        "1536, B, 1.50 KiB",
        "2700, 1/s, '2,700 1/s'"
    })
    void arePrintedWithThreeDigitsThatCount(double value, String unit, String printed) {
        assertThat(Numbers.of(value, unit)).isEqualTo(printed);
    }
}
