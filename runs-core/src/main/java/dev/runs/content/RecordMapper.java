package dev.runs.content;

import dev.runs.error.ErrorCode;
import dev.runs.error.Problem;
import dev.runs.error.RunsException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Maps a host's payload records to fields and back. Knows few types on purpose: each has one JSON form. */
final class RecordMapper {
    private RecordMapper() {}

    static Map<String, @Nullable Object> toFields(Record record) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (RecordComponent component : components(record.getClass())) {
            Object value = toJson(read(record, component), record.getClass(), component.getName());
            if (value != null) {
                fields.put(component.getName(), value);
            }
        }
        return fields;
    }

    private static @Nullable Object read(Record record, RecordComponent component) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(record);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw failure(
                    record.getClass(),
                    component.getName(),
                    "cannot be read: " + e,
                    "open the record's package to the library, or build the payload from a map");
        }
    }

    private static @Nullable Object toJson(@Nullable Object value, Class<?> owner, String name) {
        if (value == null || value instanceof String || value instanceof Boolean) {
            return value;
        } else if (value instanceof Long || value instanceof Integer || value instanceof Short) {
            return ((Number) value).longValue();
        } else if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        } else if (value instanceof Enum<?> constant) {
            return constant.name();
        } else if (value instanceof Instant || value instanceof LocalDate) {
            return value.toString();
        } else if (value instanceof Optional<?> optional) {
            return toJson(optional.orElse(null), owner, name);
        } else if (value instanceof Record record) {
            return toFields(record);
        } else if (value instanceof List<?> list) {
            List<@Nullable Object> items = new ArrayList<>();
            for (Object item : list) {
                items.add(toJson(item, owner, name));
            }
            return items;
        }
        throw unsupported(owner, name, value.getClass());
    }

    static <R extends Record> R toRecord(Map<String, ?> fields, Class<R> type) {
        RecordComponent[] components = components(type);
        @Nullable Object[] arguments = new @Nullable Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            RecordComponent component = components[i];
            types[i] = component.getType();
            arguments[i] = fromJson(fields.get(component.getName()), component.getGenericType(), type, component);
        }
        try {
            Constructor<R> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw failure(
                    type,
                    "constructor",
                    "refused the values: " + e.getCause(),
                    "check the payload when it is proposed");
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw failure(type, "constructor", "cannot be called: " + e, "open the record's package to the library");
        }
    }

    private static @Nullable Object fromJson(
            @Nullable Object value, Type type, Class<?> owner, RecordComponent component) {
        String name = component.getName();
        if (type instanceof ParameterizedType generic) {
            Type argument = generic.getActualTypeArguments()[0];
            if (generic.getRawType() == Optional.class) {
                return Optional.ofNullable(value == null ? null : fromJson(value, argument, owner, component));
            } else if (generic.getRawType() == List.class && value instanceof List<?> list) {
                List<@Nullable Object> items = new ArrayList<>();
                for (Object item : list) {
                    items.add(fromJson(item, argument, owner, component));
                }
                return items;
            }
        }
        if (value == null) {
            throw failure(owner, name, "is missing", "declare it as Optional, or require it in the action's schema");
        }
        if (!(type instanceof Class<?> plain)) {
            throw failure(owner, name, "is a " + type.getTypeName() + ", which has no JSON form", SUPPORTED);
        }
        try {
            return plain(value, plain, owner, name);
        } catch (DateTimeParseException | ArithmeticException | NumberFormatException e) {
            throw failure(owner, name, "cannot be read as " + plain.getSimpleName(), "check it in the action's schema");
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Object plain(Object value, Class<?> type, Class<?> owner, String name) {
        if (value instanceof String text) {
            if (type == String.class) {
                return text;
            } else if (type == BigDecimal.class) {
                return new BigDecimal(text);
            } else if (type == Instant.class) {
                return Instant.parse(text);
            } else if (type == LocalDate.class) {
                return LocalDate.parse(text);
            } else if (type.isEnum()) {
                for (Object constant : type.getEnumConstants()) {
                    if (((Enum<?>) constant).name().equals(text)) {
                        return constant;
                    }
                }
            }
        } else if (value instanceof Long number) {
            if (type == long.class || type == Long.class) {
                return number;
            } else if (type == int.class || type == Integer.class) {
                return Math.toIntExact(number);
            } else if (type == BigDecimal.class) {
                return BigDecimal.valueOf(number);
            }
        } else if (value instanceof Boolean && (type == boolean.class || type == Boolean.class)) {
            return value;
        } else if (value instanceof Map<?, ?> map && type.isRecord()) {
            return toRecord((Map<String, ?>) map, (Class) type);
        }
        throw failure(
                owner,
                name,
                "is " + value.getClass().getSimpleName().toLowerCase(Locale.ROOT) + " in the payload, the record wants "
                        + type.getSimpleName(),
                "make the payload fit the record");
    }

    private static RecordComponent[] components(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        if (components == null) {
            throw new IllegalArgumentException(type.getName() + " is not a record");
        }
        return components;
    }

    private static final String SUPPORTED =
            "use String, long, int, boolean, BigDecimal, Instant, LocalDate, an enum, a record, or List and Optional of these";

    private static RunsException unsupported(Class<?> owner, String name, Class<?> type) {
        return failure(owner, name, "is a " + type.getName() + ", which has no JSON form", SUPPORTED);
    }

    private static RunsException failure(Class<?> owner, String name, String what, String fix) {
        return new RunsException(new Problem(
                ErrorCode.PAYLOAD_TYPE, "Record " + owner.getSimpleName() + ": '" + name + "' " + what + ".", fix));
    }
}
