package dev.runs.gate;

import java.time.Instant;
import java.util.Optional;

/**
 * What rules are told about the signal that triggered the run.
 *
 * @param id the signal's id
 * @param label what was noticed; empty once it was erased
 * @param at when; empty once it was erased
 * @since 0.1.0
 */
public record SignalFact(String id, Optional<String> label, Optional<Instant> at) {}
