package dev.runs.content;

import dev.runs.error.ErrorCode;
import dev.runs.error.Problem;
import dev.runs.error.RunsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Canonical JSON (RFC 8785) over a closed set of values: objects with text keys, lists, text, whole numbers within
 * ±2^53, booleans and null. There are no fractions: exact double printing differs between JDK versions, and a decimal
 * belongs into text (S16).
 *
 * <p>Trees are made of {@link Map}, {@link List}, {@link String}, {@link Long}, {@link Boolean} and null; what this class
 * returns is immutable.
 *
 * @since 0.1.0
 */
public final class CanonicalJson {
    /** The largest whole number that every JSON reader keeps exactly. */
    public static final long MAX_INTEGER = 1L << 53;

    /** How deep a payload may be nested; documents that hold payloads go deeper. */
    static final int PAYLOAD_DEPTH = 64;

    static final int MAX_DEPTH = 80;
    static final int MAX_TEXT = 1 << 20;

    private final int maxDepth;
    private final StringBuilder out = new StringBuilder(512);
    /** The names and indices that lead to the value that is being written. */
    private final List<Object> path = new ArrayList<>();

    private CanonicalJson(int maxDepth) {
        this.maxDepth = maxDepth;
    }

    /**
     * Returns the canonical text of a tree.
     *
     * @throws RunsException with {@link ErrorCode#PAYLOAD_VALUE} if a value cannot be kept, naming its path
     */
    public static String write(Map<String, ?> tree) {
        return write(tree, MAX_DEPTH);
    }

    static String write(Map<String, ?> tree, int maxDepth) {
        CanonicalJson writer = new CanonicalJson(maxDepth);
        writer.add(tree);
        return writer.out.toString();
    }

    /**
     * Reads a JSON object into an immutable tree.
     *
     * @throws RunsException with {@link ErrorCode#PAYLOAD_JSON} if the text is not one JSON object
     */
    public static Map<String, @Nullable Object> parse(String json) {
        return JsonReader.strict(json);
    }

    private void add(@Nullable Object value) {
        if (path.size() > maxDepth) {
            throw bad(path(), "is nested more than " + maxDepth + " levels deep", "flatten it");
        }
        if (value == null) {
            out.append("null");
        } else if (value instanceof String text) {
            addText(text);
        } else if (value instanceof Boolean flag) {
            out.append(flag.booleanValue());
        } else if (value instanceof Long || value instanceof Integer || value instanceof Short) {
            addInteger(((Number) value).longValue());
        } else if (value instanceof Map<?, ?> map) {
            addObject(map);
        } else if (value instanceof List<?> list) {
            addList(list);
        } else if (value instanceof Number) {
            throw number(value.toString(), path());
        } else {
            throw bad(
                    path(),
                    "is a " + value.getClass().getName(),
                    "use text, whole numbers, booleans, lists and maps, or a record");
        }
    }

    private void addInteger(long value) {
        if (isTooLarge(value)) {
            throw tooLarge(value, path());
        }
        out.append(value);
    }

    private void addList(List<?> list) {
        out.append('[');
        for (int i = 0; i < list.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            path.add(i);
            add(list.get(i));
            path.remove(path.size() - 1);
        }
        out.append(']');
    }

    private void addObject(Map<?, ?> map) {
        out.append('{');
        boolean first = true;
        for (Map.Entry<?, ?> entry : sorted(map).entrySet()) {
            if (!first) {
                out.append(',');
            }
            first = false;
            String name = (String) entry.getKey();
            addText(name);
            out.append(':');
            path.add(name);
            add(entry.getValue());
            path.remove(path.size() - 1);
        }
        out.append('}');
    }

    /** Strings are ordered by UTF-16 code units, which is what RFC 8785 asks for. */
    private Map<?, ?> sorted(Map<?, ?> map) {
        boolean ordered = map instanceof JsonObject
                || (map instanceof SortedMap<?, ?> fields && fields.comparator() == null && hasTexts(fields));
        if (ordered) {
            return map;
        }
        Map<String, @Nullable Object> sorted = new TreeMap<>();
        map.forEach((key, value) -> {
            if (!(key instanceof String text)) {
                throw bad(path(), "has a key that is not text: " + key, "use text keys");
            }
            sorted.put(text, value);
        });
        return sorted;
    }

    /** In their natural order keys of one kind only can be compared. */
    private static boolean hasTexts(SortedMap<?, ?> map) {
        return map.isEmpty() || map.firstKey() instanceof String;
    }

    private String path() {
        StringBuilder text = new StringBuilder();
        path.forEach(part -> text.append('/').append(part));
        return text.toString();
    }

    private void addText(String text) {
        if (text.length() > MAX_TEXT) {
            throw bad(path(), "has " + text.length() + " characters", "keep at most " + MAX_TEXT + " in one text");
        }
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < 0x20) {
                        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else if (Character.isSurrogate(c) && !pairedAt(text, i)) {
                        throw bad(path(), "has half a surrogate pair at index " + i, "give well-formed Unicode");
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static boolean pairedAt(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }

    static boolean isTooLarge(long value) {
        return value > MAX_INTEGER || value < -MAX_INTEGER;
    }

    static RunsException tooLarge(long value, String path) {
        return bad(path, "is " + value, "write whole numbers beyond ±2^53 as text");
    }

    static RunsException number(String value, String path) {
        return bad(path, "is the number " + value, "write decimals as text, such as \"12.50\"");
    }

    private static RunsException bad(String path, String what, String fix) {
        String where = path.isEmpty() ? "the payload" : "'" + path.substring(1) + "'";
        return new RunsException(
                new Problem(ErrorCode.PAYLOAD_VALUE, "Payload value " + where + " " + what + ".", fix));
    }
}
