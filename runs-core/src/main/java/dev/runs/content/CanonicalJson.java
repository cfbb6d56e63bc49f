package dev.runs.content;

import dev.runs.error.ErrorCode;
import dev.runs.error.Problem;
import dev.runs.error.RunsException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Canonical JSON (RFC 8785) over a closed set of values: objects with text keys, lists, text, whole numbers within
 * ±2^53, booleans and null. There are no fractions: exact double printing differs between JDK versions, and a decimal
 * belongs into text (S16).
 *
 * <p>Trees are made of {@link Map}, {@link java.util.List}, {@link String}, {@link Long}, {@link Boolean} and null; what this class
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

    private CanonicalJson() {}

    /**
     * Returns the canonical text of a tree.
     *
     * @throws RunsException with {@link ErrorCode#PAYLOAD_VALUE} if a value cannot be kept, naming its path
     */
    public static String write(Map<String, ?> tree) {
        return write(tree, MAX_DEPTH);
    }

    static String write(Map<String, ?> tree, int maxDepth) {
        return new JsonWriter(maxDepth).text(tree);
    }

    /**
     * Reads a JSON object into an immutable tree.
     *
     * @throws RunsException with {@link ErrorCode#PAYLOAD_JSON} if the text is not one JSON object
     */
    public static Map<String, @Nullable Object> parse(String json) {
        return JsonReader.strict(json);
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

    static RunsException bad(String path, String what, String fix) {
        String where = path.isEmpty() ? "the payload" : "'" + path.substring(1) + "'";
        return new RunsException(
                new Problem(ErrorCode.PAYLOAD_VALUE, "Payload value " + where + " " + what + ".", fix));
    }
}
