package dev.runs.samples.quickstart;

import dev.runs.Runs;
import dev.runs.action.Pattern;
import dev.runs.action.RiskLevel;
import dev.runs.actor.Actor;
import dev.runs.actor.Identity;
import dev.runs.content.Payload;
import dev.runs.engine.Execution;
import dev.runs.gate.Gate;
import dev.runs.plan.Meeting;
import dev.runs.plan.RunPlan;
import dev.runs.plan.Signal;
import dev.runs.storage.jdbc.SqliteStore;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;

/** The host: a small CRM with an agent that acts in it and a director who decides. */
final class Crm {
    static final String TENANT = "northwind";

    /** The agent works for Mia, so Mia cannot approve what it asks for. */
    static final Actor AGENT = Actor.agent(TENANT, "advocacy-agent").onBehalfOf("mia");

    static final Actor MIA = Actor.human(TENANT, "mia", "Customer success director");
    static final Actor DORA = Actor.human(TENANT, "dora", "Customer success director");

    /** What the external step needs; its fields are its schema. */
    record Promotion(String customer, String quote, String opportunity) {}

    private Crm() {}

    /** Puts the library into the host. */
    static Runs runs(SqliteStore store, Gate rules, Consumer<String> outside) {
        return Runs.builder()
                .store(store)
                .catalog(catalog -> catalog.internal("crm.detect", RiskLevel.LOW)
                        .internal("crm.draft", RiskLevel.LOW)
                        .external("crm.promote-reference", RiskLevel.MEDIUM, Promotion.class)
                        .named("reference promotion")
                        .target("customer"))
                .rules(rules)
                .identity(Identity.of(AGENT, MIA, DORA))
                .handler("crm.detect", Crm::detect)
                .handler("crm.draft", Crm::draft)
                .handler("crm.promote-reference", execution -> promote(execution, outside))
                // Handlers run right after the commit, on the thread of whoever decided.
                .executor(Runnable::run)
                .build();
    }

    private static void detect(Execution execution) {
        execution.note("Outcome language and measurable impact were found in the customer conversation.");
    }

    private static void draft(Execution execution) {
        execution.note(
                execution.payload().text("note").orElse("Reference nomination package was drafted with evidence."));
    }

    private static void promote(Execution execution, Consumer<String> outside) {
        Promotion promotion = execution.payload(Promotion.class);
        outside.accept(
                "Reference site <- " + execution.payload().json() + "   (idempotency key " + execution.key() + ")");
        execution
                .note(promotion.customer() + " was promoted as a reference.")
                .preview("Promoted " + promotion.customer() + " as a reference", "\"" + promotion.quote() + "\"")
                .file(
                        "nomination-" + promotion.opportunity(),
                        "Reference nomination package " + promotion.customer(),
                        "application/pdf",
                        "crm:/files/nomination-" + promotion.opportunity() + ".pdf")
                .roadmapLink("roadmap-export-api", "Bulk export API, asked for by " + promotion.customer());
    }

    /** What the agent plans after a call: two internal steps, one that reaches outside, and a fallback. */
    static RunPlan advocacyNomination(String run, String customer, String opportunity, Instant now) {
        Promotion promotion = new Promotion(customer, "Runs cut our approval time from days to minutes.", opportunity);
        return RunPlan.named("Advocacy Nomination")
                .id(run)
                .pattern(Pattern.EXTERNAL)
                .about(opportunity)
                .owner("advocacy-agent", "Customer advocacy agent")
                .summary("Positive customer outcomes were detected")
                .triggeredBy(Signal.of("signal-" + opportunity, "Positive outcome call detected", now))
                .meeting(Meeting.external("call-" + opportunity, "Quarterly review with " + customer, now))
                .step("detect", "Detect proof points")
                .action("crm.detect", Payload.of(Map.of("meeting", "call-" + opportunity)))
                .step("draft", "Create advocacy record")
                .action("crm.draft", Payload.of(Map.of("customer", customer)))
                .after("detect")
                .step("promote", "Wait for approval")
                .action("crm.promote-reference", "Promote " + customer + " as a reference candidate", promotion)
                .after("draft")
                .step("case-study", "Offer an internal-only case study")
                .action(
                        "crm.draft",
                        Payload.of(Map.of("customer", customer, "note", "An internal-only case study was offered.")))
                .onRejected("promote");
    }
}
