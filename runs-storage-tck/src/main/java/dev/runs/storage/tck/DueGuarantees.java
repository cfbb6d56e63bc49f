package dev.runs.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.storage.Cursor;
import dev.runs.storage.InboxCount;
import dev.runs.storage.InboxItem;
import dev.runs.storage.InboxRow;
import dev.runs.storage.Page;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** G11 and G12: what is late in the inbox, and how much there is. */
abstract class DueGuarantees extends LifeGuarantees {
    private static final Set<String> ROLES = Set.of("legal", "sales", "sponsor");

    @Test
    @DisplayName("G12 Late items of several roles are one list, earliest due first, then by run, step and item")
    void merges_late_items() {
        lateItems();
        List<String> all = List.of("c s 1", "a s 1", "a t 1", "b s 1", "b s 2", "a s 0");

        for (int limit : List.of(1, 2, 3, 6, 100, Integer.MAX_VALUE)) {
            assertThat(places(overdue(ROLES, Draft.at(10), limit))).isEqualTo(all);
            assertThat(places(overdue(Set.of("legal"), Draft.at(10), limit))).containsExactly("a t 1", "b s 2");
            assertThat(places(overdue(Set.of("sales", "nobody"), Draft.at(10), limit)))
                    .containsExactly("a s 1", "b s 1", "a s 0");
            assertThat(overdue(Set.of("Legal", "nobody"), Draft.at(10), limit)).isEmpty();
            assertThat(overdue(Set.of(), Draft.at(10), limit)).isEmpty();
        }
    }

    @Test
    @DisplayName("G12 An item is late when it was due before the moment, to the microsecond")
    void is_late_after_it_was_due() {
        InboxItem item = Draft.item("1", "legal", 1, 5);
        commit(Draft.start(RUN).open("s", "WAITS", item));

        assertThat(overdue(ROLES, Draft.at(5), 10)).isEmpty();
        assertThat(overdue(ROLES, Draft.at(5).plusNanos(999), 10)).isEmpty();
        assertThat(overdue(ROLES, Draft.at(5).plusNanos(1_000), 10)).containsExactly(new InboxRow("run-1", "s", item));
        assertThat(store.inboxCounts(TENANT, ROLES, Draft.at(5), 10)).containsExactly(new InboxCount("legal", 1, 0));
        assertThat(store.inboxCounts(TENANT, ROLES, Draft.at(5).plusNanos(1_000), 10))
                .containsExactly(new InboxCount("legal", 1, 1));
    }

    @Test
    @DisplayName("G12 An item that is never due is never late, and waits all the same")
    void leaves_out_what_is_never_due() {
        commit(Draft.start(RUN).open("s", "WAITS", Draft.item("1", "legal", 1), Draft.item("2", "legal", 1, 2)));

        assertThat(places(overdue(ROLES, Instant.MAX, 10))).containsExactly("run-1 s 2");
        assertThat(store.inboxCounts(TENANT, ROLES, Instant.MAX, 10)).containsExactly(new InboxCount("legal", 2, 1));
    }

    @Test
    @DisplayName("G12 Items of a closed step are neither late nor counted, until the step is reopened")
    void forgets_closed_steps() {
        commit(Draft.start(RUN)
                .closed("a", "DONE", Draft.item("1", "legal", 1, 2))
                .open("b", "WAITS", Draft.item("1", "sales", 1, 2)));
        assertThat(places(overdue(ROLES, Draft.at(10), 10))).containsExactly("run-1 b 1");
        assertThat(counts(10)).containsExactly(new InboxCount("sales", 1, 1));
        commit(Draft.after(RUN, 1).closed("b", "DONE", Draft.item("1", "sales", 1, 2)));
        assertThat(overdue(ROLES, Draft.at(10), 10)).isEmpty();
        assertThat(counts(10)).isEmpty();
        commit(Draft.after(RUN, 2).open("a", "WAITS", Draft.item("1", "legal", 1, 2)));
        assertThat(places(overdue(ROLES, Draft.at(10), 10))).containsExactly("run-1 a 1");
        assertThat(counts(10)).containsExactly(new InboxCount("legal", 1, 1));
        commit(Draft.after(RUN, 3).open("a", "WAITS", Draft.item("1", "legal", 1, 20)));
        assertThat(overdue(ROLES, Draft.at(10), 10)).isEmpty();
        assertThat(counts(10)).containsExactly(new InboxCount("legal", 1, 0));
    }

    @Test
    @DisplayName("G12 What waits is counted for each role asked for, in their order, those without any left out")
    void counts_each_role() {
        commit(Draft.start(key("a"))
                .open("s", "WAITS", Draft.item("1", "sales", 1), Draft.item("2", "legal", 2, 3))
                .open("t", "WAITS", Draft.item("1", "sales", 1, 50), Draft.item("2", "Legal", 1)));
        commit(Draft.start(key("b")).open("s", "WAITS", Draft.item("1", "sales", 1, 2), Draft.item("2", "board", 1)));

        assertThat(store.inboxCounts(TENANT, Set.of("sales", "sponsor", "legal", "Legal"), Draft.at(10), 100))
                .containsExactly(
                        new InboxCount("Legal", 1, 0), new InboxCount("legal", 1, 1), new InboxCount("sales", 3, 1));
        assertThat(store.inboxCounts(TENANT, Set.of("sponsor"), Draft.at(10), 100))
                .isEmpty();
        assertThat(store.inboxCounts(TENANT, Set.of(), Draft.at(10), 100)).isEmpty();
        assertThat(raw.inboxCounts("globex", ROLES, Draft.at(10), 100)).isEmpty();
    }

    @Test
    @DisplayName("G12 Counting stops where it was told to, for what waits and for what is late alike")
    void counts_no_further() {
        Draft draft = Draft.start(RUN);
        for (int i = 0; i < 7; i++) {
            // The late ones are asked last, so that counting the late among the first few is not enough.
            draft.open(
                    "s" + i,
                    "WAITS",
                    i < 4 ? Draft.item("1", "legal", i) : Draft.item("1", "legal", i, i + 1),
                    Draft.item("2", "sales", i, 5));
        }
        commit(draft);

        assertThat(counts(1)).containsExactly(new InboxCount("legal", 1, 1), new InboxCount("sales", 1, 1));
        assertThat(counts(3)).containsExactly(new InboxCount("legal", 3, 3), new InboxCount("sales", 3, 3));
        assertThat(counts(5)).containsExactly(new InboxCount("legal", 5, 3), new InboxCount("sales", 5, 5));
        assertThat(counts(7)).containsExactly(new InboxCount("legal", 7, 3), new InboxCount("sales", 7, 7));
        assertThat(counts(Integer.MAX_VALUE))
                .containsExactly(new InboxCount("legal", 7, 3), new InboxCount("sales", 7, 7));
    }

    @Test
    @DisplayName("G11 Late items that come or go between two pages neither hide nor repeat one that was there")
    void pages_late_items_through_changes() {
        for (int i = 1; i <= 6; i++) {
            commit(Draft.start(key("asks " + i)).open("s", "WAITS", Draft.item("i", "legal", 1, i)));
        }
        Page<InboxRow> page = store.overdue(TENANT, ROLES, Draft.at(10), Cursor.start(), 3);
        for (int gone : List.of(1, 3, 4)) {
            commit(Draft.after(key("asks " + gone), 1).closed("s", "DONE"));
        }
        commit(Draft.start(key("asks 0")).open("s", "WAITS", Draft.item("i", "legal", 1, 0)));

        assertThat(places(page.rows())).containsExactly("asks 1 s i", "asks 2 s i", "asks 3 s i");
        assertThat(places(store.overdue(TENANT, ROLES, Draft.at(10), next(page), 3)
                        .rows()))
                .containsExactly("asks 5 s i", "asks 6 s i");
    }

    @Test
    @DisplayName("G11 Late items are ordered by code point where they are due at once")
    void orders_late_items_by_code_point() {
        List<String> ordered = List.of("A", "Z", "a", "a b", "ab", "\u00e9", "\uffe6", "\ud83d\ude00");
        for (String id : List.of("\ud83d\ude00", "ab", "\uffe6", "Z", "\u00e9", "a", "A", "a b")) {
            commit(Draft.start(key(id)).open(id, "WAITS", Draft.item(id, id, 1, 2)));
        }

        assertThat(overdue(Set.copyOf(ordered), Draft.at(3), 3))
                .extracting(InboxRow::run)
                .containsExactlyElementsOf(ordered);
        assertThat(store.inboxCounts(TENANT, Set.copyOf(ordered), Draft.at(3), 3))
                .extracting(InboxCount::role)
                .containsExactlyElementsOf(ordered);
    }

    @Test
    @DisplayName("G11 A cursor that was not given for late items of the same tenant is refused, and a limit below 1")
    void refuses_foreign_cursors_of_late_items() {
        lateItems();
        Function<Cursor, Page<?>> late = cursor -> raw.overdue(TENANT, ROLES, Draft.at(10), cursor, 1);
        Cursor given = next(late.apply(Cursor.start()));
        Cursor inbox = next(raw.inbox(TENANT, ROLES, Cursor.start(), 1));

        assertRefused(late, List.of(inbox, new Cursor("1"), new Cursor(given.token() + "A")), List.of());
        assertRefused(cursor -> raw.overdue("globex", ROLES, Draft.at(10), cursor, 1), List.of(given), List.of(inbox));
        assertRefused(cursor -> raw.inbox(TENANT, ROLES, cursor, 1), List.of(given), List.of());
        assertThat(late.apply(given).rows()).hasSize(1);
        for (int limit : List.of(0, -1, Integer.MIN_VALUE)) {
            assertThatThrownBy(() -> store.overdue(TENANT, ROLES, Draft.at(10), Cursor.start(), limit))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> store.inboxCounts(TENANT, ROLES, Draft.at(10), limit))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> store.inboxCounts(TENANT, Set.of(), Draft.at(10), limit))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** Items of four roles; by the moment when they were asked they would be in another order. */
    private void lateItems() {
        commit(Draft.start(key("b"))
                .open("s", "WAITS", Draft.item("2", "legal", 1, 5), Draft.item("1", "sales", 2, 5)));
        commit(Draft.start(key("a"))
                .open("t", "WAITS", Draft.item("1", "legal", 3, 5))
                .open("s", "WAITS", Draft.item("1", "sales", 4, 5), Draft.item("0", "sales", 0, 9)));
        commit(Draft.start(key("c"))
                .open("s", "WAITS", Draft.item("1", "sponsor", 9, 1), Draft.item("2", "board", 2, 2)));
    }

    private List<InboxRow> overdue(Set<String> roles, Instant before, int limit) {
        return Picture.all(cursor -> store.overdue(TENANT, roles, before, cursor, limit));
    }

    private List<InboxCount> counts(int most) {
        return store.inboxCounts(TENANT, ROLES, Draft.at(10), most);
    }
}
