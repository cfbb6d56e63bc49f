package dev.runs.web;

import dev.runs.Runs;
import dev.runs.access.AccessPolicy;
import dev.runs.action.Pattern;
import dev.runs.action.RiskLevel;
import dev.runs.actor.Actor;
import dev.runs.actor.Directory;
import dev.runs.actor.Identity;
import dev.runs.content.CanonicalJson;
import dev.runs.content.Payload;
import dev.runs.engine.LinkKeys;
import dev.runs.engine.StepView;
import dev.runs.gate.Gate;
import dev.runs.plan.Meeting;
import dev.runs.plan.RunPlan;
import dev.runs.plan.Signal;
import dev.runs.storage.InMemoryRunStore;
import dev.runs.storage.RunStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** A small host for tests: two tenants, people with all kinds of rights, a settable clock. */
final class Host implements AutoCloseable {
    static final String TENANT = "acme";
    static final String DIRECTOR = "Customer success director";

    final Actor agent = Actor.agent(TENANT, "advocacy-agent").onBehalfOf("olga");
    final Actor olga = Actor.human(TENANT, "olga", "Sales");
    final Actor dora = Actor.human(TENANT, "dora", DIRECTOR);
    final Actor dan = Actor.human(TENANT, "dan", DIRECTOR);
    final Actor auditor = Actor.human(TENANT, "audrey", "Compliance");
    final Actor admin = Actor.human(TENANT, "adam", "Administrator");
    final Actor stranger = Actor.human(TENANT, "sam", "Sales");
    final Actor foreigner = Actor.human("globex", "dora", DIRECTOR, "Administrator", "Compliance");
    final Actor unknown = Actor.human(TENANT, "nobody-knows", DIRECTOR, "Administrator");

    final Directory people = Identity.directory()
            .add(agent)
            .add(olga)
            .add(dora)
            .add(dan)
            .add(auditor)
            .add(admin)
            .add(stranger)
            .add(foreigner);
    final RunStore store;
    final Runs runs;
    final RunsApi api;
    final Contract contract;
    private volatile Instant now = Instant.parse("2026-03-02T09:00:00Z");

    Host() {
        this(new InMemoryRunStore());
    }

    Host(RunStore store) {
        this.store = store;
        InstantSource clock = () -> now;
        this.runs = Runs.builder()
                .store(store)
                .catalog(actions -> actions.internal("crm.detect", RiskLevel.LOW)
                        .internal("crm.draft", RiskLevel.LOW)
                        .external("crm.promote-reference", RiskLevel.MEDIUM)
                        .named("reference promotion")
                        .target("customer")
                        .compensatedBy("crm.withdraw-reference")
                        .external("crm.withdraw-reference", RiskLevel.LOW))
                .rules(Gate.askingAlways(DIRECTOR))
                .identity(people)
                .access(AccessPolicy.standard().auditors("Compliance").administrators("Administrator"))
                .linkKeys(LinkKeys.of("k", new byte[32]))
                .handler("crm.detect", step -> step.note("Proof points were found."))
                .handler("crm.draft", step -> step.file("file-1", "Nomination package", "application/pdf", "crm:/1"))
                .handler(
                        "crm.promote-reference",
                        step -> step.preview("Promotion of Acme", "Acme is a reference.")
                                .roadmapLink("roadmap-12", "Bulk export API"))
                .clock(clock)
                .manualWork()
                .build();
        this.api = RunsApi.of(runs);
        this.contract = new Contract(api);
    }

    void advance(Duration by) {
        now = now.plus(by);
    }

    Instant now() {
        return now;
    }

    /** Starts the run of the reference page, as far as it goes without people. */
    String advocacy() {
        String run = runs.as(agent)
                .start(plan("run-advocacy-nomination", "signal-1"))
                .id();
        runs.worker().runReady(TENANT, run);
        return run;
    }

    /** Starts one more run, with other ids. */
    String another(int number) {
        String run = runs.as(agent)
                .start(plan("run-" + number, "signal-of-run-" + number))
                .id();
        runs.worker().runReady(TENANT, run);
        return run;
    }

    private RunPlan plan(String id, String signal) {
        return RunPlan.named("Advocacy Nomination")
                .id(id)
                .pattern(Pattern.EXTERNAL)
                .about("opportunity-4711")
                .owner("advocacy-agent", "Customer advocacy agent")
                .summary("Positive customer outcomes were detected")
                .triggeredBy(Signal.of(signal, "Positive outcome call detected", now))
                .meeting(Meeting.external("meeting-1", "Quarterly review with Acme", now))
                .step("detect", "Detect proof points")
                .action("crm.detect", payload())
                .step("draft", "Create advocacy record")
                .action("crm.draft", payload())
                .after("detect")
                .step("promote", "Wait for approval")
                .action("crm.promote-reference", "Promote Acme as a reference candidate", payload())
                .after("draft")
                .step("case-study", "Offer an internal-only case study")
                .action("crm.draft", payload())
                .onRejected("promote");
    }

    static Payload payload() {
        return Payload.of(Map.of("customer", "Acme", "quote", "It saved us a week"));
    }

    StepView step(String run, String step) {
        return runs.as(agent).step(run, step);
    }

    /** Gets something as an actor. */
    ApiAnswer get(Actor actor, String... path) {
        return answer(ApiRequest.get(actor, path));
    }

    ApiAnswer post(Actor actor, Map<String, ?> body, String etag, String... path) {
        return answer(ApiRequest.post(actor, CanonicalJson.write(body), path).ifMatch(etag));
    }

    /** Answers, and holds the answer to the description of the API. */
    ApiAnswer answer(ApiRequest request) {
        return contract.answer(request);
    }

    /** Asks for the ETag of an approval as the agent's administrator sees it. */
    String etag(String run, String step) {
        return Etag.of(step(run, step)).toString();
    }

    List<Actor> everybody() {
        return List.of(agent, olga, dora, dan, auditor, admin, stranger);
    }

    @Override
    public void close() {
        runs.close();
    }
}
