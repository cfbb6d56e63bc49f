package dev.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.action.ActionCatalog;
import dev.runs.action.RiskLevel;
import dev.runs.codec.Codec;
import dev.runs.codec.StoredForm;
import dev.runs.engine.IdSource;
import dev.runs.engine.Session;
import dev.runs.engine.Settings;
import dev.runs.engine.Work;
import dev.runs.error.RunsException;
import dev.runs.graph.StepState;
import dev.runs.kit.Crm;
import dev.runs.run.Run;
import dev.runs.run.RunOutcome;
import dev.runs.storage.RunKey;
import dev.runs.storage.StoredEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("Two versions of the library on one store")
class UpgradeTest {
    private static final String NEWER = "RUNS-CODEC-002 Stored document 'step' has form 2, this library reads up to 1."
            + "\nFix: use the version of the library that wrote it, or a newer one";

    @RegisterExtension
    final Crm crm = new Crm();

    /** The library as it was when form 1 was the newest: the same engine with the codec of that time. */
    private final Work old = Work.manual(new Settings(
            crm.store,
            ActionCatalog.builder()
                    .internal("crm.detect", RiskLevel.LOW)
                    .internal("crm.draft", RiskLevel.LOW, Crm.Draft.class)
                    .external("crm.promote-reference", RiskLevel.MEDIUM, Crm.Draft.class)
                    .build(),
            crm.rules,
            crm.people,
            Map.of("crm.detect", new Settings.Registration(execution -> {}, false)),
            crm.clock,
            IdSource.timeOrdered(crm.clock),
            Duration.ofDays(30),
            Codec.upTo(StoredForm.V1),
            Duration.ofSeconds(60),
            1000,
            0));

    private final Session then = new Session(old.engine(), crm.ana);

    @Test
    @DisplayName(
            "expand: what the new version writes in compatibility mode the old one reads, decides on and carries on")
    void compatibilityMode_isReadByTheOldVersion() {
        Runs current = crm.process().storedForm(StoredForm.V1).build();
        crm.rules.require("R1", "crm.promote-reference", Crm.DIRECTOR_ROLE, 1);
        String id = new Session(old.engine(), crm.agent).start(crm.advocacy()).id();
        List<StepState> seen = new ArrayList<>();
        crm.on(
                "crm.draft",
                execution -> seen.add(then.run(id).step("draft").orElseThrow().state()));
        assertThat(old.worker().runReady(Crm.TENANT, id))
                .as("detect, by the old one")
                .isEqualTo(1);
        assertThat(current.worker().runReady(Crm.TENANT, id))
                .as("draft, by the new one")
                .isEqualTo(1);
        assertThat(seen).as("read while it ran").containsExactly(StepState.RUNNING);
        then.approve(then.approval(id, "promote"), "fine").orThrow();
        assertThat(current.worker().runReady(Crm.TENANT, id)).isEqualTo(1);

        Run run = then.run(id);
        assertThat(run.outcome()).contains(RunOutcome.DONE);
        assertThat(then.replay(id).steps()).containsExactlyElementsOf(run.steps());
        assertThat(then.record(id).steps()).isNotEmpty();
        assertThat(then.export(id)).contains("\"version\":" + run.version());
        assertThat(crm.store.history(new RunKey(Crm.TENANT, id), 0, 1000))
                .extracting(StoredEvent::schema)
                .containsOnly(1);
    }

    @Test
    @DisplayName(
            "contract: after the switch the old version refuses clearly what it cannot read, and writes nothing there")
    void afterTheSwitch_theOldVersionRefuses() {
        String id = crm.start(crm.advocacy());
        crm.work(id);
        long version = crm.run(id).version();
        List<ThrowingCallable> calls = List.of(
                () -> then.run(id),
                () -> then.record(id),
                () -> then.history(id),
                () -> then.approval(id, "promote"),
                () -> old.worker().runReady(Crm.TENANT, id));
        for (ThrowingCallable call : calls) {
            assertThatThrownBy(call).isInstanceOf(RunsException.class).hasMessage(NEWER);
        }
        assertThat(crm.run(id).version()).isEqualTo(version);
    }

    @Test
    @DisplayName("what the old version wrote the new one reads and carries on in the newest form")
    void oldRuns_goOn() {
        String id = new Session(old.engine(), crm.agent).start(crm.advocacy()).id();
        old.worker().runReady(Crm.TENANT, id);
        assertThat(crm.work(id)).as("draft").isEqualTo(1);
        assertThat(crm.state(id, "draft")).isEqualTo(StepState.COMPLETED);
        assertThat(crm.as(crm.agent).replay(id).steps())
                .containsExactlyElementsOf(crm.run(id).steps());
        assertThat(crm.store.history(new RunKey(Crm.TENANT, id), 0, 1000).stream()
                        .filter(event -> event.type().equals("StepStarted"))
                        .map(StoredEvent::schema))
                .containsExactly(1, 2);
    }
}
