package dev.runs.engine;

import java.time.Instant;
import java.util.Optional;

/**
 * A question that waits for the holders of a role.
 *
 * @param run the run
 * @param step the step
 * @param role the role
 * @param since when it was asked
 * @param due when the answer is late; empty when it never is
 * @param overdue whether it is late now
 * @since 0.1.0
 */
public record InboxLine(String run, String step, String role, Instant since, Optional<Instant> due, boolean overdue) {}
