package dev.runs.engine;

import dev.runs.error.RunsException;
import dev.runs.run.Refusal;

/**
 * What became of a command. A refusal is a value: it is an ordinary thing that a decision comes too late.
 *
 * @since 0.1.0
 */
public sealed interface Answer {
    /**
     * It is done and kept.
     *
     * @param version the run's version after it
     * @since 0.1.0
     */
    record Accepted(long version) implements Answer {}

    /**
     * Nothing was changed.
     *
     * @param refusal why, and how things stand
     * @since 0.1.0
     */
    record Refused(Refusal refusal) implements Answer {}

    /** Returns whether the command is done. */
    default boolean isAccepted() {
        return this instanceof Accepted;
    }

    /**
     * Returns the run's version after the command.
     *
     * @throws RunsException if it was refused
     */
    default long orThrow() {
        if (this instanceof Refused refused) {
            throw new RunsException(refused.refusal().problem());
        }
        return ((Accepted) this).version();
    }
}
