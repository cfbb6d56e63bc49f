package dev.runs.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.Runs;
import dev.runs.engine.Answer;
import dev.runs.engine.ApprovalView;
import dev.runs.engine.Session;
import dev.runs.engine.StepView;
import dev.runs.graph.StepState;
import dev.runs.plan.RunPlan;
import dev.runs.run.Run;
import dev.runs.storage.RunStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Decisions in transactions of the host by an engine that keeps runs in memory: what is rolled back must never have been
 * there, also where another decision brings the run to the very same version.
 */
class HostedDecisionsTest {
    /** A host, its data source, and two engines on its runs. */
    private record Place(DataSource dataSource, HostConnections connections, RunStore store) {
        Session session(Runs runs) {
            return runs.as(BusyEngine.DIRECTOR);
        }
    }

    private interface InTransaction {
        void with(Connection connection) throws SQLException;
    }

    private static void transaction(Place place, boolean commit, InTransaction work) throws SQLException {
        try (Connection connection = place.dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try (HostConnections.Joined joined = place.connections.join(connection)) {
                work.with(connection);
                if (commit) {
                    joined.commit();
                } else {
                    joined.rollback();
                }
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    private static void check(Place place) throws SQLException {
        Runs first = BusyEngine.runs(place.store);
        Runs second = BusyEngine.runs(place.store);
        rolledBack(place, first, second, false);
        rolledBack(place, first, second, true);
        secondSeesTheFirst(place, first);
    }

    private static String waiting(Runs runs) {
        RunPlan plan =
                RunPlan.named("R").step("promote", "Promote").action("crm.promote", dev.runs.content.Payload.empty());
        return runs.as(BusyEngine.AGENT).start(plan).id();
    }

    /** What is undone, whole or back to a savepoint, is an approval; then another engine rejects at the same version. */
    private static void rolledBack(Place place, Runs first, Runs second, boolean savepoint) throws SQLException {
        String id = waiting(first);
        ApprovalView seen = place.session(second).approval(id, "promote");
        transaction(place, savepoint, connection -> {
            Savepoint before = connection.setSavepoint();
            place.session(first).approve(seen, "Fine.").orThrow();
            if (savepoint) {
                connection.rollback(before);
            }
        });
        place.session(second).reject(seen, "No.").orThrow();
        assertThat(first.worker().runReady(BusyEngine.TENANT, id)).isZero();
        Answer again = place.session(first).approve(seen, "Fine.");
        assertThat(again.isAccepted()).isFalse();
        assertSound(first, id, StepState.REJECTED);
    }

    private static void secondSeesTheFirst(Place place, Runs runs) throws SQLException {
        String id = waiting(runs);
        ApprovalView seen = place.session(runs).approval(id, "promote");
        transaction(place, true, connection -> {
            place.session(runs).reject(seen, "No.").orThrow();
            StepView rejected = place.session(runs).step(id, "promote");
            runs.as(BusyEngine.AGENT).resubmit(rejected, "Now.").orThrow();
        });
        assertThat(place.session(runs).approve(seen, "Fine.").isAccepted()).isFalse();
        place.session(runs)
                .approve(place.session(runs).approval(id, "promote"), "Fine.")
                .orThrow();
        assertSound(runs, id, StepState.READY);
    }

    private static void assertSound(Runs runs, String id, StepState state) {
        Run live = runs.as(BusyEngine.DIRECTOR).run(id);
        assertThat(live.step("promote").orElseThrow().state()).isEqualTo(state);
        assertThat(live.steps().stream().toList())
                .isEqualTo(
                        runs.as(BusyEngine.DIRECTOR).replay(id).steps().stream().toList());
    }

    @Test
    @DisplayName("G19 PostgreSQL: nothing of what the host rolled back is decided on")
    void postgres() throws SQLException {
        try (PostgresDatabase database = PostgresServer.get().newDatabase()) {
            HostConnections connections = HostConnections.on(database.pool());
            try (RunStore store = PostgresStore.on(connections, PostgresDatabase.options())) {
                check(new Place(database.pool(), connections, store));
            }
        }
    }

    @Test
    @DisplayName("G19 H2: nothing of what the host rolled back is decided on")
    void h2() throws SQLException {
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setURL("jdbc:h2:mem:hosted;DB_CLOSE_DELAY=-1");
        HostConnections connections = HostConnections.on(dataSource);
        try (RunStore store = H2Store.on(connections)) {
            check(new Place(dataSource, connections, store));
        }
    }
}
