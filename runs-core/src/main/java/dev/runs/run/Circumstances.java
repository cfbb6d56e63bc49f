package dev.runs.run;

import java.time.Duration;
import java.time.Instant;

/**
 * What {@link Decider} must know besides run and command; it has no clock and no settings of its own.
 *
 * @param now the time of the decision
 * @param by who acts
 * @param permitValidity how long a new permit holds
 * @param maxAttempts how often a handler that may be repeated is called at most
 * @since 0.1.0
 */
public record Circumstances(Instant now, ActorRef by, Duration permitValidity, int maxAttempts) {}
