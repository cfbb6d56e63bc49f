package dev.runs.engine;

import dev.runs.run.Command;
import dev.runs.run.Refusal;

/** A command with its content in place, or why there can be none. */
sealed interface Prepared {
    record Go(Command command) implements Prepared {}

    record No(Refusal refusal) implements Prepared {}

    static Prepared go(Command command) {
        return new Go(command);
    }

    static Prepared no(Refusal refusal) {
        return new No(refusal);
    }
}
