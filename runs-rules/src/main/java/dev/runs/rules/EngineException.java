package dev.runs.rules;

import org.jspecify.annotations.Nullable;

/** The rule engine failed where it must not. */
final class EngineException extends Exception {
    private static final long serialVersionUID = 1L;

    EngineException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
