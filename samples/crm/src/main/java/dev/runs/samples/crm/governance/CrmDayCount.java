package dev.runs.samples.crm.governance;

import dev.runs.gate.DayCount;
import dev.runs.gate.DayFact;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Counts the messages that a tenant sent today. */
final class CrmDayCount implements DayCount {
    private static final ZoneId HOME = ZoneId.of("Europe/Berlin");

    private final JdbcClient jdbc;

    CrmDayCount(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<DayFact> day(String tenant, Instant at) {
        LocalDate today = LocalDate.ofInstant(at, HOME);
        long sent = jdbc.sql("SELECT count(*) FROM outbox_mail WHERE tenant = ? AND sent_at >= ? AND sent_at < ?")
                .params(tenant, begin(today), begin(today.plusDays(1)))
                .query(Long.class)
                .single();
        return List.of(new DayFact("mail.send", sent));
    }

    private static Timestamp begin(LocalDate day) {
        return Timestamp.from(day.atStartOfDay(HOME).toInstant());
    }
}
