package dev.runs.web;

import dev.runs.content.Payload;
import dev.runs.error.Nearest;
import dev.runs.error.RunsException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads bodies as records: what is missing, unknown or of another kind is named with its place. */
final class Body {
    private Body() {}

    static <R extends Record> R read(Map<String, ?> tree, Class<R> type) {
        return record(tree, type, "");
    }

    private static <R extends Record> R record(Map<String, ?> tree, Class<R> type, String at) {
        RecordComponent[] components = type.getRecordComponents();
        List<String> names =
                Arrays.stream(components).map(RecordComponent::getName).toList();
        for (String name : tree.keySet()) {
            if (!names.contains(name)) {
                throw ApiException.bad(
                        at + name,
                        "There is no field '" + at + name + "' here"
                                + (names.isEmpty() ? "." : " (fields: " + String.join(", ", names) + ")."),
                        Nearest.to(name, names)
                                .map(near -> "did you mean '" + near + "'?")
                                .orElse("leave it out"));
            }
        }
        Object[] values = new Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            String name = components[i].getName();
            types[i] = components[i].getType();
            values[i] = value(tree.get(name), components[i].getGenericType(), at + name);
        }
        return make(type, types, values);
    }

    private static <R extends Record> R make(Class<R> type, Class<?>[] types, Object[] values) {
        try {
            Constructor<R> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof ApiException bad) {
                throw bad;
            }
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be made", e);
        }
    }

    private static Object value(@Nullable Object value, Type type, String at) {
        if (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
            return value == null
                    ? Optional.empty()
                    : Optional.of(value(value, generic.getActualTypeArguments()[0], at));
        }
        if (value == null) {
            throw ApiException.bad(at, "Field '" + at + "' is missing.", "give it");
        }
        if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            return list(value, generic.getActualTypeArguments()[0], at);
        }
        return plain(value, (Class<?>) type, at);
    }

    private static List<Object> list(Object value, Type type, String at) {
        if (!(value instanceof List<?> list)) {
            throw wrong(value, "a list", at);
        }
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            items.add(value(list.get(i), type, at + "[" + i + "]"));
        }
        return items;
    }

    private static Object plain(Object value, Class<?> type, String at) {
        if (type == String.class) {
            return text(value, at);
        } else if (type == boolean.class || type == Boolean.class) {
            if (value instanceof Boolean) {
                return value;
            }
            throw wrong(value, "true or false", at);
        } else if (type == Instant.class) {
            return instant(value, at);
        } else if (type == Payload.class) {
            return payload(value, at);
        } else if (type.isRecord()) {
            if (value instanceof Map<?, ?> map) {
                return record(fields(map), type.asSubclass(Record.class), at + ".");
            }
            throw wrong(value, "an object", at);
        }
        throw new IllegalStateException("no body can hold a " + type);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, ?> fields(Map<?, ?> map) {
        // What the JSON reader makes has texts as keys.
        return (Map<String, ?>) map;
    }

    private static String text(Object value, String at) {
        if (value instanceof String text) {
            return text;
        }
        throw wrong(value, "a text", at);
    }

    private static Instant instant(Object value, String at) {
        try {
            return Instant.parse(text(value, at));
        } catch (DateTimeParseException e) {
            throw ApiException.bad(
                    at, "Field '" + at + "' is '" + value + "'.", "give an instant such as 2026-11-20T14:05:00Z");
        }
    }

    private static Payload payload(Object value, String at) {
        if (!(value instanceof Map<?, ?> map)) {
            throw wrong(value, "an object", at);
        }
        try {
            return Payload.of(fields(map));
        } catch (RunsException e) {
            throw ApiException.bad(
                    at, e.problems().get(0).text(), e.problems().get(0).fix());
        }
    }

    private static ApiException wrong(Object value, String wanted, String at) {
        return ApiException.bad(at, "Field '" + at + "' is " + kind(value) + ".", "give " + wanted);
    }

    private static String kind(Object value) {
        if (value instanceof String) {
            return "a text";
        } else if (value instanceof Long) {
            return "a number";
        } else if (value instanceof Boolean flag) {
            return flag.toString();
        }
        return value instanceof List ? "a list" : "an object";
    }
}
