package dev.runs.gate;

import java.util.List;

/**
 * The answers to one {@link GateQuestion}, all from the same version of the same pack.
 *
 * @param pack the pack that answered
 * @param answers one per subject, in the order of the subjects
 * @since 0.1.0
 */
public record GateAnswers(PackRef pack, List<GateAnswer> answers) {
    /** Copies the list. */
    public GateAnswers {
        answers = List.copyOf(answers);
    }
}
