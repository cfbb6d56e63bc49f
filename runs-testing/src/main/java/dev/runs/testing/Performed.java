package dev.runs.testing;

import dev.runs.content.Payload;

/**
 * One call of a handler.
 *
 * @param tenant the run's tenant
 * @param run the run
 * @param step the step
 * @param action the action's type
 * @param key the idempotency key: the same in every attempt under one permit
 * @param attempt 1 for the first call under that key
 * @param payload what was to be done
 * @since 0.1.0
 */
public record Performed(
        String tenant, String run, String step, String action, String key, int attempt, Payload payload) {}
