package dev.runs.record;

import dev.runs.document.RunTexts;
import dev.runs.gate.Approver;
import dev.runs.run.AskingEvent;
import dev.runs.run.Fault;
import dev.runs.run.Outputs;
import dev.runs.run.RecordedEvent;
import dev.runs.run.RunEvent;
import dev.runs.run.StepSpec;
import dev.runs.run.Vote;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One sentence for each kind of event. */
final class EventWording implements RunEvent.Cases<String> {
    private final Facts facts;
    private final Times times;
    private final StepWording steps;
    private final RecordedEvent recorded;
    private final Names names;

    private EventWording(Facts facts, Times times, StepWording steps, RecordedEvent recorded) {
        this.facts = facts;
        this.times = times;
        this.steps = steps;
        this.recorded = recorded;
        this.names = facts.names();
    }

    static String sentence(Facts facts, Times times, StepWording steps, RecordedEvent recorded) {
        return Wording.sentence(recorded.event().match(new EventWording(facts, times, steps, recorded)));
    }

    private String title(String step) {
        return facts.named(step);
    }

    private String action(String step) {
        return facts.namedAction(step);
    }

    private String because(Optional<String> comment) {
        return comment.map(facts::comment).map(Wording::because).orElse("");
    }

    private String because(String comment) {
        return Wording.because(facts.comment(comment));
    }

    @Override
    public String runStarted(RunEvent.RunStarted event) {
        String trigger = event.header().signal().isEmpty()
                ? "The run was started without a signal"
                : "The run was started by a signal"
                        + Wording.because(
                                facts.signal().map(RunTexts.SignalText::label).orElseGet(facts::gone));
        int meetings = event.header().meetings().size();
        return meetings == 0 ? trigger : trigger + "; " + Wording.count(meetings, "meeting") + " contributed";
    }

    @Override
    public String stepsAdded(RunEvent.StepsAdded event) {
        int added = event.steps().size();
        List<String> titles =
                event.steps().stream().map(StepSpec::id).map(this::title).toList();
        return Wording.count(added, "step") + (added == 1 ? " was" : " were") + " added"
                + (added == 0 ? "" : ": " + Wording.few(titles));
    }

    @Override
    public String payloadSet(RunEvent.PayloadSet event) {
        return switch (event.origin()) {
            case OUTPUT -> title(event.step()) + " was given its payload by an earlier step";
            case EDIT -> "The payload of " + action(event.step()) + " was edited" + because(event.reason());
            case RESUBMISSION ->
                action(event.step()) + " was given another payload, to be asked for again" + because(event.reason());
        };
    }

    @Override
    public String gateAsked(RunEvent.GateAsked event) {
        String question = switch (event.phase()) {
            case FORECAST -> "The rules foresee for " + title(event.step());
            case BINDING -> "The rules were asked about " + title(event.step());
            case START -> "The rules were asked again before " + title(event.step()) + " was to start";
        };
        String unfilled =
                event.unfilled().isEmpty() ? "" : "; nobody holds " + Wording.quoted(List.copyOf(event.unfilled()));
        return question + ": " + verdict(event) + unfilled;
    }

    /** "needs approval (rule ADV-001)". */
    static String verdict(RunEvent.GateAsked event) {
        String verdict = switch (event.verdict()) {
            case ALLOW -> "allowed";
            case NEEDS_APPROVAL -> "needs approval";
            case HOLD -> "not yet";
            case DENY -> "forbidden";
        };
        return verdict + " (" + (event.rules().isEmpty() ? "no rule decided" : StepWording.rules(event.rules())) + ")";
    }

    @Override
    public String roundOpened(RunEvent.RoundOpened event) {
        int carried = event.carried().size();
        return "Approval of " + action(event.step()) + " was asked of "
                + Wording.approvers(event.requirement(), facts.names())
                + (event.number() > 1 ? ", round " + event.number() : "")
                + (carried == 0
                        ? ""
                        : "; " + Wording.count(carried, "earlier vote") + (carried == 1 ? " counts" : " count")
                                + " on");
    }

    @Override
    public String voteCast(RunEvent.VoteCast event) {
        Vote vote = event.vote();
        String what = switch (vote.choice()) {
            case APPROVE -> action(event.step()) + " was approved by ";
            case REJECT -> action(event.step()) + " was rejected by ";
            case REQUEST_CHANGES -> "Changes to " + action(event.step()) + " were requested by ";
        };
        return what
                + facts.who(vote.voter())
                + vote.insteadOf().map(other -> " for " + names.of(other)).orElse("")
                + (Approver.isPerson(vote.role()) ? "" : " as " + vote.role())
                + because(vote.reason());
    }

    @Override
    public String roundClosed(RunEvent.RoundClosed event) {
        String action = action(event.step());
        String how = switch (event.how()) {
            case OPEN -> "Approval of " + action + " is asked again";
            case SUSPENDED -> "Approval of " + action + " is not asked for the time being";
            case APPROVED -> action + " has its approval";
            case REJECTED -> action + " has not got its approval";
            case RECALLED -> "The request for " + action + " was taken back";
            case WITHDRAWN -> "The approval of " + action + " is not needed any more";
            case SUPERSEDED -> "The votes of round " + event.round() + " on " + action + " do not decide any more";
            case REVERSED -> "The approval of " + action + " was taken back";
            case OVERRULED -> "The approval of " + action + " was overruled by a rule";
            case RETURNED -> action + " was sent back to be changed";
            case EXPIRED -> "Nobody answered in time about " + action;
        };
        return how + because(event.reason());
    }

    @Override
    public String permitIssued(RunEvent.PermitIssued event) {
        return title(event.step()) + " may be executed once, until "
                + times.exact(event.permit().expires())
                + event.permit()
                        .round()
                        .map(round -> ", by its approval in round " + round)
                        .orElse(", without an approval");
    }

    @Override
    public String permitRevoked(RunEvent.PermitRevoked event) {
        return title(event.step()) + " may not be executed any more";
    }

    @Override
    public String stepBlocked(RunEvent.StepBlocked event) {
        String title = title(event.step());
        String what = switch (event.cause()) {
            case EDITED -> title + " is looked at anew, because its payload was edited";
            case RESUBMITTED -> title + " was asked for again";
            case REOPENED -> title + " waits again, because an earlier step was asked for again";
            case WOKEN -> title + " is looked at anew, because its time has come";
            case NOT_DONE -> title + " had not happened, says " + facts.who(recorded.by());
        };
        return what + because(event.reason());
    }

    @Override
    public String stepHeld(RunEvent.StepHeld event) {
        return title(event.step()) + " is held by a rule until " + times.exact(event.until());
    }

    @Override
    public String changesRequested(RunEvent.ChangesRequested event) {
        return title(event.step()) + " waits to be asked for again" + because(event.reason());
    }

    @Override
    public String stepRejected(RunEvent.StepRejected event) {
        return title(event.step()) + " was rejected"
                + switch (event.whose()) {
                    case PERSON -> " by a person";
                    case RULE -> " by a rule";
                    case REVERSAL -> ", because its approval was taken back";
                    case EXPIRY -> ", because nobody answered in time";
                };
    }

    @Override
    public String stepSkipped(RunEvent.StepSkipped event) {
        return event.because()
                .map(other -> title(event.step()) + " is not needed, because of how " + title(other) + " ended")
                .orElseGet(() -> title(event.step()) + " was skipped" + because(event.reason()));
    }

    @Override
    public String stepStarted(RunEvent.StepStarted event) {
        return title(event.step()) + " was started" + (event.attempt() > 1 ? ", attempt " + event.attempt() : "");
    }

    @Override
    public String stepCompleted(RunEvent.StepCompleted event) {
        if (event.reason().isPresent()) {
            return title(event.step()) + " is done, says " + facts.who(recorded.by()) + because(event.reason());
        }
        if (event.outputs().isEmpty()) {
            return title(event.step()) + " was reached";
        }
        Outputs outputs = event.outputs().get();
        String note = facts.outputs(outputs)
                .map(text -> text.note().map(Wording::because).orElse(""))
                .orElse(Wording.because(facts.gone()));
        return title(event.step()) + " was completed" + note + left(outputs);
    }

    private static String left(Outputs outputs) {
        List<String> left = new ArrayList<>();
        if (outputs.previews() > 0) {
            left.add(Wording.count(outputs.previews(), "action preview"));
        }
        if (!outputs.artifacts().isEmpty()) {
            left.add(Wording.count(outputs.artifacts().size(), "file"));
        }
        if (!outputs.roadmapLinks().isEmpty()) {
            left.add(Wording.count(outputs.roadmapLinks().size(), "roadmap link"));
        }
        return left.isEmpty() ? "" : " (" + Wording.and(left) + ")";
    }

    @Override
    public String stepFailed(RunEvent.StepFailed event) {
        return title(event.step()) + " did not happen" + because(event.reason());
    }

    @Override
    public String stepRetrying(RunEvent.StepRetrying event) {
        return title(event.step()) + " failed and is tried again" + because(event.reason());
    }

    @Override
    public String stepStuck(RunEvent.StepStuck event) {
        return (event.repeatable()
                        ? title(event.step()) + " failed as often as it may; a person must say how to go on"
                        : "Nobody knows whether " + title(event.step()) + " happened; a person must say")
                + because(event.reason());
    }

    @Override
    public String objectionRecorded(RunEvent.ObjectionRecorded event) {
        return "An objection by " + facts.who(event.objection().by()) + " to " + action(event.step())
                + " came after its start" + because(event.objection().reason());
    }

    @Override
    public String faultRaised(RunEvent.FaultRaised event) {
        return title(event.step()) + " needs attention: "
                + Wording.clause(steps.fault(new Fault(event.code(), event.rules(), event.roles(), recorded.at())));
    }

    @Override
    public String stepInserted(RunEvent.StepInserted event) {
        return title(event.step().id()) + " was put before " + title(event.before()) + because(event.reason());
    }

    @Override
    public String stepReplaced(RunEvent.StepReplaced event) {
        return title(event.step()) + " was replaced by " + title(event.by().id()) + because(event.reason());
    }

    @Override
    public String stepWaived(RunEvent.StepWaived event) {
        return title(event.step()) + " was waived: it counts as done, and nothing was executed"
                + because(event.reason());
    }

    @Override
    public String stepCancelled(RunEvent.StepCancelled event) {
        return title(event.step()) + " was stopped, because " + title(event.because()) + " has enough without it";
    }

    @Override
    public String roundSuspended(RunEvent.RoundSuspended event) {
        return "Approval of " + action(event.step()) + " is not asked for the time being";
    }

    @Override
    public String roundResumed(RunEvent.RoundResumed event) {
        return "Approval of " + action(event.step()) + " is looked at again, and the votes of round " + event.round()
                + " count on";
    }

    @Override
    public String lateResultRecorded(RunEvent.LateResultRecorded event) {
        String note = event.outputs()
                .map(outputs -> facts.outputs(outputs)
                        .map(text -> text.note().map(Wording::because).orElse(""))
                        .orElse(Wording.because(facts.gone())))
                .orElse("");
        return "After it was stopped, " + StepWording.late(title(event.step()), event.result()) + note
                + because(event.reason());
    }

    @Override
    public String stepStopped(RunEvent.StepStopped event) {
        return title(event.step()) + " was stopped, because the run was cancelled" + because(event.reason());
    }

    @Override
    public String runHeld(RunEvent.RunHeld event) {
        return "The run was put on hold" + because(event.reason());
    }

    @Override
    public String runReleased(RunEvent.RunReleased event) {
        return "The run goes on" + because(event.reason());
    }

    @Override
    public String commentAdded(RunEvent.CommentAdded event) {
        return "A comment on " + title(event.step()) + " by " + facts.who(recorded.by()) + because(event.comment());
    }

    @Override
    public String stageOpened(AskingEvent.StageOpened event) {
        List<String> asked = event.offer().asked().stream().map(names::ofKey).toList();
        return "Approval of " + action(event.step()) + " is asked of "
                + (asked.isEmpty() ? "nobody" : String.join(" or ", asked)) + ", stage "
                + (event.offer().stage() + 1);
    }

    @Override
    public String itemClaimed(AskingEvent.ItemClaimed event) {
        return "The question about " + action(event.step()) + " is with " + names.of(event.person()) + " now"
                + (Approver.isPerson(event.key()) ? "" : ", for " + event.key());
    }

    @Override
    public String itemReleased(AskingEvent.ItemReleased event) {
        return "The question about " + action(event.step()) + " is open to any " + names.ofKey(event.key()) + " again";
    }

    @Override
    public String itemDelegated(AskingEvent.ItemDelegated event) {
        return "About " + action(event.step()) + ", "
                + names.of(event.delegation().to()) + " may answer for "
                + names.of(event.delegation().from()) + " until "
                + times.exact(event.delegation().until())
                + because(event.reason());
    }

    @Override
    public String itemReassigned(AskingEvent.ItemReassigned event) {
        return "About " + action(event.step()) + ", " + names.ofKey(event.to()) + " is asked instead of "
                + names.ofKey(event.key()) + (event.keepsVotes() ? "" : ", and what was said so far does not count")
                + because(event.reason());
    }

    @Override
    public String reminderSent(AskingEvent.ReminderSent event) {
        return "Whoever is asked about " + action(event.step()) + " was reminded";
    }

    @Override
    public String escalated(AskingEvent.Escalated event) {
        return "As nobody answered about " + action(event.step()) + ", "
                + String.join(" or ", event.to().stream().map(names::ofKey).toList()) + " may answer as well";
    }

    @Override
    public String attemptRefused(AskingEvent.AttemptRefused event) {
        return "An answer by " + recorded.by() + " about " + action(event.step()) + " was refused ("
                + event.code().words() + ")";
    }
}
