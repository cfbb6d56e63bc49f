package dev.runs.run;

import dev.runs.action.RiskLevel;
import dev.runs.error.ErrorCode;
import dev.runs.gate.GateQuestion;
import dev.runs.gate.Requirement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Something that happened to a run. Events are the truth: the state follows from them. They hold ids, states, codes and
 * salted digests, and nothing that a person might ask to be erased (S16).
 *
 * @since 0.1.0
 */
public sealed interface RunEvent
        permits RunEvent.RunStarted,
                RunEvent.StepsAdded,
                RunEvent.PayloadSet,
                RunEvent.GateAsked,
                RunEvent.RoundOpened,
                RunEvent.VoteCast,
                RunEvent.RoundClosed,
                RunEvent.PermitIssued,
                RunEvent.PermitRevoked,
                RunEvent.StepBlocked,
                RunEvent.StepHeld,
                RunEvent.ChangesRequested,
                RunEvent.StepRejected,
                RunEvent.StepSkipped,
                RunEvent.StepStarted,
                RunEvent.StepCompleted,
                RunEvent.StepFailed,
                RunEvent.StepRetrying,
                RunEvent.StepStuck,
                RunEvent.ObjectionRecorded,
                RunEvent.FaultRaised,
                RunEvent.StepInserted,
                RunEvent.StepReplaced,
                RunEvent.StepWaived,
                RunEvent.StepCancelled,
                RunEvent.RoundSuspended,
                RunEvent.RoundResumed,
                RunEvent.LateResultRecorded,
                RunEvent.StepStopped,
                RunEvent.RunHeld,
                RunEvent.RunReleased,
                RunEvent.CommentAdded,
                AskingEvent {
    /** Calls the case for this kind of event; a new kind does not compile until every user has a case for it. */
    <R> R match(Cases<R> cases);

    /**
     * One answer per kind of event.
     *
     * @param <R> the answer
     * @since 0.1.0
     */
    interface Cases<R> {
        /** Answers {@link RunStarted}. */
        R runStarted(RunStarted event);

        /** Answers {@link StepsAdded}. */
        R stepsAdded(StepsAdded event);

        /** Answers {@link PayloadSet}. */
        R payloadSet(PayloadSet event);

        /** Answers {@link GateAsked}. */
        R gateAsked(GateAsked event);

        /** Answers {@link RoundOpened}. */
        R roundOpened(RoundOpened event);

        /** Answers {@link VoteCast}. */
        R voteCast(VoteCast event);

        /** Answers {@link RoundClosed}. */
        R roundClosed(RoundClosed event);

        /** Answers {@link PermitIssued}. */
        R permitIssued(PermitIssued event);

        /** Answers {@link PermitRevoked}. */
        R permitRevoked(PermitRevoked event);

        /** Answers {@link StepBlocked}. */
        R stepBlocked(StepBlocked event);

        /** Answers {@link StepHeld}. */
        R stepHeld(StepHeld event);

        /** Answers {@link ChangesRequested}. */
        R changesRequested(ChangesRequested event);

        /** Answers {@link StepRejected}. */
        R stepRejected(StepRejected event);

        /** Answers {@link StepSkipped}. */
        R stepSkipped(StepSkipped event);

        /** Answers {@link StepStarted}. */
        R stepStarted(StepStarted event);

        /** Answers {@link StepCompleted}. */
        R stepCompleted(StepCompleted event);

        /** Answers {@link StepFailed}. */
        R stepFailed(StepFailed event);

        /** Answers {@link StepRetrying}. */
        R stepRetrying(StepRetrying event);

        /** Answers {@link StepStuck}. */
        R stepStuck(StepStuck event);

        /** Answers {@link ObjectionRecorded}. */
        R objectionRecorded(ObjectionRecorded event);

        /** Answers {@link FaultRaised}. */
        R faultRaised(FaultRaised event);

        /** Answers {@link StepInserted}. */
        R stepInserted(StepInserted event);

        /** Answers {@link StepReplaced}. */
        R stepReplaced(StepReplaced event);

        /** Answers {@link StepWaived}. */
        R stepWaived(StepWaived event);

        /** Answers {@link StepCancelled}. */
        R stepCancelled(StepCancelled event);

        /** Answers {@link RoundSuspended}. */
        R roundSuspended(RoundSuspended event);

        /** Answers {@link RoundResumed}. */
        R roundResumed(RoundResumed event);

        /** Answers {@link LateResultRecorded}. */
        R lateResultRecorded(LateResultRecorded event);

        /** Answers {@link StepStopped}. */
        R stepStopped(StepStopped event);

        /** Answers {@link RunHeld}. */
        R runHeld(RunHeld event);

        /** Answers {@link RunReleased}. */
        R runReleased(RunReleased event);

        /** Answers {@link CommentAdded}. */
        R commentAdded(CommentAdded event);

        /** Answers {@link AskingEvent.StageOpened}. */
        R stageOpened(AskingEvent.StageOpened event);

        /** Answers {@link AskingEvent.ItemClaimed}. */
        R itemClaimed(AskingEvent.ItemClaimed event);

        /** Answers {@link AskingEvent.ItemReleased}. */
        R itemReleased(AskingEvent.ItemReleased event);

        /** Answers {@link AskingEvent.ItemDelegated}. */
        R itemDelegated(AskingEvent.ItemDelegated event);

        /** Answers {@link AskingEvent.ItemReassigned}. */
        R itemReassigned(AskingEvent.ItemReassigned event);

        /** Answers {@link AskingEvent.ReminderSent}. */
        R reminderSent(AskingEvent.ReminderSent event);

        /** Answers {@link AskingEvent.Escalated}. */
        R escalated(AskingEvent.Escalated event);

        /** Answers {@link AskingEvent.AttemptRefused}. */
        R attemptRefused(AskingEvent.AttemptRefused event);
    }

    /** Returns the step that it is about; empty if it is about the run or several steps. */
    default Optional<String> about() {
        return Optional.empty();
    }

    /**
     * The run began.
     *
     * @param header what does not change
     */
    record RunStarted(RunHeader header) implements RunEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.runStarted(this);
        }
    }

    /**
     * Steps were added, at the start or later.
     *
     * @param steps the steps
     * @param texts the content that holds their titles
     */
    record StepsAdded(List<StepSpec> steps, String texts) implements RunEvent {
        /** Copies the list. */
        public StepsAdded {
            steps = List.copyOf(steps);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.stepsAdded(this);
        }
    }

    /**
     * A step was given a payload, its first or another one.
     *
     * @param step the step
     * @param payload the payload
     * @param origin where it comes from
     * @param reason the content that holds the editor's words
     */
    record PayloadSet(String step, PayloadRef payload, Origin origin, Optional<String> reason) implements RunEvent {
        /** Why a payload was set. */
        public enum Origin {
            /** Another step's handler supplied it. */
            OUTPUT,
            /** Somebody edited it. */
            EDIT,
            /** It came with a resubmission. */
            RESUBMISSION
        }

        @Override
        public Optional<String> about() {
            return Optional.of(step);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.payloadSet(this);
        }
    }

    /**
     * The gate was asked and answered.
     *
     * @param step the step
     * @param phase why it was asked
     * @param verdict what it said
     * @param rules the ids of the rules that decided
     * @param pack the digest of the rule pack
     * @param decision the content that holds facts and reasons
     * @param unfilled the roles that nobody holds
     */
    record GateAsked(
            String step,
            GateQuestion.Phase phase,
            VerdictKind verdict,
            Set<String> rules,
            String pack,
            String decision,
            Set<String> unfilled)
            implements RunEvent {
        /** Copies the sets. */
        public GateAsked {
            rules = java.util.Collections.unmodifiableSortedSet(new java.util.TreeSet<>(rules));
            unfilled = java.util.Collections.unmodifiableSortedSet(new java.util.TreeSet<>(unfilled));
        }

        @Override
        public Optional<String> about() {
            return Optional.of(step);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.gateAsked(this);
        }
    }

    /** The kinds of verdict, as events name them. */
    enum VerdictKind {
        /** The step may run. */
        ALLOW,
        /** People must approve. */
        NEEDS_APPROVAL,
        /** Ask again later. */
        HOLD,
        /** The step must not run. */
        DENY
    }

    /**
     * People were asked.
     *
     * @param step the step
     * @param number the round's number
     * @param requirement whom
     * @param payload the payload they are asked about
     * @param decision the content that holds the gate's reasons
     * @param excluded whose vote cannot count
     * @param carried votes of an earlier round about the same payload that still count
     * @param raised the risk to which rules raised the step's; empty if it is its action's
     * @param offers for each track the stage that is asked first; empty if each first stage is offered to its roles
     * @param items questions that are offered to one of several people first, by the key of who is asked
     * @param evidence the content that holds what approvers are shown besides the payload; empty if that is nothing
     */
    record RoundOpened(
            String step,
            int number,
            Requirement requirement,
            PayloadRef payload,
            String decision,
            Set<String> excluded,
            List<Vote> carried,
            Optional<RiskLevel> raised,
            List<Offer> offers,
            Map<String, Item> items,
            Optional<String> evidence)
            implements RunEvent {
        /** Copies the collections. */
        public RoundOpened {
            excluded = java.util.Collections.unmodifiableSortedSet(new java.util.TreeSet<>(excluded));
            carried = List.copyOf(carried);
            offers = List.copyOf(offers);
            items = Map.copyOf(items);
        }

        /** Makes the event of a round whose first stages are offered to their roles. */
        public RoundOpened(
                String step,
                int number,
                Requirement requirement,
                PayloadRef payload,
                String decision,
                Set<String> excluded,
                List<Vote> carried,
                Optional<RiskLevel> raised) {
            this(
                    step,
                    number,
                    requirement,
                    payload,
                    decision,
                    excluded,
                    carried,
                    raised,
                    List.of(),
                    Map.of(),
                    Optional.empty());
        }

        /** Makes the event for a step of the risk that its action has. */
        public RoundOpened(
                String step,
                int number,
                Requirement requirement,
                PayloadRef payload,
                String decision,
                Set<String> excluded,
                List<Vote> carried) {
            this(step, number, requirement, payload, decision, excluded, carried, Optional.empty());
        }

        @Override
        public Optional<String> about() {
            return Optional.of(step);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.roundOpened(this);
        }
    }

    /**
     * Somebody answered.
     *
     * @param step the step
     * @param round the round's number
     * @param vote the answer
     */
    record VoteCast(String step, int round, Vote vote) implements RunEvent {
        @Override
        public Optional<String> about() {
            return Optional.of(step);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.voteCast(this);
        }
    }

    /**
     * A round ended, or its end was taken back.
     *
     * @param step the step
     * @param round the round's number
     * @param how how it stands now
     * @param reason the content that holds the words of whoever ended it other than by voting
     */
    record RoundClosed(String step, int round, Round.State how, Optional<String> reason) implements RunEvent {
        @Override
        public Optional<String> about() {
            return Optional.of(step);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.roundClosed(this);
        }
    }

    /**
     * A step may be executed once.
     *
     * @param step the step
     * @param permit the permit
     */
    record PermitIssued(String step, Permit permit) implements RunEvent {
        @Override
        public Optional<String> about() {
            return Optional.of(step);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.permitIssued(this);
        }
    }

    /**
     * A permit was taken back before it was used.
     *
     * @param step the step
     * @param key the permit's key
     */
    record PermitRevoked(String step, String key) implements RunEvent {
        @Override
        public Optional<String> about() {
            return Optional.of(step);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.permitRevoked(this);
        }
    }

    /**
     * A step that was further went back to wait.
     *
     * @param step the step
     * @param cause why
     * @param reason the content that holds the words of whoever caused it
     */
    record StepBlocked(String step, Setback cause, Optional<String> reason) implements RunEvent {
        /** Why a step went back. */
        public enum Setback {
            /** Its payload was edited. */
            EDITED,
            /** It was asked for again after a no. */
            RESUBMITTED,
            /** A step before it was asked for again. */
            REOPENED,
            /** The time until which a rule held it is over. */
            WOKEN,
            /** A person found out that its action did not happen. */
            NOT_DONE
        }

        @Override
        public Optional<String> about() {
            return Optional.of(step);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.stepBlocked(this);
        }
    }

    /**
     * A rule holds a step.
     *
     * @param step the step
     * @param until until when
     */
    record StepHeld(String step, Instant until) implements RunEvent {
        @Override
        public Optional<String> about() {
            return Optional.of(step);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.stepHeld(this);
        }
    }

    /**
     * A step waits for whoever asked for it.
     *
     * @param step the step
     * @param reason the content that holds the words
     */
    record ChangesRequested(String step, Optional<String> reason) implements RunEvent {
        @Override
        public Optional<String> about() {
            return Optional.of(step);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.changesRequested(this);
        }
    }

    /**
     * A step will not be executed because of a no.
     *
     * @param step the step
     * @param whose whose no it was
     */
    record StepRejected(String step, No whose) implements RunEvent {
        /** Whose no it was. */
        public enum No {
            /** A person voted no. */
            PERSON,
            /** A rule denied it. */
            RULE,
            /** An approval was taken back. */
            REVERSAL,
            /** Nobody answered in time. */
            EXPIRY
        }

        @Override
        public Optional<String> about() {
            return Optional.of(step);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.stepRejected(this);
        }
    }

    /**
     * A step will not be needed.
     *
     * @param step the step
     * @param because the step whose end made it superfluous; empty if somebody said so
     * @param reason the content that holds that one's words
     */
    record StepSkipped(String step, Optional<String> because, Optional<String> reason) implements RunEvent {
        /** Makes the event of a step that another one's end made superfluous. */
        public StepSkipped(String step, String because) {
            this(step, Optional.of(because), Optional.empty());
        }

        @Override
        public Optional<String> about() {
            return Optional.of(step);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.stepSkipped(this);
        }
    }

    /**
     * A permit was consumed and the handler is called next, or is called again under the same permit.
     *
     * @param step the step
     * @param permit the permit's key
     * @param attempt 1 for the first call
     * @param worker the id of the worker that calls the handler; empty in events that did not say so
     */
    record StepStarted(String step, String permit, int attempt, Optional<String> worker) implements RunEvent {
        @Override
        public Optional<String> about() {
            return Optional.of(step);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.stepStarted(this);
        }
    }

    /**
     * A step is done.
     *
     * @param step the step
     * @param outputs what its handler left; empty for a milestone or where a person said that it is done
     * @param reason the content that holds the words of that person
     */
    record StepCompleted(String step, Optional<Outputs> outputs, Optional<String> reason) implements RunEvent {
        @Override
        public Optional<String> about() {
            return Optional.of(step);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.stepCompleted(this);
        }
    }

    /**
     * A step's action did not happen.
     *
     * @param step the step
     * @param reason the content that says why
     */
    record StepFailed(String step, String reason) implements RunEvent {
        @Override
        public Optional<String> about() {
            return Optional.of(step);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.stepFailed(this);
        }
    }

    /**
     * A step's handler failed and may be called again.
     *
     * @param step the step
     * @param reason the content that says why
     */
    record StepRetrying(String step, String reason) implements RunEvent {
        @Override
        public Optional<String> about() {
            return Optional.of(step);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.stepRetrying(this);
        }
    }

    /**
     * A step waits for a person to say what became of its action.
     *
     * @param step the step
     * @param repeatable whether calling the handler again would be safe; it was tried as often as it may be
     * @param reason the content that says what happened; empty after the process ended in the middle
     */
    record StepStuck(String step, boolean repeatable, Optional<String> reason) implements RunEvent {
        @Override
        public Optional<String> about() {
            return Optional.of(step);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.stepStuck(this);
        }
    }

    /**
     * An approver's no came after the step was started.
     *
     * @param step the step
     * @param objection the no
     */
    record ObjectionRecorded(String step, Objection objection) implements RunEvent {
        @Override
        public Optional<String> about() {
            return Optional.of(step);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.objectionRecorded(this);
        }
    }

    /**
     * Something must be mended before the step can go on in the ordinary way.
     *
     * @param step the step
     * @param code what kind
     * @param rules the rules concerned
     * @param roles the roles concerned
     */
    record FaultRaised(String step, ErrorCode code, Set<String> rules, Set<String> roles) implements RunEvent {
        /** Copies the sets. */
        public FaultRaised {
            rules = java.util.Collections.unmodifiableSortedSet(new java.util.TreeSet<>(rules));
            roles = java.util.Collections.unmodifiableSortedSet(new java.util.TreeSet<>(roles));
        }

        @Override
        public Optional<String> about() {
            return Optional.of(step);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.faultRaised(this);
        }
    }

    /**
     * A step was put before another one: it has the edges and the join that the other one had, and the other one waits for it
     * alone.
     *
     * @param step the new step, with the edges and the join that it took over
     * @param before the step that waits for it
     * @param texts the content that holds its title
     * @param reason the content that holds the words of whoever did it
     */
    record StepInserted(StepSpec step, String before, String texts, Optional<String> reason) implements RunEvent {
        @Override
        public Optional<String> about() {
            return Optional.of(before);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.stepInserted(this);
        }
    }

    /**
     * A step took the place of another one: it has the edges and the join that the other one had, and what waited for the
     * other one waits for it. What has started, or is done, keeps its edges.
     *
     * @param step the step whose place was taken
     * @param by the new step, with the edges and the join that it took over
     * @param texts the content that holds its title
     * @param reason the content that holds the words of whoever did it
     */
    record StepReplaced(String step, StepSpec by, String texts, Optional<String> reason) implements RunEvent {
        @Override
        public Optional<String> about() {
            return Optional.of(step);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.stepReplaced(this);
        }
    }

    /**
     * A person said that a step counts as done. Nothing was executed.
     *
     * @param step the step
     * @param reason the content that holds the person's words
     */
    record StepWaived(String step, String reason) implements RunEvent {
        @Override
        public Optional<String> about() {
            return Optional.of(step);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.stepWaived(this);
        }
    }

    /**
     * A step was stopped, because a join that stops its losers had enough without it.
     *
     * @param step the step
     * @param because the step that had enough
     */
    record StepCancelled(String step, String because) implements RunEvent {
        @Override
        public Optional<String> about() {
            return Optional.of(step);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.stepCancelled(this);
        }
    }

    /**
     * People are not asked for the time being; what they said is kept.
     *
     * @param step the step
     * @param round the round's number
     */
    record RoundSuspended(String step, int round) implements RunEvent {
        @Override
        public Optional<String> about() {
            return Optional.of(step);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.roundSuspended(this);
        }
    }

    /**
     * People are asked again where they were asked before. When they must have answered has moved on by the time between.
     *
     * @param step the step
     * @param round the round's number
     */
    record RoundResumed(String step, int round) implements RunEvent {
        @Override
        public Optional<String> about() {
            return Optional.of(step);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.roundResumed(this);
        }
    }

    /**
     * Somebody told what became of a step's action after the step was cancelled. Nothing follows from it.
     *
     * @param step the step
     * @param permit the permit's key
     * @param attempt which call under that permit it was
     * @param result what became of it
     * @param outputs what the handler left
     * @param reason the content that holds the words of the handler or of a person
     */
    record LateResultRecorded(
            String step,
            String permit,
            int attempt,
            LateResult result,
            Optional<Outputs> outputs,
            Optional<String> reason)
            implements RunEvent {
        @Override
        public Optional<String> about() {
            return Optional.of(step);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.lateResultRecorded(this);
        }
    }

    /**
     * A step will not be executed because somebody cancelled the run.
     *
     * @param step the step
     * @param reason the content that holds the words
     */
    record StepStopped(String step, String reason) implements RunEvent {
        @Override
        public Optional<String> about() {
            return Optional.of(step);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.stepStopped(this);
        }
    }

    /**
     * Somebody put the run on hold: nothing of it is decided or begun, and no clock of it goes on.
     *
     * @param reason the content that holds the words
     */
    record RunHeld(String reason) implements RunEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.runHeld(this);
        }
    }

    /**
     * The run goes on.
     *
     * @param reason the content that holds the words
     */
    record RunReleased(String reason) implements RunEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.runReleased(this);
        }
    }

    /**
     * Somebody said something about a step; nothing follows from it.
     *
     * @param step the step
     * @param comment the content that holds the words
     */
    record CommentAdded(String step, String comment) implements RunEvent {
        @Override
        public Optional<String> about() {
            return Optional.of(step);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.commentAdded(this);
        }
    }
}
