package dev.runs.plan;

import dev.runs.content.Payload;
import dev.runs.error.ErrorCode;
import dev.runs.error.Problem;
import dev.runs.error.RunsException;
import dev.runs.graph.Edge;
import dev.runs.graph.EdgeCondition;
import dev.runs.graph.Join;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Collects steps: {@link #step} begins one, and what follows says more about it. Not thread-safe.
 *
 * @param <B> the builder itself
 * @since 0.1.0
 */
public abstract sealed class StepsBuilder<B extends StepsBuilder<B>> permits RunPlan, Proposal {
    private final List<StepPlan> steps = new ArrayList<>();

    StepsBuilder() {}

    abstract B self();

    /** Begins a step. */
    public B step(String id, String title) {
        steps.add(new StepPlan(id, title, Optional.empty(), Join.all(), List.of(), Optional.empty(), Optional.empty()));
        return self();
    }

    /** Says which action the step performs; the action has the step's title. */
    public B action(String type, Payload payload) {
        return action(type, last().title(), payload);
    }

    /** Says which action the step performs; the action has the step's title. */
    public B action(String type, Record payload) {
        return action(type, Payload.from(payload));
    }

    /** Says which action the step performs, and how approvers read it. */
    public B action(String type, String title, Payload payload) {
        return replace(new StepPlan.ActionPlan(type, title, Optional.of(payload)));
    }

    /** Says which action the step performs, and how approvers read it. */
    public B action(String type, String title, Record payload) {
        return action(type, title, Payload.from(payload));
    }

    /** Says which action the step performs; an earlier step's handler supplies its payload, or somebody edits it in. */
    public B actionLater(String type, String title) {
        return replace(new StepPlan.ActionPlan(type, title, Optional.empty()));
    }

    /** Says that the step waits until the given ones are completed. */
    public B after(String... earlier) {
        return edges(EdgeCondition.COMPLETED, earlier);
    }

    /** Says that the step goes on only if the given ones are rejected. */
    public B onRejected(String... earlier) {
        return edges(EdgeCondition.REJECTED, earlier);
    }

    /** Says that the step goes on only if the given ones have failed. */
    public B onFailed(String... earlier) {
        return edges(EdgeCondition.FAILED, earlier);
    }

    /** Says that the step waits until the given ones are at their end, whichever. */
    public B afterEnd(String... earlier) {
        return edges(EdgeCondition.ALWAYS, earlier);
    }

    /** Says that one true edge is enough; otherwise every edge must be true. */
    public B joinAny() {
        return replace(Join.any());
    }

    /** Says that so many true edges are enough. */
    public B joinAtLeast(int count) {
        return replace(Join.atLeast(count));
    }

    /**
     * Says that what the step waits for is stopped as soon as it has enough: questions are withdrawn, permits are void, and
     * running work is asked to stop. Without it the losers go on. Whatever is done only for the losers is stopped too.
     *
     * @throws RunsException if the step waits for all of its steps, so that there are no losers
     */
    public B cancelRest() {
        StepPlan step = last();
        if (step.join() instanceof Join.All) {
            throw new RunsException(new Problem(
                    ErrorCode.PLAN_IMPOSSIBLE_JOIN,
                    "Step '" + step.id()
                            + "' waits for all of its steps, so that none is left to stop when it goes on.",
                    "call joinAny() or joinAtLeast(count) before cancelRest()"));
        }
        return replace(step.join().cancelRest());
    }

    /** Says what is noted when the step is done, unless its handler notes something else. */
    public B note(String note) {
        StepPlan step = last();
        return replace(new StepPlan(
                step.id(),
                step.title(),
                step.action(),
                step.join(),
                step.edges(),
                Optional.of(note),
                step.exclusive()));
    }

    /**
     * Says what the step needs for itself alone, in a word: of the run's steps with the same word, however they were approved, no
     * two are at work at once, and none begins while nobody knows whether another one happened.
     */
    public B exclusive(String resource) {
        StepPlan step = last();
        return replace(new StepPlan(
                step.id(), step.title(), step.action(), step.join(), step.edges(), step.note(), Optional.of(resource)));
    }

    /** Returns the steps as they are planned now. */
    public List<StepPlan> steps() {
        return List.copyOf(steps);
    }

    private B edges(EdgeCondition condition, String... earlier) {
        StepPlan step = last();
        List<Edge> edges = new ArrayList<>(step.edges());
        for (String id : earlier) {
            edges.add(new Edge(id, condition));
        }
        return replace(new StepPlan(
                step.id(), step.title(), step.action(), step.join(), edges, step.note(), step.exclusive()));
    }

    private B replace(StepPlan.ActionPlan action) {
        StepPlan step = last();
        return replace(new StepPlan(
                step.id(),
                step.title(),
                Optional.of(action),
                step.join(),
                step.edges(),
                step.note(),
                step.exclusive()));
    }

    private B replace(Join next) {
        StepPlan step = last();
        Join join = step.join().cancelsRest() ? next.cancelRest() : next;
        return replace(new StepPlan(
                step.id(), step.title(), step.action(), join, step.edges(), step.note(), step.exclusive()));
    }

    private B replace(StepPlan step) {
        steps.set(steps.size() - 1, step);
        return self();
    }

    private StepPlan last() {
        if (steps.isEmpty()) {
            throw new RunsException(new Problem(
                    ErrorCode.PLAN_EMPTY,
                    "A plan was told about a step before it has one.",
                    "call step(id, title) first"));
        }
        return steps.get(steps.size() - 1);
    }
}
