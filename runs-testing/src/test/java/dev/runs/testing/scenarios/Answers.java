package dev.runs.testing.scenarios;

import dev.runs.engine.Answer;
import dev.runs.error.ErrorCode;

/** Answers to commands, in short. */
final class Answers {
    private Answers() {}

    /** Returns why a command was refused. */
    static ErrorCode code(Answer answer) {
        if (answer instanceof Answer.Refused refused) {
            return refused.refusal().code();
        }
        throw new AssertionError("the command was accepted");
    }
}
