package dev.runs.samples.crm.agent;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;

/**
 * Something that a customer said.
 *
 * @param kind what sort of thing
 * @param sentence in which words, without characters that nobody sees, cut if it is long
 * @param line in which line of the transcript
 * @param rule the phrase that was found
 * @param number the number in it
 */
record Finding(Kind kind, String sentence, int line, String rule, Optional<BigDecimal> number) {
    /** What the agents listen for. */
    enum Kind {
        OUTCOME,
        IMPACT,
        ASK,
        CHURN,
        DISCOUNT,
        EXPORT,
        LEGAL,
        REFUND;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
