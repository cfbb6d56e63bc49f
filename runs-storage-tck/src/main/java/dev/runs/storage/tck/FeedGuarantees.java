package dev.runs.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.runs.storage.Commit;
import dev.runs.storage.CommitResult;
import dev.runs.storage.FeedEntry;
import dev.runs.storage.FeedState;
import dev.runs.storage.RunKey;
import dev.runs.storage.RunStore;
import dev.runs.storage.StoreException;
import dev.runs.storage.tck.FeedReader.Range;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** G17: every commit in one order. */
abstract class FeedGuarantees extends HostGuarantees {
    private static final int RACERS = 16;

    @Test
    @DisplayName("G17 Each commit is in the feed once, with the range of its events, those of one run in their order")
    void enters_each_commit_once() {
        commit(Draft.start(RUN).events(3));
        commit(Draft.start(OTHER_RUN));
        commit(Draft.after(RUN, 3));
        commit(Draft.after(OTHER_RUN, 1).events(2));
        commit(Draft.after(RUN, 4).events(2));

        for (int page : List.of(1, 3, 10, 1000)) {
            FeedReader reader = reader(page);
            assertThat(reader.readOn()).hasSize(10);
            for (RunKey key : List.of(RUN, twin(RUN))) {
                assertThat(reader.ranges().get(key)).containsExactly(new Range(1, 3), new Range(4, 4), new Range(5, 6));
            }
            for (RunKey key : List.of(OTHER_RUN, twin(OTHER_RUN))) {
                assertThat(reader.ranges().get(key)).containsExactly(new Range(1, 1), new Range(2, 3));
            }
            assertThat(reader.readOn()).isEmpty();
        }
    }

    @Test
    @DisplayName("G17 A commit that is refused, or was carried out before, is not in the feed")
    void enters_no_refused_commit() {
        Commit start = commit(Draft.start(RUN).key("signal", "s1").content("c", "text"));
        FeedReader reader = reader(10);
        reader.readOn();

        store.commit(start);
        store.commit(Draft.after(RUN, 7).commit());
        store.commit(Draft.start(OTHER_RUN).key("signal", "s1").commit());
        assertThatThrownBy(() ->
                        store.commit(Draft.after(RUN, 1).content("c", "again").commit()))
                .isInstanceOf(StoreException.class);
        store.erase(RUN, List.of("c"));

        assertThat(reader.readOn()).isEmpty();
        commit(Draft.after(RUN, 1));
        assertThat(FeedReader.ranges(reader.readOn()).get(RUN)).containsExactly(new Range(2, 2));
    }

    @Test
    @DisplayName("G17 A page begins after the position asked for and ends where it must")
    void pages_by_position() {
        IntStream.range(0, 5)
                .forEach(version -> raw.commit(Draft.after(RUN, version).commit()));
        List<FeedEntry> all = reader(100).readOn();

        assertThat(all).hasSize(5);
        assertThat(raw.feed().after(0, 2)).isEqualTo(all.subList(0, 2));
        assertThat(raw.feed().after(-1, 2)).isEqualTo(all.subList(0, 2));
        assertThat(raw.feed().after(all.get(1).position(), 2)).isEqualTo(all.subList(2, 4));
        assertThat(raw.feed().after(all.get(1).position(), Integer.MAX_VALUE)).isEqualTo(all.subList(2, 5));
        assertThat(raw.feed().after(all.get(4).position(), 2)).isEmpty();
        assertThat(raw.feed().after(Long.MAX_VALUE, 2)).isEmpty();
        assertThat(all.get(0).position()).isPositive();
        for (int limit : List.of(0, -1, Integer.MIN_VALUE)) {
            assertThatThrownBy(() -> raw.feed().after(0, limit)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> raw.feed().relay(limit)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    @DisplayName("G17 A reader of an empty feed waits at 0 and misses nothing")
    void begins_empty() {
        assertThat(raw.feed().relay(10)).isZero();
        assertThat(raw.feed().state()).isEqualTo(new FeedState(0, 0, 0));
        FeedReader reader = reader(10);
        assertThat(reader.readOn()).isEmpty();
        raw.commit(Draft.start(RUN).commit());
        assertThat(reader.readOn()).hasSize(1);
    }

    @Test
    @DisplayName("G17 The state tells how many commits still wait for a position, and the last one given")
    void tells_its_state() {
        for (int version = 0; version < 3; version++) {
            raw.commit(Draft.after(RUN, version).commit());
        }
        int waiting = raw.feed().state().waiting();

        assertThat(waiting)
                .as("0 if positions are given with the commit, else all")
                .isIn(0, 3);
        if (waiting > 0) {
            assertThat(raw.feed().after(0, 10)).isEmpty();
            assertThat(raw.feed().relay(1)).isEqualTo(1);
            assertThat(raw.feed().state().waiting()).isEqualTo(2);
            assertThat(raw.feed().after(0, 10)).hasSize(1);
        }
        List<FeedEntry> entries = reader(10).readOn();
        assertThat(entries).hasSize(3);
        assertThat(raw.feed().state()).isEqualTo(new FeedState(0, entries.get(2).position(), 0));
        assertThat(raw.feed().relay(10)).isZero();
    }

    @Test
    @DisplayName("G17 A reader that was left behind by trimming is refused, and others read on")
    void refuses_a_reader_left_behind() {
        List<FeedEntry> all = entered(4);
        long second = all.get(1).position();

        assertThat(raw.feed().trim(second)).isEqualTo(2);

        assertThat(raw.feed().state())
                .isEqualTo(new FeedState(second, all.get(3).position(), 0));
        assertThat(raw.feed().after(second, 10)).isEqualTo(all.subList(2, 4));
        assertThat(raw.feed().after(all.get(2).position(), 10)).isEqualTo(all.subList(3, 4));
        for (long behind : List.of(0L, all.get(0).position())) {
            assertThatThrownBy(() -> raw.feed().after(behind, 10))
                    .isInstanceOfSatisfying(StoreException.class, e -> {
                        assertThat(e.kind()).isEqualTo(StoreException.Kind.REFUSED);
                        assertThat(e.code()).isEqualTo("RUNS-STORE-003");
                    })
                    .hasMessageStartingWith("RUNS-STORE-003 Store '")
                    .hasMessageEndingWith("': the feed was read from position " + behind
                            + ", and it was trimmed up to " + second
                            + ": what is between them cannot be read any more.\nFix: read the runs themselves once, go"
                            + " on from the feed's present end, and keep the feed longer than its slowest reader"
                            + " needs.");
        }
    }

    @Test
    @DisplayName("G17 Trimming again, or less, does nothing, and trimming more takes what is there")
    void trims_what_is_there() {
        List<FeedEntry> all = entered(4);
        long second = all.get(1).position();
        long last = all.get(3).position();

        assertThat(raw.feed().trim(0)).isZero();
        assertThat(raw.feed().trim(second)).isEqualTo(2);
        assertThat(raw.feed().trim(second)).isZero();
        assertThat(raw.feed().trim(all.get(0).position())).isZero();
        assertThat(raw.feed().state()).isEqualTo(new FeedState(second, last, 0));
        assertThat(raw.feed().trim(Long.MAX_VALUE)).isEqualTo(2);
        assertThat(raw.feed().state()).isEqualTo(new FeedState(last, last, 0));
        assertThat(raw.feed().after(last, 10)).isEmpty();
        assertThat(raw.feed().trim(Long.MAX_VALUE)).isZero();
    }

    @Test
    @DisplayName("G17 A position is never given again, though all entries were trimmed")
    void gives_no_position_again() {
        long last = entered(3).get(2).position();
        raw.feed().trim(Long.MAX_VALUE);
        raw.commit(Draft.after(RUN, 3).commit());

        List<FeedEntry> next = new FeedReader(raw.feed(), 10, last).readOn();
        assertThat(FeedReader.ranges(next)).isEqualTo(Map.of(RUN, List.of(new Range(4, 4))));
    }

    @Test
    @DisplayName("G17 What still waits for a position is not trimmed")
    void trims_nothing_that_waits() {
        long last = entered(2).get(1).position();
        raw.commit(Draft.after(RUN, 2).commit());

        raw.feed().trim(last);

        assertThat(new FeedReader(raw.feed(), 10, last).readOn()).hasSize(1);
    }

    @Test
    @DisplayName("G17 Entries, bookmarks, what waits and what was trimmed outlive the store's process")
    void survives_reopening_of_the_feed() throws Exception {
        List<FeedEntry> all = entered(4);
        raw.feed().trim(all.get(1).position());
        raw.feed().bookmark("mirror", 0, all.get(2).position());
        raw.commit(Draft.after(RUN, 4).commit());
        raw.close();
        Optional<RunStore> reopened = reopen();
        assumeTrue(reopened.isPresent(), "the store does not outlive its process");
        use(reopened.get());

        assertThat(raw.feed().bookmarks()).isEqualTo(Map.of("mirror", all.get(2).position()));
        assertThat(raw.feed().state().trimmed()).isEqualTo(all.get(1).position());
        FeedReader reader = new FeedReader(raw.feed(), 10, all.get(2).position());
        assertThat(FeedReader.ranges(reader.readOn()))
                .isEqualTo(Map.of(RUN, List.of(new Range(4, 4), new Range(5, 5))));
        assertThatThrownBy(() -> raw.feed().after(0, 1)).isInstanceOf(StoreException.class);
    }

    @Test
    @DisplayName("G17 A position is never given again, though the store was closed when all entries were trimmed")
    void gives_no_position_again_after_reopening() throws Exception {
        long last = entered(3).get(2).position();
        raw.feed().trim(Long.MAX_VALUE);
        raw.close();
        Optional<RunStore> reopened = reopen();
        assumeTrue(reopened.isPresent(), "the store does not outlive its process");
        use(reopened.get());
        assertThat(raw.feed().state()).isEqualTo(new FeedState(last, last, 0));
        raw.commit(Draft.after(RUN, 3).commit());

        assertThat(new FeedReader(raw.feed(), 10, last).readOn()).hasSize(1);
    }

    @Test
    @DisplayName("G17 A bookmark moves only from where its reader believes it to be")
    void moves_a_bookmark() {
        assertThat(raw.feed().bookmarks()).isEmpty();
        assertThat(raw.feed().bookmark("mirror", 5, 7)).isFalse();
        assertThat(raw.feed().bookmark("mirror", 0, 5)).isTrue();
        assertThat(raw.feed().bookmark("mirror", 0, 7)).isFalse();
        assertThat(raw.feed().bookmark("mirror", 4, 7)).isFalse();
        assertThat(raw.feed().bookmark("Mirror", 5, 9)).isFalse();
        assertThat(raw.feed().bookmark("\uffe6", 0, 1)).isTrue();
        assertThat(raw.feed().bookmark("\ud83d\ude00", 0, 2)).isTrue();
        assertThat(raw.feed().bookmark("Mirror", 0, 3)).isTrue();
        assertThat(raw.feed().bookmark("mirror", 5, 8)).isTrue();

        Map<String, Long> expected = Map.of("Mirror", 3L, "mirror", 8L, "\uffe6", 1L, "\ud83d\ude00", 2L);
        assertThat(raw.feed().bookmarks()).isEqualTo(expected);
        assertThat(raw.feed().bookmarks().keySet()).containsExactly("Mirror", "mirror", "\uffe6", "\ud83d\ude00");
    }

    @Test
    @DisplayName("G17 A reader that is forgotten has no bookmark, begins anew, and forgetting again is no error")
    void forgets_a_reader() {
        raw.feed().bookmark("mirror", 0, 5);
        raw.feed().bookmark("page", 0, 6);

        raw.feed().forget("mirror");
        raw.feed().forget("mirror");
        raw.feed().forget("unknown");

        assertThat(raw.feed().bookmarks()).isEqualTo(Map.of("page", 6L));
        assertThat(raw.feed().bookmark("mirror", 5, 7)).isFalse();
        assertThat(raw.feed().bookmark("mirror", 0, 7)).isTrue();
    }

    @Test
    @DisplayName("G17 Of 16 racing moves of a bookmark from the same place exactly one is made")
    void lets_one_move_of_a_bookmark_win() throws Exception {
        long place = 0;
        for (int round = 0; round < 20; round++) {
            long expected = place;
            List<Boolean> moved =
                    Race.run(RACERS, racer -> raw.feed().bookmark("mirror", expected, expected + 1 + racer));

            assertThat(moved.stream().filter(won -> won)).as("round %d", round).hasSize(1);
            place = expected + 1 + moved.indexOf(true);
            assertThat(raw.feed().bookmarks()).isEqualTo(Map.of("mirror", place));
        }
    }

    /** The entries of so many commits of one run. */
    final List<FeedEntry> entered(int commits) {
        for (int version = 0; version < commits; version++) {
            raw.commit(Draft.after(RUN, version).commit());
        }
        List<FeedEntry> entries = reader(100).readOn();
        assertThat(entries)
                .extracting(FeedEntry::last)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, commits)
                        .mapToObj(Long::valueOf)
                        .toList());
        return entries;
    }

    /** Writes the draft for one tenant only, and fails the test if that is refused. */
    final void written(Draft draft) {
        assertThat(raw.commit(draft.commit())).isInstanceOf(CommitResult.Committed.class);
    }

    final FeedReader reader(int page) {
        return new FeedReader(raw.feed(), page);
    }
}
