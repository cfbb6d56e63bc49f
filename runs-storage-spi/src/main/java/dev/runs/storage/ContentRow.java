package dev.runs.storage;

import java.util.Optional;

/**
 * Erasable content: the only place where personal data may be.
 *
 * @param id the content's id, unique within its run; written once
 * @param kind what it is, as a word (payload, comment, ...)
 * @param body salt and bytes; empty once the content is erased
 * @since 0.1.0
 */
public record ContentRow(String id, String kind, Optional<Body> body) {
    /**
     * What erasing removes.
     *
     * @param salt random bytes that make a digest of the content unguessable; may be empty
     * @param bytes the content
     * @since 0.1.0
     */
    public record Body(Bytes salt, Bytes bytes) {}

    /** Checks the words. */
    public ContentRow {
        Names.check("content id", id);
        Names.check("kind", kind);
    }

    /** Returns a row that holds content. */
    public static ContentRow of(String id, String kind, Bytes salt, Bytes bytes) {
        return new ContentRow(id, kind, Optional.of(new Body(salt, bytes)));
    }

    /** Returns the row that is left when its content is erased. */
    public ContentRow erased() {
        return new ContentRow(id, kind, Optional.empty());
    }
}
