package dev.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.action.ActionCatalog;
import dev.runs.action.RiskLevel;
import dev.runs.codec.Codec;
import dev.runs.codec.StoredForm;
import dev.runs.content.Payload;
import dev.runs.engine.Answer;
import dev.runs.engine.IdSource;
import dev.runs.engine.Session;
import dev.runs.engine.Settings;
import dev.runs.engine.StepView;
import dev.runs.engine.Work;
import dev.runs.error.RunsException;
import dev.runs.gate.DayCount;
import dev.runs.gate.FactSource;
import dev.runs.graph.StepState;
import dev.runs.kit.Crm;
import dev.runs.plan.Proposal;
import dev.runs.plan.RunPlan;
import dev.runs.run.Run;
import dev.runs.run.RunOutcome;
import dev.runs.storage.RunKey;
import dev.runs.storage.StoredEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("Two versions of the library on one store")
class UpgradeTest {
    private static final String NEWER = "RUNS-CODEC-002 Stored document 'step' has form 4, this library reads up to 1."
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
            0,
            FactSource.NONE,
            DayCount.NONE,
            Crm.ACCESS,
            Optional.empty()));

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
        assertThat(new Session(old.engine(), crm.admin).export(id)).contains("\"version\":" + run.version());
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

    @Test
    @DisplayName("while an older form is written, what that form cannot say is refused, and nothing is half done")
    void patches_waitForTheSwitch() {
        for (StoredForm form : List.of(StoredForm.V1, StoredForm.V2)) {
            Runs current = crm.process().storedForm(form).build();
            Session session = current.as(crm.ana);
            String id = session.start(crm.promotion()).id();
            StepView seen = session.step(id, "promote");
            Proposal one = Proposal.of("redact", "Redact").action("crm.detect", Payload.empty());
            for (Answer answer : List.of(
                    session.insertBefore(seen, one, "x"),
                    session.replace(seen, one, "x"),
                    session.skip(seen, "x"),
                    session.waive(seen, "x"))) {
                assertThat(((Answer.Refused) answer).refusal().message())
                        .isEqualTo("RUNS-CODEC-003 Run '" + id + "' cannot be patched: stored form " + form
                                + " cannot say what a patch does, and this process writes that one."
                                + "\nFix: let storedForm be V3 as soon as every process on the store can read it");
            }
            assertThatThrownBy(() -> session.start(RunPlan.named("Race")
                            .step("a", "A")
                            .step("j", "J")
                            .after("a")
                            .joinAny()
                            .cancelRest()))
                    .isInstanceOf(RunsException.class)
                    .hasMessage(
                            "RUNS-CODEC-003 Run plan 'Race': the join of step 'j' stops its losers, which stored form "
                                    + form + " cannot say; this process writes that one."
                                    + "\nFix: let storedForm be V3 as soon as every process on the store can read it");
            assertThat(session.run(id).version()).isEqualTo(seen.version());
            session.propose(id, one).orThrow();
        }
    }

    @Test
    @DisplayName("a run that was patched keeps what it has when a process that writes an older form carries it on")
    void patchedRun_losesNothing() {
        crm.rules.require("R1", "crm.promote-reference", Crm.DIRECTOR_ROLE, 1);
        String id = crm.start(crm.promotion());
        crm.as(crm.ana)
                .insertBefore(
                        crm.as(crm.ana).step(id, "promote"),
                        Proposal.of("redact", "Redact").action("crm.detect", Payload.empty()),
                        "")
                .orThrow();
        Runs behind = crm.process().storedForm(StoredForm.V2).build();
        behind.worker().runReady(Crm.TENANT, id);
        Run run = crm.run(id);
        assertThat(run.step("promote").orElseThrow().state()).isEqualTo(StepState.AWAITING_APPROVAL);
        assertThat(run.step("promote").orElseThrow().openRound().orElseThrow().number())
                .isEqualTo(1);
        assertThat(crm.as(crm.agent).replay(id).steps()).containsExactlyElementsOf(run.steps());
    }
}
