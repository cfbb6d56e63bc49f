package dev.runs.access;

import dev.runs.actor.Actor;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Whether an actor may do one thing. Ties are looked up when they are asked for; used by one thread, and thrown away.
 *
 * @since 0.1.0
 */
public final class AccessQuestion {
    private final Actor actor;
    private final Permission permission;
    private final Optional<String> run;
    private final Optional<String> step;
    private final Predicate<Tie> ties;

    /**
     * Makes a question.
     *
     * @param actor who, as the host knows the actor now
     * @param permission what
     * @param run the run, or empty where it is about the tenant
     * @param step the step, or empty where it is about the run as a whole
     * @param ties what the actor has to do with it
     */
    public AccessQuestion(
            Actor actor, Permission permission, Optional<String> run, Optional<String> step, Predicate<Tie> ties) {
        this.actor = actor;
        this.permission = permission;
        this.run = run;
        this.step = step;
        this.ties = ties;
    }

    /** Returns who asks, as the host knows the actor now. */
    public Actor actor() {
        return actor;
    }

    /** Returns what the actor wants to do. */
    public Permission permission() {
        return permission;
    }

    /** Returns the run's id; empty where it is about the tenant. */
    public Optional<String> run() {
        return run;
    }

    /** Returns the step's id; empty where it is about the run as a whole. */
    public Optional<String> step() {
        return step;
    }

    /** Returns whether the actor has this to do with the run, or with the step if there is one. */
    public boolean has(Tie tie) {
        return ties.test(tie);
    }

    /** Returns whether the actor has anything to do with it. */
    public boolean takesPart() {
        for (Tie tie : Tie.values()) {
            if (has(tie)) {
                return true;
            }
        }
        return false;
    }
}
