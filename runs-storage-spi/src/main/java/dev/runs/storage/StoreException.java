package dev.runs.storage;

import org.jspecify.annotations.Nullable;

/**
 * A store that cannot do its work: the medium, the connection or the file is at fault, not the request.
 *
 * <p>The message has a stable code, says what is wrong and, after {@code Fix:}, what would mend it.
 *
 * @since 0.1.0
 */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * What kind of failure it is.
     *
     * @since 0.1.0
     */
    public enum Kind {
        /** The store was closed. */
        CLOSED,
        /** Busy or unreachable for now; the same call may succeed later. */
        RETRYABLE,
        /** What is there is not a store of ours, is damaged, or is of a newer version. */
        UNUSABLE,
        /** The request cannot be kept, such as content under an id that is taken. */
        REFUSED,
        /** Anything else that the medium reported. */
        FAILED
    }

    private final String code;
    private final Kind kind;

    /** Makes an exception whose message is the code, the text and the mend. */
    public StoreException(String code, Kind kind, String problem, String fix, @Nullable Throwable cause) {
        super(code + " " + problem + "\nFix: " + fix, cause);
        this.code = code;
        this.kind = kind;
    }

    /** Makes an exception without a cause. */
    public StoreException(String code, Kind kind, String problem, String fix) {
        this(code, kind, problem, fix, null);
    }

    /** Returns the stable code, as listed in {@code docs/error-codes.md}. */
    public String code() {
        return code;
    }

    /** Returns what kind of failure it is. */
    public Kind kind() {
        return kind;
    }
}
