package dev.runs.rules.internal.engine;

import org.jspecify.annotations.Nullable;

/** The rule engine failed where it must not. */
public final class EngineException extends Exception {
    private static final long serialVersionUID = 1L;

    EngineException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
