package dev.runs.samples.crm.governance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.Runs;
import dev.runs.actor.Identity;
import dev.runs.engine.Session;
import dev.runs.gate.DayCount;
import dev.runs.gate.FactSource;
import dev.runs.gate.Gate;
import dev.runs.graph.StepState;
import dev.runs.samples.crm.CrmFixture;
import dev.runs.samples.crm.CrmTest;
import dev.runs.storage.RunStore;
import dev.runs.testing.SettableClock;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@CrmTest
@DisplayName("A handler did what it should, and its answer is lost")
class LostAnswerTest {
    @Autowired
    private CrmFixture crm;

    @Autowired
    private RunStore store;

    @Autowired
    private Gate rules;

    @Autowired
    private Identity identity;

    @Autowired
    private FactSource facts;

    @Autowired
    private DayCount dayCount;

    @Autowired
    private CrmRuns.ActionsAt actions;

    @Autowired
    private SettableClock clock;

    /** Approves a step and has it executed by a process in which each handler fails after its work. */
    private void approveAndLose(String run, String step) {
        Session dora = crm.as("dora");
        dora.approve(dora.approval(run, step), "Fine").orThrow();
        Runs.Builder losing = Runs.builder()
                .store(store)
                .rules(rules)
                .identity(identity)
                .facts(facts)
                .dayCount(dayCount)
                .clock(clock)
                .manualWork()
                .aroundHandlers((action, handler) -> execution -> {
                    handler.handle(execution);
                    throw new IllegalStateException("the answer is lost");
                });
        actions.by(clock).customize(losing);
        try (Runs runs = losing.build()) {
            runs.worker().runReady("aurora", run);
        }
    }

    @Test
    @DisplayName("one that may be repeated is called again, and one message is sent")
    void repeatable() {
        String account = crm.customer("Lost mail", "silver");
        String run = crm.heard(account, "Customer: We are looking at other vendors.");

        approveAndLose(run, "send");

        assertThat(crm.state(run, "send")).isEqualTo(StepState.PARKED);
        assertThat(crm.count("SELECT count(*) FROM outbox_mail WHERE account_id = ?", account))
                .isOne();
    }

    @Test
    @DisplayName("what is published is not tried again: a person says whether it happened")
    void notRepeatable() {
        String account = crm.customer("Lost promotion", "silver");
        String run = crm.heard(account, "Customer: It saved us 40 % of the work.");

        approveAndLose(run, "promote");

        assertThat(crm.state(run, "promote")).isEqualTo(StepState.INDETERMINATE);
        assertThat(crm.count("SELECT count(*) FROM reference_site WHERE account_id = ?", account))
                .isOne();
        Session dora = crm.as("dora");
        dora.resolve(dora.step(run, "promote"), true, "It is on the site").orThrow();
        assertThat(crm.state(run, "promote")).isEqualTo(StepState.COMPLETED);
    }
}
