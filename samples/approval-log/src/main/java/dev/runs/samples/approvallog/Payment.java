package dev.runs.samples.approvallog;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * The external action of every case: what an approver sees, and what is paid. The log names no currency.
 *
 * @param document what is paid, by its id in the log
 * @param amount how much, exactly as the log says it; zero and less occur
 */
record Payment(String document, BigDecimal amount) {
    static final String ACTION = "expenses.pay";
    /** What is proposed when somebody objects after the payment. */
    static final String RECLAIM = "expenses.reclaim";

    private static final String[] AMOUNTS = {"Amount", "RequestedAmount"};
    /** More digits than any money has, and few enough to be written out. */
    private static final int MAX_DIGITS = 30;

    /** Reads a case's payment from its attributes. */
    static Payment of(XesCase logged, XesReader log) throws BadInputException {
        for (String key : AMOUNTS) {
            XesAttribute attribute = logged.attributes().get(key);
            if (attribute != null) {
                return new Payment(logged.id(), amount(attribute, log));
            }
        }
        throw log.bad(
                logged.place(),
                "Case '" + logged.id() + "' says no amount to pay.",
                "give it an attribute '" + String.join("' or '", AMOUNTS) + "'");
    }

    private static BigDecimal amount(XesAttribute attribute, XesReader log) throws BadInputException {
        Optional<BigDecimal> amount =
                attribute.type() == XesAttribute.Type.FLOAT || attribute.type() == XesAttribute.Type.INT
                        ? attribute.decimal()
                        : Optional.empty();
        return amount.filter(Payment::isMoney)
                // Exact: the digits of the log, never a double of them.
                .map(value -> new BigDecimal(value.toPlainString()))
                .orElseThrow(() -> log.bad(
                        attribute.place(),
                        "'" + attribute.key() + "' is '" + attribute.value() + "', which is no amount of money.",
                        "write it as <float key=\"" + attribute.key() + "\" value=\"26.85\"/>"));
    }

    private static boolean isMoney(BigDecimal value) {
        return value.precision() <= MAX_DIGITS && Math.abs((long) value.scale()) <= MAX_DIGITS;
    }
}
