package dev.runs.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {
    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    2026-11-21T09:00:00Z | Just now
                    2026-11-21T08:59:01Z | Just now
                    2026-11-21T08:59:00Z | 1 minute ago
                    2026-11-21T08:55:00Z | 5 minutes ago
                    2026-11-21T08:00:00Z | 1 hour ago
                    2026-11-21T00:00:00Z | 9 hours ago
                    2026-11-20T23:59:00Z | Yesterday
                    2026-11-20T00:00:00Z | Yesterday
                    2026-11-19T23:59:00Z | 2 days ago
                    2026-11-15T12:00:00Z | 6 days ago
                    2026-11-14T12:00:00Z | 14 November
                    2025-12-31T12:00:00Z | 31 December 2025
                    2026-11-21T09:00:30Z | Just now
                    2026-11-21T09:20:00Z | In 20 minutes
                    2026-11-21T10:30:00Z | In 1 hour
                    2026-11-22T01:00:00Z | Tomorrow
                    2026-11-24T01:00:00Z | In 3 days
                    2027-01-02T01:00:00Z | 2 January 2027
                    """)
    void relative(Instant at, String words) {
        assertThat(new Times(NOW, ZoneOffset.UTC).relative(at)).isEqualTo(words);
    }

    @Test
    void fiveMinutesAcrossMidnightAreNotYesterday() {
        Times times = new Times(Instant.parse("2026-11-21T00:02:00Z"), ZoneOffset.UTC);
        assertThat(times.relative(Instant.parse("2026-11-20T23:57:00Z"))).isEqualTo("5 minutes ago");
    }

    @Test
    void theZoneDecidesWhatIsYesterday() {
        Instant at = Instant.parse("2026-11-20T23:30:00Z");
        Times berlin = new Times(NOW, ZoneId.of("Europe/Berlin"));
        assertThat(new Times(NOW, ZoneOffset.UTC).relative(at)).isEqualTo("Yesterday");
        assertThat(berlin.relative(at)).isEqualTo("9 hours ago");
        assertThat(berlin.exact(at)).isEqualTo("21 November 2026, 00:30 Europe/Berlin");
    }
}
