package dev.runs.gate;

import java.time.Instant;
import java.util.List;

/**
 * One question to the gate: the steps of one run about which a verdict is needed.
 *
 * @param tenant the run's tenant
 * @param run the run's id
 * @param phase why the gate is asked
 * @param at the time of asking; rules know no other clock
 * @param subjects the steps in question
 * @param facts what else rules may ask about, of the kinds that the gate {@linkplain Gate#reads() reads}
 * @since 0.1.0
 */
public record GateQuestion(
        String tenant, String run, Phase phase, Instant at, List<StepFact> subjects, GateFacts facts) {
    /** Copies the list. */
    public GateQuestion {
        subjects = List.copyOf(subjects);
    }

    /** Makes a question about steps alone. */
    public GateQuestion(String tenant, String run, Phase phase, Instant at, List<StepFact> subjects) {
        this(tenant, run, phase, at, subjects, GateFacts.NONE);
    }

    /**
     * Why the gate is asked.
     *
     * @since 0.1.0
     */
    public enum Phase {
        /** At start and propose: binds nothing, finds denials and unfilled roles early. */
        FORECAST,
        /** When the step becomes eligible: decides. */
        BINDING,
        /** In the transaction that starts the step: may only be as strict or stricter. */
        START
    }
}
