package dev.runs.engine;

/**
 * Thrown by a {@link Handler} that is sure that its action did not happen, not even in part. Any other exception leaves
 * that open.
 *
 * @since 0.1.0
 */
public final class NotDoneException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Makes an exception; the message is kept as erasable content and shown in the run's record. */
    public NotDoneException(String message) {
        super(message);
    }
}
