package dev.runs.action;

import java.util.Optional;

/**
 * What the host says about a kind of action. Risk and reach come from here and never from an agent.
 *
 * @param key the action type, such as {@code crm.promote-reference}
 * @param name how people call it, such as {@code reference promotion}
 * @param pattern the reach
 * @param risk the risk level
 * @param schema what its payload must look like
 * @param targetField the payload field that says whom or what it is aimed at
 * @param amountField the payload field that says how much money it is about
 * @param compensation the action type that undoes it, if there is one
 * @since 0.1.0
 */
public record ActionType(
        String key,
        String name,
        Pattern pattern,
        RiskLevel risk,
        PayloadSchema schema,
        Optional<String> targetField,
        Optional<String> amountField,
        Optional<String> compensation) {
    /** Returns what is assumed of a type that the catalogue does not know: the worst. */
    public static ActionType unknown(String key) {
        return new ActionType(
                key,
                key,
                Pattern.EXTERNAL,
                RiskLevel.CRITICAL,
                PayloadSchema.anything(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
