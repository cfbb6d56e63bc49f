package dev.runs.gate;

/**
 * What rules are told about one action over the tenant's day.
 *
 * @param action the action's type
 * @param executed how many steps with it were executed today, in all runs of the tenant, the step in question not counted
 * @since 0.1.0
 */
public record DayFact(String action, long executed) {}
