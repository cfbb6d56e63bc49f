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

    /**
     * Returns what every call on a closed store answers.
     *
     * @param store what the store calls itself, such as {@link StoreCapabilities#name()}
     */
    public static StoreException closed(String store) {
        return new StoreException(
                "RUNS-STORE-001",
                Kind.CLOSED,
                "Store '" + store + "': it is closed.",
                "keep the store open as long as anything uses it, and close it last.");
    }

    /** Returns what a commit answers that brings content under an id that its run has already. */
    public static StoreException contentTaken(RunKey key, String content) {
        return new StoreException(
                "RUNS-STORE-002",
                Kind.REFUSED,
                "Run '" + key + "': content '" + content + "' is there already, and content is written once."
                        + " Nothing of the commit was written.",
                "give every new content an id of its own.");
    }

    /** Returns what reading the feed answers when entries after the given position are gone already. */
    public static StoreException feedTrimmed(String store, long position, long trimmed) {
        return new StoreException(
                "RUNS-STORE-003",
                Kind.REFUSED,
                "Store '" + store + "': the feed was read from position " + position + ", and it was trimmed up to "
                        + trimmed + ": what is between them cannot be read any more.",
                "read the runs themselves once, go on from the feed's present end, and keep the feed longer than its"
                        + " slowest reader needs.");
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
