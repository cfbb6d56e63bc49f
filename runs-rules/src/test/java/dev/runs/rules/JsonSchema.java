package dev.runs.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** As much of JSON Schema as our own schemas use; what it does not know is an error. */
public final class JsonSchema {
    private final Map<?, ?> root;
    private final List<String> errors = new ArrayList<>();

    public JsonSchema(Map<?, ?> root) {
        this.root = root;
    }

    public List<String> errors(Object value) {
        errors.clear();
        check("", root, value);
        return List.copyOf(errors);
    }

    private void check(String path, Map<?, ?> schema, Object value) {
        schema.forEach((word, rule) -> {
            switch (word.toString()) {
                case "$schema", "$id", "$defs", "title", "description" -> {}
                case "$ref" -> check(path, definition((String) rule), value);
                case "type" -> expect(isA((String) rule, value), path, "is no " + rule);
                case "const" -> expect(rule.equals(value), path, "is not " + rule);
                case "enum" -> expect(((List<?>) rule).contains(value), path, "is none of " + rule);
                case "pattern" ->
                    expect(
                            !(value instanceof String text)
                                    || java.util.regex.Pattern.compile((String) rule)
                                            .matcher(text)
                                            .find(),
                            path,
                            "does not match " + rule);
                case "required" ->
                    ((List<?>) rule)
                            .forEach(key -> expect(
                                    !(value instanceof Map<?, ?> map) || map.containsKey(key), path, "lacks " + key));
                case "properties" -> properties(path, (Map<?, ?>) rule, value);
                case "additionalProperties" -> additional(path, schema, rule, value);
                case "items" -> items(path, (Map<?, ?>) rule, value);
                default -> throw new IllegalArgumentException("This check does not know '" + word + "'");
            }
        });
    }

    private Map<?, ?> definition(String reference) {
        Map<?, ?> definitions = (Map<?, ?>) root.get("$defs");
        return (Map<?, ?>) definitions.get(reference.substring("#/$defs/".length()));
    }

    private void properties(String path, Map<?, ?> properties, Object value) {
        if (value instanceof Map<?, ?> map) {
            properties.forEach((key, schema) -> {
                if (map.containsKey(key)) {
                    check(path + "/" + key, (Map<?, ?>) schema, map.get(key));
                }
            });
        }
    }

    private void additional(String path, Map<?, ?> schema, Object rule, Object value) {
        Map<?, ?> known = schema.get("properties") instanceof Map<?, ?> properties ? properties : Map.of();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, part) -> {
                if (!known.containsKey(key)) {
                    expect(rule instanceof Map, path, "has " + key);
                    if (rule instanceof Map<?, ?> more) {
                        check(path + "/" + key, more, part);
                    }
                }
            });
        }
    }

    private void items(String path, Map<?, ?> schema, Object value) {
        if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                check(path + "/" + i, schema, list.get(i));
            }
        }
    }

    private static boolean isA(String type, Object value) {
        return switch (type) {
            case "object" -> value instanceof Map;
            case "array" -> value instanceof List;
            case "string" -> value instanceof String;
            case "integer" -> value instanceof Integer || value instanceof Long;
            case "boolean" -> value instanceof Boolean;
            default -> throw new IllegalArgumentException("This check does not know the type '" + type + "'");
        };
    }

    private void expect(boolean holds, String path, String error) {
        if (!holds) {
            errors.add(path + " " + error);
        }
    }
}
