package dev.runs.content;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.runs.error.ErrorCode;
import dev.runs.error.Problem;
import dev.runs.error.RunsException;
import dev.runs.storage.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads documents that {@link CanonicalJson} wrote and that have much in common, such as the steps of a run: a word that was
 * there a while ago is not made again. Not thread-safe; one is made for each load.
 *
 * @since 0.1.0
 */
public final class JsonReader {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            // A short quote of the text would put personal data into an error message.
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(CanonicalJson.MAX_DEPTH)
                    .maxStringLength(CanonicalJson.MAX_TEXT)
                    .maxNumberLength(32)
                    .build())
            .build();

    /** Says where a name is there twice, at the price of a set for each object. */
    private static final JsonFactory STRICT = FACTORY.rebuild()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** Ids, digests and the names of states; a longer text hardly comes twice. */
    private static final int LONGEST_WORD = 80;

    private static final int MOST_WORDS = 1024;

    /** Each word has one place, and the last one that came there stays: so there is nothing to grow and nothing to clear. */
    private final @Nullable String[] words;
    /** What objects are collected in, by their depth. */
    private final List<JsonObject.Builder> builders = new ArrayList<>();

    private int depth;
    private byte[] buffer = new byte[0];

    private JsonReader(@Nullable String[] words) {
        this.words = words;
    }

    /** Makes a reader of about so many documents. */
    public static JsonReader of(int documents) {
        return new JsonReader(new String[Integer.highestOneBit(Math.min(8 + 8 * documents, MOST_WORDS))]);
    }

    private static JsonReader ofOne() {
        return new JsonReader(new String[0]);
    }

    /** Reads one text of whoever wrote it. */
    static Map<String, @Nullable Object> strict(String json) {
        try (JsonParser parser = STRICT.createParser(json)) {
            return ofOne().document(parser);
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    /** Reads one text that {@link CanonicalJson#write} wrote. */
    public static Map<String, @Nullable Object> read(String json) {
        try (JsonParser parser = FACTORY.createParser(json)) {
            return ofOne().document(parser);
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    /**
     * Reads a document.
     *
     * @param document what {@link CanonicalJson#write} wrote, in UTF-8
     * @return an immutable tree
     * @throws RunsException with {@link ErrorCode#PAYLOAD_JSON} if it is not one JSON object
     */
    public Map<String, @Nullable Object> read(Bytes document) {
        depth = 0;
        if (buffer.length < document.size()) {
            buffer = new byte[document.size() + document.size() / 2];
        }
        document.copyTo(buffer);
        try (JsonParser parser = FACTORY.createParser(buffer, 0, document.size())) {
            return document(parser);
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    private Map<String, @Nullable Object> document(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw malformed("it does not begin with an object", null);
        }
        Map<String, @Nullable Object> tree = object(parser);
        if (parser.nextToken() != null) {
            throw malformed("something follows the object", null);
        }
        return tree;
    }

    private static RunsException malformed(IOException e) {
        String where =
                e instanceof com.fasterxml.jackson.core.JsonProcessingException problem && problem.getLocation() != null
                        ? "line " + problem.getLocation().getLineNr() + ", column "
                                + problem.getLocation().getColumnNr()
                        : "an unknown place";
        return malformed("it is not JSON at " + where, e);
    }

    private static RunsException malformed(String what, @Nullable Throwable cause) {
        Problem problem = new Problem(
                ErrorCode.PAYLOAD_JSON,
                "JSON cannot be read: " + what + ".",
                "give one JSON object with unique keys, such as {\"customer\":\"Acme\"}");
        return cause == null ? new RunsException(problem) : new RunsException(problem, cause);
    }

    private JsonObject object(JsonParser parser) throws IOException {
        if (depth == builders.size()) {
            builders.add(new JsonObject.Builder());
        }
        JsonObject.Builder fields = builders.get(depth++);
        fields.clear();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            fields.add(name, value(parser));
        }
        depth--;
        return fields.build(() -> malformed("a name is there twice", null));
    }

    private @Nullable Object value(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> list(parser);
            case VALUE_STRING -> text(parser);
            case VALUE_NUMBER_INT -> integer(parser);
            case VALUE_NUMBER_FLOAT -> throw CanonicalJson.number(parser.getText(), place(parser));
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private List<@Nullable Object> list(JsonParser parser) throws IOException {
        if (parser.nextToken() == JsonToken.END_ARRAY) {
            return List.of();
        }
        List<@Nullable Object> list = new ArrayList<>(2);
        do {
            list.add(value(parser));
        } while (parser.nextToken() != JsonToken.END_ARRAY);
        return Collections.unmodifiableList(list);
    }

    private String text(JsonParser parser) throws IOException {
        int length = parser.getTextLength();
        if (words.length == 0 || length > LONGEST_WORD) {
            return parser.getText();
        }
        char[] text = parser.getTextCharacters();
        int start = parser.getTextOffset();
        int hash = 0;
        for (int i = start; i < start + length; i++) {
            hash = 31 * hash + text[i];
        }
        int place = (hash ^ (hash >>> 16)) & (words.length - 1);
        String known = words[place];
        if (known == null || !isSame(known, text, start, length)) {
            known = new String(text, start, length);
            words[place] = known;
        }
        return known;
    }

    private static boolean isSame(String known, char[] text, int start, int length) {
        if (known.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (known.charAt(i) != text[start + i]) {
                return false;
            }
        }
        return true;
    }

    private static Long integer(JsonParser parser) throws IOException {
        try {
            long value = parser.getLongValue();
            if (CanonicalJson.isTooLarge(value)) {
                throw CanonicalJson.tooLarge(value, place(parser));
            }
            return value;
        } catch (com.fasterxml.jackson.core.exc.InputCoercionException e) {
            throw CanonicalJson.number(parser.getText(), place(parser));
        }
    }

    /** Returns the path to the value that the parser is at. */
    private static String place(JsonParser parser) {
        StringBuilder place = new StringBuilder();
        for (JsonStreamContext at = parser.getParsingContext(); at != null && !at.inRoot(); at = at.getParent()) {
            place.insert(0, "/" + (at.inArray() ? Integer.toString(at.getCurrentIndex()) : at.getCurrentName()));
        }
        return place.toString();
    }
}
