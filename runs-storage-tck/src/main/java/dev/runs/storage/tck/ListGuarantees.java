package dev.runs.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.storage.Bytes;
import dev.runs.storage.Commit;
import dev.runs.storage.Cursor;
import dev.runs.storage.InboxRow;
import dev.runs.storage.Page;
import dev.runs.storage.RunFilter;
import dev.runs.storage.RunKey;
import dev.runs.storage.RunRow;
import dev.runs.storage.StepRow;
import dev.runs.storage.StepTally;
import dev.runs.storage.WorkRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** G11 and G12: lists, their pages and their order. */
abstract class ListGuarantees extends CommitGuarantees {
    private static final Set<String> ROLES = Set.of("legal", "sales", "sponsor");

    @Test
    @DisplayName("G11 The run list is newest first, then by id, whatever the size of a page")
    void lists_runs_in_order() {
        start("b", 10);
        start("a", 10);
        start("c", 20);
        start("z", 5);
        start("A", 10);

        for (int limit : List.of(1, 2, 3, 5, 100, Integer.MAX_VALUE)) {
            assertThat(runIds(RunFilter.all(), limit)).containsExactly("c", "A", "a", "b", "z");
        }
    }

    @Test
    @DisplayName("G11 The run list is filtered by status and by what the run is about")
    void filters_runs() {
        commit(Draft.start(key("a")).status("RUNNING").about("account 1").started(Draft.at(1)));
        commit(Draft.start(key("b")).status("PAUSED").about("account 1").started(Draft.at(2)));
        commit(Draft.start(key("c")).status("PAUSED").started(Draft.at(3)));
        commit(Draft.start(key("d")).status("DONE").about("account 2").started(Draft.at(4)));
        commit(Draft.after(key("a"), 1).status("PAUSED").about("account 2").started(Draft.at(1)));

        for (int limit : List.of(1, 2, 100)) {
            assertThat(runIds(filter(Set.of("PAUSED"), null), limit)).containsExactly("c", "b", "a");
            assertThat(runIds(filter(Set.of("PAUSED", "DONE"), null), limit)).containsExactly("d", "c", "b", "a");
            assertThat(runIds(filter(Set.of("RUNNING"), null), limit)).isEmpty();
            assertThat(runIds(filter(Set.of(), "account 1"), limit)).containsExactly("b");
            assertThat(runIds(filter(Set.of(), "account 2"), limit)).containsExactly("d", "a");
            assertThat(runIds(filter(Set.of("PAUSED"), "account 2"), limit)).containsExactly("a");
            assertThat(runIds(filter(Set.of("PAUSED", "DONE"), "account 2"), limit))
                    .containsExactly("d", "a");
            assertThat(runIds(filter(Set.of("PAUSED"), "account 3"), limit)).isEmpty();
        }
    }

    @Test
    @DisplayName("G11 The rows of the run list carry the run's head")
    void lists_heads() {
        RunRow expected = new RunRow("a", start("a", 1).head());

        assertThat(store.runs(TENANT, RunFilter.all(), Cursor.start(), 1))
                .isEqualTo(new Page<>(List.of(expected), Optional.empty()));
    }

    @Test
    @DisplayName("G11 A full last page has no next one, and an empty list is an empty page")
    void knows_its_end() {
        assertThat(store.runs(TENANT, RunFilter.all(), Cursor.start(), 2))
                .isEqualTo(new Page<>(List.of(), Optional.empty()));
        start("a", 1);
        start("b", 2);

        assertThat(store.runs(TENANT, RunFilter.all(), Cursor.start(), 2).next())
                .isEmpty();
        assertThat(store.runs(TENANT, RunFilter.all(), Cursor.start(), 1).next())
                .isPresent();
    }

    @Test
    @DisplayName("G11 Rows that come or go between two pages neither hide nor repeat a row that was there all the time")
    void pages_through_changes() {
        for (int i = 1; i <= 6; i++) {
            start("run " + i, i);
            commit(Draft.start(key("asks " + i))
                    .open("s", "WAITS", Draft.item("i", "legal", i))
                    .started(Draft.at(-i)));
        }
        Page<RunRow> runs = store.runs(TENANT, RunFilter.all(), Cursor.start(), 3);
        Page<InboxRow> inbox = store.inbox(TENANT, ROLES, Cursor.start(), 3);
        Page<WorkRow> work = store.work(TENANT, Set.of("WAITS"), Cursor.start(), 3);
        start("newest", 100);
        start("run 35", 3);
        for (int gone : List.of(1, 3, 4)) {
            commit(Draft.after(key("asks " + gone), 1).closed("s", "DONE").started(Draft.at(-gone)));
        }
        commit(Draft.start(key("asks 0"))
                .open("s", "WAITS", Draft.item("i", "legal", 0))
                .started(Draft.at(-9)));

        assertThat(ids(runs)).containsExactly("run 6", "run 5", "run 4");
        assertThat(ids(store.runs(TENANT, RunFilter.all(), runs.next().orElseThrow(), 4)))
                .containsExactly("run 3", "run 35", "run 2", "run 1");
        assertThat(inbox.rows().stream().map(InboxRow::run)).containsExactly("asks 1", "asks 2", "asks 3");
        assertThat(store.inbox(TENANT, ROLES, inbox.next().orElseThrow(), 3).rows().stream()
                        .map(InboxRow::run))
                .containsExactly("asks 5", "asks 6");
        assertThat(work.rows().stream().map(WorkRow::run)).containsExactly("asks 1", "asks 2", "asks 3");
        assertThat(store.work(TENANT, Set.of("WAITS"), work.next().orElseThrow(), 3).rows().stream()
                        .map(WorkRow::run))
                .containsExactly("asks 5", "asks 6");
    }

    @Test
    @DisplayName("G11 Words are ordered by code point")
    void orders_by_code_point() {
        List<String> ordered = List.of("A", "Z", "a", "a b", "ab", "\u00e9", "\uffe6", "\ud83d\ude00");
        for (String id : List.of("\ud83d\ude00", "ab", "\uffe6", "Z", "\u00e9", "a", "A", "a b")) {
            commit(Draft.start(key(id)).open(id, "WAITS", Draft.item(id, "legal", 1)));
        }

        assertThat(runIds(RunFilter.all(), 3)).isEqualTo(ordered);
        assertThat(inbox(ROLES, 3).stream().map(InboxRow::run)).containsExactlyElementsOf(ordered);
        assertThat(Picture.all(cursor -> store.work(TENANT, Set.of("WAITS"), cursor, 3)).stream()
                        .map(WorkRow::run))
                .containsExactlyElementsOf(ordered);
    }

    @Test
    @DisplayName("G11 Tenants that have a run are listed in order")
    void lists_tenants() {
        assertThat(raw.tenants(Cursor.start(), 10)).isEqualTo(new Page<>(List.of(), Optional.empty()));
        for (String tenant : List.of("b", "\ud83d\ude00", "a", "\uffe6")) {
            raw.commit(Draft.start(new RunKey(tenant, "run")).commit());
            raw.commit(Draft.start(new RunKey(tenant, "run 2")).commit());
        }
        raw.commit(Draft.after(new RunKey("refused", "run"), 3).commit());

        for (int limit : List.of(1, 2, 4, 100)) {
            assertThat(Picture.all(cursor -> raw.tenants(cursor, limit)))
                    .containsExactly("a", "b", "\uffe6", "\ud83d\ude00");
        }
    }

    @Test
    @DisplayName("G11 A cursor that was not given for the same list and tenant is refused")
    void refuses_foreign_cursors() {
        start("a", 1);
        start("b", 2);
        commit(Draft.after(key("a"), 1)
                .started(Draft.at(1))
                .open("s", "WAITS", Draft.item("1", "legal", 1), Draft.item("2", "legal", 2)));
        commit(Draft.after(key("a"), 2).started(Draft.at(1)).open("t", "WAITS"));
        raw.commit(Draft.start(new RunKey("globex", "g")).commit());
        Cursor runs = next(raw.runs(TENANT, RunFilter.all(), Cursor.start(), 1));
        Cursor inbox = next(raw.inbox(TENANT, ROLES, Cursor.start(), 1));
        Cursor work = next(raw.work(TENANT, Set.of("WAITS"), Cursor.start(), 1));
        Cursor tenants = next(raw.tenants(Cursor.start(), 1));
        List<Cursor> made = List.of(
                new Cursor("1"),
                new Cursor("not a cursor"),
                new Cursor("'; drop table run; --"),
                new Cursor("AAAA"),
                new Cursor(runs.token() + "A"),
                new Cursor(runs.token().substring(1)),
                new Cursor(inbox.token().substring(0, inbox.token().length() - 4)));

        Function<Cursor, Page<?>> readRuns = cursor -> raw.runs(TENANT, RunFilter.all(), cursor, 1);
        Function<Cursor, Page<?>> readInbox = cursor -> raw.inbox(TENANT, ROLES, cursor, 1);
        Function<Cursor, Page<?>> readWork = cursor -> raw.work(TENANT, Set.of("WAITS"), cursor, 1);
        Function<Cursor, Page<?>> readTenants = cursor -> raw.tenants(cursor, 1);
        assertRefused(readRuns, made, List.of(inbox, work, tenants));
        assertRefused(readInbox, made, List.of(runs, work, tenants));
        assertRefused(readWork, made, List.of(runs, inbox, tenants));
        assertRefused(readTenants, made, List.of(runs, inbox, work));
        assertRefused(cursor -> raw.runs("globex", RunFilter.all(), cursor, 1), List.of(runs), List.of());
        assertRefused(cursor -> raw.inbox("globex", ROLES, cursor, 1), List.of(inbox), List.of());
        assertRefused(cursor -> raw.work("globex", Set.of("WAITS"), cursor, 1), List.of(work), List.of());
        assertThat(readRuns.apply(runs).rows()).hasSize(1);
        assertThat(readInbox.apply(inbox).rows()).hasSize(1);
        assertThat(readWork.apply(work).rows()).hasSize(1);
        assertThat(readTenants.apply(tenants).rows()).hasSize(1);
    }

    @Test
    @DisplayName("G11 A limit below 1 is refused")
    void refuses_limits() {
        for (int limit : List.of(0, -1, Integer.MIN_VALUE)) {
            assertThatThrownBy(() -> store.runs(TENANT, RunFilter.all(), Cursor.start(), limit))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> store.inbox(TENANT, ROLES, Cursor.start(), limit))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> store.inbox(TENANT, Set.of(), Cursor.start(), limit))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> store.work(TENANT, Set.of("WAITS"), Cursor.start(), limit))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> store.history(RUN, 0, limit)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> store.tenants(Cursor.start(), limit)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    @DisplayName("G12 The inbox of several roles is one list, oldest first, then by run, step and item")
    void merges_roles() {
        commit(Draft.start(key("b")).open("s", "WAITS", Draft.item("2", "legal", 5), Draft.item("1", "sales", 5)));
        commit(Draft.start(key("a"))
                .open("t", "WAITS", Draft.item("1", "legal", 5))
                .open("s", "WAITS", Draft.item("1", "sales", 5), Draft.item("0", "sales", 9)));
        commit(Draft.start(key("c")).open("s", "WAITS", Draft.item("1", "sponsor", 1), Draft.item("2", "board", 2)));
        List<String> all = List.of("c s 1", "a s 1", "a t 1", "b s 1", "b s 2", "a s 0");

        for (int limit : List.of(1, 2, 3, 6, 100, Integer.MAX_VALUE)) {
            assertThat(places(inbox(ROLES, limit))).isEqualTo(all);
            assertThat(places(inbox(Set.of("legal"), limit))).containsExactly("a t 1", "b s 2");
            assertThat(places(inbox(Set.of("sales", "nobody"), limit))).containsExactly("a s 1", "b s 1", "a s 0");
            assertThat(inbox(Set.of("Legal", "nobody"), limit)).isEmpty();
            assertThat(inbox(Set.of(), limit)).isEmpty();
        }
    }

    @Test
    @DisplayName("G12 Items of a step are in the inbox, and the step among the work, as long as the step is open")
    void shows_open_steps_only() {
        commit(Draft.start(RUN)
                .closed("a", "DONE", Draft.item("1", "legal", 1))
                .open("b", "WAITS", Draft.item("1", "legal", 2)));
        assertThat(places(inbox(ROLES, 10))).containsExactly("run-1 b 1");
        commit(Draft.after(RUN, 1).closed("b", "WAITS", Draft.item("1", "legal", 2)));
        assertThat(inbox(ROLES, 10)).isEmpty();
        assertThat(work("WAITS", "DONE")).isEmpty();
        assertThat(store.tally(TENANT)).isEmpty();
        assertThat(loaded(RUN).steps().get(1).items()).containsExactly(Draft.item("1", "legal", 2));
        commit(Draft.after(RUN, 2).open("a", "READY", Draft.item("1", "legal", 3)));
        assertThat(places(inbox(ROLES, 10))).containsExactly("run-1 a 1");
        assertThat(work("WAITS", "DONE", "READY")).containsExactly(new WorkRow("run-1", "a", "READY"));
    }

    @Test
    @DisplayName("G12 Work is the open steps in the states asked for, by run and step")
    void lists_work() {
        commit(Draft.start(key("b")).open("y", "READY").open("x", "HELD").closed("z", "READY"));
        commit(Draft.start(key("a")).open("y", "HELD").open("x", "BLOCKED").open("w", "READY"));

        for (int limit : List.of(1, 2, 100, Integer.MAX_VALUE)) {
            assertThat(Picture.all(cursor -> store.work(TENANT, Set.of("READY", "HELD"), cursor, limit)))
                    .containsExactly(
                            new WorkRow("a", "w", "READY"),
                            new WorkRow("a", "y", "HELD"),
                            new WorkRow("b", "x", "HELD"),
                            new WorkRow("b", "y", "READY"));
        }
        assertThat(work()).isEmpty();
        assertThat(work("ready")).isEmpty();
    }

    @Test
    @DisplayName("G12 The tally counts open steps by facet and state")
    void counts_open_steps() {
        assertThat(store.tally(TENANT)).isEmpty();
        commit(Draft.start(key("a"))
                .open("x", "READY")
                .open("y", "READY")
                .open("z", "HELD")
                .closed("w", "DONE"));
        commit(Draft.start(key("b")).open("x", "READY").step(facet("y", "external", "READY")));
        commit(Draft.after(key("b"), 1).step(facet("x", "external", "BLOCKED")));

        assertThat(store.tally(TENANT))
                .containsExactly(
                        new StepTally("external", "BLOCKED", 1),
                        new StepTally("external", "READY", 1),
                        new StepTally("internal", "HELD", 1),
                        new StepTally("internal", "READY", 2));
    }

    private static StepRow facet(String step, String facet, String state) {
        return new StepRow(step, state, true, facet, Optional.empty(), 1, Bytes.empty(), List.of());
    }

    private Commit start(String run, long second) {
        return commit(Draft.start(key(run)).started(Draft.at(second)));
    }

    static RunKey key(String run) {
        return new RunKey(TENANT, run);
    }

    private static RunFilter filter(Set<String> statuses, @Nullable String about) {
        return new RunFilter(statuses, Optional.ofNullable(about));
    }

    private List<String> runIds(RunFilter filter, int limit) {
        return Picture.all(cursor -> store.runs(TENANT, filter, cursor, limit)).stream()
                .map(RunRow::run)
                .toList();
    }

    private static List<String> ids(Page<RunRow> page) {
        return page.rows().stream().map(RunRow::run).toList();
    }

    private List<InboxRow> inbox(Set<String> roles, int limit) {
        return Picture.all(cursor -> store.inbox(TENANT, roles, cursor, limit));
    }

    static List<String> places(List<InboxRow> rows) {
        return rows.stream()
                .map(row -> row.run() + " " + row.step() + " " + row.item().item())
                .toList();
    }

    private List<WorkRow> work(String... states) {
        return Picture.all(cursor -> store.work(TENANT, Set.of(states), cursor, 10));
    }

    static Cursor next(Page<?> page) {
        return page.next().orElseThrow();
    }

    static void assertRefused(Function<Cursor, Page<?>> list, List<Cursor> some, List<Cursor> others) {
        List<Cursor> cursors = new ArrayList<>(some);
        cursors.addAll(others);
        for (Cursor cursor : cursors) {
            assertThatThrownBy(() -> list.apply(cursor)).as("%s", cursor).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
