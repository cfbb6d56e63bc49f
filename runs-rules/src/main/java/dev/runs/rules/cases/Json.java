package dev.runs.rules.cases;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Writes trees of maps, lists, texts, whole numbers and flags as JSON that people can read as well. */
final class Json {
    private Json() {}

    static String of(Object tree) {
        return write(tree, "");
    }

    private static String write(Object value, String indent) {
        if (value instanceof Map<?, ?> map) {
            List<String> parts = new ArrayList<>();
            map.forEach((key, part) -> parts.add(text(key.toString()) + ": " + write(part, indent + "  ")));
            return wrap("{", "}", parts, indent, false);
        }
        if (value instanceof Collection<?> list) {
            List<String> parts = new ArrayList<>();
            list.forEach(part -> parts.add(write(part, indent + "  ")));
            return wrap("[", "]", parts, indent, list.stream().noneMatch(Json::nested));
        }
        return value instanceof Boolean || value instanceof Integer || value instanceof Long
                ? value.toString()
                : text(value.toString());
    }

    private static boolean nested(Object value) {
        return value instanceof Map || value instanceof Collection;
    }

    private static String wrap(String open, String close, List<String> parts, String indent, boolean oneLine) {
        if (parts.isEmpty() || oneLine) {
            return open + String.join(", ", parts) + close;
        }
        String inner = indent + "  ";
        return open + "\n" + inner + String.join(",\n" + inner, parts) + "\n" + indent + close;
    }

    private static String text(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || (Character.isSurrogate(c) && !paired(text, i))) {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }

    private static boolean paired(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }
}
