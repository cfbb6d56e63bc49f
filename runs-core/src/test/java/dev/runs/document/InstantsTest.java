package dev.runs.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Instants are written and read as the JDK does it")
class InstantsTest {
    @Test
    @DisplayName("100,000 random ones of all lengths, and the ends of what can be kept")
    void same_asTheJdk() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 100_000; i++) {
            int unit = List.of(1, 1000, 1_000_000, 1_000_000_000).get(random.nextInt(4));
            check(
                    Instant.ofEpochSecond(
                            random.nextLong(-62_200_000_000L, 253_500_000_000L),
                            random.nextInt(1_000_000_000 / unit) * (long) unit),
                    "seed " + seed);
        }
        for (String edge : List.of(
                "0000-01-01T00:00:00Z",
                "0001-01-01T00:00:00Z",
                "1969-12-31T23:59:59.999999Z",
                "1970-01-01T00:00:00Z",
                "2024-02-29T12:30:00.5Z",
                "9999-12-31T23:59:59.999999999Z",
                "+10000-01-01T00:00:00Z")) {
            check(Instant.parse(edge), edge);
        }
        check(Instant.MIN, "first");
        check(Instant.MAX, "last");
    }

    private static void check(Instant instant, String what) {
        assertThat(Instants.format(instant)).as(what).isEqualTo(instant.toString());
        assertThat(Instants.parse(instant.toString())).as(what).isEqualTo(instant);
    }

    @Test
    @DisplayName("what is no instant is refused, and what only the JDK knows is read by it")
    void unusual_asTheJdk() {
        assertThat(Instants.parse("2026-01-01T24:00:00Z")).isEqualTo(Instant.parse("2026-01-02T00:00:00Z"));
        assertThat(Instants.parse("2026-01-01T00:00:00.1Z")).isEqualTo(Instant.parse("2026-01-01T00:00:00.1Z"));
        for (String wrong : List.of(
                "",
                "2026",
                "2026-02-30T00:00:00Z",
                "2026-13-01T00:00:00Z",
                "2026-01-01T00:60:00Z",
                "2026-01-01 00:00:00Z",
                "2026-01-01T00:00:00.12xZ",
                "2026-01-01T00:00:00,123Z")) {
            assertThatThrownBy(() -> Instants.parse(wrong)).as(wrong).isInstanceOf(DateTimeParseException.class);
        }
    }
}
