package dev.runs.gate;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A fact that the host adds: what it knows about an account, a contract, a consent. A rule pack that speaks about such facts
 * declares their type and properties in its {@code vocabulary.yaml}.
 *
 * @param type the type's name, such as {@code Account}
 * @param values the values by property: texts, booleans, whole numbers, {@code BigDecimal}, {@code Instant}, {@code LocalDate},
 *     {@code LocalTime}, {@code Duration}, constants of enums, or collections of texts; a missing one is left out
 * @since 0.1.0
 */
public record HostFact(String type, Map<String, Object> values) {
    /** Copies the values. */
    public HostFact {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * Returns a record of the host as a fact: its class's simple name is the type, its components are the properties. An empty
     * {@code Optional} and {@code null} are missing values.
     *
     * @throws IllegalArgumentException if the record cannot be read
     */
    public static HostFact of(Record record) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            Object value = value(record, component);
            Object present = value instanceof Optional<?> optional ? optional.orElse(null) : value;
            if (present != null) {
                values.put(component.getName(), present);
            }
        }
        return new HostFact(record.getClass().getSimpleName(), values);
    }

    private static @Nullable Object value(Record record, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IllegalArgumentException(
                    "'" + component.getName() + "' of " + record.getClass().getName() + " cannot be read",
                    e instanceof InvocationTargetException ? e.getCause() : e);
        }
    }
}
