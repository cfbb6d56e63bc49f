package dev.runs.samples.crm.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Date;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The demo data")
class DemoDataTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 23);

    private final DemoData data = of(7);

    private static DemoData of(long seed) {
        return DemoData.of("aurora", seed, DAY, List.of("aurora-mia", "aurora-tom"));
    }

    private static String digest(DemoData data) throws Exception {
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        for (DemoTable table : data.tables()) {
            for (Object[] row : table.rows()) {
                sha.update((table.name() + Arrays.toString(row)).getBytes(StandardCharsets.UTF_8));
            }
        }
        return HexFormat.of().formatHex(sha.digest());
    }

    private static Stream<Object> column(DemoTable table, int number) {
        return table.rows().stream().map(row -> String.valueOf(row[number]));
    }

    @Test
    @DisplayName("are the same for the same seed, and others for another one")
    void deterministic() throws Exception {
        assertThat(digest(of(7))).isEqualTo(digest(data));
        assertThat(digest(of(8))).isNotEqualTo(digest(data));
    }

    @Test
    @DisplayName("have the size of a small company's")
    void size() {
        assertThat(data.accounts.size()).isEqualTo(700);
        assertThat(data.opportunities.size()).isEqualTo(1700);
        assertThat(data.contacts.size()).isGreaterThan(500);
        assertThat(data.meetings.size()).isEqualTo(160);
        assertThat(data.cases.size()).isEqualTo(300);
    }

    @Test
    @DisplayName("have the dirt that real ones have")
    void dirt() {
        List<Object> names = column(data.accounts, 2).toList();
        assertThat(names).anyMatch(name -> name.toString().contains("<script>"));
        assertThat(names).anyMatch(name -> name.toString().contains("\u202E"));
        assertThat(names).anyMatch(name -> name.toString().contains("\""));
        assertThat(names).anyMatch(name -> name.toString().length() > 300);
        assertThat(names.stream().distinct().count())
                .as("some names are there twice")
                .isLessThan(700);
        assertThat(column(data.accounts, 3)).contains("null");
        assertThat(column(data.opportunities, 5)).contains("Negociation", "");
        assertThat(column(data.opportunities, 6)).contains("null", new BigDecimal("-500.00").toString());
        assertThat(column(data.opportunities, 7)).contains("US Dollar", "null");
        assertThat(data.opportunities.rows())
                .anyMatch(
                        row -> row[9] instanceof Date closes && row[8] instanceof Date opened && closes.before(opened));
    }
}
