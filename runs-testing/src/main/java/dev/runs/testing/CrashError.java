package dev.runs.testing;

/**
 * Ends the work of a process that has crashed. A handler throws what {@link Scenario#crash} returns.
 *
 * @since 0.1.0
 */
public final class CrashError extends Error {
    CrashError() {
        super("the process has crashed, as the test wanted");
    }
}
