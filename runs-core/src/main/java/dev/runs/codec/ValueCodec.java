package dev.runs.codec;

import dev.runs.action.Pattern;
import dev.runs.action.RiskLevel;
import dev.runs.actor.ActorKind;
import dev.runs.actor.Delegation;
import dev.runs.content.Digest;
import dev.runs.document.Fields;
import dev.runs.document.RequirementText;
import dev.runs.error.ErrorCode;
import dev.runs.gate.Approver;
import dev.runs.graph.Edge;
import dev.runs.graph.EdgeCondition;
import dev.runs.graph.Join;
import dev.runs.graph.Node;
import dev.runs.run.ActionRef;
import dev.runs.run.ActorRef;
import dev.runs.run.Ending;
import dev.runs.run.Fault;
import dev.runs.run.Item;
import dev.runs.run.LateResult;
import dev.runs.run.Objection;
import dev.runs.run.Offer;
import dev.runs.run.Outputs;
import dev.runs.run.PayloadRef;
import dev.runs.run.Permit;
import dev.runs.run.Round;
import dev.runs.run.RunHeader;
import dev.runs.run.StepSpec;
import dev.runs.run.Suspension;
import dev.runs.run.Vote;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The values that events and state have in common, each with one stored form. */
final class ValueCodec {
    private ValueCodec() {}

    static Map<String, ?> actor(ActorRef actor) {
        return Fields.builder()
                .put("id", actor.id())
                .put("kind", actor.kind())
                .text("for", actor.onBehalfOf())
                .build();
    }

    static ActorRef actor(Fields fields) {
        return new ActorRef(fields.text("id"), fields.constant("kind", ActorKind.class), fields.optionalText("for"));
    }

    static Map<String, ?> header(RunHeader header) {
        return Fields.builder()
                .put("tenant", header.tenant())
                .put("id", header.id())
                .put("pattern", header.pattern())
                .text("about", header.about())
                .put("owner", header.owner())
                .put("startedBy", actor(header.startedBy()))
                .text("signal", header.signal())
                .texts("meetings", header.meetings())
                .put("started", header.started())
                .build();
    }

    static RunHeader header(Fields fields) {
        return new RunHeader(
                fields.text("tenant"),
                fields.text("id"),
                fields.constant("pattern", Pattern.class),
                fields.optionalText("about"),
                fields.text("owner"),
                actor(fields.object("startedBy")),
                fields.optionalText("signal"),
                fields.texts("meetings"),
                fields.instant("started"));
    }

    static Map<String, ?> spec(StepSpec spec) {
        Join join = spec.node().join();
        Fields.Builder fields = Fields.builder()
                .put("id", spec.id())
                .objects(
                        "edges",
                        spec.node().edges(),
                        edge -> Fields.builder()
                                .put("from", edge.from())
                                .put("on", edge.condition())
                                .build())
                .object(
                        "action",
                        spec.action(),
                        action -> Fields.builder()
                                .put("type", action.type())
                                .put("pattern", action.pattern())
                                .put("risk", action.risk())
                                .put("catalogued", action.catalogued())
                                .build())
                .object("payload", spec.payload(), ValueCodec::payload)
                .put("by", actor(spec.proposedBy()));
        if (join instanceof Join.AtLeast atLeast) {
            fields.put("join", "atLeast").put("count", atLeast.count());
        } else {
            fields.put("join", join instanceof Join.Any ? "any" : "all");
        }
        if (join.cancelsRest()) {
            fields.put("cancelRest", true);
        }
        spec.exclusive().ifPresent(resource -> fields.put("exclusive", resource));
        return fields.build();
    }

    /** Only the third form can hold a join that stops its losers. */
    static boolean isOfFormThree(StepSpec spec) {
        return spec.node().join().cancelsRest();
    }

    /** Only the fifth form has steps that need something for themselves alone. */
    static boolean isOfFormFive(StepSpec spec) {
        return spec.exclusive().isPresent();
    }

    static StepSpec spec(Fields fields) {
        Join join = switch (fields.text("join")) {
            case "atLeast" -> Join.atLeast(fields.integer("count"));
            case "any" -> Join.any();
            case "all" -> Join.all();
            default -> throw new IllegalArgumentException("no join '" + fields.text("join") + "'");
        };
        if (fields.has("cancelRest") && fields.flag("cancelRest")) {
            join = join.cancelRest();
        }
        Node node = new Node(
                fields.text("id"),
                join,
                fields.objects("edges", edge -> new Edge(edge.text("from"), edge.constant("on", EdgeCondition.class))));
        Optional<ActionRef> action = fields.optionalObject("action")
                .map(ref -> new ActionRef(
                        ref.text("type"),
                        ref.constant("pattern", Pattern.class),
                        ref.constant("risk", RiskLevel.class),
                        ref.flag("catalogued")));
        return new StepSpec(
                node,
                action,
                fields.optionalObject("payload").map(ValueCodec::payload),
                actor(fields.object("by")),
                optional(fields, "exclusive"));
    }

    static Map<String, ?> payload(PayloadRef payload) {
        return Fields.builder()
                .put("content", payload.content())
                .put("digest", payload.digest().value())
                .put("editor", actor(payload.editor()))
                .build();
    }

    static PayloadRef payload(Fields fields) {
        return new PayloadRef(
                fields.text("content"), new Digest(fields.text("digest")), actor(fields.object("editor")));
    }

    static Map<String, ?> vote(Vote vote) {
        Fields.Builder fields = Fields.builder()
                .put("voter", actor(vote.voter()))
                .put("role", vote.role())
                .texts("track", vote.track())
                .put("choice", vote.choice())
                .put("digest", vote.digest().value())
                .put("reason", vote.reason())
                .put("at", vote.at());
        vote.insteadOf().ifPresent(person -> fields.put("for", person));
        vote.source().ifPresent(source -> fields.put("source", source));
        if (vote.stage() > 0) {
            fields.put("stage", vote.stage());
        }
        return fields.build();
    }

    /** Only the fifth form has stages, and people who stand in. */
    static boolean isOfFormFive(Vote vote) {
        return vote.insteadOf().isPresent()
                || vote.source().isPresent()
                || vote.stage() > 0
                || Approver.isPerson(vote.role())
                || vote.choice() == Vote.Choice.REQUEST_CHANGES;
    }

    static Vote vote(Fields fields) {
        return new Vote(
                actor(fields.object("voter")),
                optional(fields, "for"),
                fields.text("role"),
                optional(fields, "source"),
                fields.set("track"),
                fields.has("stage") ? fields.integer("stage") : 0,
                fields.constant("choice", Vote.Choice.class),
                new Digest(fields.text("digest")),
                fields.text("reason"),
                fields.instant("at"));
    }

    private static Optional<String> optional(Fields fields, String name) {
        return fields.has(name) ? fields.optionalText(name) : Optional.empty();
    }

    static Map<String, ?> offer(Offer offer) {
        return Fields.builder()
                .put("stage", offer.stage())
                .put("opened", offer.opened())
                .texts("asked", offer.asked())
                .put("needed", offer.needed())
                .put("paused", offer.paused().toString())
                .put("reminded", offer.reminded())
                .texts("escalated", offer.escalated())
                .build();
    }

    static Offer offer(Fields fields) {
        return new Offer(
                fields.integer("stage"),
                fields.instant("opened"),
                fields.set("asked"),
                fields.integer("needed"),
                Duration.parse(fields.text("paused")),
                fields.flag("reminded"),
                fields.set("escalated"));
    }

    static Map<String, ?> delegation(Delegation delegation) {
        return Fields.builder()
                .put("from", delegation.from())
                .put("to", delegation.to())
                .put("since", delegation.since())
                .put("until", delegation.until())
                .build();
    }

    static Delegation delegation(Fields fields) {
        return new Delegation(fields.text("from"), fields.text("to"), fields.instant("since"), fields.instant("until"));
    }

    static List<Map<String, ?>> items(Map<String, Item> items) {
        List<Map<String, ?>> all = new ArrayList<>();
        new TreeMap<>(items)
                .forEach((key, item) -> all.add(Fields.builder()
                        .put("key", key)
                        .text("owner", item.owner())
                        .objects("delegations", item.delegations(), ValueCodec::delegation)
                        .build()));
        return all;
    }

    static Map<String, Item> items(Fields fields, String name) {
        Map<String, Item> items = new TreeMap<>();
        if (fields.has(name)) {
            fields.objects(
                            name,
                            item -> Map.entry(
                                    item.text("key"),
                                    new Item(
                                            item.optionalText("owner"),
                                            item.objects("delegations", ValueCodec::delegation))))
                    .forEach(entry -> items.put(entry.getKey(), entry.getValue()));
        }
        return items;
    }

    /** Only the fifth form has stages, rounds about which something was arranged, and two ways to end. */
    static boolean isOfFormFive(Round round) {
        return !round.isPlain()
                || RequirementText.isOfFormFive(round.requirement())
                || round.state() == Round.State.RETURNED
                || round.state() == Round.State.EXPIRED
                || round.votes().stream().anyMatch(ValueCodec::isOfFormFive);
    }

    static Map<String, ?> round(Round round) {
        Fields.Builder fields = Fields.builder()
                .put("number", round.number())
                .put("opened", round.opened())
                .put("requirement", RequirementText.write(round.requirement()))
                .put("digest", round.digest().value())
                .put("risk", round.risk())
                .put("pattern", round.pattern())
                .put("decision", round.decision())
                .texts("excluded", round.excluded())
                .objects("votes", round.votes(), ValueCodec::vote)
                .put("state", round.state())
                .text("closed", round.closed().map(Instant::toString))
                .object(
                        "suspension",
                        round.suspension(),
                        pause -> Fields.builder()
                                .put("away", pause.away().toString())
                                .text("since", pause.since().map(Instant::toString))
                                .build());
        if (!round.isPlain()) {
            fields.objects("offers", round.offers(), ValueCodec::offer)
                    .objects("items", items(round.items()), item -> item)
                    .texts("refused", round.refused())
                    .text("evidence", round.evidence());
        }
        return fields.build();
    }

    static Round round(Fields fields) {
        return new Round(
                fields.integer("number"),
                fields.instant("opened"),
                RequirementText.read(fields.object("requirement")),
                new Digest(fields.text("digest")),
                fields.constant("risk", RiskLevel.class),
                fields.constant("pattern", Pattern.class),
                fields.text("decision"),
                fields.set("excluded"),
                fields.objects("votes", ValueCodec::vote),
                fields.constant("state", Round.State.class),
                fields.has("closed") ? Optional.of(fields.instant("closed")) : Optional.empty(),
                fields.optionalObject("suspension")
                        .map(pause -> new Suspension(
                                Duration.parse(pause.text("away")),
                                pause.has("since") ? Optional.of(pause.instant("since")) : Optional.empty())),
                fields.has("offers") ? fields.objects("offers", ValueCodec::offer) : List.of(),
                items(fields, "items"),
                fields.has("refused") ? fields.set("refused") : Set.of(),
                optional(fields, "evidence"));
    }

    static Map<String, ?> permit(Permit permit) {
        Fields.Builder fields = Fields.builder()
                .put("key", permit.key())
                .put("digest", permit.digest().value())
                .put("risk", permit.risk())
                .put("pattern", permit.pattern())
                .put("decision", permit.decision())
                .put("issued", permit.issued())
                .put("expires", permit.expires())
                .put("state", permit.state());
        permit.round().ifPresent(round -> fields.put("round", round));
        return fields.build();
    }

    static Permit permit(Fields fields) {
        return new Permit(
                fields.text("key"),
                new Digest(fields.text("digest")),
                fields.constant("risk", RiskLevel.class),
                fields.constant("pattern", Pattern.class),
                fields.has("round") ? Optional.of(fields.integer("round")) : Optional.empty(),
                fields.text("decision"),
                fields.instant("issued"),
                fields.instant("expires"),
                fields.constant("state", Permit.State.class));
    }

    static Map<String, ?> outputs(Outputs outputs) {
        return Fields.builder()
                .put("content", outputs.content())
                .put("previews", outputs.previews())
                .texts("artifacts", outputs.artifacts())
                .texts("roadmap", outputs.roadmapLinks())
                .build();
    }

    static Outputs outputs(Fields fields) {
        return new Outputs(
                fields.text("content"), fields.integer("previews"), fields.texts("artifacts"), fields.texts("roadmap"));
    }

    static Map<String, ?> objection(Objection objection) {
        return Fields.builder()
                .put("by", actor(objection.by()))
                .put("reason", objection.reason())
                .put("at", objection.at())
                .build();
    }

    static Objection objection(Fields fields) {
        return new Objection(actor(fields.object("by")), fields.text("reason"), fields.instant("at"));
    }

    static Map<String, ?> ending(Ending ending) {
        return Fields.builder()
                .put("kind", ending.kind())
                .text("by", ending.by())
                .text("late", ending.late().map(Enum::name))
                .build();
    }

    static Ending ending(Fields fields) {
        return new Ending(
                fields.constant("kind", Ending.Kind.class),
                fields.optionalText("by"),
                fields.has("late") ? Optional.of(fields.constant("late", LateResult.class)) : Optional.empty());
    }

    static Map<String, ?> fault(Fault fault) {
        return Fields.builder()
                .put("code", fault.code())
                .texts("rules", fault.rules())
                .texts("roles", fault.roles())
                .put("at", fault.at())
                .build();
    }

    static Fault fault(Fields fields) {
        return new Fault(
                fields.constant("code", ErrorCode.class),
                fields.set("rules"),
                fields.set("roles"),
                fields.instant("at"));
    }
}
