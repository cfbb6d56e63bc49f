package dev.runs.web;

import dev.runs.engine.Answer;

/**
 * That a command is done and kept.
 *
 * @param run the run
 * @param version the run's version after it
 */
record Decided(String run, long version) {
    /** Answers what became of a command. */
    static ApiAnswer answer(String run, Answer answer) {
        if (answer instanceof Answer.Refused refused) {
            return RunsApi.retried(Problems.of(refused.refusal()));
        }
        return ApiAnswer.ok(Tree.of(new Decided(run, answer.orThrow())));
    }
}
