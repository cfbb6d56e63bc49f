package dev.runs.benchmarks.durable;

import dev.runs.Runs;
import dev.runs.action.RiskLevel;
import dev.runs.actor.Actor;
import dev.runs.actor.Identity;
import dev.runs.content.Payload;
import dev.runs.engine.Answer;
import dev.runs.engine.ApprovalView;
import dev.runs.engine.StepView;
import dev.runs.gate.Gate;
import dev.runs.plan.RunPlan;
import dev.runs.run.PayloadRef;
import dev.runs.run.Round;
import dev.runs.run.Run;
import dev.runs.run.Step;
import dev.runs.storage.RunStore;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs of a given size with steps that wait for the same person, started before anything is measured. Of a large run
 * {@value #WAITING} steps wait, and the others come after the last of these. Each decision takes the next waiting step; a
 * run's size is the same before and after it, and only that step changes.
 */
final class WaitingRuns implements AutoCloseable {
    static final String ACTION = "crm.send-offer";
    static final int WAITING = 1_000;

    private static final String TENANT = "acme";
    private static final String ROLE = "Director";

    private final Runs runs;
    private final Actor agent = Actor.agent(TENANT, "sales-agent");
    private final Actor director = Actor.human(TENANT, "dana", ROLE);
    private final Deque<ApprovalView> waiting = new ArrayDeque<>();

    WaitingRuns(RunStore store, boolean cached) {
        Runs.Builder builder = Runs.builder()
                .store(store)
                .catalog(catalog -> catalog.external(ACTION, RiskLevel.MEDIUM)
                        .target("customer")
                        .amount("amount"))
                .rules(Gate.askingAlways(ROLE))
                .identity(Identity.of(agent, director))
                .manualWork();
        this.runs = (cached ? builder : builder.cacheRuns(0)).build();
    }

    /** Starts as many runs of so many steps as there must be for that many decisions. */
    void prepare(int decisions, int steps) {
        while (waiting.size() < decisions) {
            Run started = look(start(steps));
            List<Step> undecided = started.steps().stream()
                    .filter(step -> step.openRound().isPresent())
                    // The last one stays, so that nothing else ever follows from a decision.
                    .limit(Math.min(decisions - waiting.size(), Math.min(steps, WAITING) - 1))
                    .toList();
            undecided.forEach(step -> waiting.add(view(started, step)));
        }
    }

    /** Starts a run of so many steps; returns its id. */
    String start(int steps) {
        return runs.as(agent).start(plan(steps)).id();
    }

    static RunPlan plan(int steps) {
        RunPlan plan = RunPlan.named("Offers");
        int waiting = Math.min(steps, WAITING);
        for (int i = 0; i < steps; i++) {
            plan.step("offer-" + i, "Offer " + i).action(ACTION, payload(i));
            if (i >= waiting) {
                plan.after("offer-" + (waiting - 1));
            }
        }
        return plan;
    }

    Run look(String run) {
        return runs.as(director).run(run);
    }

    /** What {@code Session.approval} returns, without reading the whole run once for each of its steps. */
    private static ApprovalView view(Run run, Step step) {
        Round round = step.openRound().orElseThrow();
        StepView view = new StepView(
                run.id(),
                step.id(),
                step.version(),
                step.state(),
                round.number(),
                step.payload().map(PayloadRef::digest));
        return new ApprovalView(
                view, step.id(), Optional.empty(), round.risk(), round.pattern(), List.of(), ROLE, round);
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
