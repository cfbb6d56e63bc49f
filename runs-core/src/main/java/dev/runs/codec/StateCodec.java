package dev.runs.codec;

import dev.runs.action.RiskLevel;
import dev.runs.content.JsonReader;
import dev.runs.content.JsonWriter;
import dev.runs.document.Fields;
import dev.runs.gate.Approver;
import dev.runs.graph.StepState;
import dev.runs.run.ActionRef;
import dev.runs.run.ActorRef;
import dev.runs.run.Ending;
import dev.runs.run.Hold;
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
        Fields.Builder document = Fields.builder()
                .put("header", ValueCodec.header(run.header()))
                .put("lastChange", run.lastChange())
                .texts("texts", run.texts());
        run.hold()
                .ifPresent(hold -> document.put(
                        "hold",
                        Fields.builder()
                                .put("since", hold.since())
                                .put("by", ValueCodec.actor(hold.by()))
                                .put("reason", hold.reason())
                                .build()));
        return new RunHead(
                run.version(),
                run.status().name(),
                run.header().about(),
                run.header().started(),
                run.status().isTerminal() ? Optional.of(run.lastChange()) : Optional.empty(),
                // A run that is not on hold is as it always was.
                run.hold().isPresent() ? StoredForm.V5.head() : StoredForm.V1.head(),
                writer.write(document.build()));
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
                step.timer(),
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
        StoredForm least = ValueCodec.isOfFormFive(step.spec())
                        || step.ended(Ending.Kind.STOPPED)
                        || step.rounds().stream().anyMatch(ValueCodec::isOfFormFive)
                ? StoredForm.V5
                : isOfFormFour(step) ? StoredForm.V4 : isOfFormThree(step) ? StoredForm.V3 : StoredForm.V1;
        // A step without what the fifth form brought is as the fourth one has it.
        StoredForm written = form.has(StoredForm.V5) ? StoredForm.V4 : form;
        return written.has(least) ? written.step() : least.step();
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

    /** Returns a row for each who is asked; a question that one person has waits for that one alone. */
    private static List<InboxItem> items(Round round) {
        List<InboxItem> items = new ArrayList<>();
        Map<String, Waiting> waiting = new LinkedHashMap<>();
        for (Round.Asking asking : round.missing()) {
            for (String key : asking.offer().everyone()) {
                boolean answered = round.votes().stream()
                                .anyMatch(vote -> vote.role().equals(key))
                        && (Approver.isPerson(key) || asking.stage().quorum().everyone());
                if (!answered) {
                    String who = round.item(key).owner().map(Approver::person).orElse(key);
                    Waiting since = new Waiting(asking.offer().opened(), asking.due());
                    waiting.merge(who, since, Waiting::earlier);
                    deputies(round, key).forEach(deputy -> waiting.merge(deputy, since, Waiting::earlier));
                }
            }
        }
        waiting.forEach((key, since) ->
                items.add(new InboxItem(round.number() + "/" + items.size(), key, since.since(), since.due())));
        return items;
    }

    /** The keys of those whom somebody lets answer a question in their stead, and who have not done so. */
    private static List<String> deputies(Round round, String key) {
        return round.item(key).delegations().stream()
                .filter(delegation -> round.votes().stream()
                        .noneMatch(vote -> vote.isOf(delegation.from()) || vote.isOf(delegation.to())))
                .map(delegation -> Approver.person(delegation.to()))
                .toList();
    }

    /** Since when somebody is asked, and when the answer is late. */
    private record Waiting(Instant since, Optional<Instant> due) {
        Waiting earlier(Waiting other) {
            return new Waiting(since.isBefore(other.since) ? since : other.since, StateCodec.earlier(due, other.due));
        }
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
                                .toList(),
                        head.has("hold") ? Optional.of(hold(head.object("hold"))) : Optional.empty()));
    }

    private static Hold hold(Fields fields) {
        return new Hold(fields.instant("since"), ValueCodec.actor(fields.object("by")), fields.text("reason"));
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
