package dev.runs.storage.jdbc;

import static dev.runs.action.RiskLevel.LOW;
import static dev.runs.action.RiskLevel.MEDIUM;

import dev.runs.Runs;
import dev.runs.actor.Actor;
import dev.runs.actor.Identity;
import dev.runs.content.Payload;
import dev.runs.engine.Answer;
import dev.runs.engine.ApprovalView;
import dev.runs.engine.Session;
import dev.runs.gate.Gate;
import dev.runs.plan.RunPlan;
import dev.runs.plan.Signal;
import dev.runs.storage.RunStore;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * A program that governs runs by several threads until it is killed: starts them, works on them, approves or rejects. After
 * each answer it prints the run and the version that was acknowledged.
 */
final class BusyEngine {
    static final String TENANT = "acme";
    static final Actor AGENT = Actor.agent(TENANT, "agent");
    static final Actor DIRECTOR = Actor.human(TENANT, "dora", "Director");
    private static final int THREADS = 4;

    private BusyEngine() {}

    /** Takes what {@link KilledEngineTest.Place#open} understands. */
    public static void main(String[] args) {
        RunStore store = KilledEngineTest.Place.open(args[0]);
        Runs runs = runs(store);
        System.out.println("OPEN");
        for (int i = 0; i < THREADS; i++) {
            new Thread(() -> work(runs)).start();
        }
    }

    static Runs runs(RunStore store) {
        return Runs.builder()
                .store(store)
                .catalog(actions -> actions.internal("crm.draft", LOW).external("crm.promote", MEDIUM))
                .rules(Gate.askingAlways("Director"))
                .identity(Identity.of(AGENT, DIRECTOR))
                .handler("crm.draft", step -> step.file("file of " + step.run(), "Draft", "text/plain", "files/draft"))
                .handler("crm.promote", step -> step.roadmapLink("roadmap of " + step.run(), "Export"))
                .manualWork()
                .build();
    }

    private static void work(Runs runs) {
        Session agent = runs.as(AGENT);
        Session director = runs.as(DIRECTOR);
        for (int i = 0; ; i++) {
            String signal = UUID.randomUUID().toString();
            var started = agent.start(RunPlan.named("Nomination")
                    .triggeredBy(Signal.of(signal, "Outcome language", Instant.parse("2026-01-01T00:00:00Z")))
                    .step("draft", "Draft")
                    .action("crm.draft", Payload.of(Map.of("text", "Ten days to two.")))
                    .step("promote", "Wait for approval")
                    .action("crm.promote", "Promote", Payload.of(Map.of("customer", "Acme")))
                    .after("draft"));
            acknowledge(started.id(), started.version());
            runs.worker().runReady(TENANT, started.id());
            ApprovalView seen = director.approval(started.id(), "promote");
            Answer answer = i % 3 == 0 ? director.reject(seen, "No.") : director.approve(seen, "Yes.");
            acknowledge(started.id(), ((Answer.Accepted) answer).version());
            runs.worker().runReady(TENANT, started.id());
        }
    }

    private static void acknowledge(String run, long version) {
        // One write, so that the lines of several threads do not mix.
        synchronized (System.out) {
            System.out.println("ACK " + run + " " + version + " .");
        }
    }
}
