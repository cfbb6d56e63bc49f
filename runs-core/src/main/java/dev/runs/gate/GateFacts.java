package dev.runs.gate;

import java.util.List;
import java.util.Optional;

/**
 * What rules are told besides the steps in question: about the run, and what the host adds. Each method may have to read
 * from the store or to ask the host, so a gate calls only what its rules speak about; it returns the same each time.
 *
 * <p>An implementation is used by one thread at a time, which need not be the one that asks the gate. A method that throws
 * fails the question: no step of it is allowed without people.
 *
 * @since 0.1.0
 */
public interface GateFacts {
    /** No facts: a run without a signal, meetings, other steps or records. */
    GateFacts NONE = new GateFacts() {};

    /** Returns the run; empty only where a gate is asked without one, as in a test. */
    default Optional<RunFact> run() {
        return Optional.empty();
    }

    /** Returns the signal that triggered the run. */
    default Optional<SignalFact> signal() {
        return Optional.empty();
    }

    /** Returns the meetings that contributed to the run. */
    default List<MeetingFact> meetings() {
        return List.of();
    }

    /** Returns all steps of the run that have an action, those in question among them. */
    default List<OtherStep> steps() {
        return List.of();
    }

    /** Returns what people have answered to the steps of the run, those in question among them. */
    default List<ApprovalFact> approvals() {
        return List.of();
    }

    /** Returns what was done today in all runs of the tenant, as far as somebody counts; an action that is not named has none. */
    default List<DayFact> day() {
        return List.of();
    }

    /** Returns what the host knows besides. */
    default List<HostFact> records() {
        return List.of();
    }
}
