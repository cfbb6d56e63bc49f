package dev.runs.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.Runs;
import dev.runs.action.Pattern;
import dev.runs.action.RiskLevel;
import dev.runs.actor.Actor;
import dev.runs.actor.Identity;
import dev.runs.content.Payload;
import dev.runs.engine.Session;
import dev.runs.graph.StepState;
import dev.runs.plan.RunPlan;
import dev.runs.plan.Signal;
import dev.runs.retention.Retention;
import dev.runs.storage.InMemoryRunStore;
import dev.runs.storage.RunStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The shelf in the engine, with its log in the store of the runs. */
class RulesChangeWhileItRunsTest {
    private static final Instant AT = Instant.parse("2026-11-22T12:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(AT);

    private final RunStore store = new InMemoryRunStore();
    private final List<String> sent = new ArrayList<>();
    private final List<RulePack> packs = new ArrayList<>();
    private RuleShelf shelf;
    private Runs runs;

    @BeforeEach
    void runs() {
        shelf = RuleShelf.open(
                pack("global", "1", Small.require("G-1", "mail.send", "Director")), ActivationLog.in(store), CLOCK);
        shelf.recordStart(Actor.service("platform", "start"), "First start");
        runs = Runs.builder()
                .store(store)
                .catalog(catalog -> catalog.external("mail.send", RiskLevel.LOW))
                .rules(shelf)
                .identity(Identity.of(agent("acme"), agent("other"), director("acme"), director("other")))
                .handler("mail.send", execution -> sent.add("mail"))
                .clock(CLOCK)
                .retention(Retention.keepFor(Duration.ZERO))
                .manualWork()
                .build();
    }

    @AfterEach
    void close() {
        runs.close();
        packs.forEach(RulePack::close);
    }

    private RulePack pack(String name, String version, String... rules) {
        RulePack pack = Small.load(Small.pack(name, version, rules));
        packs.add(pack);
        return pack;
    }

    private static Actor agent(String tenant) {
        return Actor.agent(tenant, "agent");
    }

    private static Actor director(String tenant) {
        return Actor.human(tenant, "dora", "Director");
    }

    private void start(String tenant) {
        runs.as(agent(tenant))
                .start(RunPlan.named("Offer")
                        .id("run")
                        .pattern(Pattern.EXTERNAL)
                        .owner("agent", "An agent")
                        .summary("An offer is due")
                        .triggeredBy(Signal.of("signal", "Somebody asked", AT))
                        .step("send", "Send it")
                        .action("mail.send", Payload.of(Map.of("to", "ana@example.com"))));
    }

    private StepState approved(String tenant) {
        Session dora = runs.as(director(tenant));
        dora.approve(dora.approval("run", "send"), "Fine");
        while (runs.worker().poll()) {
            // Until nothing is left to do.
        }
        runs.worker().runReady();
        return dora.step("run", "send").state();
    }

    @Test
    void aStepThatWasApproved_isRejectedByRulesThatCameAfterwards() {
        start("acme");
        shelf.activate(pack("global", "2", Small.deny("G-2", "mail.send")), director("acme"), "No more mails");
        assertThat(approved("acme")).isEqualTo(StepState.REJECTED);
        assertThat(sent).isEmpty();
    }

    @Test
    void aTenantsPack_countsForItsRunsOnly() {
        start("acme");
        start("other");
        shelf.activate(
                "acme", pack("limits", "1", Small.deny("A-1", "mail.send")), director("acme"), "No mails of ours");
        assertThat(approved("acme")).isEqualTo(StepState.REJECTED);
        assertThat(approved("other")).isEqualTo(StepState.COMPLETED);
        assertThat(sent).hasSize(1);
        assertThat(runs.as(director("acme")).whyBlocked("run", "send").toString())
                .contains("limits/rules.drl");
    }

    @Test
    void theLogInTheStoreOfTheRuns_disturbsNobody() {
        start("acme");
        assertThat(approved("acme")).isEqualTo(StepState.COMPLETED);
        List<String> archived = new ArrayList<>();
        runs.housekeeping(run -> archived.add(run.tenant() + "/" + run.run()));
        assertThat(archived).doesNotContain(StoredActivations.KEY.toString());
        assertThat(shelf.history(0, 10)).hasSize(1);
    }
}
