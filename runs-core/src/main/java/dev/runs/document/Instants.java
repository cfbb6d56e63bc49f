package dev.runs.document;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Instants as text, as {@link Instant} writes and reads them. Every document has some, and the general way of the JDK makes
 * more objects for one of them than the rest of a document needs.
 */
final class Instants {
    private static final long YEAR_0 = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
    private static final long YEAR_10000 =
            Instant.parse("+10000-01-01T00:00:00Z").getEpochSecond();
    private static final int SECONDS = "2026-01-01T00:00:00".length();

    private Instants() {}

    /** Returns what {@link Instant#toString} returns. */
    static String format(Instant instant) {
        long seconds = instant.getEpochSecond();
        if (instant.getNano() % 1000 != 0 || seconds < YEAR_0 || seconds >= YEAR_10000) {
            return instant.toString();
        }
        LocalDateTime utc = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
        int micros = instant.getNano() / 1000;
        int digits = micros == 0 ? 0 : micros % 1000 == 0 ? 3 : 6;
        char[] text = new char[SECONDS + (digits == 0 ? 0 : digits + 1) + 1];
        put(text, 0, 4, utc.getYear());
        put(text, 5, 2, utc.getMonthValue());
        put(text, 8, 2, utc.getDayOfMonth());
        put(text, 11, 2, utc.getHour());
        put(text, 14, 2, utc.getMinute());
        put(text, 17, 2, utc.getSecond());
        text[4] = '-';
        text[7] = '-';
        text[10] = 'T';
        text[13] = ':';
        text[16] = ':';
        if (digits > 0) {
            text[SECONDS] = '.';
            put(text, SECONDS + 1, digits, digits == 3 ? micros / 1000 : micros);
        }
        text[text.length - 1] = 'Z';
        return new String(text);
    }

    private static void put(char[] text, int from, int digits, int value) {
        int rest = value;
        for (int i = from + digits - 1; i >= from; i--) {
            text[i] = (char) ('0' + rest % 10);
            rest /= 10;
        }
    }

    /**
     * Returns what {@link Instant#parse} returns.
     *
     * @throws java.time.format.DateTimeParseException if it is no instant
     */
    static Instant parse(String text) {
        int fraction = text.length() - SECONDS - 2;
        boolean plain = text.length() > SECONDS
                && text.charAt(text.length() - 1) == 'Z'
                && (fraction == -1 || fraction == 3 || fraction == 6)
                && hasForm(text);
        if (!plain) {
            return Instant.parse(text);
        }
        int nanos = fraction == -1 ? 0 : number(text, SECONDS + 1, fraction) * (fraction == 3 ? 1_000_000 : 1000);
        try {
            return LocalDateTime.of(
                            number(text, 0, 4),
                            number(text, 5, 2),
                            number(text, 8, 2),
                            number(text, 11, 2),
                            number(text, 14, 2),
                            number(text, 17, 2),
                            nanos)
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            // No date, or 24:00, which is one.
            return Instant.parse(text);
        }
    }

    private static boolean hasForm(String text) {
        for (int i = 0; i < text.length() - 1; i++) {
            char c = text.charAt(i);
            boolean fits = switch (i) {
                case 4, 7 -> c == '-';
                case 10 -> c == 'T';
                case 13, 16 -> c == ':';
                case 19 -> c == '.';
                default -> c >= '0' && c <= '9';
            };
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static int number(String text, int from, int digits) {
        int value = 0;
        for (int i = from; i < from + digits; i++) {
            value = 10 * value + text.charAt(i) - '0';
        }
        return value;
    }
}
