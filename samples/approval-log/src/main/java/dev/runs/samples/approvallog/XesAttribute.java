package dev.runs.samples.approvallog;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * One attribute of a case or an event. Attributes nested in it are read over.
 *
 * @param type its type
 * @param key its key, such as {@code concept:name}
 * @param value its text, which fits the type; empty for a list or a container
 * @param place where its element begins
 */
record XesAttribute(Type type, String key, String value, Place place) {
    /** The types of IEEE 1849. */
    enum Type {
        STRING("a text"),
        DATE("a date such as 2017-01-09T09:49:50.000+01:00"),
        INT("a whole number"),
        FLOAT("a number such as 26.85"),
        BOOLEAN("true or false"),
        ID("a text"),
        LIST("a list"),
        CONTAINER("a container");

        private final String words;

        Type(String words) {
            this.words = words;
        }

        /** Returns the type whose element has that name. */
        static Optional<Type> ofElement(String name) {
            return Arrays.stream(values())
                    .filter(type -> type.element().equals(name))
                    .findFirst();
        }

        String element() {
            return name().toLowerCase(Locale.ROOT);
        }

        String words() {
            return words;
        }

        boolean hasValue() {
            return this != LIST && this != CONTAINER;
        }

        boolean fits(String value) {
            return switch (this) {
                case DATE -> canBeRead(XesAttribute::instant, value);
                case INT -> canBeRead(Long::valueOf, value);
                case FLOAT -> isNotANumber(value) || canBeRead(BigDecimal::new, value);
                case BOOLEAN -> value.equals("true") || value.equals("false");
                default -> true;
            };
        }

        private static boolean canBeRead(Function<String, ?> reader, String value) {
            try {
                return reader.apply(value) != null;
            } catch (NumberFormatException | DateTimeParseException e) {
                return false;
            }
        }
    }

    /** Returns a date's instant. One without an offset is taken as UTC, since the format leaves it open. */
    Instant instant() {
        return instant(value);
    }

    /** Returns the number as the log writes it, digit by digit; empty for a float that is not a number. */
    Optional<BigDecimal> decimal() {
        return isNotANumber(value) ? Optional.empty() : Optional.of(new BigDecimal(value));
    }

    private static Instant instant(String value) {
        TemporalAccessor read =
                DateTimeFormatter.ISO_DATE_TIME.parseBest(value, OffsetDateTime::from, LocalDateTime::from);
        return read instanceof OffsetDateTime at
                ? at.toInstant()
                : LocalDateTime.from(read).toInstant(ZoneOffset.UTC);
    }

    /** XML's doubles may be NaN or infinite. */
    private static boolean isNotANumber(String value) {
        return value.equals("NaN") || value.equals("INF") || value.equals("-INF");
    }
}
