package dev.runs.run;

import dev.runs.action.Pattern;
import dev.runs.action.RiskLevel;

/**
 * Which action a step performs, with the risk and reach that the catalogue gave when the step was added.
 *
 * @param type the action type
 * @param pattern the reach
 * @param risk the risk level
 * @param catalogued whether the catalogue knew the type; an unknown one counts as external and critical
 * @since 0.1.0
 */
public record ActionRef(String type, Pattern pattern, RiskLevel risk, boolean catalogued) {
    /** Returns whether the action's effects leave the company. */
    public boolean external() {
        return pattern == Pattern.EXTERNAL;
    }
}
