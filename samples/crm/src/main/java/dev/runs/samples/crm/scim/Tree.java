package dev.runs.samples.crm.scim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads JSON objects as SCIM wants them read: names whatever their case, values checked. */
final class Tree {
    private static final Map<String, String> NAMES = Stream.of(
                    "schemas",
                    "id",
                    "externalId",
                    "userName",
                    "name",
                    "formatted",
                    "givenName",
                    "familyName",
                    "displayName",
                    "title",
                    "emails",
                    "active",
                    "groups",
                    "members",
                    "meta",
                    "manager",
                    "value",
                    "display",
                    "type",
                    "primary",
                    "$ref",
                    "Operations",
                    "op",
                    "path",
                    Schema.USER,
                    Schema.GROUP,
                    Schema.ENTERPRISE)
            .collect(Collectors.toUnmodifiableMap(name -> name.toLowerCase(Locale.ROOT), name -> name));

    private Tree() {}

    /** Returns the name as the standard writes it. */
    static String name(String name) {
        return NAMES.getOrDefault(name.toLowerCase(Locale.ROOT), name);
    }

    /** Returns a copy that can be changed, with all names as the standard writes them. */
    static Map<String, Object> of(Map<?, ?> object) {
        Map<String, Object> copy = new LinkedHashMap<>();
        object.forEach((name, value) -> {
            Object item = value(value);
            // Null is "no value" (RFC 7643, 2.5).
            if (item != null) {
                copy.put(name(String.valueOf(name)), item);
            }
        });
        return copy;
    }

    static @Nullable Object value(@Nullable Object value) {
        if (value instanceof Map<?, ?> object) {
            return of(object);
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            for (Object item : list) {
                Object element = value(item);
                if (element != null) {
                    copy.add(element);
                }
            }
            return copy;
        }
        return value;
    }

    /** Returns an object within an object; empty if there is none. */
    static Map<String, Object> object(Map<String, Object> tree, String name) {
        Object value = tree.get(name);
        if (value == null) {
            return Map.of();
        }
        if (value instanceof Map<?, ?> object) {
            return of(object);
        }
        throw ScimException.bad("invalidValue", "'" + name + "' is not an object");
    }

    /** Returns the objects of a list; empty if there is none. */
    static List<Map<String, Object>> objects(Map<String, Object> tree, String name) {
        Object value = tree.get(name);
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            List<Map<String, Object>> objects = new ArrayList<>();
            for (Object item : list) {
                if (!(item instanceof Map<?, ?> object)) {
                    throw ScimException.bad("invalidValue", "'" + name + "' has an item that is not an object");
                }
                objects.add(of(object));
            }
            return objects;
        }
        throw ScimException.bad("invalidValue", "'" + name + "' is not a list");
    }

    /** Returns a text that is not blank, or nothing. */
    static Optional<String> text(Map<String, Object> tree, String name, int longest) {
        Object value = tree.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof String text)) {
            throw ScimException.bad("invalidValue", "'" + name + "' is not a text");
        }
        if (text.length() > longest) {
            throw ScimException.bad(
                    "invalidValue", "'" + name + "' has " + text.length() + " characters; " + longest + " at most");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw ScimException.bad("invalidValue", "'" + name + "' has control characters");
        }
        return Optional.of(text).filter(some -> !some.isBlank());
    }

    /** Returns yes or no, which some clients send as text. */
    static boolean truth(Map<String, Object> tree, String name, boolean otherwise) {
        Object value = tree.get(name);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Boolean truth) {
            return truth;
        }
        String text = String.valueOf(value);
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return Boolean.parseBoolean(text);
        }
        throw ScimException.bad("invalidValue", "'" + name + "' is neither true nor false");
    }
}
