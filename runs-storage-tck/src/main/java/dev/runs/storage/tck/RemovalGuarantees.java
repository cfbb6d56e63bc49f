package dev.runs.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.storage.Commit;
import dev.runs.storage.CommitResult;
import dev.runs.storage.CommitResult.Committed;
import dev.runs.storage.CommitResult.VersionConflict;
import dev.runs.storage.Cursor;
import dev.runs.storage.Direction;
import dev.runs.storage.NodeRef;
import dev.runs.storage.Page;
import dev.runs.storage.RunKey;
import dev.runs.storage.RunRow;
import dev.runs.storage.tck.FeedReader.Range;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** G21: runs that came to their end, and runs that are taken away. */
abstract class RemovalGuarantees extends FeedGapGuarantees {
    private static final RunKey THIRD = new RunKey(TENANT, "run-3");

    @Test
    @DisplayName("G21 Nothing of a removed run is left")
    void leaves_no_row() {
        Commit start = rows(Draft.start(RUN), "start").commit();
        Commit next = rows(Draft.after(RUN, 2), "next").commit();
        Picture empty = picture(start, next);
        store.commit(start);
        store.commit(next);
        store.erase(RUN, List.of("content of start"));

        assertThat(store.remove(RUN, 4)).isTrue();

        assertThat(picture(start, next)).isEqualTo(empty);
        assertThat(store.remove(RUN, 4)).isFalse();
        assertThat(store.remove(RUN, 0)).isFalse();
    }

    @Test
    @DisplayName("G21 The id, keys, commands and content ids of a removed run are free again")
    void frees_what_was_taken() {
        Commit start = commit(rows(Draft.start(RUN), "start"));
        Commit next = commit(rows(Draft.after(RUN, 2), "next"));
        Picture before = picture(start, next);
        store.remove(RUN, 4);

        Commit other = commit(Draft.start(OTHER_RUN)
                .command(next.command().id())
                .key("signal", "next")
                .edge("meeting", "step of next"));
        assertThat(store.command(TENANT, "next")).contains(other.command());
        assertThat(store.remove(OTHER_RUN, 1)).isTrue();
        assertThat(store.commit(next)).isEqualTo(new VersionConflict(0));
        assertThat(store.commit(start)).isEqualTo(new Committed(2));
        assertThat(store.commit(next)).isEqualTo(new Committed(4));
        assertThat(picture(start, next)).isEqualTo(before);
    }

    @Test
    @DisplayName("G21 Other runs keep their rows, also where they have the same content ids, edges and items")
    void leaves_other_runs() {
        Commit other = commit(
                rows(Draft.start(OTHER_RUN), "other").content("c", "other").edge("meeting", "step"));
        Commit third = commit(Draft.start(THIRD).edge("meeting", "step").open("a", "WAITS"));
        Picture before = picture(other, third);
        commit(rows(Draft.start(RUN), "mine").content("c", "mine").edge("meeting", "step"));

        assertThat(store.remove(RUN, 2)).isTrue();

        assertThat(picture(other, third)).isEqualTo(before);
        assertThat(store.edges(TENANT, new NodeRef("node", "meeting"), Direction.DOWNSTREAM, Cursor.start(), 10)
                        .rows())
                .extracting(edge -> edge.run() + " " + edge.to().id())
                .containsExactly("run-2 step of other", "run-2 step", "run-3 step");
    }

    @Test
    @DisplayName("G21 A run that is at another version is not removed, and keeps all its rows")
    void removes_at_its_version_only() {
        Commit start = commit(rows(Draft.start(RUN), "start"));
        Picture before = picture(start);

        for (long version : List.of(1L, 3L, 0L, -1L, Long.MAX_VALUE)) {
            assertThat(store.remove(RUN, version)).isFalse();
        }
        assertThat(store.remove(OTHER_RUN, 2)).isFalse();
        assertThat(store.remove(OTHER_RUN, 0)).isFalse();

        assertThat(picture(start)).isEqualTo(before);
    }

    @Test
    @DisplayName("G21 The removal of a run leaves the twin tenant's run with the same ids as it was")
    void leaves_the_twins_run() {
        Commit start = commit(rows(Draft.start(RUN), "start"));
        Picture before = Picture.of(raw, TwinTenants.twin(TENANT), List.of(start));

        assertThat(raw.remove(new RunKey("globex", "run-1"), 2)).isFalse();
        assertThat(raw.remove(RUN, 2)).isTrue();

        assertThat(Picture.of(raw, TwinTenants.twin(TENANT), List.of(start))).isEqualTo(before);
        assertThat(raw.load(RUN)).isEmpty();
    }

    @Test
    @DisplayName("G21 A tenant without its last run is not listed")
    void lists_no_tenant_without_a_run() {
        raw.commit(Draft.start(RUN).commit());
        raw.commit(Draft.start(OTHER_RUN).commit());
        raw.commit(Draft.start(new RunKey("globex", "run-1")).commit());

        raw.remove(RUN, 1);
        assertThat(raw.tenants(Cursor.start(), 10).rows()).containsExactly("acme", "globex");
        raw.remove(OTHER_RUN, 1);
        assertThat(raw.tenants(Cursor.start(), 10).rows()).containsExactly("globex");
        raw.commit(Draft.start(RUN).commit());
        assertThat(raw.tenants(Cursor.start(), 10).rows()).containsExactly("acme", "globex");
    }

    @Test
    @DisplayName("G21 The feed keeps naming a removed run until it is trimmed, also what waited for its position")
    void stays_in_the_feed() {
        FeedReader reader = reader(10);
        written(Draft.start(RUN));
        reader.readOn();
        written(Draft.after(RUN, 1));
        assertThat(raw.remove(RUN, 2)).isTrue();
        written(Draft.start(RUN).events(2));

        reader.readOn();

        List<Range> expected = List.of(new Range(1, 1), new Range(2, 2), new Range(1, 2));
        assertThat(reader.ranges().get(RUN)).isEqualTo(expected);
        FeedReader again = reader(10);
        again.readOn();
        assertThat(again.ranges().get(RUN)).isEqualTo(expected);
        assertThat(raw.feed().trim(Long.MAX_VALUE)).isEqualTo(3);
        assertThat(raw.feed().after(reader.position(), 10)).isEmpty();
    }

    @Test
    @DisplayName("G21 Of a commit and 15 racing removals at the same version exactly one happens")
    void lets_one_of_commit_and_removals_win() throws Exception {
        for (int round = 0; round < 20; round++) {
            RunKey key = key("run of round " + round);
            written(Draft.start(key).content("c", "text"));
            Commit next =
                    Draft.after(key, 1).open("a", "READY").content("d", "text").commit();

            List<Boolean> happened = Race.run(16, racer -> {
                if (racer != 7) {
                    return raw.remove(key, 1);
                }
                CommitResult result = raw.commit(next);
                assertThat(result).isIn(new Committed(2), new VersionConflict(0));
                return result instanceof Committed;
            });

            assertThat(happened.stream().filter(won -> won))
                    .as("round %d", round)
                    .hasSize(1);
            assertThat(raw.load(key).isPresent()).isEqualTo(happened.get(7));
            assertThat(raw.content(key, List.of("c", "d"))).hasSize(happened.get(7) ? 2 : 0);
            assertThat(raw.history(key, 0, 10)).hasSize(happened.get(7) ? 2 : 0);
        }
    }

    @Test
    @DisplayName("G21 Runs that ended before a moment are earliest first, then by id, and carry their head")
    void lists_ended_runs() {
        for (String run : List.of("b", "\ud83d\ude00", "a", "\uffe6")) {
            commit(Draft.start(key(run)).ended(Draft.at(5)));
        }
        Commit first = commit(Draft.start(key("z")).ended(Draft.at(1)).started(Draft.at(3)));
        commit(Draft.start(key("late")).ended(Draft.at(10)));
        commit(Draft.start(key("open")));

        for (int limit : List.of(1, 2, 5, 100, Integer.MAX_VALUE)) {
            assertThat(ended(Draft.at(10), limit)).containsExactly("z", "a", "b", "\uffe6", "\ud83d\ude00");
            assertThat(ended(Draft.at(5), limit)).containsExactly("z");
            assertThat(ended(Draft.at(1), limit)).isEmpty();
            assertThat(ended(Draft.at(1).plusNanos(1_000), limit)).containsExactly("z");
        }
        assertThat(store.ended(TENANT, Draft.at(2), Cursor.start(), 1).rows())
                .containsExactly(new RunRow("z", first.head()));
        assertThat(ended(Instant.MAX, 3)).endsWith("late").hasSize(6);
    }

    @Test
    @DisplayName("G21 A run that was reopened has not ended")
    void leaves_out_what_was_reopened() {
        commit(Draft.start(RUN).ended(Draft.at(1)));
        commit(Draft.after(RUN, 1));
        assertThat(ended(Draft.at(10), 10)).isEmpty();
        commit(Draft.after(RUN, 2).ended(Draft.at(9)));
        assertThat(ended(Draft.at(9), 10)).isEmpty();
        assertThat(ended(Draft.at(10), 10)).containsExactly("run-1");
    }

    @Test
    @DisplayName("G11 Ended runs that are removed between two pages hide no other")
    void pages_ended_runs_through_removals() {
        for (int i = 1; i <= 6; i++) {
            commit(Draft.start(key("run " + i)).ended(Draft.at(i)));
        }
        Page<RunRow> page = store.ended(TENANT, Draft.at(10), Cursor.start(), 3);
        page.rows().forEach(row -> assertThat(store.remove(key(row.run()), 1)).isTrue());

        assertThat(store.ended(TENANT, Draft.at(10), next(page), 3).rows())
                .extracting(RunRow::run)
                .containsExactly("run 4", "run 5", "run 6");
    }

    @Test
    @DisplayName("G11 A cursor that was not given for ended runs of the same tenant is refused, and a limit below 1")
    void refuses_foreign_cursors_of_ended_runs() {
        commit(Draft.start(RUN).ended(Draft.at(1)));
        commit(Draft.start(OTHER_RUN).ended(Draft.at(2)));
        Function<Cursor, Page<?>> list = cursor -> raw.ended(TENANT, Draft.at(10), cursor, 1);
        Cursor given = next(list.apply(Cursor.start()));

        assertRefused(list, List.of(new Cursor("1")), List.of(new Cursor(given.token() + "A")));
        assertRefused(cursor -> raw.ended("globex", Draft.at(10), cursor, 1), List.of(given), List.of());
        assertRefused(cursor -> raw.timers(TENANT, Draft.at(10), cursor, 1), List.of(given), List.of());
        assertThat(list.apply(given).rows()).hasSize(1);
        for (int limit : List.of(0, -1, Integer.MIN_VALUE)) {
            assertThatThrownBy(() -> store.ended(TENANT, Draft.at(10), Cursor.start(), limit))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private List<String> ended(Instant before, int limit) {
        return Picture.all(cursor -> store.ended(TENANT, before, cursor, limit)).stream()
                .map(RunRow::run)
                .toList();
    }
}
