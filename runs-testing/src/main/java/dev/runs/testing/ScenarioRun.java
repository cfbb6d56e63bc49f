package dev.runs.testing;

import dev.runs.actor.Actor;
import dev.runs.content.Payload;
import dev.runs.engine.Answer;
import dev.runs.engine.ApprovalView;
import dev.runs.engine.Session;
import dev.runs.engine.StepView;
import dev.runs.error.ErrorCode;
import dev.runs.error.RunsException;
import dev.runs.gate.Approver;
import dev.runs.plan.Proposal;
import dev.runs.run.RecordedEvent;
import dev.runs.run.Refusal;
import dev.runs.run.Run;
import dev.runs.run.RunEvent;
import dev.runs.run.RunOutcome;
import dev.runs.run.RunStatus;
import dev.runs.run.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A run of a scenario: what people do about it, each looking at it first, and assertions on how it stands.
 *
 * <p>A command that is refused fails the test with a {@link RefusedError}; {@link #refused} is for those that must be. A test
 * that decides on what somebody saw earlier takes the view first ({@link #approval}, {@link #seen}) and uses a
 * {@link #as session}.
 *
 * @since 0.1.0
 */
public final class ScenarioRun {
    private final Scenario scenario;
    private final Actor starter;
    private final String id;

    ScenarioRun(Scenario scenario, Actor starter, String id) {
        this.scenario = scenario;
        this.starter = starter;
        this.id = id;
    }

    /** Returns the run's id. */
    public String id() {
        return id;
    }

    /** Returns the run as it stands. */
    public Run now() {
        return session().run(id);
    }

    /** Returns its history, oldest first. */
    public List<RecordedEvent> history() {
        return session().history(id);
    }

    /** Returns the events of one kind, oldest first. */
    public <E extends RunEvent> List<E> events(Class<E> kind) {
        return history().stream()
                .map(RecordedEvent::event)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /** Returns what whoever started it can do and see. */
    public Session session() {
        return scenario.as(starter);
    }

    /** Returns what one of the people can do and see. */
    public Session as(String who) {
        return scenario.as(who);
    }

    // ---- what people do -----------------------------------------------------------------------------------------

    /**
     * Returns what one of the people sees of a question.
     *
     * @throws RefusedError if there is none that they may see
     */
    public ApprovalView approval(String who, String step) {
        try {
            return as(who).approval(id, step);
        } catch (RunsException unseen) {
            throw new RefusedError(
                    "Run '" + id + "': a look of " + who + " at the question about " + step,
                    new Refusal(unseen.problems().get(0), Optional.empty()));
        }
    }

    /** Returns a step as one of the people sees it. */
    public StepView seen(String who, String step) {
        return as(who).step(id, step);
    }

    /** Somebody looks at a question and says yes. */
    public ScenarioRun approve(String who, String step) {
        return accepted(who + " approves " + step, as(who).approve(approval(who, step), "fine"));
    }

    /** Somebody looks at a question and says no. */
    public ScenarioRun reject(String who, String step) {
        return accepted(who + " rejects " + step, as(who).reject(approval(who, step), "not like this"));
    }

    /** Somebody looks at a question and wants something changed first. */
    public ScenarioRun requestChanges(String who, String step) {
        return accepted(
                who + " requests changes of " + step, as(who).requestChanges(approval(who, step), "change the tone"));
    }

    /** Somebody takes a question upon themselves. */
    public ScenarioRun claim(String who, String step) {
        return accepted(who + " claims " + step, as(who).claim(approval(who, step)));
    }

    /** Somebody lets others answer again what they had taken upon themselves. */
    public ScenarioRun release(String who, String step) {
        return accepted(who + " releases " + step, as(who).release(approval(who, step)));
    }

    /** Somebody lets another person answer a question in their stead, for a while from now on. */
    public ScenarioRun delegate(String who, String step, String to, Duration length) {
        return accepted(
                who + " delegates " + step + " to " + to,
                as(who).delegate(
                                approval(who, step),
                                to,
                                scenario.clock().instant().plus(length),
                                "I am away"));
    }

    /** Somebody has another one asked. */
    public ScenarioRun reassign(String who, String step, String from, Approver to, boolean keepsVotes) {
        return accepted(
                who + " reassigns " + step + " to " + to.words(),
                as(who).reassign(approval(who, step), from, to, keepsVotes, "better so"));
    }

    /** Somebody puts the run on hold. */
    public ScenarioRun hold(String who) {
        return accepted(who + " holds the run", as(who).hold(id, "there is a lawsuit"));
    }

    /** Somebody lets the run go on. */
    public ScenarioRun letGo(String who) {
        return accepted(who + " lets the run go on", as(who).letGo(id, "it is settled"));
    }

    /** Somebody cancels the run. */
    public ScenarioRun cancel(String who) {
        return accepted(who + " cancels the run", as(who).cancel(id, "not needed any more"));
    }

    /** Somebody says something about a step. */
    public ScenarioRun comment(String who, String step, String words) {
        return on(who, "comments on", step, (session, view) -> session.comment(view, words));
    }

    /** Somebody takes a request back. */
    public ScenarioRun recall(String who, String step) {
        return on(who, "recalls", step, (session, view) -> session.recall(view, "wait"));
    }

    /** Somebody asks again, with the same payload. */
    public ScenarioRun resubmit(String who, String step) {
        return on(who, "resubmits", step, (session, view) -> session.resubmit(view, "once more"));
    }

    /** Somebody asks again, with another payload. */
    public ScenarioRun resubmit(String who, String step, Payload payload) {
        return on(who, "resubmits", step, (session, view) -> session.resubmit(view, payload, "better"));
    }

    /** Somebody changes the payload. */
    public ScenarioRun edit(String who, String step, Payload payload) {
        return on(who, "edits", step, (session, view) -> session.edit(view, payload, "a correction"));
    }

    /** Somebody takes an approval back. */
    public ScenarioRun reverse(String who, String step) {
        return on(who, "reverses", step, (session, view) -> session.reverse(view, "that was wrong"));
    }

    /** Somebody says what became of an action whose end nobody knows. */
    public ScenarioRun resolve(String who, String step, boolean done) {
        return on(who, "resolves", step, (session, view) -> session.resolve(view, done, "I looked"));
    }

    /** Somebody leaves a step out. */
    public ScenarioRun skip(String who, String step) {
        return on(who, "skips", step, (session, view) -> session.skip(view, "not needed"));
    }

    /** Somebody puts a step before another one. */
    public ScenarioRun insertBefore(String who, String step, Proposal one) {
        return on(who, "inserts before", step, (session, view) -> session.insertBefore(view, one, "first this"));
    }

    /** Somebody adds steps. */
    public ScenarioRun propose(String who, Proposal steps) {
        return accepted(who + " proposes", as(who).propose(id, steps));
    }

    /** Somebody does whatever else can be done about a step. */
    public ScenarioRun on(String who, String does, String step, Action action) {
        Session session = as(who);
        return accepted(who + " " + does + " " + step, action.apply(session, session.step(id, step)));
    }

    /**
     * What somebody does about a step.
     *
     * @since 0.1.0
     */
    @FunctionalInterface
    public interface Action {
        /** Does it. */
        Answer apply(Session session, StepView view);
    }

    private ScenarioRun accepted(String what, Answer answer) {
        if (answer instanceof Answer.Refused refused) {
            throw new RefusedError("Run '" + id + "': " + what, refused.refusal());
        }
        return this;
    }

    /** Asserts that a command is refused, with that code. */
    public Refusal refused(ErrorCode code, Consumer<ScenarioRun> command) {
        Refusal refusal;
        try {
            command.accept(this);
            throw new AssertionError(
                    "Run '" + id + "': the command was accepted, not refused with " + code + ".\n" + story());
        } catch (RefusedError error) {
            refusal = error.refusal();
        }
        if (refusal.code() != code) {
            throw new AssertionError("Run '" + id + "': the command was refused with " + refusal.code() + ", not "
                    + code + ": " + refusal.message());
        }
        return refusal;
    }

    // ---- how it stands ------------------------------------------------------------------------------------------

    /** Returns a step, with assertions. */
    public ScenarioStep step(String step) {
        return new ScenarioStep(this, step);
    }

    /** Asserts the run's status. */
    public ScenarioRun is(RunStatus status) {
        return same("status", status, now().status());
    }

    /** Asserts that the run is at its end, and what came of it. */
    public ScenarioRun ended(RunOutcome outcome) {
        return same("outcome", Optional.of(outcome), now().outcome());
    }

    /** Asserts how many steps wait for people, were approved, were rejected. */
    public ScenarioRun counts(long pending, long approved, long rejected) {
        Run now = now();
        return same(
                "pending/approved/rejected",
                List.of(pending, approved, rejected),
                List.of(now.pending(), now.approved(), now.rejected()));
    }

    /** Asserts what was done, as the ids of steps in the order of the calls. */
    public ScenarioRun performed(String... steps) {
        return same(
                "calls of handlers",
                List.of(steps),
                scenario.handlers().calls().stream()
                        .filter(call -> call.run().equals(id) && call.tenant().equals(starter.tenant()))
                        .map(Performed::step)
                        .toList());
    }

    ScenarioRun same(String what, Object wanted, Object found) {
        if (!found.equals(wanted)) {
            throw new AssertionError(
                    "Run '" + id + "': the " + what + " is " + found + ", not " + wanted + ".\n" + story());
        }
        return this;
    }

    /** Returns the states of all steps and the history, for messages. */
    String story() {
        Map<String, Object> states = new TreeMap<>();
        now().steps().forEach((Step step) -> states.put(step.id(), step.state()));
        StringBuilder story = new StringBuilder("States: ").append(states).append("\nHistory:");
        for (RecordedEvent event : history()) {
            story.append("\n  ").append(Invariants.line(event));
        }
        return story.toString();
    }
}
