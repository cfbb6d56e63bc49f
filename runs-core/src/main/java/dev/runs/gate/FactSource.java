package dev.runs.gate;

import java.util.List;

/**
 * The port by which the host adds facts to questions. It is asked within a decision, in the host's transaction if there is
 * one, and only if the rule pack speaks about such facts; by the thread that decides, once per question.
 *
 * <p>Implementations are thread-safe and fast: read the host's own tables, call nobody else. If one throws, the question
 * fails, and no step of it is allowed without people. The rules are told all that it returns, whichever of the steps they judge:
 * a record that is about one step needs a property that says so.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface FactSource {
    /** A host that adds nothing. */
    FactSource NONE = (tenant, run, steps) -> List.of();

    /**
     * Returns what the host knows that rules may ask about.
     *
     * @param tenant the run's tenant
     * @param run the run
     * @param steps the steps in question, with what they are aimed at
     */
    List<HostFact> facts(String tenant, RunFact run, List<StepFact> steps);
}
