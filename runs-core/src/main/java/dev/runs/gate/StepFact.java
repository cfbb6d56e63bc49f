package dev.runs.gate;

import dev.runs.action.Pattern;
import dev.runs.action.RiskLevel;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/**
 * What rules are told about a step. A missing value is empty, never null.
 *
 * @param key the step's id within its run
 * @param title the title of the step's action
 * @param action the action's type, as in the catalogue
 * @param pattern the action's reach
 * @param risk the action's risk level
 * @param target whom or what the action is aimed at, where the catalogue names a payload field for it
 * @param amount the money it is about, where the catalogue names a payload field for it
 * @param agent whether an agent asked for the step or wrote its payload
 * @param requester who asked for the step last; empty unless the gate {@linkplain Gate#reads() reads} it
 * @param payload the fields of the payload, as {@link dev.runs.content.Payload#fields()} has them; empty if it was erased, and
 *     unless the gate reads it
 * @since 0.1.0
 */
public record StepFact(
        String key,
        String title,
        String action,
        Pattern pattern,
        RiskLevel risk,
        Optional<String> target,
        Optional<BigDecimal> amount,
        boolean agent,
        Optional<ActorFact> requester,
        Map<String, ?> payload) {
    /** Copies the fields. */
    public StepFact {
        payload = Map.copyOf(payload);
    }

    /** Makes a fact without requester and payload. */
    public StepFact(
            String key,
            String title,
            String action,
            Pattern pattern,
            RiskLevel risk,
            Optional<String> target,
            Optional<BigDecimal> amount,
            boolean agent) {
        this(key, title, action, pattern, risk, target, amount, agent, Optional.empty(), Map.of());
    }

    /** Returns whether the action's effects leave the company. */
    public boolean external() {
        return pattern == Pattern.EXTERNAL;
    }
}
