package dev.runs.gate;

import java.time.Instant;
import java.util.List;

/**
 * The port by which the host says how much was done today. It is asked within a decision, in the host's transaction if there
 * is one, by the thread that decides, once per question, and only if the rule pack speaks about the day. If it throws, the
 * question fails, and no step of it is allowed without people.
 *
 * <p>Implementations are thread-safe.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface DayCount {
    /** A host that does not count. */
    DayCount NONE = (tenant, at) -> List.of();

    /**
     * Returns how many steps were executed on the day of the given instant, in the host's own time zone, by action.
     *
     * @param tenant the tenant
     * @param at the time of the question
     */
    List<DayFact> day(String tenant, Instant at);
}
