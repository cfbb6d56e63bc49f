package dev.runs.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.actor.Delegation;
import dev.runs.document.OutputsText;
import dev.runs.error.ErrorCode;
import dev.runs.gate.GateQuestion;
import dev.runs.gate.Requirement;
import dev.runs.gate.Track;
import dev.runs.kit.EventKinds;
import dev.runs.run.AskingEvent;
import dev.runs.run.LateResult;
import dev.runs.run.Objection;
import dev.runs.run.Offer;
import dev.runs.run.Outputs;
import dev.runs.run.RecordedEvent;
import dev.runs.run.Round;
import dev.runs.run.RunEvent;
import dev.runs.run.StepSpec;
import dev.runs.run.Vote;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** One line for each kind of event, whole. */
class EventWordingTest {
    private final Story story = Story.paused();
    private final Set<String> covered = new TreeSet<>();

    private String line(RunEvent event) {
        covered.add(event.getClass().getSimpleName());
        Facts facts = new Facts(story.source());
        Times times = new Times(Story.NEXT_DAY, ZoneOffset.UTC);
        RecordedEvent recorded = new RecordedEvent(99, Story.START, Story.ref(Story.ANA), "c", event);
        return EventWording.sentence(facts, times, new StepWording(facts, times), recorded);
    }

    private Optional<String> words(String words) {
        return Optional.of(story.say(words));
    }

    @Test
    void everyKindOfEventHasItsSentence() {
        starts();
        asking();
        setbacks();
        executions();
        patches();
        losers();
        arrangements();
        wholeRun();
        assertThat(covered)
                .containsExactlyInAnyOrderElementsOf(
                        EventKinds.all().stream().map(Class::getSimpleName).toList());
    }

    private void starts() {
        assertThat(line(story.history.get(0).event()))
                .isEqualTo("The run was started by a signal: Positive outcome call detected; 1 meeting contributed.");
        assertThat(line(story.history.get(1).event()))
                .isEqualTo(
                        "4 steps were added: 'Detect proof points', 'Create advocacy record', 'Wait for approval' and"
                                + " 'Offer an internal-only case study'.");
        assertThat(line(new RunEvent.PayloadSet(
                        "draft", story.payload("x"), RunEvent.PayloadSet.Origin.OUTPUT, Optional.empty())))
                .isEqualTo("'Create advocacy record' was given its payload by an earlier step.");
        assertThat(line(new RunEvent.PayloadSet(
                        "promote", story.payload("y"), RunEvent.PayloadSet.Origin.EDIT, words("Other quote."))))
                .isEqualTo("The payload of 'Promote Acme as a reference candidate' was edited: Other quote.");
        assertThat(line(new RunEvent.PayloadSet(
                        "promote", story.payload("z"), RunEvent.PayloadSet.Origin.RESUBMISSION, words("Mended"))))
                .isEqualTo("'Promote Acme as a reference candidate' was given another payload, to be asked for again:"
                        + " Mended.");
    }

    private void asking() {
        assertThat(line(asked(GateQuestion.Phase.FORECAST, RunEvent.VerdictKind.DENY, Set.of("D-1"), Set.of())))
                .isEqualTo("The rules foresee for 'Wait for approval': forbidden (rule D-1).");
        assertThat(line(asked(
                        GateQuestion.Phase.BINDING,
                        RunEvent.VerdictKind.NEEDS_APPROVAL,
                        Set.of("A-1", "A-2"),
                        Set.of("Legal"))))
                .isEqualTo("The rules were asked about 'Wait for approval': needs approval (rules A-1 and A-2); nobody"
                        + " holds 'Legal'.");
        assertThat(line(asked(GateQuestion.Phase.START, RunEvent.VerdictKind.HOLD, Set.of("H-1"), Set.of())))
                .isEqualTo("The rules were asked again before 'Wait for approval' was to start: not yet (rule H-1).");
        Track track = Track.of(Set.of("Legal", "Sales director"), 2, Optional.empty(), Set.of());
        Vote vote = new Vote(
                Story.ref(Story.CY),
                "Legal",
                track.stages().get(0).roles(),
                Vote.Choice.APPROVE,
                story.payload("p").digest(),
                story.say("Cleared"),
                Story.START);
        assertThat(line(new RunEvent.RoundOpened(
                        "promote",
                        2,
                        new Requirement(List.of(track)),
                        story.payload("p"),
                        "d",
                        Set.of(),
                        List.of(vote))))
                .isEqualTo(
                        "Approval of 'Promote Acme as a reference candidate' was asked of 2 of Legal or Sales director,"
                                + " round 2; 1 earlier vote counts on.");
        assertThat(line(new RunEvent.VoteCast("promote", 1, vote)))
                .isEqualTo("'Promote Acme as a reference candidate' was approved by cy as Legal: Cleared.");
        assertThat(closed(Round.State.OPEN))
                .isEqualTo("Approval of 'Promote Acme as a reference candidate' is asked again.");
        assertThat(closed(Round.State.SUSPENDED))
                .isEqualTo("Approval of 'Promote Acme as a reference candidate' is not asked for the time being.");
        assertThat(closed(Round.State.APPROVED)).isEqualTo("'Promote Acme as a reference candidate' has its approval.");
        assertThat(closed(Round.State.REJECTED))
                .isEqualTo("'Promote Acme as a reference candidate' has not got its approval.");
        assertThat(line(new RunEvent.RoundClosed("promote", 1, Round.State.RECALLED, words("Wrong customer"))))
                .isEqualTo("The request for 'Promote Acme as a reference candidate' was taken back: Wrong customer.");
        assertThat(closed(Round.State.WITHDRAWN))
                .isEqualTo("The approval of 'Promote Acme as a reference candidate' is not needed any more.");
        assertThat(closed(Round.State.SUPERSEDED))
                .isEqualTo("The votes of round 1 on 'Promote Acme as a reference candidate' do not decide any more.");
        assertThat(closed(Round.State.REVERSED))
                .isEqualTo("The approval of 'Promote Acme as a reference candidate' was taken back.");
        assertThat(closed(Round.State.OVERRULED))
                .isEqualTo("The approval of 'Promote Acme as a reference candidate' was overruled by a rule.");
    }

    private RunEvent asked(
            GateQuestion.Phase phase, RunEvent.VerdictKind verdict, Set<String> rules, Set<String> unfilled) {
        return new RunEvent.GateAsked("promote", phase, verdict, rules, Story.PACK.digest(), "d", unfilled);
    }

    private String closed(Round.State how) {
        return line(new RunEvent.RoundClosed("promote", 1, how, Optional.empty()));
    }

    private void setbacks() {
        assertThat(line(new RunEvent.PermitIssued(
                        "detect", story.step("detect").permit().orElseThrow())))
                .isEqualTo("'Detect proof points' may be executed once, until 27 November 2026, 14:05 UTC, without an"
                        + " approval.");
        assertThat(line(new RunEvent.PermitRevoked("promote", "key")))
                .isEqualTo("'Wait for approval' may not be executed any more.");
        assertThat(blocked(RunEvent.StepBlocked.Setback.EDITED))
                .isEqualTo("'Wait for approval' is looked at anew, because its payload was edited.");
        assertThat(line(new RunEvent.StepBlocked("promote", RunEvent.StepBlocked.Setback.RESUBMITTED, words("Please"))))
                .isEqualTo("'Wait for approval' was asked for again: Please.");
        assertThat(blocked(RunEvent.StepBlocked.Setback.REOPENED))
                .isEqualTo("'Wait for approval' waits again, because an earlier step was asked for again.");
        assertThat(blocked(RunEvent.StepBlocked.Setback.WOKEN))
                .isEqualTo("'Wait for approval' is looked at anew, because its time has come.");
        assertThat(blocked(RunEvent.StepBlocked.Setback.NOT_DONE))
                .isEqualTo("'Wait for approval' had not happened, says ana.");
        assertThat(line(new RunEvent.StepHeld("promote", Story.NEXT_DAY)))
                .isEqualTo("'Wait for approval' is held by a rule until 21 November 2026, 09:00 UTC.");
        assertThat(line(new RunEvent.ChangesRequested("promote", words("Use the other quote"))))
                .isEqualTo("'Wait for approval' waits to be asked for again: Use the other quote.");
        assertThat(line(new RunEvent.StepRejected("promote", RunEvent.StepRejected.No.PERSON)))
                .isEqualTo("'Wait for approval' was rejected by a person.");
        assertThat(line(new RunEvent.StepRejected("promote", RunEvent.StepRejected.No.RULE)))
                .isEqualTo("'Wait for approval' was rejected by a rule.");
        assertThat(line(new RunEvent.StepRejected("promote", RunEvent.StepRejected.No.REVERSAL)))
                .isEqualTo("'Wait for approval' was rejected, because its approval was taken back.");
        assertThat(line(new RunEvent.StepSkipped("case-study", "promote")))
                .isEqualTo(
                        "'Offer an internal-only case study' is not needed, because of how 'Wait for approval' ended.");
    }

    private String blocked(RunEvent.StepBlocked.Setback cause) {
        return line(new RunEvent.StepBlocked("promote", cause, Optional.empty()));
    }

    private void executions() {
        assertThat(line(new RunEvent.StepStarted("promote", "key", 1, Optional.empty())))
                .isEqualTo("'Wait for approval' was started.");
        assertThat(line(new RunEvent.StepStarted("promote", "key", 2, Optional.of("worker-1"))))
                .isEqualTo("'Wait for approval' was started, attempt 2.");
        String outputs = story.keep(Story.PROMOTED.toFields());
        assertThat(line(new RunEvent.StepCompleted(
                        "promote",
                        Optional.of(new Outputs(outputs, 1, List.of("file-1"), List.of("road-1"))),
                        Optional.empty())))
                .isEqualTo(
                        "'Wait for approval' was completed: Acme was promoted as a reference (1 action preview, 1 file"
                                + " and 1 roadmap link).");
        String silent = story.keep(new OutputsText(Optional.empty(), List.of(), List.of(), List.of()).toFields());
        assertThat(line(new RunEvent.StepCompleted(
                        "promote", Optional.of(new Outputs(silent, 0, List.of(), List.of())), Optional.empty())))
                .isEqualTo("'Wait for approval' was completed.");
        assertThat(line(new RunEvent.StepCompleted("promote", Optional.empty(), Optional.empty())))
                .isEqualTo("'Wait for approval' was reached.");
        assertThat(line(new RunEvent.StepCompleted("promote", Optional.empty(), words("I saw it online"))))
                .isEqualTo("'Wait for approval' is done, says ana: I saw it online.");
        assertThat(line(new RunEvent.StepFailed("promote", story.say("Mailbox full"))))
                .isEqualTo("'Wait for approval' did not happen: Mailbox full.");
        assertThat(line(new RunEvent.StepRetrying("promote", story.say("Timeout"))))
                .isEqualTo("'Wait for approval' failed and is tried again: Timeout.");
        assertThat(line(new RunEvent.StepStuck("promote", true, words("Timeout"))))
                .isEqualTo("'Wait for approval' failed as often as it may; a person must say how to go on: Timeout.");
        assertThat(line(new RunEvent.StepStuck("promote", false, Optional.empty())))
                .isEqualTo("Nobody knows whether 'Wait for approval' happened; a person must say.");
        assertThat(line(new RunEvent.ObjectionRecorded(
                        "promote", new Objection(Story.ref(Story.BEN), story.say("Too early"), Story.START))))
                .isEqualTo("An objection by ben to 'Promote Acme as a reference candidate' came after its start: Too"
                        + " early.");
        assertThat(line(new RunEvent.FaultRaised(
                        "promote", ErrorCode.FAULT_NO_ELIGIBLE_APPROVER, Set.of("A-1"), Set.of("Legal"))))
                .isEqualTo(
                        "'Wait for approval' needs attention: Nobody holds the role 'Legal', for which rule A-1 asks.");
        assertThat(line(new RunEvent.FaultRaised("promote", ErrorCode.FAULT_GATE, Set.of(), Set.of())))
                .isEqualTo(
                        "'Wait for approval' needs attention: A rule failed or the gate could not answer, so people are"
                                + " asked.");
        assertThat(line(new RunEvent.FaultRaised(
                        "promote", ErrorCode.FAULT_GATE_UNSTABLE, Set.of("A-1", "A-2"), Set.of())))
                .isEqualTo(
                        "'Wait for approval' needs attention: The answer of rules A-1 and A-2 changed each time the step"
                                + " was to start.");
    }

    private void patches() {
        StepSpec draft = story.step("draft").spec();
        assertThat(line(new RunEvent.StepInserted(draft, "promote", "t", words("Names must go."))))
                .isEqualTo("'Create advocacy record' was put before 'Wait for approval': Names must go.");
        assertThat(line(new RunEvent.StepInserted(draft, "promote", "t", Optional.empty())))
                .isEqualTo("'Create advocacy record' was put before 'Wait for approval'.");
        assertThat(line(new RunEvent.StepReplaced("promote", draft, "t", words("Cheaper"))))
                .isEqualTo("'Wait for approval' was replaced by 'Create advocacy record': Cheaper.");
        assertThat(line(new RunEvent.StepWaived("promote", story.say("Told by phone"))))
                .isEqualTo(
                        "'Wait for approval' was waived: it counts as done, and nothing was executed: Told by phone.");
        assertThat(line(new RunEvent.StepSkipped("promote", Optional.empty(), words("No time"))))
                .isEqualTo("'Wait for approval' was skipped: No time.");
        assertThat(line(new RunEvent.RoundSuspended("promote", 1)))
                .isEqualTo("Approval of 'Promote Acme as a reference candidate' is not asked for the time being.");
        assertThat(line(new RunEvent.RoundResumed("promote", 1)))
                .isEqualTo(
                        "Approval of 'Promote Acme as a reference candidate' is looked at again, and the votes of round"
                                + " 1 count on.");
    }

    private void losers() {
        assertThat(line(new RunEvent.StepCancelled("draft", "promote")))
                .isEqualTo("'Create advocacy record' was stopped, because 'Wait for approval' has enough without it.");
        Outputs outputs = new Outputs(story.keep(Story.PROMOTED.toFields()), 1, List.of(), List.of());
        assertThat(line(new RunEvent.LateResultRecorded(
                        "promote", "key", 1, LateResult.DONE, Optional.of(outputs), Optional.empty())))
                .isEqualTo("After it was stopped, 'Wait for approval' happened all the same: Acme was promoted as a"
                        + " reference.");
        assertThat(line(new RunEvent.LateResultRecorded(
                        "promote", "key", 1, LateResult.NOT_DONE, Optional.empty(), words("Mailbox full"))))
                .isEqualTo("After it was stopped, 'Wait for approval' turned out not to have happened: Mailbox full.");
        assertThat(line(new RunEvent.LateResultRecorded(
                        "promote", "key", 1, LateResult.UNKNOWN, Optional.empty(), words("Timeout"))))
                .isEqualTo("After it was stopped, nobody knows whether 'Wait for approval' happened: Timeout.");
    }

    private void arrangements() {
        Offer offer = new Offer(1, Story.START, Set.of("Legal", "@ana"), 1, Duration.ZERO, false, Set.of());
        assertThat(line(new AskingEvent.StageOpened("promote", 1, 0, offer)))
                .isEqualTo("Approval of 'Promote Acme as a reference candidate' is asked of ana or Legal, stage 2.");
        assertThat(line(new AskingEvent.ItemClaimed("promote", 1, "Legal", "ana")))
                .isEqualTo("The question about 'Promote Acme as a reference candidate' is with ana now, for Legal.");
        assertThat(line(new AskingEvent.ItemReleased("promote", 1, "Legal")))
                .isEqualTo("The question about 'Promote Acme as a reference candidate' is open to any Legal again.");
        Delegation delegation = new Delegation("ana", "ben", Story.START, Story.START.plusSeconds(3600));
        assertThat(line(new AskingEvent.ItemDelegated("promote", 1, "Legal", delegation, words("On holiday"))))
                .startsWith("About 'Promote Acme as a reference candidate', ben may answer for ana until ")
                .endsWith(": On holiday.");
        assertThat(line(new AskingEvent.ItemReassigned("promote", 1, "@ana", "Legal", false, Optional.empty())))
                .isEqualTo("About 'Promote Acme as a reference candidate', Legal is asked instead of ana, and what was"
                        + " said so far does not count.");
        assertThat(line(new AskingEvent.ReminderSent("promote", 1, 0)))
                .isEqualTo("Whoever is asked about 'Promote Acme as a reference candidate' was reminded.");
        assertThat(line(new AskingEvent.Escalated("promote", 1, 0, Set.of("@mia"))))
                .isEqualTo("As nobody answered about 'Promote Acme as a reference candidate', mia may answer as well.");
        assertThat(line(new AskingEvent.AttemptRefused("promote", 1, ErrorCode.NOT_AN_APPROVER)))
                .isEqualTo("An answer by ana about 'Promote Acme as a reference candidate' was refused (not an"
                        + " approver).");
    }

    private void wholeRun() {
        assertThat(line(new RunEvent.RunHeld(story.say("Legal hold"))))
                .isEqualTo("The run was put on hold: Legal hold.");
        assertThat(line(new RunEvent.RunReleased(story.say("Settled")))).isEqualTo("The run goes on: Settled.");
        assertThat(line(new RunEvent.StepStopped("promote", story.say("Not wanted"))))
                .isEqualTo("'Wait for approval' was stopped, because the run was cancelled: Not wanted.");
        assertThat(line(new RunEvent.CommentAdded("promote", story.say("Call me"))))
                .isEqualTo("A comment on 'Wait for approval' by ana: Call me.");
    }

    @Test
    void manySteps_areNamedInPart() {
        Story many = new Story();
        for (int i = 1; i <= 6; i++) {
            many.plan("s" + i, "Step " + i, "crm.detect");
        }
        many.start(List.of());
        assertThat(many.record().history().get(1).text())
                .isEqualTo("6 steps were added: 'Step 1', 'Step 2', 'Step 3' and 3 more.");
    }
}
