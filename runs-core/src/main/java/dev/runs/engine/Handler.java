package dev.runs.engine;

/**
 * Host code that performs an action. It is called after the commit that consumed the step's permit, never inside it, on
 * the worker's thread, with the payload that was approved.
 *
 * <p>Returning normally means done. {@link NotDoneException} means that nothing happened. Any other exception means that
 * nobody knows; the step then waits for a person, unless the handler was registered as one that may be repeated.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Handler {
    /** Performs the action. */
    void handle(Execution execution) throws Exception;
}
