package dev.runs.content;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.runs.storage.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes documents as {@link CanonicalJson} has them, one after the other and without a new buffer for each. Not thread-safe;
 * one is made for each commit.
 *
 * @since 0.1.0
 */
public final class JsonWriter {
    private final int maxDepth;
    /** The names and indices that lead to the value that is being written. */
    private final List<Object> path = new ArrayList<>();

    private byte[] out = new byte[1024];
    private int size;

    /** Makes a writer. */
    public JsonWriter() {
        this(CanonicalJson.MAX_DEPTH);
    }

    JsonWriter(int maxDepth) {
        this.maxDepth = maxDepth;
    }

    /**
     * Returns the canonical text of a tree in UTF-8.
     *
     * @throws dev.runs.error.RunsException as {@link CanonicalJson#write}
     */
    public Bytes write(Map<String, ?> tree) {
        begin(tree);
        return Bytes.of(out, size);
    }

    String text(Map<String, ?> tree) {
        begin(tree);
        return new String(out, 0, size, UTF_8);
    }

    private void begin(Map<String, ?> tree) {
        size = 0;
        path.clear();
        add(tree);
    }

    private void add(@Nullable Object value) {
        if (path.size() > maxDepth) {
            throw CanonicalJson.bad(path(), "is nested more than " + maxDepth + " levels deep", "flatten it");
        }
        if (value == null) {
            addAscii("null");
        } else if (value instanceof String text) {
            addText(text);
        } else if (value instanceof Boolean flag) {
            addAscii(flag.toString());
        } else if (value instanceof Long || value instanceof Integer || value instanceof Short) {
            addInteger(((Number) value).longValue());
        } else if (value instanceof Map<?, ?> map) {
            addObject(map);
        } else if (value instanceof List<?> list) {
            addList(list);
        } else if (value instanceof Number) {
            throw CanonicalJson.number(value.toString(), path());
        } else {
            throw CanonicalJson.bad(
                    path(),
                    "is a " + value.getClass().getName(),
                    "use text, whole numbers, booleans, lists and maps, or a record");
        }
    }

    private void addInteger(long value) {
        if (CanonicalJson.isTooLarge(value)) {
            throw CanonicalJson.tooLarge(value, path());
        }
        addAscii(Long.toString(value));
    }

    private void addList(List<?> list) {
        addByte('[');
        for (int i = 0; i < list.size(); i++) {
            if (i > 0) {
                addByte(',');
            }
            path.add(i);
            add(list.get(i));
            path.remove(path.size() - 1);
        }
        addByte(']');
    }

    private void addObject(Map<?, ?> map) {
        addByte('{');
        sorted(map).forEach(this::addField);
        addByte('}');
    }

    private void addField(Object key, @Nullable Object value) {
        if (out[size - 1] != '{') {
            addByte(',');
        }
        String name = (String) key;
        addText(name);
        addByte(':');
        path.add(name);
        add(value);
        path.remove(path.size() - 1);
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
                throw CanonicalJson.bad(path(), "has a key that is not text: " + key, "use text keys");
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
        if (text.length() > CanonicalJson.MAX_TEXT) {
            throw CanonicalJson.bad(
                    path(),
                    "has " + text.length() + " characters",
                    "keep at most " + CanonicalJson.MAX_TEXT + " in one text");
        }
        addByte('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                i = addWide(text, i);
            } else if (c < 0x20 || c == '"' || c == '\\') {
                addEscaped(c);
            } else {
                addByte(c);
            }
        }
        addByte('"');
    }

    private void addEscaped(char c) {
        switch (c) {
            case '"' -> addAscii("\\\"");
            case '\\' -> addAscii("\\\\");
            case '\b' -> addAscii("\\b");
            case '\f' -> addAscii("\\f");
            case '\n' -> addAscii("\\n");
            case '\r' -> addAscii("\\r");
            case '\t' -> addAscii("\\t");
            default -> addAscii(String.format(Locale.ROOT, "\\u%04x", (int) c));
        }
    }

    /** Adds a character that takes several bytes, and returns the index of the last char that it takes in the text. */
    private int addWide(String text, int i) {
        char c = text.charAt(i);
        if (Character.isSurrogate(c) && !pairedAt(text, i)) {
            throw CanonicalJson.bad(path(), "has half a surrogate pair at index " + i, "give well-formed Unicode");
        }
        int point = text.codePointAt(i);
        if (point < 0x800) {
            addByte(0xC0 | (point >> 6));
        } else if (point < 0x10000) {
            addByte(0xE0 | (point >> 12));
            addByte(0x80 | ((point >> 6) & 0x3F));
        } else {
            addByte(0xF0 | (point >> 18));
            addByte(0x80 | ((point >> 12) & 0x3F));
            addByte(0x80 | ((point >> 6) & 0x3F));
        }
        addByte(0x80 | (point & 0x3F));
        return point < 0x10000 ? i : i + 1;
    }

    private void addAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            addByte(text.charAt(i));
        }
    }

    private void addByte(int value) {
        if (size == out.length) {
            out = Arrays.copyOf(out, 2 * size);
        }
        out[size++] = (byte) value;
    }

    private static boolean pairedAt(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }
}
