package dev.runs.document;

import dev.runs.action.PayloadField;
import dev.runs.action.PayloadField.Kind;
import dev.runs.action.PayloadSchema;
import dev.runs.content.Payload;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A field of a payload, as a form for changing it needs it: what the action's schema says of it, and where that says nothing, what the
 * value is now. Immutable.
 *
 * @param name the field
 * @param label what people call it, as in {@link Shown}
 * @param kind what its values are
 * @param choices the only values, for a choice
 * @param required whether every payload has it
 * @since 0.1.0
 */
public record PayloadInput(String name, String label, Kind kind, List<String> choices, boolean required) {
    /** Copies the list. */
    public PayloadInput {
        choices = List.copyOf(choices);
    }

    /** Returns the fields of the schema in its order, and then what the payload has besides, by name. */
    public static List<PayloadInput> of(PayloadSchema schema, Payload payload) {
        Map<String, PayloadInput> inputs = new LinkedHashMap<>();
        for (PayloadField field : schema.fields()) {
            inputs.put(field.name(), of(field));
        }
        new TreeMap<>(payload.fields())
                .forEach((name, value) ->
                        inputs.computeIfAbsent(name, key -> of(new PayloadField(key, kind(value), List.of(), false))));
        return new ArrayList<>(inputs.values());
    }

    private static PayloadInput of(PayloadField field) {
        return new PayloadInput(
                field.name(), Shown.label(field.name()), field.kind(), field.choices(), field.required());
    }

    private static Kind kind(@Nullable Object value) {
        if (value instanceof Long) {
            return Kind.INTEGER;
        } else if (value instanceof Boolean) {
            return Kind.BOOLEAN;
        } else if (value instanceof String text) {
            return isDay(text) ? Kind.DATE : Kind.TEXT;
        }
        return value instanceof List ? Kind.LIST : Kind.OBJECT;
    }

    private static boolean isDay(String text) {
        try {
            return text.length() == 10 && LocalDate.parse(text).toString().equals(text);
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
