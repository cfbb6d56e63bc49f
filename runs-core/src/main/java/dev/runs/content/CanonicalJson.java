package dev.runs.content;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.runs.error.ErrorCode;
import dev.runs.error.Problem;
import dev.runs.error.RunsException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

    private static final int MAX_DEPTH = 80;
    private static final int MAX_TEXT = 1 << 20;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // A short quote of the text would put personal data into an error message.
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_TEXT)
                    .maxNumberLength(32)
                    .build())
            .build();

    private final int maxDepth;

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
        StringBuilder out = new StringBuilder(256);
        new CanonicalJson(maxDepth).write(out, tree, "", 0);
        return out.toString();
    }

    /**
     * Reads a JSON object into an immutable tree.
     *
     * @throws RunsException with {@link ErrorCode#PAYLOAD_JSON} if the text is not one JSON object
     */
    public static Map<String, @Nullable Object> parse(String json) {
        try (JsonParser parser = FACTORY.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw malformed("it does not begin with an object", null);
            }
            Map<String, @Nullable Object> tree = object(parser, "");
            if (parser.nextToken() != null) {
                throw malformed("something follows the object", null);
            }
            return tree;
        } catch (IOException e) {
            String where = e instanceof com.fasterxml.jackson.core.JsonProcessingException problem
                            && problem.getLocation() != null
                    ? "line " + problem.getLocation().getLineNr() + ", column "
                            + problem.getLocation().getColumnNr()
                    : "an unknown place";
            throw malformed("it is not JSON at " + where, e);
        }
    }

    private static RunsException malformed(String what, @Nullable Throwable cause) {
        Problem problem = new Problem(
                ErrorCode.PAYLOAD_JSON,
                "JSON cannot be read: " + what + ".",
                "give one JSON object with unique keys, such as {\"customer\":\"Acme\"}");
        return cause == null ? new RunsException(problem) : new RunsException(problem, cause);
    }

    private static Map<String, @Nullable Object> object(JsonParser parser, String path) throws IOException {
        Map<String, @Nullable Object> map = new TreeMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            parser.nextToken();
            map.put(key, value(parser, path + "/" + key));
        }
        return Collections.unmodifiableMap(map);
    }

    private static @Nullable Object value(JsonParser parser, String path) throws IOException {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> object(parser, path);
            case START_ARRAY -> list(parser, path);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> integer(parser, path);
            case VALUE_NUMBER_FLOAT -> throw number(parser.getText(), path);
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private static List<@Nullable Object> list(JsonParser parser, String path) throws IOException {
        List<@Nullable Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(value(parser, path + "/" + list.size()));
        }
        return Collections.unmodifiableList(list);
    }

    private static long integer(JsonParser parser, String path) throws IOException {
        try {
            return integer(parser.getLongValue(), path);
        } catch (com.fasterxml.jackson.core.exc.InputCoercionException e) {
            throw number(parser.getText(), path);
        }
    }

    private void write(StringBuilder out, @Nullable Object value, String path, int depth) {
        if (depth > maxDepth) {
            throw bad(path, "is nested more than " + maxDepth + " levels deep", "flatten it");
        }
        if (value == null) {
            out.append("null");
        } else if (value instanceof String text) {
            writeText(out, text, path);
        } else if (value instanceof Boolean flag) {
            out.append(flag.booleanValue());
        } else if (value instanceof Long || value instanceof Integer || value instanceof Short) {
            out.append(integer(((Number) value).longValue(), path));
        } else if (value instanceof Map<?, ?> map) {
            writeObject(out, map, path, depth);
        } else if (value instanceof List<?> list) {
            out.append('[');
            for (int i = 0; i < list.size(); i++) {
                if (i > 0) {
                    out.append(',');
                }
                write(out, list.get(i), path + "/" + i, depth + 1);
            }
            out.append(']');
        } else if (value instanceof Number) {
            throw number(value.toString(), path);
        } else {
            throw bad(
                    path,
                    "is a " + value.getClass().getName(),
                    "use text, whole numbers, booleans, lists and maps, or a record");
        }
    }

    private void writeObject(StringBuilder out, Map<?, ?> map, String path, int depth) {
        // TreeMap orders strings by UTF-16 code units, which is what RFC 8785 asks for.
        TreeMap<String, @Nullable Object> sorted = new TreeMap<>();
        map.forEach((key, value) -> {
            if (!(key instanceof String text)) {
                throw bad(path, "has a key that is not text: " + key, "use text keys");
            }
            sorted.put(text, value);
        });
        out.append('{');
        boolean first = true;
        for (Map.Entry<String, @Nullable Object> entry : sorted.entrySet()) {
            if (!first) {
                out.append(',');
            }
            first = false;
            writeText(out, entry.getKey(), path);
            out.append(':');
            write(out, entry.getValue(), path + "/" + entry.getKey(), depth + 1);
        }
        out.append('}');
    }

    private static void writeText(StringBuilder out, String text, String path) {
        if (text.length() > MAX_TEXT) {
            throw bad(path, "has " + text.length() + " characters", "keep at most " + MAX_TEXT + " in one text");
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
                        throw bad(path, "has half a surrogate pair at index " + i, "give well-formed Unicode");
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

    private static long integer(long value, String path) {
        if (value > MAX_INTEGER || value < -MAX_INTEGER) {
            throw bad(path, "is " + value, "write whole numbers beyond ±2^53 as text");
        }
        return value;
    }

    private static RunsException number(String value, String path) {
        return bad(path, "is the number " + value, "write decimals as text, such as \"12.50\"");
    }

    private static RunsException bad(String path, String what, String fix) {
        String where = path.isEmpty() ? "the payload" : "'" + path.substring(1) + "'";
        return new RunsException(
                new Problem(ErrorCode.PAYLOAD_VALUE, "Payload value " + where + " " + what + ".", fix));
    }
}
