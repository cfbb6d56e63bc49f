package dev.runs.web;

import dev.runs.content.Digest;
import dev.runs.content.Payload;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Describes records as JSON Schema (2020-12): what {@link Tree} makes of them, and what {@link Body} reads as them. So the description
 * cannot say anything else than what is done.
 */
final class Schemas {
    private final Map<String, Object> all = new TreeMap<>();

    /** Says that there may be fields beyond those of the record. */
    @Retention(RetentionPolicy.RUNTIME)
    @interface Open {}

    Map<String, Object> all() {
        return all;
    }

    /** Returns the schema of an answer: every field is there. */
    Map<String, Object> answer(Class<? extends Record> type) {
        return schema(type, Map.of(), true);
    }

    /** Returns the schema of a body: a field that may be null may be left out. */
    Map<String, Object> body(Class<? extends Record> type) {
        return schema(type, Map.of(), false);
    }

    private Map<String, Object> schema(Type type, Map<String, Type> arguments, boolean whole) {
        if (type instanceof TypeVariable<?> variable) {
            return schema(argument(variable, arguments), Map.of(), whole);
        } else if (type instanceof ParameterizedType generic) {
            Class<?> raw = (Class<?>) generic.getRawType();
            Type first = generic.getActualTypeArguments()[0];
            if (raw == Optional.class) {
                return orNull(schema(first, arguments, whole));
            } else if (Collection.class.isAssignableFrom(raw)) {
                return Map.of("type", "array", "items", schema(first, arguments, whole));
            } else if (raw.isRecord()) {
                Type resolved = first instanceof TypeVariable<?> variable ? argument(variable, arguments) : first;
                return record(
                        raw,
                        name(raw) + "Of" + name((Class<?>) resolved),
                        Map.of(raw.getTypeParameters()[0].getName(), resolved),
                        whole);
            }
        } else if (type instanceof Class<?> plain) {
            return plain(plain, whole);
        }
        throw new IllegalStateException("no schema for " + type);
    }

    private static Type argument(TypeVariable<?> variable, Map<String, Type> arguments) {
        return Optional.ofNullable(arguments.get(variable.getName())).orElseThrow();
    }

    private Map<String, Object> plain(Class<?> type, boolean whole) {
        if (type == String.class || type == Digest.class || type == Duration.class) {
            return Map.of("type", "string");
        } else if (type == long.class || type == int.class || type == Long.class || type == Integer.class) {
            return Map.of("type", "integer");
        } else if (type == boolean.class || type == Boolean.class) {
            return Map.of("type", "boolean");
        } else if (type == Instant.class) {
            return Map.of("type", "string", "format", "date-time");
        } else if (type == Payload.class) {
            return Map.of("type", "object");
        } else if (type.isEnum()) {
            return Map.of(
                    "type",
                    "string",
                    "enum",
                    Arrays.stream(type.getEnumConstants())
                            .map(constant -> ((Enum<?>) constant).name())
                            .toList());
        } else if (type.isRecord()) {
            return record(type, name(type), Map.of(), whole);
        }
        throw new IllegalStateException("no schema for " + type);
    }

    /** Each record stands once among the components, and is referred to. */
    private Map<String, Object> record(Class<?> type, String name, Map<String, Type> arguments, boolean whole) {
        if (!all.containsKey(name)) {
            // Put first: a record may hold others of its kind.
            all.put(name, Map.of());
            all.put(name, describe(type, arguments, whole));
        }
        return Map.of("$ref", "#/components/schemas/" + name);
    }

    private Map<String, Object> describe(Class<?> type, Map<String, Type> arguments, boolean whole) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            properties.put(component.getName(), schema(component.getGenericType(), arguments, whole));
            if (whole || component.getType() != Optional.class) {
                required.add(component.getName());
            }
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("additionalProperties", type.isAnnotationPresent(Open.class));
        return schema;
    }

    private static Map<String, Object> orNull(Map<String, Object> schema) {
        return Map.of("anyOf", List.of(schema, Map.of("type", "null")));
    }

    /** {@code ApprovalRoutes.View} is {@code ApprovalView}: a nested record has the name of what it belongs to in its own. */
    static String name(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        return (outer == null ? "" : name(outer).replace("Routes", "")) + type.getSimpleName();
    }
}
