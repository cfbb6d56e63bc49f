package dev.runs.samples.approvallog;

import dev.runs.Runs;
import dev.runs.action.RiskLevel;
import dev.runs.engine.Handler;
import dev.runs.gate.FactSource;
import dev.runs.gate.Gate;
import dev.runs.storage.RunStore;
import java.time.Duration;
import java.time.InstantSource;

/** The library as the host of this sample sets it up: what can be done, who may decide, and who does it. */
final class ExpensesHost {
    /** In the logs some payments follow their approval after months; a replay must not ask anybody again. */
    private static final Duration PERMIT_VALIDITY = Duration.ofDays(3_650);

    private ExpensesHost() {}

    static Runs runs(RunStore store, Gate rules, FactSource routes, InstantSource clock, Handler payments) {
        return Runs.builder()
                .store(store)
                .catalog(actions -> actions.external(Payment.ACTION, RiskLevel.HIGH, Payment.class)
                        .named("payment")
                        .target("document")
                        .amount("amount")
                        .compensatedBy(Payment.RECLAIM)
                        .external(Payment.RECLAIM, RiskLevel.HIGH, Payment.class)
                        .named("payment")
                        .target("document")
                        .amount("amount"))
                .rules(rules)
                .facts(routes)
                .identity(new LogPeople())
                .handler(Payment.ACTION, payments)
                .clock(clock)
                .permitValidity(PERMIT_VALIDITY)
                // A payment is made when the log asks for it, on the thread that reads the log.
                .manualWork()
                .build();
    }
}
