package dev.runs.engine;

import dev.runs.access.AccessPolicy;
import dev.runs.access.AccessQuestion;
import dev.runs.access.Permission;
import dev.runs.actor.Actor;
import dev.runs.error.ErrorCode;
import dev.runs.error.RunsException;
import dev.runs.run.Refusal;
import dev.runs.run.Run;
import dev.runs.run.Step;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the access policy. A failure of the host's code lets nobody in. */
final class Guard {
    private static final Logger LOG = LoggerFactory.getLogger(Guard.class);

    private final Engine engine;
    private final AccessPolicy policy;

    Guard(Engine engine) {
        this.engine = engine;
        this.policy = engine.settings().access();
    }

    /** Returns whether the actor may do something that is about the tenant. */
    boolean allows(Actor actor, Permission permission) {
        return allows(new AccessQuestion(actor, permission, Optional.empty(), Optional.empty(), tie -> false));
    }

    /** Returns whether the actor may do something with a run. */
    boolean allows(Actor actor, Permission permission, Run run) {
        return allows(actor, permission, run, Optional.empty());
    }

    /** Returns whether the actor may do something with a run, or with one step of it. */
    boolean allows(Actor actor, Permission permission, Run run, Optional<Step> step) {
        return allows(new AccessQuestion(
                actor, permission, Optional.of(run.id()), step.map(Step::id), ties(actor, run, step)));
    }

    /** Returns what an actor has to do with a run, or with one step of it. */
    Ties ties(Actor actor, Run run, Optional<Step> step) {
        return new Ties(run, step, actor, engine.now(), () -> engine.approvers().representedBy(actor, engine.now()));
    }

    private boolean allows(AccessQuestion question) {
        try {
            return policy.allows(question);
        } catch (RuntimeException e) {
            LOG.warn("The host's access policy failed; nobody may {}", question.permission(), e);
            return false;
        }
    }

    /** Returns why a command must be refused; empty if the actor may give it. */
    Optional<Refusal> refusal(Actor actor, Permission permission, Run run) {
        if (!allows(actor, Permission.SEE_RUN, run)) {
            return Optional.of(Engine.noSuchRun(run.id()));
        }
        return allows(actor, permission, run) ? Optional.empty() : Optional.of(refused(actor, permission, run));
    }

    /**
     * Lets the actor pass, or not.
     *
     * @throws RunsException if the actor may not
     */
    void require(Actor actor, Permission permission) {
        if (!allows(actor, permission)) {
            throw new RunsException(refused("Actor '" + actor.id() + "' of tenant '" + actor.tenant() + "' may not "
                            + permission.verb() + ".")
                    .problem());
        }
    }

    /**
     * Lets the actor pass, or not.
     *
     * @throws RunsException if the actor may not
     */
    void require(Actor actor, Permission permission, Run run) {
        if (!allows(actor, permission, run)) {
            throw new RunsException(refused(actor, permission, run).problem());
        }
    }

    private static Refusal refused(Actor actor, Permission permission, Run run) {
        return refused("Actor '" + actor.id() + "' may not " + permission.verb() + " run '" + run.id() + "'.");
    }

    private static Refusal refused(String text) {
        return Refusal.of(
                ErrorCode.NOT_PERMITTED,
                text,
                "leave it to somebody who may, or let the access policy say so (Runs.builder().access)");
    }
}
