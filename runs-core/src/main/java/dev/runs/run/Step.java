package dev.runs.run;

import dev.runs.graph.StepState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One step of a run, as it stands. Immutable.
 *
 * @param spec what it is
 * @param state where it is in its life
 * @param version the run's version when it last changed in a way that a decision depends on; votes of others do not count
 *     as such a change
 * @param since when it came into this state
 * @param requester who asked last for it to be done: who added or resubmitted it
 * @param payload the payload it has now
 * @param rounds all askings of people, oldest first
 * @param permit the last permit
 * @param decision the content that holds the gate's latest binding reasons
 * @param attempts how often its handler was called with the present permit
 * @param worker the id of the worker that has it at work, in state RUNNING; empty where the event did not say it
 * @param regates how often the gate asked again about the present payload when the step was to start
 * @param heldUntil until when a rule holds it, in state HELD
 * @param skippedBecause the step whose end made this one superfluous, in state SKIPPED
 * @param outputs what its handler left
 * @param failure the content that holds what the handler or the person said went wrong
 * @param faults what somebody must mend
 * @param objections what came too late
 * @param ending how it came to its end other than by its own work
 * @since 0.1.0
 */
public record Step(
        StepSpec spec,
        StepState state,
        long version,
        Instant since,
        ActorRef requester,
        Optional<PayloadRef> payload,
        List<Round> rounds,
        Optional<Permit> permit,
        Optional<String> decision,
        int attempts,
        Optional<String> worker,
        int regates,
        Optional<Instant> heldUntil,
        Optional<String> skippedBecause,
        Optional<Outputs> outputs,
        Optional<String> failure,
        List<Fault> faults,
        List<Objection> objections,
        Optional<Ending> ending) {
    /** Copies the lists. */
    public Step {
        rounds = List.copyOf(rounds);
        faults = List.copyOf(faults);
        objections = List.copyOf(objections);
    }

    static Step added(StepSpec spec, long version, Instant at) {
        return new Step(
                spec,
                StepState.BLOCKED,
                version,
                at,
                spec.proposedBy(),
                spec.payload(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty());
    }

    /** Returns the step's id. */
    public String id() {
        return spec.id();
    }

    /** Returns the latest round, open or not. */
    public Optional<Round> lastRound() {
        return rounds.isEmpty() ? Optional.empty() : Optional.of(rounds.get(rounds.size() - 1));
    }

    /** Returns the round in which people are asked now. */
    public Optional<Round> openRound() {
        return lastRound().filter(Round::isOpen);
    }

    /** Returns when it is looked at again by itself: a hold ends, or people have not answered for long. */
    public Optional<Instant> timer() {
        return heldUntil.or(() -> openRound().flatMap(Round::timer));
    }

    /** Returns the round with that number. */
    public Optional<Round> round(int number) {
        return rounds.stream().filter(round -> round.number() == number).findFirst();
    }

    /** Returns whether it ended in a certain way without its own work. */
    public boolean ended(Ending.Kind kind) {
        return ending.filter(how -> how.kind() == kind).isPresent();
    }

    /** Returns what became of its action, if it was cancelled after that had been begun. */
    public Optional<LateResult> lateResult() {
        return ending.flatMap(Ending::late);
    }

    /** Returns whether it was cancelled, and it is not known what became of its action: a person can say. */
    public boolean isCancelledUnknown() {
        return lateResult()
                .filter(late -> late == LateResult.AWAITED || late == LateResult.UNKNOWN)
                .isPresent();
    }

    /** Returns whether its action may have had its effect, as far as anybody knows. */
    boolean mayBeExecuted() {
        return state == StepState.COMPLETED
                ? !ended(Ending.Kind.WAIVED)
                : lateResult().filter(LateResult::mayBeDone).isPresent();
    }

    /** Returns whether the action's effects leave the company. */
    public boolean external() {
        return spec.action().map(ActionRef::external).orElse(false);
    }

    /** Returns this step with one of the steps that it waits for in the place of another one. */
    Step afterInsteadOf(String earlier, String other) {
        Change change = change();
        change.spec = spec.afterInsteadOf(earlier, other);
        return change.done();
    }

    Change change() {
        return new Change(this);
    }

    /** A copy of a step that is being changed; lives only inside {@link Evolution}. */
    static final class Change {
        StepSpec spec;
        StepState state;
        long version;
        Instant since;
        ActorRef requester;
        Optional<PayloadRef> payload;
        List<Round> rounds;
        Optional<Permit> permit;
        Optional<String> decision;
        int attempts;
        Optional<String> worker;
        int regates;
        Optional<Instant> heldUntil = Optional.empty();
        Optional<String> skippedBecause;
        Optional<Outputs> outputs;
        Optional<String> failure;
        List<Fault> faults;
        List<Objection> objections;
        Optional<Ending> ending;

        private Change(Step was) {
            this.spec = was.spec;
            this.state = was.state;
            this.version = was.version;
            this.since = was.since;
            this.requester = was.requester;
            this.payload = was.payload;
            this.rounds = new ArrayList<>(was.rounds);
            this.permit = was.permit;
            this.decision = was.decision;
            this.attempts = was.attempts;
            this.worker = was.worker;
            this.regates = was.regates;
            this.heldUntil = was.heldUntil;
            this.skippedBecause = was.skippedBecause;
            this.outputs = was.outputs;
            this.failure = was.failure;
            this.faults = new ArrayList<>(was.faults);
            this.objections = new ArrayList<>(was.objections);
            this.ending = was.ending;
        }

        void state(StepState next, Instant at) {
            state = next;
            since = at;
            worker = Optional.empty();
            heldUntil = Optional.empty();
            skippedBecause = Optional.empty();
            ending = Optional.empty();
        }

        /** Brings the step to an end that its own work did not bring; a round that was suspended is not needed any more. */
        void end(StepState end, Optional<Ending> how, Instant at) {
            faults.clear();
            lastRound()
                    .filter(round -> round.state() == Round.State.SUSPENDED)
                    .ifPresent(round -> replaceRound(round.closed(Round.State.WITHDRAWN, at)));
            state(end, at);
            ending = how;
        }

        private Optional<Round> lastRound() {
            return rounds.isEmpty() ? Optional.empty() : Optional.of(rounds.get(rounds.size() - 1));
        }

        void replaceRound(Round round) {
            rounds.set(round.number() - 1, round);
        }

        Step done() {
            return new Step(
                    spec,
                    state,
                    version,
                    since,
                    requester,
                    payload,
                    rounds,
                    permit,
                    decision,
                    attempts,
                    worker,
                    regates,
                    heldUntil,
                    skippedBecause,
                    outputs,
                    failure,
                    faults,
                    objections,
                    ending);
        }
    }
}
