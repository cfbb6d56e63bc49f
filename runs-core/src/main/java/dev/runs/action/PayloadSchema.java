package dev.runs.action;

import dev.runs.content.Payload;
import dev.runs.error.ErrorCode;
import dev.runs.error.Nearest;
import dev.runs.error.Problem;
import dev.runs.error.RunsException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which fields a payload has. Either derived from a record, or open to anything.
 *
 * @since 0.1.0
 */
public final class PayloadSchema {
    private static final Set<Class<?>> INTEGERS = Set.of(long.class, Long.class, int.class, Integer.class);
    private static final PayloadSchema ANYTHING = new PayloadSchema(Map.of(), true);

    private final Map<String, PayloadField> fields;
    private final boolean open;

    private PayloadSchema(Map<String, PayloadField> fields, boolean open) {
        this.fields = fields;
        this.open = open;
    }

    /** Returns the schema that every payload fits. */
    public static PayloadSchema anything() {
        return ANYTHING;
    }

    /**
     * Returns the schema that a record's components say; a component is optional if its type is {@link Optional}.
     *
     * @throws RunsException with {@link ErrorCode#PAYLOAD_TYPE} if a component's type has no JSON form
     */
    public static PayloadSchema of(Class<? extends Record> type) {
        Map<String, PayloadField> fields = new LinkedHashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            boolean optional = component.getType() == Optional.class;
            Class<?> plain = optional ? content(component) : component.getType();
            List<String> choices = plain.isEnum()
                    ? Arrays.stream(plain.getEnumConstants())
                            .map(constant -> ((Enum<?>) constant).name())
                            .toList()
                    : List.of();
            fields.put(
                    component.getName(),
                    new PayloadField(component.getName(), kind(component, plain), choices, !optional));
        }
        return new PayloadSchema(fields, false);
    }

    /** Returns the type that an {@link Optional} component may hold; the Optional itself where that cannot be said. */
    private static Class<?> content(RecordComponent component) {
        if (component.getGenericType() instanceof ParameterizedType generic) {
            Type argument = generic.getActualTypeArguments()[0];
            Type raw = argument instanceof ParameterizedType nested ? nested.getRawType() : argument;
            if (raw instanceof Class<?> type) {
                return type;
            }
        }
        return component.getType();
    }

    private static PayloadField.Kind kind(RecordComponent component, Class<?> type) {
        if (type.isEnum()) {
            return PayloadField.Kind.CHOICE;
        } else if (type == String.class) {
            return PayloadField.Kind.TEXT;
        } else if (type == BigDecimal.class) {
            return PayloadField.Kind.DECIMAL;
        } else if (type == boolean.class || type == Boolean.class) {
            return PayloadField.Kind.BOOLEAN;
        } else if (type == Instant.class) {
            return PayloadField.Kind.INSTANT;
        } else if (type == LocalDate.class) {
            return PayloadField.Kind.DATE;
        } else if (type == List.class) {
            return PayloadField.Kind.LIST;
        } else if (type.isRecord()) {
            return PayloadField.Kind.OBJECT;
        } else if (INTEGERS.contains(type)) {
            return PayloadField.Kind.INTEGER;
        }
        throw new RunsException(new Problem(
                ErrorCode.PAYLOAD_TYPE,
                "Record " + component.getDeclaringRecord().getSimpleName() + ": '" + component.getName() + "' is a "
                        + component.getGenericType().getTypeName() + ", which has no JSON form.",
                "use String, long, int, boolean, BigDecimal, Instant, LocalDate, an enum, a record, or List and Optional"
                        + " of these"));
    }

    /** Returns the fields that payloads have, in their order; none if any payload fits. */
    public List<PayloadField> fields() {
        return List.copyOf(fields.values());
    }

    /** Returns whether payloads may have such a field. */
    public boolean has(String field) {
        return open || fields.containsKey(field);
    }

    /** Returns everything in which a payload does not fit, empty if it fits. */
    public List<Problem> check(String subject, Payload payload) {
        List<Problem> problems = new ArrayList<>();
        if (open) {
            return problems;
        }
        for (Map.Entry<String, PayloadField> entry : fields.entrySet()) {
            Object value = payload.fields().get(entry.getKey());
            PayloadField field = entry.getValue();
            if (value == null) {
                if (field.required()) {
                    problems.add(new Problem(
                            ErrorCode.PAYLOAD_SCHEMA,
                            subject + ": payload field '" + entry.getKey() + "' is missing.",
                            "give it " + words(field)));
                }
            } else if (!fits(field, value)) {
                problems.add(new Problem(
                        ErrorCode.PAYLOAD_SCHEMA,
                        subject + ": payload field '" + entry.getKey() + "' is " + describe(value) + ".",
                        "give it " + words(field)));
            }
        }
        for (String name : payload.fields().keySet()) {
            if (!fields.containsKey(name)) {
                String fix = Nearest.to(name, fields.keySet())
                        .map(near -> "did you mean '" + near + "'?")
                        .orElse("leave it out, or add it to the action's record");
                problems.add(new Problem(
                        ErrorCode.PAYLOAD_SCHEMA,
                        subject + ": payload field '" + name + "' is not part of the action (fields: "
                                + String.join(", ", fields.keySet()) + ").",
                        fix));
            }
        }
        return problems;
    }

    private static String words(PayloadField field) {
        return field.kind() == PayloadField.Kind.CHOICE
                ? field.kind().words() + " " + String.join(", ", field.choices())
                : field.kind().words();
    }

    private static String describe(Object value) {
        // Never the value itself: it may be personal data, and this text reaches logs.
        if (value instanceof String) {
            return "a text";
        } else if (value instanceof Long) {
            return "a whole number";
        } else if (value instanceof Boolean) {
            return "true or false";
        }
        return value instanceof List ? "a list" : "an object";
    }

    private static boolean fits(PayloadField field, @Nullable Object value) {
        return switch (field.kind()) {
            case TEXT -> value instanceof String;
            case INTEGER -> value instanceof Long;
            case BOOLEAN -> value instanceof Boolean;
            case LIST -> value instanceof List;
            case OBJECT -> value instanceof Map;
            case CHOICE -> value instanceof String text && field.choices().contains(text);
            case DECIMAL -> value instanceof Long || (value instanceof String text && isDecimal(text));
            case DATE -> value instanceof String text && parses(LocalDate::parse, text);
            case INSTANT -> value instanceof String text && parses(Instant::parse, text);
        };
    }

    private static boolean isDecimal(String text) {
        return text.length() <= 40 && text.matches("-?\\d+(\\.\\d+)?");
    }

    private static boolean parses(Function<String, ?> parser, String text) {
        try {
            return parser.apply(text) != null;
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
