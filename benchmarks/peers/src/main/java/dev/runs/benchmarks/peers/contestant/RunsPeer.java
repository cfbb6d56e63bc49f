package dev.runs.benchmarks.peers.contestant;

import com.zaxxer.hikari.HikariDataSource;
import dev.runs.Runs;
import dev.runs.action.RiskLevel;
import dev.runs.actor.Actor;
import dev.runs.actor.Identity;
import dev.runs.content.Payload;
import dev.runs.engine.ApprovalView;
import dev.runs.gate.Gate;
import dev.runs.plan.RunPlan;
import dev.runs.storage.jdbc.PostgresOptions;
import dev.runs.storage.jdbc.PostgresStore;
import dev.runs.storage.jdbc.SchemaMode;
import java.util.Map;
import java.util.function.Consumer;

/** Runs with its whole record. Automatic steps are performed on the calling thread; the external one is left where it is. */
final class RunsPeer implements Peer {
    static final String ROLE = "Customer success director";
    private static final String TENANT = "acme";
    private static final String SEND = "crm.promote-reference";

    private final Actor agent = Actor.agent(TENANT, "sales-agent");
    private final Actor person = Actor.human(TENANT, PERSON, ROLE);
    private final Payload payload = Payload.of(Map.of(
            "customer", "customer-1", "amount", "1200.00", "text", "We offer you ten per cent on the annual plan."));
    private final HikariDataSource pool;
    private final PostgresStore store;
    private final Runs runs;
    private final AutoCloseable gate;

    private RunsPeer(String url, Gate gate, AutoCloseable gateToClose, Consumer<Runs.Builder> more) {
        this.gate = gateToClose;
        this.pool = Pool.open(url);
        this.store = PostgresStore.on(pool, PostgresOptions.defaults().schemaMode(SchemaMode.MIGRATE));
        Runs.Builder builder = Runs.builder()
                .store(store)
                .catalog(catalog -> catalog.internal("crm.detect", RiskLevel.LOW)
                        .internal("crm.draft", RiskLevel.LOW)
                        .external(SEND, RiskLevel.MEDIUM)
                        .target("customer")
                        .amount("amount"))
                .rules(gate)
                .identity(Identity.of(agent, person))
                .handler("crm.detect", execution -> {})
                .handler("crm.draft", execution -> {})
                .manualWork();
        more.accept(builder);
        this.runs = builder.build();
    }

    /** A gate that asks for the same role each time. */
    static RunsPeer withoutRules(String url) {
        return new RunsPeer(url, Gate.askingAlways(ROLE), () -> {}, builder -> {});
    }

    /** The same gate; each decision reads its run from the database. */
    static RunsPeer withoutCache(String url) {
        return new RunsPeer(url, Gate.askingAlways(ROLE), () -> {}, builder -> builder.cacheRuns(0));
    }

    /** The pack of the samples, by Drools. */
    static RunsPeer withRules(String url) {
        var pack = Governance.pack();
        return new RunsPeer(url, pack, pack, builder -> {});
    }

    @Override
    public String start() {
        String run = runs.as(agent)
                .start(RunPlan.named("Offer")
                        .step("detect", "Detect")
                        .action("crm.detect", payload)
                        .step("draft", "Draft")
                        .action("crm.draft", payload)
                        .after("detect")
                        .step("send", "Send")
                        .action(SEND, payload)
                        .after("draft"))
                .id();
        runs.worker().runReady(TENANT, run);
        return run;
    }

    @Override
    public Question look(String run) {
        ApprovalView seen = runs.as(person).approval(run, "send");
        return () -> runs.as(person).approve(seen, REASON).orThrow();
    }

    @Override
    public void close() {
        runs.close();
        store.close();
        pool.close();
        try {
            gate.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
