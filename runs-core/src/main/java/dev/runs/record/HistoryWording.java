package dev.runs.record;

import dev.runs.graph.StepState;
import dev.runs.run.AskingEvent;
import dev.runs.run.Evolution;
import dev.runs.run.RecordedEvent;
import dev.runs.run.Run;
import dev.runs.run.RunEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The history line by line. That a run ended, or was reopened, is no event of its own: it follows from the states of its
 * steps, which are counted along.
 */
final class HistoryWording {
    private final RecordSource source;
    private final Facts facts;
    private final Times times;
    private final StepWording steps;

    HistoryWording(RecordSource source, Facts facts, Times times, StepWording steps) {
        this.source = source;
        this.facts = facts;
        this.times = times;
        this.steps = steps;
    }

    List<RunRecord.HistoryLine> lines() {
        List<RunRecord.HistoryLine> lines = new ArrayList<>();
        OpenSteps open = new OpenSteps();
        boolean ended = false;
        for (RecordedEvent recorded : source.history()) {
            recorded.event().match(open);
            if (ended && open.any()) {
                ended = false;
                lines.add(line(recorded, "RunReopened", Optional.empty(), "The run was reopened."));
            }
            lines.add(line(
                    recorded,
                    recorded.event().getClass().getSimpleName(),
                    recorded.event().about(),
                    EventWording.sentence(facts, times, steps, recorded)));
            if (!ended && open.isAtTheEnd()) {
                ended = true;
                lines.add(line(recorded, "RunEnded", Optional.empty(), end(at(recorded))));
            }
        }
        return lines;
    }

    private RunRecord.HistoryLine line(RecordedEvent recorded, String kind, Optional<String> step, String text) {
        return new RunRecord.HistoryLine(
                recorded.sequence(),
                kind,
                times.moment(recorded.at()),
                facts.who(recorded.by()),
                recorded.by().toString(),
                step,
                text);
    }

    /** The run as it stood then. Ends are few, so that replaying up to each costs little. */
    private Run at(RecordedEvent recorded) {
        List<RecordedEvent> history = source.history();
        return recorded.sequence() == source.run().version()
                ? source.run()
                : Evolution.replay(history.subList(0, history.indexOf(recorded) + 1));
    }

    private static String end(Run run) {
        String status = Wording.status(run.status()).text().toLowerCase(Locale.ROOT);
        return Wording.sentence("the run ended: " + status
                + run.outcome()
                        .map(outcome -> ", " + Wording.outcome(outcome).text().toLowerCase(Locale.ROOT))
                        .orElse(""));
    }

    /** Which steps are not at their end, event by event; replaying whole runs for it would be slow. */
    private static final class OpenSteps implements RunEvent.Cases<Boolean> {
        private final Set<String> open = new HashSet<>();
        private boolean begun;

        boolean any() {
            return !open.isEmpty();
        }

        boolean isAtTheEnd() {
            return begun && open.isEmpty();
        }

        private boolean to(String step, StepState state) {
            if (state.isTerminal()) {
                open.remove(step);
            } else {
                open.add(step);
            }
            return true;
        }

        @Override
        public Boolean stepsAdded(RunEvent.StepsAdded event) {
            event.steps().forEach(step -> to(step.id(), StepState.BLOCKED));
            begun |= !event.steps().isEmpty();
            return true;
        }

        @Override
        public Boolean roundOpened(RunEvent.RoundOpened event) {
            return to(event.step(), StepState.AWAITING_APPROVAL);
        }

        @Override
        public Boolean permitIssued(RunEvent.PermitIssued event) {
            return to(event.step(), StepState.READY);
        }

        @Override
        public Boolean stepBlocked(RunEvent.StepBlocked event) {
            return to(event.step(), StepState.BLOCKED);
        }

        @Override
        public Boolean stepHeld(RunEvent.StepHeld event) {
            return to(event.step(), StepState.HELD);
        }

        @Override
        public Boolean changesRequested(RunEvent.ChangesRequested event) {
            return to(event.step(), StepState.CHANGES_REQUESTED);
        }

        @Override
        public Boolean stepRejected(RunEvent.StepRejected event) {
            return to(event.step(), StepState.REJECTED);
        }

        @Override
        public Boolean stepSkipped(RunEvent.StepSkipped event) {
            return to(event.step(), StepState.SKIPPED);
        }

        @Override
        public Boolean stepStarted(RunEvent.StepStarted event) {
            return to(event.step(), StepState.RUNNING);
        }

        @Override
        public Boolean stepCompleted(RunEvent.StepCompleted event) {
            return to(event.step(), StepState.COMPLETED);
        }

        @Override
        public Boolean stepFailed(RunEvent.StepFailed event) {
            return to(event.step(), StepState.FAILED);
        }

        @Override
        public Boolean stepRetrying(RunEvent.StepRetrying event) {
            return to(event.step(), StepState.RETRYING);
        }

        @Override
        public Boolean stepStuck(RunEvent.StepStuck event) {
            return to(event.step(), StepState.INDETERMINATE);
        }

        @Override
        public Boolean runStarted(RunEvent.RunStarted event) {
            return false;
        }

        @Override
        public Boolean payloadSet(RunEvent.PayloadSet event) {
            return false;
        }

        @Override
        public Boolean gateAsked(RunEvent.GateAsked event) {
            return false;
        }

        @Override
        public Boolean voteCast(RunEvent.VoteCast event) {
            return false;
        }

        @Override
        public Boolean roundClosed(RunEvent.RoundClosed event) {
            return false;
        }

        @Override
        public Boolean permitRevoked(RunEvent.PermitRevoked event) {
            return false;
        }

        @Override
        public Boolean objectionRecorded(RunEvent.ObjectionRecorded event) {
            return false;
        }

        @Override
        public Boolean faultRaised(RunEvent.FaultRaised event) {
            return false;
        }

        @Override
        public Boolean stepInserted(RunEvent.StepInserted event) {
            return to(event.step().id(), StepState.BLOCKED);
        }

        @Override
        public Boolean stepReplaced(RunEvent.StepReplaced event) {
            to(event.by().id(), StepState.BLOCKED);
            return to(event.step(), StepState.CANCELLED);
        }

        @Override
        public Boolean stepWaived(RunEvent.StepWaived event) {
            return to(event.step(), StepState.COMPLETED);
        }

        @Override
        public Boolean stepCancelled(RunEvent.StepCancelled event) {
            return to(event.step(), StepState.CANCELLED);
        }

        @Override
        public Boolean roundSuspended(RunEvent.RoundSuspended event) {
            return false;
        }

        @Override
        public Boolean roundResumed(RunEvent.RoundResumed event) {
            return to(event.step(), StepState.AWAITING_APPROVAL);
        }

        @Override
        public Boolean lateResultRecorded(RunEvent.LateResultRecorded event) {
            return false;
        }

        @Override
        public Boolean stepStopped(RunEvent.StepStopped event) {
            return to(event.step(), StepState.CANCELLED);
        }

        @Override
        public Boolean runHeld(RunEvent.RunHeld event) {
            return false;
        }

        @Override
        public Boolean runReleased(RunEvent.RunReleased event) {
            return false;
        }

        @Override
        public Boolean commentAdded(RunEvent.CommentAdded event) {
            return false;
        }

        @Override
        public Boolean stageOpened(AskingEvent.StageOpened event) {
            return false;
        }

        @Override
        public Boolean itemClaimed(AskingEvent.ItemClaimed event) {
            return false;
        }

        @Override
        public Boolean itemReleased(AskingEvent.ItemReleased event) {
            return false;
        }

        @Override
        public Boolean itemDelegated(AskingEvent.ItemDelegated event) {
            return false;
        }

        @Override
        public Boolean itemReassigned(AskingEvent.ItemReassigned event) {
            return false;
        }

        @Override
        public Boolean reminderSent(AskingEvent.ReminderSent event) {
            return false;
        }

        @Override
        public Boolean escalated(AskingEvent.Escalated event) {
            return false;
        }

        @Override
        public Boolean attemptRefused(AskingEvent.AttemptRefused event) {
            return false;
        }
    }
}
