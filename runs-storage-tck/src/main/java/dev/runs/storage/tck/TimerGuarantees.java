package dev.runs.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.storage.Cursor;
import dev.runs.storage.Page;
import dev.runs.storage.TimerRow;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** G20: steps that must be looked at when their time has come. */
abstract class TimerGuarantees extends ArtifactGuarantees {
    @Test
    @DisplayName("G20 Timers that have come are earliest first, then by run and step, whatever the size of a page")
    void orders_timers() {
        commit(Draft.start(key("b")).timer("s", 5).timer("a", 5).timer("z", 1));
        commit(Draft.start(key("a")).timer("t", 5).timer("s", 11).timer("r", 9));
        commit(Draft.start(key("B")).timer("s", 5).open("no timer", "WAITS"));

        for (int limit : List.of(1, 2, 3, 6, 100, Integer.MAX_VALUE)) {
            assertThat(places(Draft.at(10), limit)).containsExactly("b z", "B s", "a t", "b a", "b s", "a r");
        }
    }

    @Test
    @DisplayName("G20 A timer has come at its moment, to the microsecond, and not before")
    void comes_at_its_moment() {
        commit(Draft.start(RUN).timer("s", 5));

        assertThat(timers(Draft.at(5).minusNanos(1), 10)).isEmpty();
        assertThat(timers(Draft.at(5), 10)).containsExactly(new TimerRow("run-1", "s", Draft.at(5)));
        assertThat(timers(Instant.MAX, 10)).containsExactly(new TimerRow("run-1", "s", Draft.at(5)));
        assertThat(raw.timers("globex", Instant.MAX, Cursor.start(), 10).rows()).isEmpty();
    }

    @Test
    @DisplayName("G20 The timer of a closed step is not offered, until the step is reopened")
    void forgets_timers_of_closed_steps() {
        commit(Draft.start(RUN).timer("a", 5).timer("b", "DONE", false, 1));
        assertThat(places(Draft.at(10), 10)).containsExactly("run-1 a");
        commit(Draft.after(RUN, 1).timer("a", "DONE", false, 5));
        assertThat(timers(Draft.at(10), 10)).isEmpty();
        assertThat(loaded(RUN).steps()).allMatch(step -> step.timer().isPresent(), "keeps its timer");
        commit(Draft.after(RUN, 2).timer("b", 1));
        assertThat(places(Draft.at(10), 10)).containsExactly("run-1 b");
    }

    @Test
    @DisplayName("G20 A step's timer is moved or taken away by its next row, and by no other commit")
    void replaces_timers() {
        commit(Draft.start(RUN).timer("a", 5).timer("b", 6));
        commit(Draft.after(RUN, 1).timer("a", 7));
        assertThat(timers(Draft.at(10), 10))
                .containsExactly(new TimerRow("run-1", "b", Draft.at(6)), new TimerRow("run-1", "a", Draft.at(7)));
        commit(Draft.after(RUN, 2).open("b", "WAITS"));
        assertThat(places(Draft.at(10), 10)).containsExactly("run-1 a");
        commit(Draft.after(RUN, 3));
        assertThat(places(Draft.at(10), 10)).containsExactly("run-1 a");
    }

    @Test
    @DisplayName("G11 Timers that come or go between two pages neither hide nor repeat one that was there")
    void pages_timers_through_changes() {
        for (int i = 1; i <= 6; i++) {
            commit(Draft.start(key("waits " + i)).timer("s", i));
        }
        Page<TimerRow> page = store.timers(TENANT, Draft.at(10), Cursor.start(), 3);
        for (int gone : List.of(1, 3, 4)) {
            commit(Draft.after(key("waits " + gone), 1).closed("s", "DONE"));
        }
        commit(Draft.start(key("waits 0")).timer("s", 0));

        assertThat(page.rows()).extracting(TimerRow::run).containsExactly("waits 1", "waits 2", "waits 3");
        assertThat(store.timers(TENANT, Draft.at(10), next(page), 3).rows())
                .extracting(TimerRow::run)
                .containsExactly("waits 5", "waits 6");
    }

    @Test
    @DisplayName("G11 A cursor that was not given for timers of the same tenant is refused, and a limit below 1")
    void refuses_foreign_cursors_of_timers() {
        commit(Draft.start(RUN).timer("a", 1).timer("b", 2));
        Function<Cursor, Page<?>> timers = cursor -> raw.timers(TENANT, Draft.at(10), cursor, 1);
        Cursor given = next(timers.apply(Cursor.start()));

        assertRefused(timers, List.of(new Cursor("1")), List.of(new Cursor(given.token() + "A")));
        assertRefused(cursor -> raw.timers("globex", Draft.at(10), cursor, 1), List.of(given), List.of());
        assertRefused(cursor -> raw.ended(TENANT, Draft.at(10), cursor, 1), List.of(given), List.of());
        assertThat(timers.apply(given).rows()).hasSize(1);
        for (int limit : List.of(0, -1, Integer.MIN_VALUE)) {
            assertThatThrownBy(() -> store.timers(TENANT, Draft.at(10), Cursor.start(), limit))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private List<TimerRow> timers(Instant by, int limit) {
        return Picture.all(cursor -> store.timers(TENANT, by, cursor, limit));
    }

    private List<String> places(Instant by, int limit) {
        return timers(by, limit).stream()
                .map(row -> row.run() + " " + row.step())
                .toList();
    }
}
