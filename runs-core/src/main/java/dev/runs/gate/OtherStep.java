package dev.runs.gate;

import dev.runs.graph.StepState;
import java.time.Instant;
import java.util.Optional;

/**
 * What rules are told about another step of the same run.
 *
 * @param step what it is
 * @param state how it stands
 * @param ended when it came to its end; empty if it has not
 * @since 0.1.0
 */
public record OtherStep(StepFact step, StepState state, Optional<Instant> ended) {}
