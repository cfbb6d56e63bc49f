package dev.runs.codec;

import dev.runs.action.RiskLevel;
import dev.runs.content.JsonReader;
import dev.runs.content.JsonWriter;
import dev.runs.document.Fields;
import dev.runs.gate.Track;
import dev.runs.graph.StepState;
import dev.runs.run.ActionRef;
import dev.runs.run.ActorRef;
import dev.runs.run.PayloadRef;
import dev.runs.run.Round;
import dev.runs.run.Run;
import dev.runs.run.Step;
import dev.runs.run.StepSpec;
import dev.runs.storage.InboxItem;
import dev.runs.storage.RunHead;
import dev.runs.storage.StepRow;
import dev.runs.storage.StoredRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A run's state as it is stored: a small head, and one row per step.
 *
 * @since 0.1.0
 */
public final class StateCodec {
    private StateCodec() {}

    /** Returns the head of a run as it is stored in the newest form. */
    public static RunHead head(Run run) {
        return head(run, StoredForm.newest(), new JsonWriter());
    }

    /** Returns the head of a run as it is stored in a form. */
    public static RunHead head(Run run, StoredForm form, JsonWriter writer) {
        Map<String, ?> document = Fields.builder()
                .put("header", ValueCodec.header(run.header()))
                .put("lastChange", run.lastChange())
                .texts("texts", run.texts())
                .build();
        return new RunHead(
                run.version(),
                run.status().name(),
                run.header().about(),
                run.header().started(),
                run.status().isTerminal() ? Optional.of(run.lastChange()) : Optional.empty(),
                form.head(),
                writer.write(document));
    }

    /** Returns the row of a step as it is stored in the newest form. */
    public static StepRow row(Run run, Step step) {
        return row(run, step, StoredForm.newest(), new JsonWriter());
    }

    /** Returns the row of a step as it is stored in a form. */
    public static StepRow row(Run run, Step step, StoredForm form, JsonWriter writer) {
        return new StepRow(
                step.id(),
                step.state().name(),
                !step.state().isTerminal(),
                facet(run, step),
                step.heldUntil(),
                schema(step, form),
                writer.write(fields(step, form)),
                items(step));
    }

    /**
     * Groups steps for the counters of the record's header: {@code first} or {@code later} step of a run with a signal,
     * {@code external} or {@code internal}, asked for by an {@code agent} or by {@code people}.
     */
    private static String facet(Run run, Step step) {
        boolean first = run.header().signal().isPresent()
                && run.steps().iterator().next().id().equals(step.id());
        return (first ? Facet.FIRST : Facet.LATER)
                + (step.external() ? Facet.EXTERNAL : Facet.INTERNAL)
                + (step.spec().proposedBy().kind() == dev.runs.actor.ActorKind.AGENT ? Facet.AGENT : Facet.PEOPLE);
    }

    /** What older forms cannot hold is not left out for their sake. */
    private static int schema(Step step, StoredForm form) {
        StoredForm least = isOfFormFour(step) ? StoredForm.V4 : isOfFormThree(step) ? StoredForm.V3 : form;
        return form.has(least) ? form.step() : least.step();
    }

    /** An older library would take a risk that is not the action's for one that changed since. */
    private static boolean isOfFormFour(Step step) {
        Optional<RiskLevel> risk = step.spec().action().map(ActionRef::risk);
        return risk.isPresent()
                && (step.rounds().stream().anyMatch(round -> round.risk() != risk.get())
                        || step.permit()
                                .filter(permit -> permit.risk() != risk.get())
                                .isPresent());
    }

    private static boolean isOfFormThree(Step step) {
        boolean skippedByHand =
                step.state() == StepState.SKIPPED && step.skippedBecause().isEmpty();
        return skippedByHand
                || step.ending().isPresent()
                || ValueCodec.isOfFormThree(step.spec())
                || step.rounds().stream().anyMatch(round -> round.suspension().isPresent());
    }

    private static List<InboxItem> items(Step step) {
        List<InboxItem> items = new ArrayList<>();
        step.openRound().ifPresent(round -> items.addAll(items(round)));
        return items;
    }

    private static List<InboxItem> items(Round round) {
        List<InboxItem> items = new ArrayList<>();
        Map<String, Optional<Instant>> dues = new LinkedHashMap<>();
        for (Track track : round.missing()) {
            Optional<Instant> due = round.due(track);
            track.roles().forEach(role -> dues.merge(role, due, StateCodec::earlier));
        }
        dues.forEach((role, due) ->
                items.add(new InboxItem(round.number() + "/" + items.size(), role, round.opened(), due)));
        return items;
    }

    private static Optional<Instant> earlier(Optional<Instant> left, Optional<Instant> right) {
        return Stream.concat(left.stream(), right.stream()).min(Comparator.naturalOrder());
    }

    /**
     * Reads a run.
     *
     * @param newest the newest form that is read
     * @throws dev.runs.error.RunsException if a document is damaged or newer than this library
     */
    public static Run run(StoredRun stored, StoredForm newest) {
        Documents.refuseNewer("head", stored.head().schema(), newest.head());
        JsonReader reader = JsonReader.of(stored.steps().size());
        Fields head = Documents.read("head", stored.head().document(), reader);
        return Documents.decode(
                "run",
                () -> Run.restore(
                        ValueCodec.header(head.object("header")),
                        stored.head().version(),
                        head.instant("lastChange"),
                        head.texts("texts"),
                        stored.steps().stream()
                                .map(row -> step(row, newest, reader))
                                .toList()));
    }

    private static Map<String, ?> fields(Step step, StoredForm form) {
        return Fields.builder()
                .put("spec", ValueCodec.spec(step.spec()))
                .put("version", step.version())
                .put("since", step.since())
                .put("requester", ValueCodec.actor(step.requester()))
                .object("payload", step.payload(), ValueCodec::payload)
                .objects("rounds", step.rounds(), ValueCodec::round)
                .object("permit", step.permit(), ValueCodec::permit)
                .text("decision", step.decision())
                .put("attempts", step.attempts())
                .text("worker", form.has(StoredForm.V2) ? step.worker() : Optional.empty())
                .put("regates", step.regates())
                .text("heldUntil", step.heldUntil().map(Instant::toString))
                .text("skippedBecause", step.skippedBecause())
                .object("outputs", step.outputs(), ValueCodec::outputs)
                .text("failure", step.failure())
                .objects("faults", step.faults(), ValueCodec::fault)
                .objects("objections", step.objections(), ValueCodec::objection)
                .object("ending", step.ending(), ValueCodec::ending)
                .put("state", step.state())
                .build();
    }

    private static Step step(StepRow row, StoredForm newest, JsonReader reader) {
        Documents.refuseNewer("step", row.schema(), newest.step());
        Fields f = Upcasting.step(row.schema(), Documents.read("step", row.document(), reader));
        StepSpec spec = ValueCodec.spec(f.object("spec"));
        ActorRef requester = ValueCodec.actor(f.object("requester"));
        Optional<PayloadRef> payload = f.optionalObject("payload").map(ValueCodec::payload);
        return new Step(
                spec,
                f.constant("state", StepState.class),
                f.number("version"),
                f.instant("since"),
                // Most steps are as they were added: then they take half the room.
                requester.equals(spec.proposedBy()) ? spec.proposedBy() : requester,
                payload.equals(spec.payload()) ? spec.payload() : payload,
                f.objects("rounds", ValueCodec::round),
                f.optionalObject("permit").map(ValueCodec::permit),
                f.optionalText("decision"),
                f.integer("attempts"),
                f.optionalText("worker"),
                f.integer("regates"),
                f.has("heldUntil") ? Optional.of(f.instant("heldUntil")) : Optional.empty(),
                f.optionalText("skippedBecause"),
                f.optionalObject("outputs").map(ValueCodec::outputs),
                f.optionalText("failure"),
                f.objects("faults", ValueCodec::fault),
                f.objects("objections", ValueCodec::objection),
                f.optionalObject("ending").map(ValueCodec::ending));
    }
}
