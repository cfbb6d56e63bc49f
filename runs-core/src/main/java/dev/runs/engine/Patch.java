package dev.runs.engine;

import dev.runs.access.Permission;
import dev.runs.plan.Proposal;
import dev.runs.plan.StepPlan;
import java.util.List;
import java.util.Optional;

/**
 * A change to the steps of a run that works (S13), to be {@linkplain Session#preview looked at} or
 * {@linkplain Session#apply made}. It touches only what has not started. Immutable.
 *
 * @param kind what is done
 * @param run the run's id
 * @param seen the step that it is about, as it was looked at; empty if steps are added
 * @param steps the steps that are new
 * @param reason why, in the words of whoever does it
 * @since 0.1.0
 */
public record Patch(Kind kind, String run, Optional<StepView> seen, List<StepPlan> steps, String reason) {
    /**
     * The kinds of patch.
     *
     * @since 0.1.0
     */
    public enum Kind {
        /** Steps are added, with edges of their own. */
        ADD,
        /** A step is put before another one. */
        INSERT_BEFORE,
        /** A step takes the place of another one. */
        REPLACE,
        /** A step is left out. */
        SKIP,
        /** A step counts as done. */
        WAIVE
    }

    /** Copies the list. */
    public Patch {
        steps = List.copyOf(steps);
    }

    /** Returns the patch that adds steps. */
    public static Patch add(String run, Proposal steps) {
        return new Patch(Kind.ADD, run, Optional.empty(), steps.steps(), "");
    }

    /** Returns the patch that puts a step before another one. */
    public static Patch insertBefore(StepView target, Proposal one, String reason) {
        return new Patch(Kind.INSERT_BEFORE, target.run(), Optional.of(target), one.steps(), reason);
    }

    /** Returns the patch that puts a step in the place of another one. */
    public static Patch replace(StepView step, Proposal one, String reason) {
        return new Patch(Kind.REPLACE, step.run(), Optional.of(step), one.steps(), reason);
    }

    /** Returns the patch that leaves a step out. */
    public static Patch skip(StepView step, String reason) {
        return new Patch(Kind.SKIP, step.run(), Optional.of(step), List.of(), reason);
    }

    /** Returns the patch that counts an internal step as done. */
    public static Patch waive(StepView step, String reason) {
        return new Patch(Kind.WAIVE, step.run(), Optional.of(step), List.of(), reason);
    }

    /** Returns what its maker must be permitted. */
    Permission permission() {
        return kind == Kind.SKIP || kind == Kind.WAIVE ? Permission.SKIP : Permission.PROPOSE;
    }

    /** Returns what it is, without words of people. */
    String what() {
        return seen.map(step -> kind + " " + step.step()).orElse("PROPOSE");
    }
}
