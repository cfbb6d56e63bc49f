package dev.runs.gate;

import java.time.Instant;

/**
 * What rules are told about a person's answer to a step of the run.
 *
 * @param step the key of the step that was asked about
 * @param action the action of that step
 * @param round the round in which it was given, from 1
 * @param current whether it counts: the round is the step's latest one and was not withdrawn, recalled, replaced, taken back or
 *     overruled
 * @param person who answered
 * @param role the role by which they answered
 * @param approved whether they approved; else they rejected
 * @param at when
 * @since 0.1.0
 */
public record ApprovalFact(
        String step,
        String action,
        int round,
        boolean current,
        String person,
        String role,
        boolean approved,
        Instant at) {}
