package dev.runs.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.action.Pattern;
import dev.runs.action.RiskLevel;
import dev.runs.actor.ActorKind;
import dev.runs.actor.Delegation;
import dev.runs.content.CanonicalJson;
import dev.runs.content.Digest;
import dev.runs.error.ErrorCode;
import dev.runs.error.RunsException;
import dev.runs.gate.Approver;
import dev.runs.gate.Deadlines;
import dev.runs.gate.GateQuestion;
import dev.runs.gate.Quorum;
import dev.runs.gate.Requirement;
import dev.runs.gate.Stage;
import dev.runs.gate.Track;
import dev.runs.graph.Edge;
import dev.runs.graph.EdgeCondition;
import dev.runs.graph.Join;
import dev.runs.graph.Node;
import dev.runs.kit.EventKinds;
import dev.runs.run.ActionRef;
import dev.runs.run.ActorRef;
import dev.runs.run.AskingEvent;
import dev.runs.run.Item;
import dev.runs.run.LateResult;
import dev.runs.run.Objection;
import dev.runs.run.Offer;
import dev.runs.run.Outputs;
import dev.runs.run.PayloadRef;
import dev.runs.run.Permit;
import dev.runs.run.RecordedEvent;
import dev.runs.run.Round;
import dev.runs.run.RunEvent;
import dev.runs.run.RunHeader;
import dev.runs.run.StepSpec;
import dev.runs.run.Vote;
import dev.runs.storage.Bytes;
import dev.runs.storage.StoredEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("S16: events as they are stored")
class EventCodecTest {
    /** With {@code -Dgolden.write=true} the files are written anew; look at the difference before committing it. */
    private static final boolean WRITE = Boolean.getBoolean("golden.write");

    private static final Path GOLDEN = Path.of("src", "test", "resources", "dev", "runs", "codec");

    private static final Instant AT = Instant.parse("2026-03-02T09:00:00.123456Z");
    private static final Digest DIGEST = new Digest("sha256:" + "1a".repeat(32));
    private static final ActorRef ANA = new ActorRef("ana", ActorKind.HUMAN, Optional.empty());
    private static final ActorRef AGENT = new ActorRef("agent-7", ActorKind.AGENT, Optional.of("owner"));
    private static final PayloadRef PAYLOAD = new PayloadRef("content-1", DIGEST, AGENT);
    private static final Requirement REQUIREMENT = new Requirement(List.of(
            Track.of(Set.of("Legal"), 1, Optional.of(Duration.ofDays(2)), Set.of("R1", "R2")),
            Track.of(Set.of("Sales", "Marketing"), 2, Optional.empty(), Set.of())));
    private static final Vote VOTE =
            new Vote(ANA, "Legal", Set.of("Legal"), Vote.Choice.APPROVE, DIGEST, "content-2", AT);

    private static final Offer OFFER =
            new Offer(1, AT, Set.of("Legal", "@ana"), 2, Duration.ofMinutes(5), true, Set.of("CFO"));
    private static final Delegation DELEGATION = new Delegation("ana", "ben", AT, AT.plusSeconds(60));
    private static final Vote STAND_IN = new Vote(
            ANA,
            Optional.of("mia"),
            "@mia",
            Optional.of("scim 42"),
            Set.of("@mia"),
            1,
            Vote.Choice.REQUEST_CHANGES,
            DIGEST,
            "content-2",
            AT);

    /** One example of each kind of event, with every optional part. */
    private static final List<RunEvent> EXAMPLES = List.of(
            new RunEvent.RunStarted(new RunHeader(
                    "acme-crm",
                    "run-1",
                    Pattern.EXTERNAL,
                    Optional.of("opportunity-1"),
                    "owner",
                    AGENT,
                    Optional.of("signal-1"),
                    List.of("meeting-2", "meeting-1"),
                    AT)),
            new RunEvent.StepsAdded(
                    List.of(
                            new StepSpec(
                                    new Node("a", Join.all(), List.of()),
                                    Optional.of(new ActionRef("crm.pay", Pattern.EXTERNAL, RiskLevel.CRITICAL, true)),
                                    Optional.of(PAYLOAD),
                                    AGENT),
                            new StepSpec(
                                    new Node("b", Join.any(), List.of(new Edge("a", EdgeCondition.REJECTED))),
                                    Optional.of(new ActionRef("x", Pattern.INTERNAL, RiskLevel.LOW, false)),
                                    Optional.empty(),
                                    ANA),
                            new StepSpec(
                                    new Node(
                                            "c",
                                            Join.atLeast(1),
                                            List.of(
                                                    new Edge("a", EdgeCondition.COMPLETED),
                                                    new Edge("b", EdgeCondition.ALWAYS),
                                                    new Edge("a", EdgeCondition.FAILED))),
                                    Optional.empty(),
                                    Optional.empty(),
                                    ANA)),
                    "content-3"),
            new RunEvent.PayloadSet("a", PAYLOAD, RunEvent.PayloadSet.Origin.EDIT, Optional.of("content-4")),
            new RunEvent.GateAsked(
                    "a",
                    GateQuestion.Phase.BINDING,
                    RunEvent.VerdictKind.NEEDS_APPROVAL,
                    Set.of("R1", "R2"),
                    "sha256:pack",
                    "content-5",
                    Set.of("Legal")),
            new RunEvent.RoundOpened(
                    "a", 1, REQUIREMENT, PAYLOAD, "content-5", Set.of("owner", "agent-7"), List.of(VOTE)),
            new RunEvent.VoteCast("a", 1, VOTE),
            new RunEvent.RoundClosed("a", 1, Round.State.RECALLED, Optional.of("content-6")),
            new RunEvent.PermitIssued(
                    "a",
                    new Permit(
                            "run-1/a/7",
                            DIGEST,
                            RiskLevel.CRITICAL,
                            Pattern.EXTERNAL,
                            Optional.of(1),
                            "content-5",
                            AT,
                            AT.plusSeconds(60),
                            Permit.State.ISSUED)),
            new RunEvent.PermitRevoked("a", "run-1/a/7"),
            new RunEvent.StepBlocked("a", RunEvent.StepBlocked.Setback.EDITED, Optional.of("content-6")),
            new RunEvent.StepHeld("a", AT.plusSeconds(60)),
            new RunEvent.ChangesRequested("a", Optional.of("content-6")),
            new RunEvent.StepRejected("a", RunEvent.StepRejected.No.RULE),
            new RunEvent.StepSkipped("b", "a"),
            new RunEvent.StepStarted("a", "run-1/a/7", 2, Optional.of("worker-1")),
            new RunEvent.StepCompleted(
                    "a",
                    Optional.of(new Outputs("content-7", 1, List.of("file-1"), List.of("roadmap-1"))),
                    Optional.of("content-8")),
            new RunEvent.StepFailed("a", "content-9"),
            new RunEvent.StepRetrying("a", "content-9"),
            new RunEvent.StepStuck("a", true, Optional.of("content-9")),
            new RunEvent.ObjectionRecorded("a", new Objection(ANA, "content-10", AT)),
            new RunEvent.FaultRaised("a", ErrorCode.FAULT_NO_ELIGIBLE_APPROVER, Set.of("R1"), Set.of("Legal")),
            new RunEvent.StepInserted(loser(), "a", "content-11", Optional.of("content-12")),
            new RunEvent.StepReplaced("a", loser(), "content-11", Optional.of("content-12")),
            new RunEvent.StepWaived("a", "content-12"),
            new RunEvent.StepCancelled("a", "b"),
            new RunEvent.RoundSuspended("a", 1),
            new RunEvent.RoundResumed("a", 1),
            new RunEvent.LateResultRecorded(
                    "a",
                    "run-1/a/7",
                    2,
                    LateResult.DONE,
                    Optional.of(new Outputs("content-7", 1, List.of("file-1"), List.of("roadmap-1"))),
                    Optional.of("content-12")),
            new RunEvent.StepStopped("a", "content-13"),
            new RunEvent.RunHeld("content-14"),
            new RunEvent.RunReleased("content-15"),
            new RunEvent.CommentAdded("a", "content-16"),
            new AskingEvent.StageOpened("a", 1, 0, OFFER),
            new AskingEvent.ItemClaimed("a", 1, "Legal", "ana"),
            new AskingEvent.ItemReleased("a", 1, "Legal"),
            new AskingEvent.ItemDelegated("a", 1, "Legal", DELEGATION, Optional.of("content-17")),
            new AskingEvent.ItemReassigned("a", 1, "Legal", "@ana", false, Optional.of("content-18")),
            new AskingEvent.ReminderSent("a", 1, 0),
            new AskingEvent.Escalated("a", 1, 0, Set.of("@mia", "CFO")),
            new AskingEvent.AttemptRefused("a", 1, ErrorCode.NOT_AN_APPROVER));

    /** What the third form brought: patches, losers, and what came of those. */
    private static final Set<String> OF_FORM_THREE = Set.of(
            "StepInserted",
            "StepReplaced",
            "StepWaived",
            "StepCancelled",
            "RoundSuspended",
            "RoundResumed",
            "LateResultRecorded");

    private static boolean isOfFormThree(RunEvent event) {
        return OF_FORM_THREE.contains(event.getClass().getSimpleName());
    }

    private static boolean isOfFormFive(RunEvent event) {
        return encode(recorded(event)).schema() == 5;
    }

    private static RunEvent raised() {
        return new RunEvent.RoundOpened(
                "a", 1, REQUIREMENT, PAYLOAD, "content-5", Set.of(), List.of(), Optional.of(RiskLevel.CRITICAL));
    }

    private static StepSpec loser() {
        return new StepSpec(
                new Node("d", Join.atLeast(1).cancelRest(), List.of(new Edge("b", EdgeCondition.COMPLETED))),
                Optional.of(new ActionRef("x", Pattern.INTERNAL, RiskLevel.LOW, true)),
                Optional.of(PAYLOAD),
                ANA);
    }

    /** Further examples: the optional parts are missing. */
    private static final List<RunEvent> SPARSE = List.of(
            new RunEvent.RunStarted(new RunHeader(
                    "acme-crm",
                    "run-1",
                    Pattern.INTERNAL,
                    Optional.empty(),
                    "owner",
                    ANA,
                    Optional.empty(),
                    List.of(),
                    AT)),
            new RunEvent.PayloadSet("a", PAYLOAD, RunEvent.PayloadSet.Origin.OUTPUT, Optional.empty()),
            new RunEvent.RoundClosed("a", 1, Round.State.APPROVED, Optional.empty()),
            new RunEvent.StepBlocked("a", RunEvent.StepBlocked.Setback.WOKEN, Optional.empty()),
            new RunEvent.ChangesRequested("a", Optional.empty()),
            new RunEvent.StepCompleted("a", Optional.empty(), Optional.empty()),
            new RunEvent.StepStuck("a", false, Optional.empty()),
            raised(),
            new RunEvent.StepSkipped("a", Optional.empty(), Optional.of("content-12")),
            new RunEvent.StepsAdded(List.of(loser()), "content-3"),
            new RunEvent.StepInserted(loser(), "a", "content-11", Optional.empty()),
            new RunEvent.StepReplaced("a", loser(), "content-11", Optional.empty()),
            new RunEvent.LateResultRecorded(
                    "a", "run-1/a/7", 2, LateResult.NOT_DONE, Optional.empty(), Optional.empty()),
            new RunEvent.PermitIssued(
                    "a",
                    new Permit(
                            "run-1/a/7",
                            DIGEST,
                            RiskLevel.LOW,
                            Pattern.INTERNAL,
                            Optional.empty(),
                            "content-5",
                            AT,
                            AT.plusSeconds(60),
                            Permit.State.CONSUMED)),
            staged(),
            new RunEvent.StepsAdded(
                    List.of(new StepSpec(
                            new Node("e", Join.all(), List.of()),
                            Optional.empty(),
                            Optional.empty(),
                            ANA,
                            Optional.of("mailbox"))),
                    "content-3"),
            new RunEvent.VoteCast("a", 1, STAND_IN),
            new RunEvent.RoundClosed("a", 1, Round.State.EXPIRED, Optional.empty()),
            new RunEvent.StepRejected("a", RunEvent.StepRejected.No.EXPIRY),
            new AskingEvent.ItemDelegated("a", 1, "Legal", DELEGATION, Optional.empty()),
            new AskingEvent.ItemReassigned("a", 1, "@ana", "CFO", true, Optional.empty()));

    /** What only the fifth form holds of a round. */
    private static RunEvent staged() {
        Stage managers = new Stage(
                Set.of(
                        new Approver.Person("ana"),
                        new Approver.Field("Account.owner"),
                        new Approver.Manager(new Approver.Field("run.requester"), 2)),
                Quorum.EVERYONE,
                new Deadlines(
                        Optional.of(Duration.ofHours(1)),
                        Optional.of(Duration.ofHours(2)),
                        Optional.of(new Deadlines.Escalation(
                                Duration.ofHours(3), Set.of(new Approver.Role("CFO"), new Approver.Person("mia")))),
                        Optional.of(Duration.ofHours(4))),
                false);
        Stage legal = new Stage(Set.of(new Approver.Role("Legal")), Quorum.of(2), Deadlines.NONE, true);
        return new RunEvent.RoundOpened(
                "a",
                2,
                new Requirement(
                        List.of(new Track(List.of(managers, legal), Set.of("R1"))), Set.of("Account.owner"), true),
                PAYLOAD,
                "content-5",
                Set.of("owner"),
                List.of(STAND_IN),
                Optional.empty(),
                List.of(OFFER),
                Map.of("@ana", new Item(Optional.of("ben"), List.of(DELEGATION))),
                Optional.of("content-19"));
    }

    private static RecordedEvent recorded(RunEvent event) {
        return new RecordedEvent(7, AT, AGENT, "command-1", event);
    }

    private static StoredEvent encode(RecordedEvent event) {
        return EventCodec.encode(event, StoredForm.newest());
    }

    private static RecordedEvent decode(StoredEvent event) {
        return EventCodec.decode(event, StoredForm.newest());
    }

    /** What is left of an event in the first form. */
    private static RunEvent inFormOne(RunEvent event) {
        return event instanceof RunEvent.StepStarted started
                ? new RunEvent.StepStarted(started.step(), started.permit(), started.attempt(), Optional.empty())
                : event;
    }

    private static StoredEvent stored(String type, int schema, String body) {
        return new StoredEvent(7, type, schema, AT, Bytes.utf8(body));
    }

    @Test
    @DisplayName("there is an example of every kind of event")
    void everyKind_hasAnExample() {
        Set<Class<?>> kinds = EventKinds.all();
        assertThat(kinds).hasSizeGreaterThan(20);
        assertThat(EXAMPLES)
                .extracting(RunEvent::getClass)
                .containsExactlyInAnyOrderElementsOf(kinds.stream()
                        .map(type -> type.<RunEvent>asSubclass(RunEvent.class))
                        .toList());
    }

    @Test
    void everyEvent_roundTrips() {
        for (RunEvent event : Stream.concat(EXAMPLES.stream(), SPARSE.stream()).toList()) {
            StoredEvent stored = encode(recorded(event));
            assertThat(decode(stored)).isEqualTo(recorded(event));
            assertThat(encode(decode(stored))).isEqualTo(stored);
        }
    }

    /** Every constant of every enum that events hold. */
    @Test
    void everyConstant_roundTrips() {
        List<RunEvent> events = new ArrayList<>();
        for (Round.State state : Round.State.values()) {
            events.add(new RunEvent.RoundClosed("a", 1, state, Optional.empty()));
        }
        for (RunEvent.StepBlocked.Setback setback : RunEvent.StepBlocked.Setback.values()) {
            events.add(new RunEvent.StepBlocked("a", setback, Optional.empty()));
        }
        for (LateResult result : LateResult.values()) {
            events.add(new RunEvent.LateResultRecorded("a", "k", 1, result, Optional.empty(), Optional.empty()));
        }
        for (RunEvent.StepRejected.No no : RunEvent.StepRejected.No.values()) {
            events.add(new RunEvent.StepRejected("a", no));
        }
        for (RunEvent.PayloadSet.Origin origin : RunEvent.PayloadSet.Origin.values()) {
            events.add(new RunEvent.PayloadSet("a", PAYLOAD, origin, Optional.empty()));
        }
        for (GateQuestion.Phase phase : GateQuestion.Phase.values()) {
            for (RunEvent.VerdictKind kind : RunEvent.VerdictKind.values()) {
                events.add(new RunEvent.GateAsked("a", phase, kind, Set.of(), "p", "c", Set.of()));
            }
        }
        for (RunEvent event : events) {
            assertThat(decode(encode(recorded(event))).event()).isEqualTo(event);
        }
    }

    @Test
    @DisplayName("form 1 stays as it is: what was stored once is read for ever, and written just so if told to")
    void goldenFilesOfFormOne() throws IOException {
        List<RunEvent> examples = EXAMPLES.stream()
                .filter(event -> !isOfFormThree(event) && !isOfFormFive(event))
                .toList();
        for (RunEvent event : examples) {
            StoredEvent stored = EventCodec.encode(recorded(event), StoredForm.V1);
            assertThat(stored.schema()).isEqualTo(1);
            String golden = golden(stored);
            RecordedEvent expected = recorded(inFormOne(event));
            assertThat(decode(stored(stored.type(), 1, golden))).isEqualTo(expected);
            assertThat(EventCodec.decode(stored(stored.type(), 1, golden), StoredForm.V1))
                    .isEqualTo(expected);
        }
        try (Stream<Path> files = Files.list(GOLDEN.resolve("form-1"))) {
            assertThat(files).as("no file without an event").hasSameSizeAs(examples);
        }
    }

    @Test
    @DisplayName("form 2 changes StepStarted, which names the worker, and nothing else")
    void goldenFilesOfFormTwo() throws IOException {
        List<String> changed = new ArrayList<>();
        for (RunEvent event : EXAMPLES.stream()
                .filter(event -> !isOfFormThree(event) && !isOfFormFive(event))
                .toList()) {
            StoredEvent stored = EventCodec.encode(recorded(event), StoredForm.V2);
            if (stored.schema() == 1) {
                assertThat(stored).isEqualTo(EventCodec.encode(recorded(event), StoredForm.V1));
            } else {
                changed.add(stored.type());
                assertThat(decode(stored(stored.type(), 2, golden(stored)))).isEqualTo(recorded(event));
            }
        }
        assertThat(changed).containsExactly("StepStarted");
        try (Stream<Path> files = Files.list(GOLDEN.resolve("form-2"))) {
            assertThat(files).as("no file without an event").hasSameSizeAs(changed);
        }
    }

    @Test
    @DisplayName(
            "form 3 brings patches and losers; older forms do not know them, and what there is of them is never lost")
    void goldenFilesOfFormThree() throws IOException {
        List<String> changed = new ArrayList<>();
        for (RunEvent event : EXAMPLES) {
            StoredEvent stored = encode(recorded(event));
            if (stored.schema() == 3) {
                changed.add(stored.type());
                assertThat(decode(stored(stored.type(), 3, golden(stored)))).isEqualTo(recorded(event));
            }
            if (isOfFormThree(event)) {
                assertThat(EventCodec.encode(recorded(event), StoredForm.V1)).isEqualTo(stored);
                assertThatThrownBy(() -> Codec.upTo(StoredForm.V2).decode(stored))
                        .isInstanceOf(RunsException.class)
                        .hasMessage("RUNS-CODEC-002 Stored event '" + stored.type()
                                + "' is not known to this version of the library."
                                + "\nFix: use the version that wrote it, or a newer one");
            }
        }
        assertThat(changed)
                .contains("StepsAdded", "StepSkipped")
                .containsAll(OF_FORM_THREE)
                .hasSize(9);
        try (Stream<Path> files = Files.list(GOLDEN.resolve("form-3"))) {
            assertThat(files).as("no file without an event").hasSameSizeAs(changed);
        }
    }

    @Test
    @DisplayName("a step skipped by hand, and a join that stops its losers, are of form 3 whatever is asked for")
    void whatOlderFormsCannotHold_isOfFormThree() {
        for (RunEvent event : List.<RunEvent>of(
                new RunEvent.StepSkipped("a", Optional.empty(), Optional.of("content-12")),
                new RunEvent.StepsAdded(List.of(loser()), "content-3"))) {
            StoredEvent stored = EventCodec.encode(recorded(event), StoredForm.V1);
            assertThat(stored.schema()).isEqualTo(3);
            assertThat(decode(stored).event()).isEqualTo(event);
        }
    }

    @Test
    @DisplayName(
            "form 4 names the risk to which rules raised a step's, whatever is asked for; older forms read as none")
    void goldenFileOfFormFour() throws IOException {
        StoredEvent stored = EventCodec.encode(recorded(raised()), StoredForm.V1);
        assertThat(stored).isEqualTo(encode(recorded(raised())));
        assertThat(stored.schema()).isEqualTo(4);
        assertThat(decode(stored(stored.type(), 4, golden(stored))).event()).isEqualTo(raised());
        assertThatThrownBy(() -> Codec.upTo(StoredForm.V3).decode(stored))
                .isInstanceOf(RunsException.class)
                .hasMessage("RUNS-CODEC-002 Stored document 'event RoundOpened' has form 4, this library reads up to 1."
                        + "\nFix: use the version of the library that wrote it, or a newer one");
    }

    @Test
    @DisplayName(
            "form 5 brings stages and what people and time do about a question; it is never written as an older one")
    void goldenFilesOfFormFive() throws IOException {
        List<RunEvent> examples = new ArrayList<>(List.of(staged(), new RunEvent.VoteCast("a", 1, STAND_IN)));
        EXAMPLES.stream().filter(EventCodecTest::isOfFormFive).forEach(examples::add);
        examples.add(new RunEvent.RoundClosed("a", 1, Round.State.EXPIRED, Optional.empty()));
        examples.add(new RunEvent.StepRejected("a", RunEvent.StepRejected.No.EXPIRY));
        for (RunEvent event : examples) {
            StoredEvent stored = EventCodec.encode(recorded(event), StoredForm.V1);
            assertThat(stored).isEqualTo(encode(recorded(event)));
            assertThat(stored.schema()).isEqualTo(5);
            assertThat(decode(stored(stored.type(), 5, golden(stored))).event()).isEqualTo(event);
            assertThatThrownBy(() -> Codec.upTo(StoredForm.V4).decode(stored))
                    .isInstanceOf(RunsException.class)
                    .hasMessageStartingWith("RUNS-CODEC-002 ");
        }
        try (Stream<Path> files = Files.list(GOLDEN.resolve("form-5"))) {
            assertThat(files).as("no file without an event").hasSameSizeAs(examples);
        }
    }

    /** Returns the golden file, after a look that it is what would be stored now. */
    private static String golden(StoredEvent stored) throws IOException {
        Path file = GOLDEN.resolve("form-" + stored.schema()).resolve(stored.type() + ".json");
        if (WRITE) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, stored.body().utf8() + "\n");
        }
        assertThat(file)
                .as("the golden file of %s; write it with -Dgolden.write=true", stored.type())
                .exists();
        String golden = Files.readString(file, StandardCharsets.UTF_8).strip();
        assertThat(stored.body().utf8()).as(stored.type()).isEqualTo(golden);
        return golden;
    }

    @Test
    @DisplayName("a library for which form 1 was the newest refuses form 2 clearly")
    void olderLibrary_refusesNewerForm() {
        StoredEvent newer = EventCodec.encode(
                recorded(new RunEvent.StepStarted("a", "run-1/a/7", 1, Optional.of("worker-1"))), StoredForm.V2);
        assertThatThrownBy(() -> Codec.upTo(StoredForm.V1).decode(newer))
                .isInstanceOf(RunsException.class)
                .hasMessage("RUNS-CODEC-002 Stored document 'event StepStarted' has form 2, this library reads up to 1."
                        + "\nFix: use the version of the library that wrote it, or a newer one");
    }

    private static void refused(StoredEvent event, String message) {
        assertThatThrownBy(() -> decode(event))
                .isInstanceOf(RunsException.class)
                .hasMessage(message);
    }

    @Test
    void newerForm_isRefused() {
        StoredEvent known = encode(recorded(new RunEvent.StepSkipped("b", "a")));
        refused(
                new StoredEvent(7, known.type(), 4, AT, known.body()),
                "RUNS-CODEC-002 Stored document 'event StepSkipped' has form 4, this library reads up to 3."
                        + "\nFix: use the version of the library that wrote it, or a newer one");
    }

    @Test
    void unknownType_isRefused() {
        StoredEvent known = encode(recorded(new RunEvent.StepSkipped("b", "a")));
        refused(
                new StoredEvent(7, "StepTeleported", 1, AT, known.body()),
                "RUNS-CODEC-002 Stored event 'StepTeleported' is not known to this version of the library."
                        + "\nFix: use the version that wrote it, or a newer one");
    }

    @Test
    void damagedJson_isRefused() {
        String backup = "\nFix: restore the store from a backup, and report how it came about";
        for (String body : List.of("", "{", "[]", "null", "{\"a\":1.5}", "{} {}", "\u0000")) {
            refused(
                    stored("StepSkipped", 1, body),
                    "RUNS-CODEC-001 Stored document 'event StepSkipped' is not the JSON that the library wrote."
                            + backup);
        }
        refused(
                stored("StepSkipped", 1, "{}"),
                "RUNS-CODEC-001 Stored document 'event StepSkipped': field 'by' is not a Map." + backup);
        refused(
                stored("StepSkipped", 1, "{\"by\":{\"id\":\"a\",\"kind\":\"ROBOT\"},\"command\":\"c\",\"event\":{}}"),
                "RUNS-CODEC-001 Stored document 'event StepSkipped.by': field 'kind' is not a ActorKind." + backup);
        refused(
                stored("StepSkipped", 1, "{\"by\":{\"id\":\"a\",\"kind\":\"AGENT\"},\"command\":\"c\",\"event\":{}}"),
                "RUNS-CODEC-001 Stored document 'event StepSkipped.event': field 'step' is not a String." + backup);
        refused(
                stored(
                        "StepHeld",
                        1,
                        "{\"by\":{\"id\":\"a\",\"kind\":\"AGENT\"},\"command\":\"c\",\"event\":{\"step\":\"s\","
                                + "\"until\":\"soon\"}}"),
                "RUNS-CODEC-001 Stored document 'event StepHeld.event': field 'until' is not an instant." + backup);
    }

    @Test
    @DisplayName("an event whose fields are changed at random is read, or refused as damaged; nothing else")
    void anyDamage_isRefusedAsDamage() {
        long seed = 17;
        Random random = new Random(seed);
        List<String> values =
                List.of("null", "-1", "0", "true", "\"\"", "\"x\"", "[]", "{}", "[1]", "{\"a\":1}", "99999999999");
        for (RunEvent event : EXAMPLES) {
            Map<String, ?> tree =
                    CanonicalJson.parse(encode(recorded(event)).body().utf8());
            for (int i = 0; i < 400; i++) {
                String damaged = CanonicalJson.write(damage(tree, random, values));
                try {
                    decode(stored(event.getClass().getSimpleName(), 1, damaged));
                } catch (RunsException e) {
                    assertThat(e.code()).as("seed %d: %s", seed, damaged).isEqualTo(ErrorCode.CODEC_DAMAGED);
                }
            }
        }
    }

    /** Replaces one value somewhere in the tree. */
    private static Map<String, Object> damage(Map<String, ?> tree, Random random, List<String> values) {
        Map<String, Object> copy = new TreeMap<>(tree);
        List<String> keys = List.copyOf(copy.keySet());
        String key = keys.get(random.nextInt(keys.size()));
        copy.put(key, damaged(copy.get(key), random, values));
        return copy;
    }

    private static Object damaged(Object value, Random random, List<String> values) {
        boolean deeper = random.nextInt(5) > 0;
        if (deeper && value instanceof Map<?, ?> map && !map.isEmpty()) {
            Map<String, Object> fields = new TreeMap<>();
            map.forEach((key, item) -> fields.put((String) key, item));
            return damage(fields, random, values);
        } else if (deeper && value instanceof List<?> list && !list.isEmpty()) {
            List<Object> items = new ArrayList<>(list);
            int at = random.nextInt(items.size());
            items.set(at, damaged(items.get(at), random, values));
            return items;
        }
        String json = values.get(random.nextInt(values.size()));
        return CanonicalJson.parse("{\"v\":" + json + "}").get("v");
    }

    @Test
    @DisplayName("a value that cannot be is damage, and nothing is guessed")
    void impossibleValue_isRefused() {
        String backup = "\nFix: restore the store from a backup, and report how it came about";
        String golden = encode(recorded(EXAMPLES.get(1))).body().utf8();
        refused(
                stored("StepsAdded", 1, golden.replace("\"join\":\"any\"", "\"join\":\"most\"")),
                "RUNS-CODEC-001 Stored document 'event StepsAdded' has a value that cannot be: no join 'most'."
                        + backup);
        String vote = encode(recorded(EXAMPLES.get(4))).body().utf8();
        refused(
                stored("RoundOpened", 1, vote.replace("\"quorum\":2", "\"quorum\":0")),
                "RUNS-CODEC-001 Stored document 'event RoundOpened' has a value that cannot be: "
                        + "quorum is 0; at least 1 is needed." + backup);
    }
}
