package dev.runs.content;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an action is to be done with: a canonical JSON object. Equal payloads have equal texts, so that what is approved
 * and what is executed can be compared by digest.
 *
 * <p>Immutable. Values are text, whole numbers within ±2^53, booleans, lists and objects; decimals and money are text.
 *
 * @since 0.1.0
 */
public final class Payload {
    private static final Payload EMPTY = new Payload(Map.of());

    private final Map<String, @Nullable Object> tree;
    private final String json;

    private Payload(Map<String, @Nullable Object> tree) {
        this.tree = tree;
        this.json = CanonicalJson.write(tree, CanonicalJson.PAYLOAD_DEPTH);
    }

    /** Returns the payload without a field. */
    public static Payload empty() {
        return EMPTY;
    }

    /**
     * Returns a payload of the given fields.
     *
     * @throws dev.runs.error.RunsException if a value cannot be kept, naming its path
     */
    public static Payload of(Map<String, ?> fields) {
        // Through text and back: whatever the caller's maps and lists are, ours are immutable and of known types.
        return new Payload(CanonicalJson.parse(CanonicalJson.write(fields, CanonicalJson.PAYLOAD_DEPTH)));
    }

    /**
     * Returns the payload that a JSON text says.
     *
     * @throws dev.runs.error.RunsException if the text is not one JSON object of values that can be kept
     */
    public static Payload parse(String json) {
        return new Payload(CanonicalJson.parse(json));
    }

    /**
     * Returns a payload whose fields are the components of a record.
     *
     * @throws dev.runs.error.RunsException if a component's type cannot be kept
     */
    public static Payload from(Record record) {
        return of(RecordMapper.toFields(record));
    }

    /** Returns the fields as an immutable map. */
    public Map<String, @Nullable Object> fields() {
        return tree;
    }

    /** Returns a field's text, or empty if the field is missing or is not text. */
    public Optional<String> text(String field) {
        return tree.get(field) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /**
     * Reads the payload as a record.
     *
     * @throws dev.runs.error.RunsException if the fields do not fit the record, naming the first that does not
     */
    public <R extends Record> R as(Class<R> type) {
        return RecordMapper.toRecord(tree, type);
    }

    /** Returns the canonical JSON text. */
    public String json() {
        return json;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Payload that && json.equals(that.json);
    }

    @Override
    public int hashCode() {
        return json.hashCode();
    }

    /** Names the fields only: values may be personal data and must not reach a log. */
    @Override
    public String toString() {
        return "Payload" + tree.keySet();
    }
}
