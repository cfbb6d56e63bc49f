package dev.runs.engine;

import dev.runs.access.Permission;
import dev.runs.actor.Actor;
import dev.runs.content.Digest;
import dev.runs.gate.Approver;
import dev.runs.run.ActorRef;
import dev.runs.run.Answering;
import dev.runs.run.Command;
import dev.runs.run.PayloadRef;
import dev.runs.run.Round;
import dev.runs.run.Run;
import dev.runs.run.Staffing;
import dev.runs.run.StandIn;
import dev.runs.run.Step;
import dev.runs.run.Vote;
import dev.runs.storage.RunKey;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one actor could do now. It is found out by deciding on each command without keeping anything, so that nothing is offered that would
 * be refused for how things stand; what depends on what people will say, such as a reason or a payload, is not looked at.
 */
final class Options {
    private final Engine engine;
    private final Actor actor;
    private final Run run;
    private final Draft draft;

    Options(Engine engine, Actor actor, Run run) {
        this.engine = engine;
        this.actor = actor;
        this.run = run;
        this.draft = new Draft(
                engine.settings(),
                new RunKey(actor.tenant(), run.id()),
                run,
                engine.now(),
                ActorRef.of(actor),
                new CommandName("", "nothing"));
    }

    private boolean may(Permission permission) {
        return engine.guard().allows(actor, permission, run);
    }

    private boolean works(Command command) {
        return !engine.wouldRefuse(draft, command);
    }

    Set<RunAction> ofRun() {
        Set<RunAction> all = EnumSet.noneOf(RunAction.class);
        add(all, RunAction.CANCEL, may(Permission.CANCEL) && works(new Command.CancelRun("")));
        boolean holds = may(Permission.HOLD);
        boolean ended = run.status().isTerminal();
        add(all, RunAction.HOLD, holds && !ended && works(new Command.HoldRun("", actor)));
        add(all, RunAction.LET_GO, holds && works(new Command.ReleaseRun("", actor)));
        add(all, RunAction.EXPORT, may(Permission.EXPORT));
        return all;
    }

    Set<StepAction> of(Step step) {
        Set<StepAction> all = EnumSet.noneOf(StepAction.class);
        Command.Seen seen = Command.Seen.of(step);
        answers(all, step, seen);
        boolean edits = may(Permission.EDIT);
        PayloadRef payload = new PayloadRef("", new Digest(""), draft.by());
        add(all, StepAction.EDIT, edits && works(new Command.EditPayload(seen, payload, "")));
        add(all, StepAction.RECALL, works(new Command.Recall(seen, "", actor)));
        add(all, StepAction.RESUBMIT, edits && works(new Command.Resubmit(seen, Optional.empty(), "")));
        add(all, StepAction.REVERSE, works(new Command.Reverse(seen, "", actor, Optional.empty())));
        add(all, StepAction.REDO, run.hold().isEmpty() && Interventions.isExecuted(step) && may(Permission.PROPOSE));
        add(
                all,
                StepAction.RESOLVE,
                may(Permission.RESOLVE) && works(new Command.Resolve(seen, true, "", actor, Optional.empty())));
        boolean skips = may(Permission.SKIP);
        add(all, StepAction.SKIP, skips && works(new Command.Skip(seen, "", actor)));
        add(all, StepAction.WAIVE, skips && works(new Command.Waive(seen, "", actor)));
        add(all, StepAction.COMMENT, may(Permission.COMMENT));
        return all;
    }

    private void answers(Set<StepAction> all, Step step, Command.Seen seen) {
        Optional<Round> round = step.openRound();
        if (round.isPresent()) {
            List<StandIn> standIns = engine.approvers().standIns(actor, round, draft.at());
            add(all, StepAction.APPROVE, Answering.isOpenTo(round.get(), actor, standIns));
            add(all, StepAction.REJECT, works(vote(seen, Vote.Choice.REJECT, standIns)));
            add(all, StepAction.REQUEST_CHANGES, works(vote(seen, Vote.Choice.REQUEST_CHANGES, standIns)));
            add(all, StepAction.CLAIM, works(new Command.Claim(seen, Optional.empty(), actor, standIns)));
            boolean steward = may(Permission.REASSIGN);
            add(all, StepAction.RELEASE, works(new Command.Release(seen, actor, steward)));
            // Somebody who is not there: whom the question is handed to is not known yet.
            Actor somebody = Actor.human(actor.tenant(), "?");
            add(
                    all,
                    StepAction.DELEGATE,
                    works(new Command.Delegate(
                            seen, somebody, draft.at().plus(Duration.ofDays(1)), Optional.empty(), actor)));
            add(
                    all,
                    StepAction.REASSIGN,
                    round.get().missing().stream()
                            .flatMap(asking -> asking.offer().everyone().stream())
                            .anyMatch(key -> works(reassigned(seen, key, somebody, steward))));
        }
    }

    private Command vote(Command.Seen seen, Vote.Choice choice, List<StandIn> standIns) {
        return new Command.CastVote(seen, choice, Optional.empty(), "", actor, standIns, Staffing.FULL);
    }

    private Command reassigned(Command.Seen seen, String key, Actor to, boolean steward) {
        return new Command.Reassign(
                seen, key, Approver.person(to.id()), Optional.of(to), true, Optional.empty(), actor, steward);
    }

    private static <E> void add(Set<E> all, E one, boolean possible) {
        if (possible) {
            all.add(one);
        }
    }
}
