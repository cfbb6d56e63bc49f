package dev.runs.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.storage.Cursor;
import dev.runs.storage.Direction;
import dev.runs.storage.RunFilter;
import dev.runs.storage.RunKey;
import dev.runs.storage.UniqueKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is sent to PostgreSQL, with row-level security: how many statements, and for which tenant. */
class PostgresStatementsTest {
    private static final RunKey KEY = new RunKey("acme", "run");
    private static final RunKey TWIN = new RunKey("globex", "run");
    private static final Instant LATE = Instant.parse("2100-01-01T00:00:00Z");
    private static final String GUARDED = PostgresSql.GUARD + ";\n";

    private final StatementSniffer sniffer = new StatementSniffer();
    private PostgresDatabase database;
    private PostgresRole role;
    private PostgresStore store;

    @BeforeEach
    void open() throws SQLException {
        database = PostgresServer.get().newDatabase();
        role = new PostgresRole(database);
        DelegatingDataSource watched = new DelegatingDataSource(role.pool()) {
            @Override
            public Connection getConnection() throws SQLException {
                return sniffer.watch(super.getConnection());
            }
        };
        store = PostgresStore.on(watched, PostgresDatabase.options().rowLevelSecurity(true));
        for (RunKey key : List.of(KEY, TWIN)) {
            store.commit(Rows.commit(key, 0));
        }
        sniffer.take();
    }

    @AfterEach
    void close() throws SQLException {
        store.close();
        role.close();
        database.close();
    }

    private Map<String, Consumer<RunKey>> calls() {
        Map<String, Consumer<RunKey>> calls = new LinkedHashMap<>();
        Set<String> roles = Set.of("legal", "sales", "board");
        calls.put("load", key -> store.load(key));
        calls.put("command", key -> store.command(key.tenant(), Rows.command(key, 1)));
        calls.put("holder", key -> store.holder(key.tenant(), new UniqueKey("signal", "s")));
        calls.put("history", key -> store.history(key, 0, 10));
        calls.put("content", key -> store.content(key, List.of(Rows.content(1), Rows.content(2))));
        calls.put("runs", key -> store.runs(key.tenant(), RunFilter.all(), Cursor.start(), 10));
        calls.put("inbox", key -> store.inbox(key.tenant(), roles, Cursor.start(), 10));
        calls.put("overdue", key -> store.overdue(key.tenant(), roles, LATE, Cursor.start(), 10));
        calls.put("inboxCounts", key -> store.inboxCounts(key.tenant(), roles, LATE, 10));
        calls.put("work", key -> store.work(key.tenant(), Set.of("READY", "HELD"), Cursor.start(), 10));
        calls.put("timers", key -> store.timers(key.tenant(), LATE, Cursor.start(), 10));
        calls.put("tally", key -> store.tally(key.tenant()));
        calls.put(
                "edges", key -> store.edges(key.tenant(), Rows.node(key, "x"), Direction.UPSTREAM, Cursor.start(), 10));
        calls.put("artifacts", key -> store.artifacts(key.tenant(), "file", Cursor.start(), 10));
        calls.put("ended", key -> store.ended(key.tenant(), LATE, Cursor.start(), 10));
        calls.put("commit", key -> store.commit(Rows.leaving(Rows.commit(key, 1), "file")));
        calls.put("erase", key -> store.erase(key, List.of(Rows.content(1), Rows.content(2))));
        calls.put("remove", key -> store.remove(key, 2));
        return calls;
    }

    @Test
    @DisplayName(
            "G9 Every call is one statement, bound to the tenant of the call and to no other, behind the guard for it")
    void every_call_is_one_statement_of_its_tenant() {
        calls().forEach((name, call) -> {
            for (RunKey key : List.of(KEY, TWIN)) {
                call.accept(key);
                List<StatementSniffer.Ran> ran = sniffer.take();
                assertThat(ran).as(name).hasSize(1);
                assertThat(ran.get(0).sql()).as(name).startsWith(GUARDED);
                assertThat(ran.get(0).values().subList(0, 2)).as(name).containsOnly(key.tenant());
                assertThat(ran.get(0).values())
                        .as(name)
                        .doesNotContain((key.equals(KEY) ? TWIN : KEY).tenant(), Session.ALL_TENANTS);
            }
        });
    }

    @Test
    @DisplayName("G9 A refused commit asks for its reason in a second statement of its tenant")
    void refused_commit_is_two_statements() {
        store.commit(Rows.commit(KEY, 0));
        List<StatementSniffer.Ran> ran = sniffer.take();
        assertThat(ran)
                .hasSize(2)
                .allSatisfy(statement ->
                        assertThat(statement.values().subList(0, 2)).containsOnly("acme"));
    }

    @Test
    void calls_for_workers_are_one_statement_over_all_tenants() {
        Map<String, Runnable> calls = new LinkedHashMap<>();
        calls.put("tenants", () -> store.tenants(Cursor.start(), 10));
        calls.put("relay", () -> store.feed().relay(10));
        calls.put("after", () -> store.feed().after(0, 10));
        calls.put("state", () -> store.feed().state());
        calls.put("trim", () -> store.feed().trim(1));
        calls.put("bookmark", () -> store.feed().bookmark("page", 0, 1));
        calls.put("bookmarks", () -> store.feed().bookmarks());
        calls.put("forget", () -> store.feed().forget("page"));
        calls.put("take", () -> store.leases().take("relay", "me", Instant.EPOCH, LATE));
        calls.put("find", () -> store.leases().find("relay"));
        calls.forEach((name, call) -> {
            call.run();
            List<StatementSniffer.Ran> ran = sniffer.take();
            assertThat(ran).as(name).hasSize(1);
            assertThat(ran.get(0).sql()).as(name).startsWith(GUARDED);
            assertThat(ran.get(0).values().get(0)).as(name).isEqualTo(Session.ALL_TENANTS);
        });
    }
}
