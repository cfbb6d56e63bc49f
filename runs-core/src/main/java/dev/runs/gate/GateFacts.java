package dev.runs.gate;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What rules are told besides the steps in question: about the run, and what the host adds. Plain values: everything was
 * looked up before the gate is asked, by the thread that asks, in its transaction; so a gate may evaluate on any thread.
 * Only the {@linkplain Gate#reads() kinds that the gate reads} are looked up, since each of them costs something.
 *
 * @param kinds what was looked up. Of any other kind nothing is known: that there is none of it here does not mean that there
 *     is none, and a gate whose rules speak about it must report a {@link GateAnswer.Fault}
 * @param run the run; empty also where a gate is asked without one, as in a test
 * @param signal the signal that triggered the run
 * @param meetings the meetings that contributed to the run
 * @param steps all steps of the run that have an action, those in question among them
 * @param approvals what people have answered to the steps of the run, those in question among them
 * @param day what was done today in all runs of the tenant, as far as somebody counts; an action that is not named has none
 * @param records what the host knows besides
 * @since 0.1.0
 */
public record GateFacts(
        Set<Kind> kinds,
        Optional<RunFact> run,
        Optional<SignalFact> signal,
        List<MeetingFact> meetings,
        List<OtherStep> steps,
        List<ApprovalFact> approvals,
        List<DayFact> day,
        List<HostFact> records) {
    /** A run of which everything is known: without a signal, meetings, other steps or records. */
    public static final GateFacts NONE = builder().build();

    /** Copies the collections. */
    public GateFacts {
        kinds = Collections.unmodifiableSet(kinds.isEmpty() ? EnumSet.noneOf(Kind.class) : EnumSet.copyOf(kinds));
        meetings = List.copyOf(meetings);
        steps = List.copyOf(steps);
        approvals = List.copyOf(approvals);
        day = List.copyOf(day);
        records = List.copyOf(records);
    }

    /** Returns a builder of facts of which every kind is known, and of each kind nothing is there. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * A kind of facts, as rules speak about them.
     *
     * @since 0.1.0
     */
    public enum Kind {
        /** {@link GateFacts#run}. */
        RUN,
        /** {@link GateFacts#signal}. */
        SIGNAL,
        /** {@link GateFacts#meetings}. */
        MEETINGS,
        /** {@link GateFacts#steps}. */
        STEPS,
        /** {@link GateFacts#approvals}. */
        APPROVALS,
        /** {@link GateFacts#day}; asked of the host's {@link DayCount}. */
        DAY,
        /** {@link GateFacts#records}; asked of the host's {@link FactSource}. */
        RECORDS,
        /** {@link StepFact#requester}, with the roles that the host's identity port says now. */
        REQUESTER,
        /** {@link StepFact#payload}. */
        PAYLOAD;

        /** Returns all kinds. */
        public static Set<Kind> all() {
            return Collections.unmodifiableSet(EnumSet.allOf(Kind.class));
        }
    }

    /**
     * Collects facts. Not thread-safe.
     *
     * @since 0.1.0
     */
    public static final class Builder {
        private Set<Kind> kinds = Kind.all();
        private Optional<RunFact> run = Optional.empty();
        private Optional<SignalFact> signal = Optional.empty();
        private Collection<MeetingFact> meetings = List.of();
        private Collection<OtherStep> steps = List.of();
        private Collection<ApprovalFact> approvals = List.of();
        private Collection<DayFact> day = List.of();
        private Collection<HostFact> records = List.of();

        private Builder() {}

        /** Says what was looked up; everything otherwise. */
        public Builder kinds(Set<Kind> known) {
            this.kinds = known;
            return this;
        }

        /** Says which run it is. */
        public Builder run(RunFact fact) {
            this.run = Optional.of(fact);
            return this;
        }

        /** Says what triggered the run. */
        public Builder signal(SignalFact fact) {
            this.signal = Optional.of(fact);
            return this;
        }

        /** Says which meetings contributed. */
        public Builder meetings(Collection<MeetingFact> facts) {
            this.meetings = facts;
            return this;
        }

        /** As {@link #meetings(Collection)}. */
        public Builder meetings(MeetingFact... facts) {
            return meetings(Arrays.asList(facts));
        }

        /** Says which steps the run has. */
        public Builder steps(Collection<OtherStep> facts) {
            this.steps = facts;
            return this;
        }

        /** As {@link #steps(Collection)}. */
        public Builder steps(OtherStep... facts) {
            return steps(Arrays.asList(facts));
        }

        /** Says what people answered. */
        public Builder approvals(Collection<ApprovalFact> facts) {
            this.approvals = facts;
            return this;
        }

        /** As {@link #approvals(Collection)}. */
        public Builder approvals(ApprovalFact... facts) {
            return approvals(Arrays.asList(facts));
        }

        /** Says what was done today. */
        public Builder day(Collection<DayFact> facts) {
            this.day = facts;
            return this;
        }

        /** As {@link #day(Collection)}. */
        public Builder day(DayFact... facts) {
            return day(Arrays.asList(facts));
        }

        /** Says what the host knows. */
        public Builder records(Collection<HostFact> facts) {
            this.records = facts;
            return this;
        }

        /** As {@link #records(Collection)}. */
        public Builder records(HostFact... facts) {
            return records(Arrays.asList(facts));
        }

        /** Returns the facts. */
        public GateFacts build() {
            return new GateFacts(
                    kinds,
                    run,
                    signal,
                    List.copyOf(meetings),
                    List.copyOf(steps),
                    List.copyOf(approvals),
                    List.copyOf(day),
                    List.copyOf(records));
        }
    }
}
