package dev.runs.samples.crm.scim;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** What is answered in place of what was asked for. */
final class ScimException extends RuntimeException {
    private final HttpStatus status;
    private final @Nullable String type;

    private ScimException(HttpStatus status, @Nullable String type, String detail) {
        super(detail);
        this.status = status;
        this.type = type;
    }

    /** The request is wrong in a way for which RFC 7644 (table 9) has a word. */
    static ScimException bad(String type, String detail) {
        return new ScimException(HttpStatus.BAD_REQUEST, type, detail);
    }

    static ScimException notFound(String detail) {
        return new ScimException(HttpStatus.NOT_FOUND, null, detail);
    }

    static ScimException stale(String detail) {
        return new ScimException(HttpStatus.PRECONDITION_FAILED, null, detail);
    }

    HttpStatus status() {
        return status;
    }

    @Nullable
    String type() {
        return type;
    }
}
