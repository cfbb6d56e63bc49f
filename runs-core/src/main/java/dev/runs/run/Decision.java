package dev.runs.run;

import java.util.List;

/**
 * What {@link Decider} says to a command.
 *
 * @since 0.1.0
 */
public sealed interface Decision {
    /**
     * The command is carried out by these events.
     *
     * @param events at least one
     */
    record Accepted(List<RunEvent> events) implements Decision {
        /** Copies the list. */
        public Accepted {
            events = List.copyOf(events);
        }
    }

    /**
     * The command is not carried out.
     *
     * @param refusal why
     */
    record Refused(Refusal refusal) implements Decision {}

    /** Returns an acceptance. */
    static Decision accept(List<RunEvent> events) {
        return new Accepted(events);
    }

    /** Returns a refusal. */
    static Decision refuse(Refusal refusal) {
        return new Refused(refusal);
    }
}
