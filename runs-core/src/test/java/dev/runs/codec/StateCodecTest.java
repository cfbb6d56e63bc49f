package dev.runs.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.action.Pattern;
import dev.runs.action.RiskLevel;
import dev.runs.actor.ActorKind;
import dev.runs.content.Digest;
import dev.runs.error.RunsException;
import dev.runs.gate.Requirement;
import dev.runs.gate.Track;
import dev.runs.graph.Join;
import dev.runs.graph.Node;
import dev.runs.run.ActionRef;
import dev.runs.run.ActorRef;
import dev.runs.run.Evolution;
import dev.runs.run.LateResult;
import dev.runs.run.PayloadRef;
import dev.runs.run.Permit;
import dev.runs.run.RecordedEvent;
import dev.runs.run.Run;
import dev.runs.run.RunEvent;
import dev.runs.run.RunHeader;
import dev.runs.run.Step;
import dev.runs.run.StepSpec;
import dev.runs.storage.Bytes;
import dev.runs.storage.RunKey;
import dev.runs.storage.StepRow;
import dev.runs.storage.StoredRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("State as it is stored")
class StateCodecTest {
    private static final boolean WRITE = Boolean.getBoolean("golden.write");
    private static final Path GOLDEN = Path.of("src", "test", "resources", "dev", "runs", "codec");
    private static final Instant AT = Instant.parse("2026-03-02T09:00:00.123456Z");

    /** A run of one step that a worker has at work. */
    private static Run running() {
        ActorRef agent = new ActorRef("agent-7", ActorKind.AGENT, Optional.of("owner"));
        Digest digest = new Digest("sha256:" + "1a".repeat(32));
        StepSpec spec = new StepSpec(
                new Node("promote", Join.all(), List.of()),
                Optional.of(new ActionRef("crm.promote", Pattern.EXTERNAL, RiskLevel.MEDIUM, true)),
                Optional.of(new PayloadRef("content-1", digest, agent)),
                agent);
        Permit permit = new Permit(
                "run-1/promote/3",
                digest,
                RiskLevel.MEDIUM,
                Pattern.EXTERNAL,
                Optional.empty(),
                "content-2",
                AT,
                AT.plusSeconds(60),
                Permit.State.ISSUED);
        List<RunEvent> events = List.of(
                new RunEvent.RunStarted(new RunHeader(
                        "acme-crm",
                        "run-1",
                        Pattern.EXTERNAL,
                        Optional.of("opportunity-4711"),
                        "owner",
                        agent,
                        Optional.of("signal-1"),
                        List.of("meeting-1"),
                        AT)),
                new RunEvent.StepsAdded(List.of(spec), "content-3"),
                new RunEvent.PermitIssued("promote", permit),
                new RunEvent.StepStarted("promote", permit.key(), 1, Optional.of("worker-1")));
        List<RecordedEvent> history = new ArrayList<>();
        events.forEach(event -> history.add(new RecordedEvent(history.size() + 1L, AT, agent, "command-1", event)));
        return Evolution.replay(history);
    }

    /** As above, and a step that waits again and one that was outrun: what form 3 brought. */
    private static Run patched() {
        Run run = running();
        ActorRef ana = new ActorRef("ana", ActorKind.HUMAN, Optional.empty());
        Requirement director = new Requirement(
                List.of(Track.of(Set.of("Director"), 1, Optional.of(Duration.ofHours(10)), Set.of("R1"))));
        List<RunEvent> events = List.of(
                new RunEvent.StepsAdded(List.of(spec("send", ana)), "content-4"),
                new RunEvent.RoundOpened(
                        "send",
                        1,
                        director,
                        spec("send", ana).payload().orElseThrow(),
                        "content-5",
                        Set.of("ana"),
                        List.of()),
                new RunEvent.RoundSuspended("send", 1),
                new RunEvent.StepInserted(spec("redact", ana), "send", "content-6", Optional.empty()),
                new RunEvent.RoundResumed("send", 1),
                new RunEvent.RoundSuspended("send", 1),
                new RunEvent.StepCancelled("promote", "send"),
                new RunEvent.LateResultRecorded(
                        "promote", "run-1/promote/3", 1, LateResult.UNKNOWN, Optional.empty(), Optional.empty()));
        for (RunEvent event : events) {
            long sequence = run.version() + 1;
            Instant at = AT.plusSeconds(60 * sequence);
            run = Evolution.evolve(run, new RecordedEvent(sequence, at, ana, "command-2", event));
        }
        return run;
    }

    private static StepSpec spec(String id, ActorRef by) {
        return new StepSpec(
                new Node(id, Join.any().cancelRest(), List.of()),
                Optional.of(new ActionRef("crm.promote", Pattern.EXTERNAL, RiskLevel.MEDIUM, true)),
                Optional.of(new PayloadRef("content-1", new Digest("sha256:" + "1a".repeat(32)), by)),
                by);
    }

    @Test
    @DisplayName("form 3 has suspended rounds, joins that stop their losers, and how a step ended without its own work;"
            + " what there is of it is written so whichever form is asked for")
    void formThree() throws IOException {
        Run run = patched();
        Codec codec = Codec.writing(StoredForm.V3);
        List<StepRow> rows = new ArrayList<>();
        for (Step step : run.steps()) {
            StepRow row = codec.row(run, step);
            assertThat(row.schema()).isEqualTo(3);
            golden("state-3", step.id(), row.document());
            rows.add(row);
            assertThat(Codec.writing(StoredForm.V2).row(run, step).schema()).isEqualTo(3);
        }
        StoredRun stored = new StoredRun(new RunKey("acme-crm", "run-1"), codec.head(run), rows);
        assertThat(codec.run(stored).steps()).containsExactlyElementsOf(run.steps());
        assertThatThrownBy(() -> Codec.upTo(StoredForm.V2).run(stored))
                .isInstanceOf(RunsException.class)
                .hasMessage("RUNS-CODEC-002 Stored document 'step' has form 3, this library reads up to 2."
                        + "\nFix: use the version of the library that wrote it, or a newer one");
        assertThat(run.step("send")
                        .orElseThrow()
                        .lastRound()
                        .orElseThrow()
                        .suspension()
                        .orElseThrow()
                        .away())
                .isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    @DisplayName("a step of which rules raised the risk is of form 4, whichever form is asked for")
    void formFour() {
        ActorRef ana = new ActorRef("ana", ActorKind.HUMAN, Optional.empty());
        Requirement director =
                new Requirement(List.of(Track.of(Set.of("Director"), 1, Optional.empty(), Set.of("R1"))));
        StepSpec spec = new StepSpec(
                new Node("send", Join.all(), List.of()),
                Optional.of(new ActionRef("crm.promote", Pattern.EXTERNAL, RiskLevel.MEDIUM, true)),
                Optional.of(new PayloadRef("content-1", new Digest("sha256:" + "1a".repeat(32)), ana)),
                ana);
        Run run = running();
        for (RunEvent event : List.of(
                new RunEvent.StepsAdded(List.of(spec), "content-4"),
                new RunEvent.RoundOpened(
                        "send",
                        1,
                        director,
                        spec.payload().orElseThrow(),
                        "content-5",
                        Set.of("ana"),
                        List.of(),
                        Optional.of(RiskLevel.HIGH)))) {
            run = Evolution.evolve(run, new RecordedEvent(run.version() + 1, AT, ana, "command-2", event));
        }
        Step step = run.step("send").orElseThrow();
        assertThat(step.lastRound().orElseThrow().risk()).isEqualTo(RiskLevel.HIGH);
        Codec codec = Codec.writing(StoredForm.V1);
        List<StepRow> rows = new ArrayList<>();
        for (Step each : run.steps()) {
            rows.add(codec.row(run, each));
        }
        assertThat(rows).extracting(StepRow::schema).containsExactly(1, 4);
        StoredRun stored = new StoredRun(new RunKey("acme-crm", "run-1"), codec.head(run), rows);
        assertThat(codec.run(stored).step("send")).contains(step);
        assertThatThrownBy(() -> Codec.upTo(StoredForm.V3).run(stored))
                .isInstanceOf(RunsException.class)
                .hasMessage("RUNS-CODEC-002 Stored document 'step' has form 4, this library reads up to 3."
                        + "\nFix: use the version of the library that wrote it, or a newer one");
    }

    private static String golden(String form, String name, Bytes document) throws IOException {
        Path file = GOLDEN.resolve(form).resolve(name + ".json");
        if (WRITE) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, document.utf8() + "\n");
        }
        assertThat(file)
                .as("the golden file of %s; write it with -Dgolden.write=true", name)
                .exists();
        String golden = Files.readString(file, StandardCharsets.UTF_8).strip();
        assertThat(document.utf8()).as(name).isEqualTo(golden);
        return golden;
    }

    private static Run read(StoredForm form) throws IOException {
        Run run = running();
        Codec codec = Codec.writing(form);
        String directory = "state-" + form.step();
        StepRow row = codec.row(run, run.step("promote").orElseThrow());
        assertThat(row.schema()).isEqualTo(form.step());
        golden("state-1", "head", codec.head(run).document());
        Bytes document = Bytes.utf8(golden(directory, "step", row.document()));
        StepRow stored =
                new StepRow(row.step(), row.state(), true, row.facet(), row.timer(), row.schema(), document, List.of());
        return codec.run(new StoredRun(new RunKey("acme-crm", "run-1"), codec.head(run), List.of(stored)));
    }

    @Test
    @DisplayName("form 1 stays as it is, and is read with nobody named as the worker")
    void formOne() throws IOException {
        Step step = read(StoredForm.V1).step("promote").orElseThrow();
        assertThat(step.worker()).isEmpty();
        Step now = running().step("promote").orElseThrow();
        assertThat(step.permit()).isEqualTo(now.permit());
        assertThat(step.state()).isEqualTo(now.state());
    }

    @Test
    @DisplayName(
            "form 2 names the worker of a running step; a library for which form 1 was the newest refuses it clearly")
    void formTwo() throws IOException {
        assertThat(read(StoredForm.V2).steps())
                .containsExactlyElementsOf(running().steps());
        Run run = running();
        Codec now = Codec.writing(StoredForm.V2);
        StoredRun stored = new StoredRun(
                new RunKey("acme-crm", "run-1"),
                now.head(run),
                List.of(now.row(run, run.step("promote").orElseThrow())));
        assertThatThrownBy(() -> Codec.upTo(StoredForm.V1).run(stored))
                .isInstanceOf(RunsException.class)
                .hasMessage("RUNS-CODEC-002 Stored document 'step' has form 2, this library reads up to 1."
                        + "\nFix: use the version of the library that wrote it, or a newer one");
    }

    @Test
    @DisplayName("a codec reads what it writes")
    void impossibleCodec_isRefused() {
        assertThatThrownBy(() -> new Codec(StoredForm.V2, StoredForm.V1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a codec that writes V2 and reads only V1");
    }
}
