package dev.runs.run;

import java.time.Instant;

/**
 * An approver's "no" that came after the step was started: it cannot undo, so it is kept, and answered by a
 * compensation where the catalogue has one.
 *
 * @param by who objects
 * @param reason the content that holds their words
 * @param at when
 * @since 0.1.0
 */
public record Objection(ActorRef by, String reason, Instant at) {}
