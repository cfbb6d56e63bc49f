package dev.runs.run;

import dev.runs.actor.Actor;
import dev.runs.error.ErrorCode;
import dev.runs.graph.StepState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What somebody wants done to a run. Words and payloads are content already; a command names them by id.
 *
 * @since 0.1.0
 */
public sealed interface Command {
    /**
     * Add steps.
     *
     * @param steps the steps
     * @param texts the content that holds their titles
     */
    record AddSteps(List<StepSpec> steps, String texts) implements Command {
        /** Copies the list. */
        public AddSteps {
            steps = List.copyOf(steps);
        }
    }

    /**
     * Approve or reject what is asked.
     *
     * @param seen what the voter looked at
     * @param choice yes or no
     * @param role by which role, or as {@code @ana} in whose stead; empty for the first that fits
     * @param reason the content that holds the words
     * @param actor the voter with the roles held now
     * @param standIns for whom the voter may answer now
     * @param staffing who the approvers are now
     */
    record CastVote(
            Seen seen,
            Vote.Choice choice,
            Optional<String> role,
            String reason,
            Actor actor,
            List<StandIn> standIns,
            Staffing staffing)
            implements Command {
        /** Copies the list. */
        public CastVote {
            standIns = List.copyOf(standIns);
        }

        /** Makes the vote of somebody who answers for themselves, where nobody has to be looked up. */
        public CastVote(Seen seen, Vote.Choice choice, Optional<String> role, String reason, Actor actor) {
            this(seen, choice, role, reason, actor, List.of(), Staffing.FULL);
        }
    }

    /**
     * Take a question upon oneself.
     *
     * @param seen what was looked at
     * @param role by which role; empty for the first that fits
     * @param actor who, with the roles held now
     * @param standIns for whom they may answer now
     */
    record Claim(Seen seen, Optional<String> role, Actor actor, List<StandIn> standIns) implements Command {
        /** Copies the list. */
        public Claim {
            standIns = List.copyOf(standIns);
        }
    }

    /**
     * Let whoever is asked answer again.
     *
     * @param seen what was looked at
     * @param actor who asks
     * @param steward whether they may release what others have
     */
    record Release(Seen seen, Actor actor, boolean steward) implements Command {}

    /**
     * Let another person answer in one's stead.
     *
     * @param seen what was looked at
     * @param to the other person, as the host knows them
     * @param until until when
     * @param reason the content that holds the words
     * @param actor who asks, with the roles held now
     */
    record Delegate(Seen seen, Actor to, Instant until, Optional<String> reason, Actor actor) implements Command {}

    /**
     * Ask somebody else instead.
     *
     * @param seen what was looked at
     * @param key the key of who is asked
     * @param toKey who is asked then: the name of a role, or a person as {@code @ana}
     * @param to the person, as the host knows them; empty for a role
     * @param keepsVotes whether what was said in that stage still counts
     * @param reason the content that holds the words
     * @param actor who asks, with the roles held now
     * @param steward whether they may hand on what others are asked
     */
    record Reassign(
            Seen seen,
            String key,
            String toKey,
            Optional<Actor> to,
            boolean keepsVotes,
            Optional<String> reason,
            Actor actor,
            boolean steward)
            implements Command {}

    /**
     * Stop the run: nothing of it is executed any more that has not ended.
     *
     * @param reason the content that holds the words
     */
    record CancelRun(String reason) implements Command {}

    /**
     * Put the run on hold.
     *
     * @param reason the content that holds the words
     * @param actor who asks
     */
    record HoldRun(String reason, Actor actor) implements Command {}

    /**
     * Let the run go on.
     *
     * @param reason the content that holds the words
     * @param actor who asks
     */
    record ReleaseRun(String reason, Actor actor) implements Command {}

    /**
     * Say something about a step.
     *
     * @param step the step
     * @param comment the content that holds the words
     */
    record AddComment(String step, String comment) implements Command {}

    /**
     * Write down that somebody tried to answer who may not.
     *
     * @param step the step
     * @param round the round
     * @param code why they may not
     */
    record NoteAttempt(String step, int round, ErrorCode code) implements Command {}

    /**
     * Take a request back.
     *
     * @param seen what was looked at
     * @param reason the content that holds the words
     * @param actor who asks
     */
    record Recall(Seen seen, String reason, Actor actor) implements Command {}

    /**
     * Ask again after a no or a recall.
     *
     * @param seen what was looked at
     * @param payload another payload, or empty for the same
     * @param reason the content that holds the words
     */
    record Resubmit(Seen seen, Optional<PayloadRef> payload, String reason) implements Command {}

    /**
     * Give a step that has not started another payload.
     *
     * @param seen what was looked at
     * @param payload the payload
     * @param reason the content that holds the words
     */
    record EditPayload(Seen seen, PayloadRef payload, String reason) implements Command {}

    /**
     * Take an approval back.
     *
     * @param seen what was looked at
     * @param reason the content that holds the words
     * @param actor who asks, with the roles held now
     * @param compensation the step to propose if the action was executed; empty if the catalogue has none
     */
    record Reverse(Seen seen, String reason, Actor actor, Optional<AddSteps> compensation) implements Command {}

    /**
     * Say what became of an action of which the library does not know.
     *
     * @param seen what was looked at
     * @param done whether it happened
     * @param reason the content that holds the words
     * @param actor who says so
     * @param compensation the step to propose if it happened and an approver had objected
     */
    record Resolve(Seen seen, boolean done, String reason, Actor actor, Optional<AddSteps> compensation)
            implements Command {}

    /**
     * Put verdicts on steps that became eligible.
     *
     * @param rulings one per step
     * @param roles the roles that earlier voters hold now; a voter who is missing is not known any more
     */
    record Bind(List<Ruling> rulings, Map<String, Set<String>> roles) implements Command {}

    /**
     * Note what the gate would say about steps that are not eligible yet.
     *
     * @param rulings one per step
     */
    record Forecast(List<Ruling> rulings) implements Command {}

    /**
     * Consume a step's permit; the handler is called after the commit.
     *
     * @param ruling what the gate says now
     * @param roles the roles that the voters hold now
     * @param worker the id of the worker that is about to call the handler
     */
    record StartStep(Ruling ruling, Map<String, Set<String>> roles, Optional<String> worker) implements Command {}

    /**
     * Note that a handler is done.
     *
     * @param step the step
     * @param permit the permit's key
     * @param attempt which call under that permit it was
     * @param outputs what it left
     * @param payloads payloads that it supplied for other steps
     * @param compensation the step to propose if an approver objected while the handler was at work
     */
    record CompleteStep(
            String step,
            String permit,
            int attempt,
            Outputs outputs,
            Map<String, PayloadRef> payloads,
            Optional<AddSteps> compensation)
            implements Command {
        /** Copies the map. */
        public CompleteStep {
            payloads = Map.copyOf(payloads);
        }
    }

    /**
     * Note that a handler did not succeed.
     *
     * @param step the step
     * @param permit the permit's key
     * @param attempt which call under that permit it was
     * @param certain whether the handler is sure that nothing happened
     * @param repeatable whether calling it again is safe
     * @param reason the content that says why; empty after the process ended in the middle
     */
    record FailStep(
            String step, String permit, int attempt, boolean certain, boolean repeatable, Optional<String> reason)
            implements Command {}

    /**
     * Look again at a step whose time has come: its hold is over, or people have not answered for long.
     *
     * @param step the step
     * @param staffing who the approvers are now
     */
    record Wake(String step, Staffing staffing) implements Command {}

    /**
     * Put a step before another one that has not started (S13).
     *
     * @param seen what was looked at: the step that is to wait
     * @param step the new step, without edges: it takes over those of the other one
     * @param texts the content that holds its title
     * @param reason the content that holds the words
     */
    record InsertBefore(Seen seen, StepSpec step, String texts, Optional<String> reason) implements Command {
        /**
         * Returns the id of a step that a rule inserts before another one. It is always the same, so that the step is
         * inserted once, and no plan can use it.
         */
        public static String id(String rule, String target) {
            return rule + "@" + target;
        }

        /** Returns whether a rule inserted the step of that id. */
        public static boolean isByRule(String step) {
            return step.indexOf('@') >= 0;
        }
    }

    /**
     * Put a step in the place of another one that has not started (S13).
     *
     * @param seen what was looked at: the step that is to go
     * @param by the new step, without edges: it takes over those of the other one
     * @param texts the content that holds its title
     * @param reason the content that holds the words
     * @param actor who asks
     */
    record Replace(Seen seen, StepSpec by, String texts, String reason, Actor actor) implements Command {}

    /**
     * Leave a step out that has not started: what waits for its completion will not be needed either (S13).
     *
     * @param seen what was looked at
     * @param reason the content that holds the words
     * @param actor who asks
     */
    record Skip(Seen seen, String reason, Actor actor) implements Command {}

    /**
     * Count an internal step that has not started as done: what waits for its completion goes on (S13).
     *
     * @param seen what was looked at
     * @param reason the content that holds the words
     * @param actor who asks
     */
    record Waive(Seen seen, String reason, Actor actor) implements Command {}

    /**
     * What somebody looked at when they decided.
     *
     * @param step the step
     * @param version the step's version
     * @param round the round's number, 0 if there was none
     */
    record Seen(String step, long version, int round) {
        /** Returns what somebody sees who looks now. */
        public static Seen of(Step step) {
            return new Seen(
                    step.id(),
                    step.version(),
                    step.lastRound().map(Round::number).orElse(0));
        }
    }

    /** Returns the states in which a step has not started, so that its payload and its place in the graph may still change. */
    static Set<StepState> editable() {
        return Set.of(
                StepState.BLOCKED,
                StepState.HELD,
                StepState.AWAITING_APPROVAL,
                StepState.CHANGES_REQUESTED,
                StepState.READY);
    }
}
