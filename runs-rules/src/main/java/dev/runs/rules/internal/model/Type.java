package dev.runs.rules.internal.model;

import dev.runs.rules.internal.text.Text;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of values that facts have.
 *
 * @param kind what the values are
 * @param enumName the name that stands before a constant, such as {@code RiskLevel}; empty if constants are written as texts
 * @param constants the constants that can be values, lowest first; empty when the type is not a choice
 * @param ordered whether a value can be less than another
 */
public record Type(Kind kind, Optional<String> enumName, List<String> constants, boolean ordered) {
    /** What values are. */
    public enum Kind {
        TEXT,
        TEXTS,
        FLAG,
        NUMBER,
        CHOICE,
        INSTANT,
        DATE,
        TIME,
        DURATION
    }

    private static final int LONGEST_NUMBER = 40;

    public static final Type TEXT = plain(Kind.TEXT, false);
    public static final Type TEXTS = plain(Kind.TEXTS, false);
    public static final Type FLAG = plain(Kind.FLAG, false);
    public static final Type NUMBER = plain(Kind.NUMBER, true);
    public static final Type INSTANT = plain(Kind.INSTANT, true);
    public static final Type DATE = plain(Kind.DATE, true);
    public static final Type TIME = plain(Kind.TIME, true);
    public static final Type DURATION = plain(Kind.DURATION, true);

    public Type {
        constants = List.copyOf(constants);
    }

    private static Type plain(Kind kind, boolean ordered) {
        return new Type(kind, Optional.empty(), List.of(), ordered);
    }

    /** Returns the type of an enum's constants, under the name that authors know it by. */
    static Type of(String name, Class<? extends Enum<?>> constants, boolean ordered) {
        return new Type(
                Kind.CHOICE,
                Optional.of(name),
                Arrays.stream(constants.getEnumConstants()).map(Enum::name).toList(),
                ordered);
    }

    /** Returns the type of a pack's own choice, whose values are written as texts. */
    public static Type oneOf(List<String> values) {
        return new Type(Kind.CHOICE, Optional.empty(), values, true);
    }

    /** Returns the value that stands for a constant; empty if there is none of that name. */
    public Optional<Choice> choice(String constant) {
        int rank = constants.indexOf(constant);
        return rank < 0 ? Optional.empty() : Optional.of(new Choice(rank, constants.get(rank)));
    }

    /**
     * Returns a value of a fact as rules compare it: null if it is missing, {@link Unreadable} if it is not of this type.
     */
    @Nullable
    public Object read(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        Object read = switch (kind) {
            case TEXT -> value instanceof String ? value : null;
            case TEXTS -> texts(value);
            case FLAG -> value instanceof Boolean ? value : null;
            case NUMBER -> number(value);
            case CHOICE ->
                choice(value instanceof Enum<?> constant ? constant.name() : value.toString())
                        .orElse(null);
            case INSTANT -> value instanceof Instant ? value : parsed(value);
            case DATE -> value instanceof LocalDate ? value : parsed(value);
            case TIME -> value instanceof LocalTime ? value : parsed(value);
            case DURATION -> value instanceof Duration ? value : parsed(value);
        };
        return read == null ? new Unreadable(Text.shortened(value.toString())) : read;
    }

    private @Nullable Object parsed(Object value) {
        return value instanceof String text ? parse(text) : null;
    }

    /** Returns the value that a text stands for; null if it does not. */
    public @Nullable Object parse(String text) {
        try {
            return switch (kind) {
                case TEXT, TEXTS -> text;
                case INSTANT -> Instant.parse(text);
                case DATE -> LocalDate.parse(text);
                case TIME -> text.length() == 5 || text.length() == 8 ? LocalTime.parse(text) : null;
                case DURATION -> Duration.parse(text);
                case CHOICE -> enumName.isPresent() ? null : choice(text).orElse(null);
                case FLAG, NUMBER -> null;
            };
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }

    private static @Nullable Object texts(Object value) {
        if (!(value instanceof Collection<?> collection)) {
            return null;
        }
        return collection.stream().allMatch(String.class::isInstance) ? new TreeSet<>(collection) : null;
    }

    private static @Nullable Object number(Object value) {
        if (value instanceof Long || value instanceof Integer || value instanceof Short) {
            return BigDecimal.valueOf(((Number) value).longValue()).stripTrailingZeros();
        }
        try {
            // Of a subclass nobody knows how it compares.
            BigDecimal number = value.getClass() == BigDecimal.class
                    ? (BigDecimal) value
                    : value instanceof String text && text.length() <= LONGEST_NUMBER ? new BigDecimal(text) : null;
            // An exponent of a billion is short as text and would fill the memory once it is written out.
            return number == null || Math.abs((long) number.scale()) > LONGEST_NUMBER
                    ? null
                    : number.stripTrailingZeros();
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Returns how an author writes a value in a rule. */
    public String written(Object value) {
        return switch (kind) {
            case FLAG -> value.toString();
            case NUMBER -> ((BigDecimal) value).toPlainString();
            case CHOICE -> enumName.map(name -> name + "." + value).orElse("\"" + value + "\"");
            default -> "\"" + value.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        };
    }

    /** Returns what values are, as it completes "'amount' is ...". */
    public String words() {
        return switch (kind) {
            case TEXT -> "a text";
            case TEXTS -> "a set of texts";
            case FLAG -> "true or false";
            case NUMBER -> "a number";
            case CHOICE -> enumName.map(name -> "a " + name).orElse("one of " + String.join(", ", constants));
            case INSTANT -> "a point in time";
            case DATE -> "a date";
            case TIME -> "a time of day";
            case DURATION -> "a duration";
        };
    }

    /** Returns a value as an author would write it. */
    public String example() {
        return switch (kind) {
            case TEXT, TEXTS -> "\"crm.promote-reference\"";
            case FLAG -> "true";
            case NUMBER -> "10000";
            case CHOICE ->
                enumName.map(name ->
                                name + "." + constants.get(ordered ? (constants.size() - 1) / 2 : constants.size() / 2))
                        .orElse("\"" + constants.get(0) + "\"");
            case INSTANT -> "\"2027-01-31T00:00:00Z\"";
            case DATE -> "\"2027-01-31\"";
            case TIME -> "\"18:00\"";
            case DURATION -> "\"P30D\"";
        };
    }
}
