package dev.runs.document;

import java.util.Map;

/**
 * What somebody said: a voter's reason, an editor's, or a handler's account of a failure.
 *
 * @param text the words
 * @since 0.1.0
 */
public record Comment(String text) {
    /** Returns the fields to keep. */
    public Map<String, ?> toFields() {
        return Fields.builder().put("text", text).build();
    }

    /** Reads kept fields. */
    public static Comment from(Fields fields) {
        return new Comment(fields.text("text"));
    }
}
