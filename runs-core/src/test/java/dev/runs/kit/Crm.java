package dev.runs.kit;

import dev.runs.Runs;
import dev.runs.access.AccessPolicy;
import dev.runs.action.Pattern;
import dev.runs.action.RiskLevel;
import dev.runs.actor.Actor;
import dev.runs.content.Payload;
import dev.runs.engine.Answer;
import dev.runs.engine.Execution;
import dev.runs.engine.Handler;
import dev.runs.engine.Session;
import dev.runs.graph.StepState;
import dev.runs.plan.Meeting;
import dev.runs.plan.RunPlan;
import dev.runs.plan.Signal;
import dev.runs.run.Run;
import dev.runs.storage.InMemoryRunStore;
import dev.runs.storage.RunStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A small host around the library, for tests: people, rules, handlers that note what they were given, a settable clock.
 * After every test each run that was started must equal the replay of its history.
 */
public final class Crm implements AfterEachCallback {
    public static final String TENANT = "acme-crm";
    public static final String DIRECTOR_ROLE = "Customer success director";

    /** The team is small: whoever has a role here takes part in every run. */
    public static final AccessPolicy ACCESS = AccessPolicy.standard()
            .contributors("Viewer", DIRECTOR_ROLE, RuleTable.DEFAULT_APPROVER)
            .administrators("Administrator");

    public final SettableClock clock = new SettableClock();
    public final RuleTable rules = new RuleTable();
    public final People people = new People();
    public final RunStore store;
    public final Actor agent = people.add(Actor.agent(TENANT, "advocacy-agent").onBehalfOf("owner"));
    public final Actor owner = people.add(Actor.human(TENANT, "owner", DIRECTOR_ROLE));
    public final Actor ana = people.add(Actor.human(TENANT, "ana", DIRECTOR_ROLE));
    public final Actor ben = people.add(Actor.human(TENANT, "ben", DIRECTOR_ROLE));
    public final Actor governance = people.add(Actor.human(TENANT, "gov", RuleTable.DEFAULT_APPROVER));
    /** Takes part in every run, and is never asked. */
    public final Actor viewer = people.add(Actor.human(TENANT, "viewer", "Viewer"));
    /** May do everything but decide. */
    public final Actor admin = people.add(Actor.human(TENANT, "admin", "Administrator"));

    /** What handlers were called with: action, payload and key, in order. */
    public final List<String> executed = new ArrayList<>();

    private final Map<String, Handler> behaviour = new HashMap<>();
    private final List<String> started = new ArrayList<>();
    private Runs runs;

    public record Draft(String customer, Optional<String> quote) {}

    public Crm() {
        this(new InMemoryRunStore());
    }

    public Crm(RunStore store) {
        this.store = store;
        this.runs = build();
    }

    private Runs build() {
        return process().build();
    }

    /** A process of this host that is not built yet, so that a test can change what it likes. */
    public Runs.Builder process() {
        return Runs.builder()
                .store(store)
                .catalog(catalog -> catalog.internal("crm.detect", RiskLevel.LOW)
                        .internal("crm.draft", RiskLevel.LOW, Draft.class)
                        .internal("crm.merge-accounts", RiskLevel.HIGH)
                        .external("crm.promote-reference", RiskLevel.MEDIUM, Draft.class)
                        .named("reference promotion")
                        .target("customer")
                        .compensatedBy("crm.withdraw-reference")
                        .external("crm.withdraw-reference", RiskLevel.LOW)
                        .external("crm.pay", RiskLevel.CRITICAL))
                .rules(rules)
                .identity(people)
                .access(ACCESS)
                .handler("crm.detect", execution -> perform(execution))
                .handler("crm.draft", execution -> perform(execution))
                .handler("crm.merge-accounts", execution -> perform(execution))
                .handler("crm.promote-reference", execution -> perform(execution))
                .handler("crm.withdraw-reference", execution -> perform(execution))
                .repeatableHandler("crm.pay", execution -> perform(execution))
                .clock(clock)
                .manualWork();
    }

    private void perform(Execution execution) throws Exception {
        executed.add(execution.action() + " " + execution.payload().json());
        Handler handler = behaviour.get(execution.action());
        if (handler != null) {
            handler.handle(execution);
        }
    }

    /** Says what the handler of an action does besides noting its call. */
    public Crm on(String action, Handler handler) {
        behaviour.put(action, handler);
        return this;
    }

    /** Opens the same store anew, as after a restart. */
    public void restart() {
        runs.close();
        runs = build();
    }

    /** A second process on the same store, while the first is still there. */
    public Runs again() {
        return build();
    }

    public Runs runs() {
        return runs;
    }

    public Session as(Actor actor) {
        return runs.as(actor);
    }

    public String start(RunPlan plan) {
        String id = as(agent).start(plan).id();
        started.add(id);
        return id;
    }

    public int work(String run) {
        return runs.worker().runReady(TENANT, run);
    }

    public Run run(String run) {
        return as(agent).run(run);
    }

    public StepState state(String run, String step) {
        return run(run).step(step).orElseThrow().state();
    }

    public Answer approve(Actor actor, String run, String step) {
        return as(actor).approve(as(actor).approval(run, step), "fine");
    }

    public Answer reject(Actor actor, String run, String step) {
        return as(actor).reject(as(actor).approval(run, step), "not now");
    }

    public static Payload payload(String customer) {
        return Payload.of(Map.of("customer", customer));
    }

    /** The run of the reference page. */
    public RunPlan advocacy() {
        Instant at = clock.instant();
        return RunPlan.named("Advocacy Nomination")
                .id("run-advocacy-nomination")
                .pattern(Pattern.EXTERNAL)
                .about("opportunity-4711")
                .owner("advocacy-agent", "Customer advocacy agent")
                .summary("Positive customer outcomes were detected")
                .triggeredBy(Signal.of("signal-1", "Positive outcome call detected", at))
                .meeting(Meeting.external("meeting-1", "Quarterly review with Acme", at))
                .step("detect", "Detect proof points")
                .action("crm.detect", Payload.of(Map.of("meeting", "meeting-1")))
                .step("draft", "Create advocacy record")
                .action("crm.draft", payload("Acme"))
                .after("detect")
                .step("promote", "Wait for approval")
                .action("crm.promote-reference", "Promote Acme as a reference candidate", payload("Acme"))
                .after("draft")
                .step("case-study", "Offer an internal-only case study")
                .action("crm.draft", payload("Acme"))
                .onRejected("promote");
    }

    /** A run of one step, about which people are asked at once. */
    public RunPlan promotion() {
        return RunPlan.named("One promotion")
                .step("promote", "Promote")
                .action("crm.promote-reference", "Promote Acme", payload("Acme"));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        for (String id : started) {
            Run live = run(id);
            Run replayed = as(agent).replay(id);
            if (!live.steps().stream().toList().equals(replayed.steps().stream().toList())
                    || live.version() != replayed.version()
                    || !live.header().equals(replayed.header())
                    || !live.texts().equals(replayed.texts())) {
                throw new AssertionError("run '" + id + "' is not what its history says");
            }
        }
        runs.close();
    }
}
