package dev.runs.samples.crm.governance;

import dev.runs.engine.Execution;
import dev.runs.engine.NotDoneException;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The systems outside of the company, simulated by tables: mail, the public reference site, the bank. Each takes the step's key
 * along and does nothing if it has seen it, as such systems do.
 */
final class Outside {
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");

    private final JdbcClient jdbc;
    private final InstantSource clock;

    Outside(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void mail(Execution step, CrmActions.Mail mail) throws NotDoneException {
        if (!ADDRESS.matcher(mail.recipient()).matches()) {
            throw new NotDoneException("The mail server refused the address of the recipient; nothing was sent.");
        }
        jdbc.sql("""
                INSERT INTO outbox_mail (step_key, tenant, account_id, recipient, subject, body, sent_at)
                VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (step_key) DO NOTHING""")
                .params(step.key(), step.tenant(), mail.account(), mail.recipient(), mail.subject(), mail.body(), now())
                .update();
    }

    void publish(Execution step, CrmActions.Promotion promotion) {
        jdbc.sql("""
                INSERT INTO reference_site (step_key, tenant, account_id, customer, quote, published_at)
                VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (step_key) DO NOTHING""")
                .params(step.key(), step.tenant(), promotion.account(), promotion.customer(), promotion.quote(), now())
                .update();
    }

    void withdraw(Execution step, CrmActions.Withdrawal withdrawal) {
        jdbc.sql("""
                UPDATE reference_site SET withdrawn_at = ?
                WHERE tenant = ? AND account_id = ? AND withdrawn_at IS NULL""").params(now(), step.tenant(), withdrawal.account()).update();
    }

    void pay(Execution step, CrmActions.Refund refund, BigDecimal amount) {
        jdbc.sql("""
                INSERT INTO payment (step_key, tenant, account_id, amount, currency, reference, paid_at)
                VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (step_key) DO NOTHING""")
                .params(step.key(), step.tenant(), refund.account(), amount, refund.currency(), refund.invoice(), now())
                .update();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
