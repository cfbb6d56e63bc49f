package dev.runs.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.storage.Bytes;
import dev.runs.storage.CommandRow;
import dev.runs.storage.Commit;
import dev.runs.storage.CommitResult;
import dev.runs.storage.Cursor;
import dev.runs.storage.Direction;
import dev.runs.storage.RunFilter;
import dev.runs.storage.RunKey;
import dev.runs.storage.UniqueKey;
import dev.runs.storage.jdbc.StatementSniffer.Ran;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is really sent to SQLite: how many statements, for which tenant, and along which index. */
class StatementsTest {
    private static final RunKey KEY = new RunKey("acme", "run");
    private static final RunKey TWIN = new RunKey("globex", "run");
    private static final Instant LATE = Instant.parse("2100-01-01T00:00:00Z");
    private static final Pattern INSERTED = Pattern.compile("INSERT INTO \\w+ \\(([^)]*)\\)");
    private static final Set<String> CONTROL = Set.of("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA");

    @TempDir
    Path folder;

    private final StatementSniffer sniffer = new StatementSniffer();
    private SqliteStore store;

    @BeforeEach
    void open() {
        store = SqliteStore.at(
                folder.resolve("runs.db"), SqliteOptions.defaults(), uri -> sniffer.watch(Connector.driver(uri)));
        for (RunKey key : List.of(KEY, TWIN)) {
            store.commit(Rows.commit(key, 0));
            store.commit(Rows.commit(key, 1));
        }
        sniffer.take();
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** Every call that a tenant's user can cause. */
    private Map<String, Consumer<RunKey>> calls() {
        Map<String, Consumer<RunKey>> calls = new LinkedHashMap<>();
        Set<String> roles = Set.of("legal", "sales", "board");
        calls.put("load", key -> store.load(key));
        calls.put("command", key -> store.command(key.tenant(), Rows.command(key, 1)));
        calls.put("holder", key -> store.holder(key.tenant(), new UniqueKey("signal", "s")));
        calls.put("history", key -> store.history(key, 0, 10));
        calls.put("content", key -> store.content(key, List.of(Rows.content(1), Rows.content(2))));
        calls.put("runs", key -> store.runs(key.tenant(), RunFilter.all(), Cursor.start(), 10));
        calls.put(
                "runs of some statuses about something",
                key -> store.runs(
                        key.tenant(),
                        new RunFilter(Set.of("RUNNING", "PAUSED"), Optional.of("x")),
                        Cursor.start(),
                        10));
        calls.put("inbox", key -> store.inbox(key.tenant(), roles, Cursor.start(), 10));
        calls.put("overdue", key -> store.overdue(key.tenant(), roles, LATE, Cursor.start(), 10));
        calls.put("inboxCounts", key -> store.inboxCounts(key.tenant(), roles, LATE, 10));
        calls.put("work", key -> store.work(key.tenant(), Set.of("READY", "HELD"), Cursor.start(), 10));
        calls.put("timers", key -> store.timers(key.tenant(), LATE, Cursor.start(), 10));
        calls.put("tally", key -> store.tally(key.tenant()));
        calls.put(
                "edges upstream",
                key -> store.edges(key.tenant(), Rows.node(key, "x"), Direction.UPSTREAM, Cursor.start(), 10));
        calls.put(
                "edges downstream",
                key -> store.edges(key.tenant(), Rows.node(key, "x"), Direction.DOWNSTREAM, Cursor.start(), 10));
        calls.put("artifacts", key -> store.artifacts(key.tenant(), "file", Cursor.start(), 10));
        calls.put("ended", key -> store.ended(key.tenant(), LATE, Cursor.start(), 10));
        calls.put("erase", key -> store.erase(key, List.of(Rows.content(1), Rows.content(2))));
        return calls;
    }

    @Test
    @DisplayName("Every reading call and erasing is one statement, however many roles, states or ids it names")
    void reading_is_one_statement() {
        calls().forEach((name, call) -> {
            call.accept(KEY);
            assertThat(work(sniffer.take())).as(name).hasSize(1);
        });
    }

    @Test
    @DisplayName("A decision on one step of a run is 15 statements, and as many on a run of 1,000 steps")
    void a_decision_costs_what_it_changes() {
        Commit big = Rows.commit(new RunKey("acme", "big"), 0, 1000);
        store.commit(big);
        sniffer.take();

        store.commit(Rows.onOneStep(big.key(), 1));
        int onMany = work(sniffer.take()).size();
        store.commit(Rows.onOneStep(KEY, 2));
        int onFew = work(sniffer.take()).size();

        assertThat(onMany).isEqualTo(onFew).isEqualTo(15);
    }

    @Test
    @DisplayName("What a step left is two more statements for each; a commit without any has none")
    void what_a_step_left_costs_two_statements() {
        Commit commit = Rows.onOneStep(KEY, 2);
        sniffer.take();
        store.commit(Rows.leaving(commit, "a", "b"));

        assertThat(work(sniffer.take())).hasSize(15 + 2 * 2);
    }

    @Test
    @DisplayName("G9 Every statement is bound to the tenant of the call, and to no other")
    void every_statement_is_bound_to_its_tenant() {
        Map<String, Consumer<RunKey>> calls = calls();
        calls.put("commit", key -> store.commit(Rows.leaving(Rows.commit(key, 2), "file")));
        calls.put("duplicate", key -> store.commit(Rows.commit(key, 2)));
        calls.put("conflict", key -> store.commit(withCommand(Rows.commit(key, 1), "other")));
        calls.put("remove", key -> store.remove(key, 3));
        calls.forEach((name, call) -> {
            for (RunKey key : List.of(KEY, TWIN)) {
                call.accept(key);
                List<Ran> ran = work(sniffer.take());
                assertThat(ran).as(name).isNotEmpty();
                for (Ran statement : ran) {
                    List<Object> tenants = tenants(statement);
                    assertThat(tenants)
                            .as("%s: %s", name, statement)
                            .isNotEmpty()
                            .containsOnly(key.tenant());
                    assertThat(statement.values())
                            .as("%s: %s", name, statement)
                            .doesNotContain((key.equals(KEY) ? TWIN : KEY).tenant());
                }
            }
        });
    }

    @Test
    void no_statement_reads_a_whole_table() throws Exception {
        try (Session session =
                new Session(Connector.driver(folder.resolve("runs.db").toUri().toString()))) {
            calls().forEach((name, call) -> {
                call.accept(KEY);
                for (Ran statement : work(sniffer.take())) {
                    assertThat(plan(session, statement.sql()))
                            .as("%s: %s", name, statement.sql())
                            .noneMatch(step ->
                                    step.matches("SCAN (run|step|item|event|content|edge|artifact|command)\\b.*"))
                            .anyMatch(step -> step.startsWith("SEARCH"));
                }
            });
        }
    }

    @Test
    void lists_are_read_in_the_order_of_an_index() throws Exception {
        Sql sql = new SqliteDialect(Path.of("any"), "").sql();
        try (Session session =
                new Session(Connector.driver(folder.resolve("runs.db").toUri().toString()))) {
            assertThat(plan(session, sql.runs(0, false)))
                    .containsExactly("SEARCH run USING INDEX run_by_start (tenant=? AND started<?)");
            assertThat(plan(session, sql.runs(1, false)))
                    .containsExactly("SEARCH run USING INDEX run_by_status (tenant=? AND status=? AND started<?)");
            assertThat(plan(session, sql.runs(0, true)))
                    .containsExactly("SEARCH run USING INDEX run_by_about (tenant=? AND about=? AND started<?)");
            assertThat(plan(session, sql.inbox(1)))
                    .containsExactly("SEARCH item USING COVERING INDEX inbox"
                            + " (tenant=? AND role=? AND (since,run,step,item)>(?,?,?,?))");
            assertThat(plan(session, sql.timers)).noneMatch(step -> step.contains("TEMP B-TREE"));
            assertThat(plan(session, sql.ended)).noneMatch(step -> step.contains("TEMP B-TREE"));
            assertThat(plan(session, sql.artifacts))
                    .containsExactly("SEARCH artifact USING INDEX artifact_newest (tenant=? AND kind=? AND at<?)");
            assertThat(plan(session, sql.upstream)).noneMatch(step -> step.contains("TEMP B-TREE"));
            assertThat(plan(session, sql.downstream)).noneMatch(step -> step.contains("TEMP B-TREE"));
        }
    }

    private static List<String> plan(Session session, String sql) {
        try {
            return session.list("EXPLAIN QUERY PLAN " + sql, row -> row.getString(4));
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    private static Commit withCommand(Commit commit, String id) {
        return new Commit(
                commit.key(),
                commit.expectedVersion(),
                new CommandRow(id, commit.key().run(), commit.head().version(), Bytes.empty()),
                commit.head(),
                commit.steps(),
                commit.events(),
                commit.content(),
                commit.edges(),
                Set.of());
    }

    private static List<Ran> work(List<Ran> ran) {
        return ran.stream()
                .filter(statement -> !CONTROL.contains(statement.sql().split(" ", 2)[0]))
                .toList();
    }

    /** The values that are bound to the column "tenant", wherever it is compared or inserted. */
    private static List<Object> tenants(Ran statement) {
        String sql = statement.sql();
        Matcher inserted = INSERTED.matcher(sql);
        if (inserted.find()) {
            List<String> columns = List.of(inserted.group(1).split(",\\s*"));
            return List.of(statement.values().get(columns.indexOf("tenant")));
        }
        Matcher compared = Pattern.compile("\\?|tenant = \\?").matcher(sql);
        List<Object> tenants = new ArrayList<>();
        for (int value = 0; compared.find(); value++) {
            if (!compared.group().equals("?")) {
                tenants.add(statement.values().get(value));
            }
        }
        return tenants;
    }

    @Test
    void a_commit_that_is_refused_is_one_or_a_few_reads() {
        assertThat(store.commit(Rows.commit(KEY, 1))).isInstanceOf(CommitResult.DuplicateCommand.class);
        assertThat(work(sniffer.take())).hasSize(1);
        assertThat(store.commit(withCommand(Rows.commit(KEY, 5), "other")))
                .isInstanceOf(CommitResult.VersionConflict.class);
        assertThat(work(sniffer.take())).hasSize(2);
    }
}
