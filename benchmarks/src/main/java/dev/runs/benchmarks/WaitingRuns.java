package dev.runs.benchmarks;

import dev.runs.Runs;
import dev.runs.action.RiskLevel;
import dev.runs.actor.Actor;
import dev.runs.actor.Identity;
import dev.runs.content.Payload;
import dev.runs.engine.Answer;
import dev.runs.engine.ApprovalView;
import dev.runs.gate.Gate;
import dev.runs.plan.RunPlan;
import dev.runs.storage.RunStore;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/**
 * Runs of a given size whose steps all wait for the same person, started before anything is measured. Each decision takes
 * the next step; a run's size is the same before and after it, and so is the number of its steps that may change.
 */
final class WaitingRuns implements AutoCloseable {
    static final String ACTION = "crm.send-offer";

    private static final String TENANT = "acme";
    private static final String ROLE = "Director";

    private final Runs runs;
    private final Actor agent = Actor.agent(TENANT, "sales-agent");
    private final Actor director = Actor.human(TENANT, "dana", ROLE);
    private final Deque<ApprovalView> waiting = new ArrayDeque<>();

    WaitingRuns(RunStore store) {
        this.runs = Runs.builder()
                .store(store)
                .catalog(catalog -> catalog.external(ACTION, RiskLevel.MEDIUM)
                        .target("customer")
                        .amount("amount"))
                .rules(Gate.askingAlways(ROLE))
                .identity(Identity.of(agent, director))
                .manualWork()
                .build();
    }

    /** Starts as many runs of so many steps as there must be for that many decisions. */
    void prepare(int decisions, int steps) {
        while (waiting.size() < decisions) {
            RunPlan plan = RunPlan.named("Offers");
            for (int i = 0; i < steps; i++) {
                plan.step("offer-" + i, "Offer " + i).action(ACTION, payload(i));
            }
            String run = runs.as(agent).start(plan).id();
            // As many views as steps; a view is what a person has on the screen when she decides.
            for (int i = 0; i < steps && waiting.size() < decisions; i++) {
                waiting.add(runs.as(director).approval(run, "offer-" + i));
            }
        }
    }

    private static Payload payload(int i) {
        return Payload.of(
                Map.of("customer", "customer-" + i, "amount", "1200.00", "text", "We offer you ten per cent."));
    }

    /** Approves the next waiting step. */
    Answer approveNext() {
        ApprovalView seen = waiting.remove();
        return runs.as(director).approve(seen, "The margin allows it");
    }

    int left() {
        return waiting.size();
    }

    @Override
    public void close() {
        runs.close();
    }
}
