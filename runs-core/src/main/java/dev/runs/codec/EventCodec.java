package dev.runs.codec;

import dev.runs.action.RiskLevel;
import dev.runs.content.JsonWriter;
import dev.runs.document.Fields;
import dev.runs.document.RequirementText;
import dev.runs.error.ErrorCode;
import dev.runs.error.Problem;
import dev.runs.error.RunsException;
import dev.runs.gate.GateQuestion;
import dev.runs.run.AskingEvent;
import dev.runs.run.LateResult;
import dev.runs.run.RecordedEvent;
import dev.runs.run.Round;
import dev.runs.run.RunEvent;
import dev.runs.storage.StoredEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Events as they are stored: a name, a version of the form, and canonical JSON. What a newer library wrote is refused,
 * never guessed.
 *
 * @since 0.1.0
 */
public final class EventCodec {
    private EventCodec() {}

    /** Returns an event as it is stored in a form. */
    public static StoredEvent encode(RecordedEvent recorded, StoredForm form) {
        return encode(recorded, form, new JsonWriter());
    }

    /** Returns an event as it is stored in a form, written by a writer that writes others too. */
    public static StoredEvent encode(RecordedEvent recorded, StoredForm form, JsonWriter writer) {
        String type = recorded.event().getClass().getSimpleName();
        Map<String, ?> body = Fields.builder()
                .put("by", ValueCodec.actor(recorded.by()))
                .put("command", recorded.command())
                .put("event", recorded.event().match(new Writer(form)))
                .build();
        return new StoredEvent(
                recorded.sequence(), type, schema(recorded.event(), form), recorded.at(), writer.write(body));
    }

    /** The schema of the form that is asked for, or of the one that can hold the event. */
    private static int schema(RunEvent event, StoredForm form) {
        String type = event.getClass().getSimpleName();
        StoredForm least = least(event);
        return form.has(least) ? form.event(type, least) : least.event(type, least);
    }

    /** The oldest form that can hold an event. */
    private static StoredForm least(RunEvent event) {
        if (isOfFormFive(event)) {
            return StoredForm.V5;
        } else if (event instanceof RunEvent.RoundOpened opened
                && opened.raised().isPresent()) {
            return StoredForm.V4;
        }
        boolean skippedByHand = event instanceof RunEvent.StepSkipped skipped
                && skipped.because().isEmpty();
        boolean stopsLosers = event instanceof RunEvent.StepsAdded added
                && added.steps().stream().anyMatch(ValueCodec::isOfFormThree);
        return skippedByHand || stopsLosers ? StoredForm.V3 : StoredForm.V1;
    }

    private static boolean isOfFormFive(RunEvent event) {
        if (event instanceof RunEvent.RoundOpened opened) {
            return !opened.offers().isEmpty()
                    || !opened.items().isEmpty()
                    || opened.evidence().isPresent()
                    || RequirementText.isOfFormFive(opened.requirement())
                    || opened.carried().stream().anyMatch(ValueCodec::isOfFormFive);
        } else if (event instanceof RunEvent.StepsAdded added) {
            return added.steps().stream().anyMatch(ValueCodec::isOfFormFive);
        } else if (event instanceof RunEvent.StepInserted inserted) {
            return ValueCodec.isOfFormFive(inserted.step());
        } else if (event instanceof RunEvent.StepReplaced replaced) {
            return ValueCodec.isOfFormFive(replaced.by());
        } else if (event instanceof RunEvent.VoteCast cast) {
            return ValueCodec.isOfFormFive(cast.vote());
        } else if (event instanceof RunEvent.RoundClosed closed) {
            return closed.how() == Round.State.RETURNED || closed.how() == Round.State.EXPIRED;
        }
        return event instanceof RunEvent.StepRejected rejected && rejected.whose() == RunEvent.StepRejected.No.EXPIRY;
    }

    /**
     * Reads a stored event.
     *
     * @param newest the newest form that is read
     * @throws RunsException with {@link ErrorCode#CODEC_NEWER} or {@link ErrorCode#CODEC_DAMAGED}
     */
    public static RecordedEvent decode(StoredEvent stored, StoredForm newest) {
        if (!newest.knows(stored.type())) {
            throw unknown(stored.type());
        }
        Documents.refuseNewer("event " + stored.type(), stored.schema(), newest.event(stored.type(), newest));
        String document = "event " + stored.type();
        Fields body = Documents.read(document, stored.body());
        return Documents.decode(
                document,
                () -> new RecordedEvent(
                        stored.sequence(),
                        stored.at(),
                        ValueCodec.actor(body.object("by")),
                        body.text("command"),
                        event(stored.type(), Upcasting.event(stored.type(), stored.schema(), body.object("event")))));
    }

    private static RunEvent event(String type, Fields f) {
        return switch (type) {
            case "RunStarted" -> new RunEvent.RunStarted(ValueCodec.header(f.object("header")));
            case "StepsAdded" -> new RunEvent.StepsAdded(f.objects("steps", ValueCodec::spec), f.text("texts"));
            case "PayloadSet" ->
                new RunEvent.PayloadSet(
                        f.text("step"),
                        ValueCodec.payload(f.object("payload")),
                        f.constant("origin", RunEvent.PayloadSet.Origin.class),
                        f.optionalText("reason"));
            case "GateAsked" ->
                new RunEvent.GateAsked(
                        f.text("step"),
                        f.constant("phase", GateQuestion.Phase.class),
                        f.constant("verdict", RunEvent.VerdictKind.class),
                        f.set("rules"),
                        f.text("pack"),
                        f.text("decision"),
                        f.set("unfilled"));
            case "RoundOpened" ->
                new RunEvent.RoundOpened(
                        f.text("step"),
                        f.integer("number"),
                        RequirementText.read(f.object("requirement")),
                        ValueCodec.payload(f.object("payload")),
                        f.text("decision"),
                        f.set("excluded"),
                        f.objects("carried", ValueCodec::vote),
                        f.has("raised") ? Optional.of(f.constant("raised", RiskLevel.class)) : Optional.empty(),
                        f.has("offers") ? f.objects("offers", ValueCodec::offer) : List.of(),
                        ValueCodec.items(f, "items"),
                        f.has("evidence") ? f.optionalText("evidence") : Optional.empty());
            case "VoteCast" ->
                new RunEvent.VoteCast(f.text("step"), f.integer("round"), ValueCodec.vote(f.object("vote")));
            case "RoundClosed" ->
                new RunEvent.RoundClosed(
                        f.text("step"),
                        f.integer("round"),
                        f.constant("how", Round.State.class),
                        f.optionalText("reason"));
            case "PermitIssued" -> new RunEvent.PermitIssued(f.text("step"), ValueCodec.permit(f.object("permit")));
            case "PermitRevoked" -> new RunEvent.PermitRevoked(f.text("step"), f.text("key"));
            case "StepBlocked" ->
                new RunEvent.StepBlocked(
                        f.text("step"),
                        f.constant("cause", RunEvent.StepBlocked.Setback.class),
                        f.optionalText("reason"));
            case "StepHeld" -> new RunEvent.StepHeld(f.text("step"), f.instant("until"));
            case "ChangesRequested" -> new RunEvent.ChangesRequested(f.text("step"), f.optionalText("reason"));
            case "StepRejected" ->
                new RunEvent.StepRejected(f.text("step"), f.constant("whose", RunEvent.StepRejected.No.class));
            case "StepSkipped" ->
                new RunEvent.StepSkipped(f.text("step"), f.optionalText("because"), f.optionalText("reason"));
            case "StepStarted" ->
                new RunEvent.StepStarted(
                        f.text("step"), f.text("permit"), f.integer("attempt"), f.optionalText("worker"));
            case "StepCompleted" ->
                new RunEvent.StepCompleted(
                        f.text("step"), f.optionalObject("outputs").map(ValueCodec::outputs), f.optionalText("reason"));
            case "StepFailed" -> new RunEvent.StepFailed(f.text("step"), f.text("reason"));
            case "StepRetrying" -> new RunEvent.StepRetrying(f.text("step"), f.text("reason"));
            case "StepStuck" -> new RunEvent.StepStuck(f.text("step"), f.flag("repeatable"), f.optionalText("reason"));
            case "ObjectionRecorded" ->
                new RunEvent.ObjectionRecorded(f.text("step"), ValueCodec.objection(f.object("objection")));
            case "FaultRaised" ->
                new RunEvent.FaultRaised(
                        f.text("step"), f.constant("code", ErrorCode.class), f.set("rules"), f.set("roles"));
            case "StepInserted" ->
                new RunEvent.StepInserted(
                        ValueCodec.spec(f.object("step")), f.text("before"), f.text("texts"), f.optionalText("reason"));
            case "StepReplaced" ->
                new RunEvent.StepReplaced(
                        f.text("step"), ValueCodec.spec(f.object("by")), f.text("texts"), f.optionalText("reason"));
            case "StepWaived" -> new RunEvent.StepWaived(f.text("step"), f.text("reason"));
            case "StepCancelled" -> new RunEvent.StepCancelled(f.text("step"), f.text("because"));
            case "RoundSuspended" -> new RunEvent.RoundSuspended(f.text("step"), f.integer("round"));
            case "RoundResumed" -> new RunEvent.RoundResumed(f.text("step"), f.integer("round"));
            case "LateResultRecorded" ->
                new RunEvent.LateResultRecorded(
                        f.text("step"),
                        f.text("permit"),
                        f.integer("attempt"),
                        f.constant("result", LateResult.class),
                        f.optionalObject("outputs").map(ValueCodec::outputs),
                        f.optionalText("reason"));
            case "StepStopped" -> new RunEvent.StepStopped(f.text("step"), f.text("reason"));
            case "RunHeld" -> new RunEvent.RunHeld(f.text("reason"));
            case "RunReleased" -> new RunEvent.RunReleased(f.text("reason"));
            case "CommentAdded" -> new RunEvent.CommentAdded(f.text("step"), f.text("comment"));
            case "StageOpened" ->
                new AskingEvent.StageOpened(
                        f.text("step"), f.integer("round"), f.integer("track"), ValueCodec.offer(f.object("offer")));
            case "ItemClaimed" ->
                new AskingEvent.ItemClaimed(f.text("step"), f.integer("round"), f.text("key"), f.text("person"));
            case "ItemReleased" -> new AskingEvent.ItemReleased(f.text("step"), f.integer("round"), f.text("key"));
            case "ItemDelegated" ->
                new AskingEvent.ItemDelegated(
                        f.text("step"),
                        f.integer("round"),
                        f.text("key"),
                        ValueCodec.delegation(f.object("delegation")),
                        f.optionalText("reason"));
            case "ItemReassigned" ->
                new AskingEvent.ItemReassigned(
                        f.text("step"),
                        f.integer("round"),
                        f.text("key"),
                        f.text("to"),
                        f.flag("keepsVotes"),
                        f.optionalText("reason"));
            case "ReminderSent" -> new AskingEvent.ReminderSent(f.text("step"), f.integer("round"), f.integer("track"));
            case "Escalated" ->
                new AskingEvent.Escalated(f.text("step"), f.integer("round"), f.integer("track"), f.set("to"));
            case "AttemptRefused" ->
                new AskingEvent.AttemptRefused(f.text("step"), f.integer("round"), f.constant("code", ErrorCode.class));
            default -> throw unknown(type);
        };
    }

    private static RunsException unknown(String type) {
        return new RunsException(new Problem(
                ErrorCode.CODEC_NEWER,
                "Stored event '" + type + "' is not known to this version of the library.",
                "use the version that wrote it, or a newer one"));
    }

    /** One stored form per event; a new kind of event does not compile without one. */
    private static final class Writer implements RunEvent.Cases<Map<String, ?>> {
        private final StoredForm form;

        private Writer(StoredForm form) {
            this.form = form;
        }

        private static Fields.Builder about(String step) {
            return Fields.builder().put("step", step);
        }

        @Override
        public Map<String, ?> runStarted(RunEvent.RunStarted event) {
            return Fields.builder()
                    .put("header", ValueCodec.header(event.header()))
                    .build();
        }

        @Override
        public Map<String, ?> stepsAdded(RunEvent.StepsAdded event) {
            return Fields.builder()
                    .objects("steps", event.steps(), ValueCodec::spec)
                    .put("texts", event.texts())
                    .build();
        }

        @Override
        public Map<String, ?> payloadSet(RunEvent.PayloadSet event) {
            return about(event.step())
                    .put("payload", ValueCodec.payload(event.payload()))
                    .put("origin", event.origin())
                    .text("reason", event.reason())
                    .build();
        }

        @Override
        public Map<String, ?> gateAsked(RunEvent.GateAsked event) {
            return about(event.step())
                    .put("phase", event.phase())
                    .put("verdict", event.verdict())
                    .texts("rules", event.rules())
                    .put("pack", event.pack())
                    .put("decision", event.decision())
                    .texts("unfilled", event.unfilled())
                    .build();
        }

        @Override
        public Map<String, ?> roundOpened(RunEvent.RoundOpened event) {
            Fields.Builder fields = about(event.step())
                    .put("number", event.number())
                    .put("requirement", RequirementText.write(event.requirement()))
                    .put("payload", ValueCodec.payload(event.payload()))
                    .put("decision", event.decision())
                    .texts("excluded", event.excluded())
                    .objects("carried", event.carried(), ValueCodec::vote)
                    .text("raised", event.raised().map(Enum::name));
            if (!event.offers().isEmpty()) {
                fields.objects("offers", event.offers(), ValueCodec::offer);
            }
            if (!event.items().isEmpty()) {
                fields.objects("items", ValueCodec.items(event.items()), item -> item);
            }
            event.evidence().ifPresent(evidence -> fields.put("evidence", evidence));
            return fields.build();
        }

        @Override
        public Map<String, ?> voteCast(RunEvent.VoteCast event) {
            return about(event.step())
                    .put("round", event.round())
                    .put("vote", ValueCodec.vote(event.vote()))
                    .build();
        }

        @Override
        public Map<String, ?> roundClosed(RunEvent.RoundClosed event) {
            return about(event.step())
                    .put("round", event.round())
                    .put("how", event.how())
                    .text("reason", event.reason())
                    .build();
        }

        @Override
        public Map<String, ?> permitIssued(RunEvent.PermitIssued event) {
            return about(event.step())
                    .put("permit", ValueCodec.permit(event.permit()))
                    .build();
        }

        @Override
        public Map<String, ?> permitRevoked(RunEvent.PermitRevoked event) {
            return about(event.step()).put("key", event.key()).build();
        }

        @Override
        public Map<String, ?> stepBlocked(RunEvent.StepBlocked event) {
            return about(event.step())
                    .put("cause", event.cause())
                    .text("reason", event.reason())
                    .build();
        }

        @Override
        public Map<String, ?> stepHeld(RunEvent.StepHeld event) {
            return about(event.step()).put("until", event.until()).build();
        }

        @Override
        public Map<String, ?> changesRequested(RunEvent.ChangesRequested event) {
            return about(event.step()).text("reason", event.reason()).build();
        }

        @Override
        public Map<String, ?> stepRejected(RunEvent.StepRejected event) {
            return about(event.step()).put("whose", event.whose()).build();
        }

        @Override
        public Map<String, ?> stepSkipped(RunEvent.StepSkipped event) {
            return about(event.step())
                    .text("because", event.because())
                    .text("reason", event.reason())
                    .build();
        }

        @Override
        public Map<String, ?> stepStarted(RunEvent.StepStarted event) {
            return about(event.step())
                    .put("permit", event.permit())
                    .put("attempt", event.attempt())
                    .text("worker", form.has(StoredForm.V2) ? event.worker() : Optional.empty())
                    .build();
        }

        @Override
        public Map<String, ?> stepCompleted(RunEvent.StepCompleted event) {
            return about(event.step())
                    .object("outputs", event.outputs(), ValueCodec::outputs)
                    .text("reason", event.reason())
                    .build();
        }

        @Override
        public Map<String, ?> stepFailed(RunEvent.StepFailed event) {
            return about(event.step()).put("reason", event.reason()).build();
        }

        @Override
        public Map<String, ?> stepRetrying(RunEvent.StepRetrying event) {
            return about(event.step()).put("reason", event.reason()).build();
        }

        @Override
        public Map<String, ?> stepStuck(RunEvent.StepStuck event) {
            return about(event.step())
                    .put("repeatable", event.repeatable())
                    .text("reason", event.reason())
                    .build();
        }

        @Override
        public Map<String, ?> objectionRecorded(RunEvent.ObjectionRecorded event) {
            return about(event.step())
                    .put("objection", ValueCodec.objection(event.objection()))
                    .build();
        }

        @Override
        public Map<String, ?> faultRaised(RunEvent.FaultRaised event) {
            return about(event.step())
                    .put("code", event.code())
                    .texts("rules", event.rules())
                    .texts("roles", event.roles())
                    .build();
        }

        @Override
        public Map<String, ?> stepInserted(RunEvent.StepInserted event) {
            return Fields.builder()
                    .put("step", ValueCodec.spec(event.step()))
                    .put("before", event.before())
                    .put("texts", event.texts())
                    .text("reason", event.reason())
                    .build();
        }

        @Override
        public Map<String, ?> stepReplaced(RunEvent.StepReplaced event) {
            return about(event.step())
                    .put("by", ValueCodec.spec(event.by()))
                    .put("texts", event.texts())
                    .text("reason", event.reason())
                    .build();
        }

        @Override
        public Map<String, ?> stepWaived(RunEvent.StepWaived event) {
            return about(event.step()).put("reason", event.reason()).build();
        }

        @Override
        public Map<String, ?> stepCancelled(RunEvent.StepCancelled event) {
            return about(event.step()).put("because", event.because()).build();
        }

        @Override
        public Map<String, ?> roundSuspended(RunEvent.RoundSuspended event) {
            return about(event.step()).put("round", event.round()).build();
        }

        @Override
        public Map<String, ?> roundResumed(RunEvent.RoundResumed event) {
            return about(event.step()).put("round", event.round()).build();
        }

        @Override
        public Map<String, ?> lateResultRecorded(RunEvent.LateResultRecorded event) {
            return about(event.step())
                    .put("permit", event.permit())
                    .put("attempt", event.attempt())
                    .put("result", event.result())
                    .object("outputs", event.outputs(), ValueCodec::outputs)
                    .text("reason", event.reason())
                    .build();
        }

        @Override
        public Map<String, ?> stepStopped(RunEvent.StepStopped event) {
            return about(event.step()).put("reason", event.reason()).build();
        }

        @Override
        public Map<String, ?> runHeld(RunEvent.RunHeld event) {
            return Fields.builder().put("reason", event.reason()).build();
        }

        @Override
        public Map<String, ?> runReleased(RunEvent.RunReleased event) {
            return Fields.builder().put("reason", event.reason()).build();
        }

        @Override
        public Map<String, ?> commentAdded(RunEvent.CommentAdded event) {
            return about(event.step()).put("comment", event.comment()).build();
        }

        private static Fields.Builder about(AskingEvent event) {
            return about(event.step()).put("round", event.round());
        }

        @Override
        public Map<String, ?> stageOpened(AskingEvent.StageOpened event) {
            return about(event)
                    .put("track", event.track())
                    .put("offer", ValueCodec.offer(event.offer()))
                    .build();
        }

        @Override
        public Map<String, ?> itemClaimed(AskingEvent.ItemClaimed event) {
            return about(event)
                    .put("key", event.key())
                    .put("person", event.person())
                    .build();
        }

        @Override
        public Map<String, ?> itemReleased(AskingEvent.ItemReleased event) {
            return about(event).put("key", event.key()).build();
        }

        @Override
        public Map<String, ?> itemDelegated(AskingEvent.ItemDelegated event) {
            return about(event)
                    .put("key", event.key())
                    .put("delegation", ValueCodec.delegation(event.delegation()))
                    .text("reason", event.reason())
                    .build();
        }

        @Override
        public Map<String, ?> itemReassigned(AskingEvent.ItemReassigned event) {
            return about(event)
                    .put("key", event.key())
                    .put("to", event.to())
                    .put("keepsVotes", event.keepsVotes())
                    .text("reason", event.reason())
                    .build();
        }

        @Override
        public Map<String, ?> reminderSent(AskingEvent.ReminderSent event) {
            return about(event).put("track", event.track()).build();
        }

        @Override
        public Map<String, ?> escalated(AskingEvent.Escalated event) {
            return about(event)
                    .put("track", event.track())
                    .texts("to", event.to())
                    .build();
        }

        @Override
        public Map<String, ?> attemptRefused(AskingEvent.AttemptRefused event) {
            return about(event).put("code", event.code()).build();
        }
    }
}
