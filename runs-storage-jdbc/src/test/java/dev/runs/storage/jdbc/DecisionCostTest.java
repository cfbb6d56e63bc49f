package dev.runs.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.Runs;
import dev.runs.action.RiskLevel;
import dev.runs.actor.Actor;
import dev.runs.actor.Identity;
import dev.runs.content.Payload;
import dev.runs.engine.ApprovalView;
import dev.runs.gate.Gate;
import dev.runs.plan.RunPlan;
import dev.runs.storage.Commit;
import dev.runs.storage.CommitResult;
import dev.runs.storage.ContentRow;
import dev.runs.storage.EdgeRow;
import dev.runs.storage.ForwardingRunStore;
import dev.runs.storage.InMemoryRunStore;
import dev.runs.storage.NodeRef;
import dev.runs.storage.RunStore;
import dev.runs.storage.StepRow;
import dev.runs.storage.jdbc.StatementSniffer.Ran;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a decision of the engine costs on each database: statements, round trips, and bytes. */
class DecisionCostTest {
    private static final Actor AGENT = Actor.agent("acme", "agent");
    private static final Actor DIRECTOR = Actor.human("acme", "dora", "Director");
    private static final int OFF = 0;
    private static final int ON = 20_000;

    @TempDir
    Path folder;

    private final StatementSniffer sniffer = new StatementSniffer();

    private static Runs runs(RunStore store, int cached) {
        return Runs.builder()
                .store(store)
                .catalog(actions ->
                        actions.internal("crm.draft", RiskLevel.LOW).external("crm.promote", RiskLevel.MEDIUM))
                .rules(Gate.askingAlways("Director"))
                .identity(Identity.of(AGENT, DIRECTOR))
                .cacheRuns(cached)
                .manualWork()
                .build();
    }

    /** A run whose first step waits for approval, and all others for it. */
    private static String start(Runs runs, int steps) {
        RunPlan plan = RunPlan.named("Nomination")
                .step("promote", "Promote")
                .action("crm.promote", "Promote Acme", Payload.of(Map.of("customer", "Acme")));
        for (int i = 1; i < steps; i++) {
            plan = plan.step("s" + i, "Step " + i)
                    .action("crm.draft", Payload.of(Map.of("text", "Draft " + i)))
                    .after(i == 1 ? "promote" : "s" + i / 2);
        }
        return runs.as(AGENT).start(plan).id();
    }

    private static ApprovalView seen(RunStore store, String run) {
        return runs(store, OFF).as(DIRECTOR).approval(run, "promote");
    }

    private List<Ran> statements() {
        return sniffer.take().stream()
                .filter(ran -> !ran.sql().matches("(BEGIN|COMMIT|PRAGMA).*"))
                .toList();
    }

    private List<Ran> approval(RunStore store, int cached, int steps) {
        Runs runs = runs(store, cached);
        ApprovalView seen = seen(store, start(runs, steps));
        sniffer.take();
        runs.as(DIRECTOR).approve(seen, "Fine.").orThrow();
        return statements();
    }

    @Test
    @DisplayName("PostgreSQL: a start is one round trip, an approval one, or two where no run is kept in memory")
    void postgres_roundTrips() throws SQLException {
        try (PostgresDatabase database = PostgresServer.get().newDatabase()) {
            DelegatingDataSource watched = new DelegatingDataSource(database.pool()) {
                @Override
                public Connection getConnection() throws SQLException {
                    return sniffer.watch(super.getConnection());
                }
            };
            try (RunStore store = PostgresStore.on(watched, PostgresDatabase.options())) {
                sniffer.take();
                start(runs(store, ON), 3);
                assertThat(statements()).as("start").hasSize(1);
                for (int steps : List.of(3, 1000)) {
                    assertThat(approval(store, ON, steps)).hasSize(1);
                    assertThat(approval(store, OFF, steps)).hasSize(2);
                }
            }
        }
    }

    @Test
    @DisplayName("SQLite: an approval is the same statements on 3 steps and on 1,000; reading the run is one of them")
    void sqlite_statements() {
        try (RunStore store = SqliteStore.at(
                folder.resolve("runs.db"), SqliteOptions.defaults(), uri -> sniffer.watch(Connector.driver(uri)))) {
            assertThat(approval(store, ON, 3)).hasSize(13);
            assertThat(approval(store, ON, 1000)).hasSize(13);
            assertThat(approval(store, OFF, 3)).hasSize(14);
        }
    }

    /** Counts the bytes that it is given to keep. */
    private static final class Counting extends ForwardingRunStore {
        private final AtomicLong bytes = new AtomicLong();

        Counting(RunStore store) {
            super(store);
        }

        @Override
        public CommitResult commit(Commit commit) {
            bytes.set(size(commit));
            return super.commit(commit);
        }

        private static long size(Commit commit) {
            long size = (long) commit.head().document().size()
                    + commit.command().id().length()
                    + commit.command().result().size();
            for (StepRow step : commit.steps()) {
                size += step.step().length()
                        + step.document().size()
                        + 50L * step.items().size();
            }
            size += commit.events().stream()
                    .mapToLong(
                            event -> (long) event.body().size() + event.type().length())
                    .sum();
            for (ContentRow content : commit.content()) {
                size += content.id().length();
                size += content.body()
                        .map(body -> (long) body.salt().size() + body.bytes().size())
                        .orElse(0L);
            }
            for (EdgeRow edge : commit.edges()) {
                size += edge.relation().length() + size(edge.from()) + size(edge.to());
            }
            return size;
        }

        private static long size(NodeRef node) {
            return (long) node.kind().length() + node.id().length();
        }
    }

    private static long bytes(Counting store, int cached, int steps) {
        Runs runs = runs(store, cached);
        ApprovalView seen = seen(store, start(runs, steps));
        runs.as(DIRECTOR).approve(seen, "Fine.").orThrow();
        return store.bytes.get();
    }

    private static void writesWhatChanged(Supplier<RunStore> place) {
        try (Counting store = new Counting(place.get())) {
            for (int cached : List.of(ON, OFF)) {
                assertThat(bytes(store, cached, 10_000)).isLessThan(2 * bytes(store, cached, 10));
            }
        }
    }

    @Test
    @DisplayName("G8 A decision on 10,000 steps writes at most twice the bytes of one on 10: memory")
    void memory_bytes() {
        writesWhatChanged(InMemoryRunStore::new);
    }

    @Test
    @DisplayName("G8 A decision on 10,000 steps writes at most twice the bytes of one on 10: SQLite")
    void sqlite_bytes() {
        writesWhatChanged(() -> SqliteStore.at(folder.resolve("runs.db")));
    }

    @Test
    @DisplayName("G8 A decision on 10,000 steps writes at most twice the bytes of one on 10: PostgreSQL")
    void postgres_bytes() throws SQLException {
        try (PostgresDatabase database = PostgresServer.get().newDatabase()) {
            writesWhatChanged(database::open);
        }
    }
}
