package dev.runs.record;

import dev.runs.run.AskingEvent;
import dev.runs.run.Objection;
import dev.runs.run.Outputs;
import dev.runs.run.RecordedEvent;
import dev.runs.run.RunEvent;
import dev.runs.run.StepSpec;
import dev.runs.run.Vote;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Names the contents that a history speaks of, so that they can be loaded for a {@link RecordSource}.
 *
 * @since 0.1.0
 */
public final class ContentIds {
    private ContentIds() {}

    /** Returns the contents that hold words: all that {@link RunRecord} and {@link Explanations} read. */
    public static Set<String> words(List<RecordedEvent> history) {
        Set<String> ids = new LinkedHashSet<>();
        history.forEach(recorded -> recorded.event().match(new Words()).forEach(ids::add));
        return ids;
    }

    /** Returns the contents that hold payloads; {@link RecordJson} exports them as well. */
    public static Set<String> payloads(List<RecordedEvent> history) {
        Set<String> ids = new LinkedHashSet<>();
        for (RecordedEvent recorded : history) {
            if (recorded.event() instanceof RunEvent.StepsAdded added) {
                added.steps().forEach(step -> step.payload().ifPresent(payload -> ids.add(payload.content())));
            } else if (recorded.event() instanceof RunEvent.PayloadSet set) {
                ids.add(set.payload().content());
            } else {
                patchedIn(recorded.event()).flatMap(StepSpec::payload).ifPresent(payload -> ids.add(payload.content()));
            }
        }
        return ids;
    }

    /** The step that a patch brought into the run. */
    private static Optional<StepSpec> patchedIn(RunEvent event) {
        if (event instanceof RunEvent.StepInserted inserted) {
            return Optional.of(inserted.step());
        }
        return event instanceof RunEvent.StepReplaced replaced ? Optional.of(replaced.by()) : Optional.empty();
    }

    /** Returns the contents that hold payloads of one step. */
    public static Set<String> payloads(List<RecordedEvent> history, String step) {
        Set<String> ids = new LinkedHashSet<>();
        for (RecordedEvent recorded : history) {
            if (recorded.event() instanceof RunEvent.StepsAdded added) {
                added.steps().stream()
                        .filter(spec -> spec.id().equals(step))
                        .forEach(spec -> spec.payload().ifPresent(payload -> ids.add(payload.content())));
            } else if (recorded.event() instanceof RunEvent.PayloadSet set
                    && set.step().equals(step)) {
                ids.add(set.payload().content());
            } else {
                patchedIn(recorded.event())
                        .filter(spec -> spec.id().equals(step))
                        .flatMap(StepSpec::payload)
                        .ifPresent(payload -> ids.add(payload.content()));
            }
        }
        return ids;
    }

    /** Returns the contents of both kinds. */
    public static Set<String> all(List<RecordedEvent> history) {
        Set<String> ids = new LinkedHashSet<>(words(history));
        ids.addAll(payloads(history));
        return ids;
    }

    private static final class Words implements RunEvent.Cases<Stream<String>> {
        @Override
        public Stream<String> runStarted(RunEvent.RunStarted event) {
            return Stream.empty();
        }

        @Override
        public Stream<String> permitRevoked(RunEvent.PermitRevoked event) {
            return Stream.empty();
        }

        @Override
        public Stream<String> stepHeld(RunEvent.StepHeld event) {
            return Stream.empty();
        }

        @Override
        public Stream<String> stepRejected(RunEvent.StepRejected event) {
            return Stream.empty();
        }

        @Override
        public Stream<String> stepSkipped(RunEvent.StepSkipped event) {
            return event.reason().stream();
        }

        @Override
        public Stream<String> stepCancelled(RunEvent.StepCancelled event) {
            return Stream.empty();
        }

        @Override
        public Stream<String> roundSuspended(RunEvent.RoundSuspended event) {
            return Stream.empty();
        }

        @Override
        public Stream<String> roundResumed(RunEvent.RoundResumed event) {
            return Stream.empty();
        }

        @Override
        public Stream<String> stepInserted(RunEvent.StepInserted event) {
            return Stream.concat(Stream.of(event.texts()), event.reason().stream());
        }

        @Override
        public Stream<String> stepReplaced(RunEvent.StepReplaced event) {
            return Stream.concat(Stream.of(event.texts()), event.reason().stream());
        }

        @Override
        public Stream<String> stepWaived(RunEvent.StepWaived event) {
            return Stream.of(event.reason());
        }

        @Override
        public Stream<String> lateResultRecorded(RunEvent.LateResultRecorded event) {
            Optional<String> outputs = event.outputs().map(Outputs::content);
            return Stream.concat(outputs.stream(), event.reason().stream());
        }

        @Override
        public Stream<String> stepStarted(RunEvent.StepStarted event) {
            return Stream.empty();
        }

        @Override
        public Stream<String> faultRaised(RunEvent.FaultRaised event) {
            return Stream.empty();
        }

        @Override
        public Stream<String> stepsAdded(RunEvent.StepsAdded event) {
            return Stream.of(event.texts());
        }

        @Override
        public Stream<String> payloadSet(RunEvent.PayloadSet event) {
            return event.reason().stream();
        }

        @Override
        public Stream<String> gateAsked(RunEvent.GateAsked event) {
            return Stream.of(event.decision());
        }

        @Override
        public Stream<String> roundOpened(RunEvent.RoundOpened event) {
            Stream<String> own = Stream.concat(Stream.of(event.decision()), event.evidence().stream());
            return Stream.concat(own, event.carried().stream().map(Vote::reason));
        }

        @Override
        public Stream<String> voteCast(RunEvent.VoteCast event) {
            return Stream.of(event.vote().reason());
        }

        @Override
        public Stream<String> roundClosed(RunEvent.RoundClosed event) {
            return event.reason().stream();
        }

        @Override
        public Stream<String> permitIssued(RunEvent.PermitIssued event) {
            return Stream.of(event.permit().decision());
        }

        @Override
        public Stream<String> stepBlocked(RunEvent.StepBlocked event) {
            return event.reason().stream();
        }

        @Override
        public Stream<String> changesRequested(RunEvent.ChangesRequested event) {
            return event.reason().stream();
        }

        @Override
        public Stream<String> stepCompleted(RunEvent.StepCompleted event) {
            Optional<String> outputs = event.outputs().map(Outputs::content);
            return Stream.concat(outputs.stream(), event.reason().stream());
        }

        @Override
        public Stream<String> stepFailed(RunEvent.StepFailed event) {
            return Stream.of(event.reason());
        }

        @Override
        public Stream<String> stepRetrying(RunEvent.StepRetrying event) {
            return Stream.of(event.reason());
        }

        @Override
        public Stream<String> stepStuck(RunEvent.StepStuck event) {
            return event.reason().stream();
        }

        @Override
        public Stream<String> objectionRecorded(RunEvent.ObjectionRecorded event) {
            Objection objection = event.objection();
            return Stream.of(objection.reason());
        }

        @Override
        public Stream<String> stepStopped(RunEvent.StepStopped event) {
            return Stream.of(event.reason());
        }

        @Override
        public Stream<String> runHeld(RunEvent.RunHeld event) {
            return Stream.of(event.reason());
        }

        @Override
        public Stream<String> runReleased(RunEvent.RunReleased event) {
            return Stream.of(event.reason());
        }

        @Override
        public Stream<String> commentAdded(RunEvent.CommentAdded event) {
            return Stream.of(event.comment());
        }

        @Override
        public Stream<String> stageOpened(AskingEvent.StageOpened event) {
            return Stream.empty();
        }

        @Override
        public Stream<String> itemClaimed(AskingEvent.ItemClaimed event) {
            return Stream.empty();
        }

        @Override
        public Stream<String> itemReleased(AskingEvent.ItemReleased event) {
            return Stream.empty();
        }

        @Override
        public Stream<String> itemDelegated(AskingEvent.ItemDelegated event) {
            return event.reason().stream();
        }

        @Override
        public Stream<String> itemReassigned(AskingEvent.ItemReassigned event) {
            return event.reason().stream();
        }

        @Override
        public Stream<String> reminderSent(AskingEvent.ReminderSent event) {
            return Stream.empty();
        }

        @Override
        public Stream<String> escalated(AskingEvent.Escalated event) {
            return Stream.empty();
        }

        @Override
        public Stream<String> attemptRefused(AskingEvent.AttemptRefused event) {
            return Stream.empty();
        }
    }
}
