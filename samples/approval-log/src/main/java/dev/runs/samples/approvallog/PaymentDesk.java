package dev.runs.samples.approvallog;

import dev.runs.engine.Execution;
import dev.runs.engine.Handler;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Set;

/** The host code that pays. Here it only keeps the books; the library calls it once for each permit it has consumed. */
final class PaymentDesk implements Handler {
    private final Set<String> keys = new HashSet<>();
    private BigDecimal paid = BigDecimal.ZERO;

    @Override
    public void handle(Execution execution) {
        if (!keys.add(execution.key())) {
            throw new IllegalStateException("'" + execution.key() + "' was paid before");
        }
        Payment payment = execution.payload(Payment.class);
        paid = paid.add(payment.amount());
        execution.note("Paid " + payment.amount().toPlainString());
    }

    int payments() {
        return keys.size();
    }

    BigDecimal paid() {
        return paid;
    }
}
