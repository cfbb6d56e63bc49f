package dev.runs.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Holds JSON trees to the part of JSON Schema that the API's description uses, and fails on any other keyword, so that nothing is
 * taken for checked that is not.
 */
final class SchemaCheck {
    private final Map<?, ?> components;

    SchemaCheck(Map<String, ?> openApi) {
        this.components = map(map(openApi.get("components")).get("schemas"));
    }

    /** Returns what does not fit, each with its place. */
    List<String> check(Object value, Map<?, ?> schema) {
        List<String> problems = new ArrayList<>();
        check(value, schema, "$", problems);
        return problems;
    }

    static Map<?, ?> map(Object value) {
        return (Map<?, ?>) value;
    }

    private void check(Object value, Map<?, ?> schema, String at, List<String> problems) {
        for (Map.Entry<?, ?> keyword : schema.entrySet()) {
            Object wanted = keyword.getValue();
            switch ((String) keyword.getKey()) {
                case "$ref" -> check(value, resolve((String) wanted), at, problems);
                case "type" -> {
                    if (!isA(value, (String) wanted)) {
                        problems.add(at + " is no " + wanted + ": " + value);
                    }
                }
                case "enum" -> {
                    if (!((List<?>) wanted).contains(value)) {
                        problems.add(at + " is none of " + wanted + ": " + value);
                    }
                }
                case "format" -> {
                    if (!wanted.equals("date-time") || !isInstant(value)) {
                        problems.add(at + " is no " + wanted + ": " + value);
                    }
                }
                case "items" -> {
                    if (value instanceof List<?> list) {
                        for (int i = 0; i < list.size(); i++) {
                            check(list.get(i), map(wanted), at + "[" + i + "]", problems);
                        }
                    }
                }
                case "properties" -> {
                    if (value instanceof Map<?, ?> fields) {
                        map(wanted).forEach((name, field) -> {
                            if (fields.containsKey(name)) {
                                check(fields.get(name), map(field), at + "." + name, problems);
                            }
                        });
                    }
                }
                case "required" -> {
                    if (value instanceof Map<?, ?> fields) {
                        ((List<?>) wanted)
                                .stream()
                                        .filter(name -> !fields.containsKey(name))
                                        .forEach(name -> problems.add(at + "." + name + " is missing"));
                    }
                }
                case "additionalProperties" -> {
                    if (wanted.equals(false) && value instanceof Map<?, ?> fields) {
                        Map<?, ?> known = map(schema.get("properties"));
                        fields.keySet().stream()
                                .filter(name -> !known.containsKey(name))
                                .forEach(name -> problems.add(at + "." + name + " is not described"));
                    }
                }
                case "anyOf" -> {
                    boolean any = ((List<?>) wanted)
                            .stream().anyMatch(one -> check(value, map(one)).isEmpty());
                    if (!any) {
                        problems.add(at + " fits nothing of " + wanted + ": " + value);
                    }
                }
                case "minimum", "maxLength", "description" -> {
                    // Of parameters only, which are checked by the tests of bad input.
                }
                default -> throw new AssertionError("nobody checks the keyword " + keyword);
            }
        }
    }

    Map<?, ?> resolve(String ref) {
        Object found = components.get(ref.substring("#/components/schemas/".length()));
        if (found == null) {
            throw new AssertionError("nothing at " + ref);
        }
        return map(found);
    }

    private static boolean isA(Object value, String type) {
        return switch (type) {
            case "string" -> value instanceof String;
            case "integer" -> value instanceof Long;
            case "boolean" -> value instanceof Boolean;
            case "null" -> value == null;
            case "array" -> value instanceof List;
            case "object" -> value instanceof Map;
            default -> throw new AssertionError("nobody checks the type " + type);
        };
    }

    private static boolean isInstant(Object value) {
        try {
            Instant.parse((String) value);
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }
}
