package dev.runs.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runs.storage.Commit;
import dev.runs.storage.CommitResult;
import dev.runs.storage.CommitResult.Committed;
import dev.runs.storage.CommitResult.DuplicateCommand;
import dev.runs.storage.CommitResult.KeyTaken;
import dev.runs.storage.CommitResult.VersionConflict;
import dev.runs.storage.Cursor;
import dev.runs.storage.Lease;
import dev.runs.storage.RunFilter;
import dev.runs.storage.RunKey;
import dev.runs.storage.StoreException;
import dev.runs.storage.UniqueKey;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** G19: the host begins and ends the transaction, the store only takes part. */
abstract class HostGuarantees extends LeaseGuarantees {
    private static final int THREADS = 8;

    @Test
    @DisplayName("G19 After a rollback of the host no row of any kind is there")
    void leaves_nothing_after_a_rollback() throws Exception {
        HostWork host = host();
        Commit start = commit(rows(Draft.start(RUN), "start").content("kept", "text"));
        Commit removed = commit(rows(Draft.start(OTHER_RUN), "removed"));
        Commit next = rows(Draft.after(RUN, 2), "next").commit();
        Commit fresh = rows(Draft.start(key("run-3")), "fresh").commit();
        Picture before = picture(start, removed, next, fresh);

        host.begin();
        assertThat(store.commit(next)).isEqualTo(new Committed(4));
        assertThat(store.commit(fresh)).isEqualTo(new Committed(2));
        assertThat(store.erase(RUN, List.of("kept"))).isEqualTo(1);
        assertThat(store.remove(OTHER_RUN, 2)).isTrue();
        host.rollback();

        assertThat(picture(start, removed, next, fresh)).isEqualTo(before);
        assertThat(store.commit(next)).isEqualTo(new Committed(4));
    }

    @Test
    @DisplayName("G19 After a commit of the host everything is there, for every thread")
    void keeps_all_after_a_commit() throws Exception {
        HostWork host = host();
        Commit other = commit(rows(Draft.start(OTHER_RUN), "other"));

        host.begin();
        Commit start = commit(rows(Draft.start(RUN), "start").content("erased", "text"));
        Commit next = commit(rows(Draft.after(RUN, 2), "next"));
        assertThat(store.erase(RUN, List.of("erased"))).isEqualTo(1);
        assertThat(store.remove(OTHER_RUN, 2)).isTrue();
        Picture inside = picture(start, next, other);
        host.commit();

        assertThat(picture(start, next, other)).isEqualTo(inside);
        try (OtherThread elsewhere = new OtherThread()) {
            assertThat(elsewhere.answer(() -> picture(start, next, other))).isEqualTo(inside);
        }
        assertThat(loaded(RUN).head()).isEqualTo(next.head());
        assertThat(store.history(RUN, 0, 10)).hasSize(4);
        assertThat(store.load(OTHER_RUN)).isEmpty();
    }

    @Test
    @DisplayName("G19 What was written in the host's transaction is read in it, and decides in it")
    void reads_its_own_writes() throws Exception {
        HostWork host = host();

        host.begin();
        Commit start = commit(rows(Draft.start(RUN), "start"));
        Picture inside = picture(start);
        CommitResult again = store.commit(start);
        CommitResult taken =
                store.commit(Draft.start(OTHER_RUN).key("signal", "start").commit());
        CommitResult early = store.commit(Draft.start(RUN).command("early").commit());
        boolean unequal = store.remove(RUN, 1);
        host.commit();

        assertThat(inside.runs()).hasSize(1);
        assertThat(inside.inbox()).hasSize(2);
        assertThat(picture(start)).isEqualTo(inside);
        assertThat(again).isEqualTo(new DuplicateCommand(start.command()));
        assertThat(taken).isEqualTo(new KeyTaken(new UniqueKey("signal", "start"), "run-1"));
        assertThat(early).isEqualTo(new VersionConflict(2));
        assertThat(unequal).isFalse();
    }

    @Test
    @DisplayName("G19 What was written in the host's transaction is not seen by other threads before the host commits")
    void hides_what_is_not_committed() throws Exception {
        HostWork host = concurrentHost();
        Commit start = commit(rows(Draft.start(RUN), "start"));
        Commit next = rows(Draft.after(RUN, 2), "next").commit();
        Commit fresh = rows(Draft.start(OTHER_RUN), "fresh").commit();
        Picture before = Picture.of(raw, TENANT, List.of(start, next, fresh));

        try (OtherThread elsewhere = new OtherThread()) {
            host.begin();
            raw.commit(next);
            raw.commit(fresh);
            Picture meanwhile = elsewhere.answer(() -> Picture.of(raw, TENANT, List.of(start, next, fresh)));
            boolean joined = elsewhere.answer(() -> raw.hostTransaction().isActive());
            host.commit();

            assertThat(meanwhile).isEqualTo(before);
            assertThat(joined).isFalse();
            assertThat(elsewhere.answer(() -> raw.load(RUN).orElseThrow().head()))
                    .isEqualTo(next.head());
        }
    }

    @Test
    @DisplayName("G19 A version conflict leaves the host's transaction usable")
    void goes_on_after_a_conflict() throws Exception {
        commit(Draft.start(RUN));

        assertGoesOn(() -> assertThat(
                        store.commit(Draft.after(RUN, 7).content("c", "text").commit()))
                .isEqualTo(new VersionConflict(1)));
    }

    @Test
    @DisplayName("G19 A start of a run that is there leaves the host's transaction usable")
    void goes_on_after_a_second_start() throws Exception {
        commit(Draft.start(RUN));

        assertGoesOn(
                () -> assertThat(store.commit(Draft.start(RUN).command("again").commit()))
                        .isEqualTo(new VersionConflict(1)));
    }

    @Test
    @DisplayName("G19 A duplicate command leaves the host's transaction usable")
    void goes_on_after_a_duplicate() throws Exception {
        Commit start = commit(Draft.start(RUN));

        assertGoesOn(() -> assertThat(store.commit(start)).isEqualTo(new DuplicateCommand(start.command())));
    }

    @Test
    @DisplayName("G19 A taken key leaves the host's transaction usable")
    void goes_on_after_a_taken_key() throws Exception {
        commit(Draft.start(RUN).key("signal", "s1"));

        assertGoesOn(() -> assertThat(
                        store.commit(Draft.start(OTHER_RUN).key("signal", "s1").commit()))
                .isEqualTo(new KeyTaken(new UniqueKey("signal", "s1"), "run-1")));
    }

    @Test
    @DisplayName("G19 A refusal of content that is there already leaves the host's transaction usable")
    void goes_on_after_taken_content() throws Exception {
        commit(Draft.start(RUN).content("c", "first"));

        assertGoesOn(() -> assertThatThrownBy(() -> store.commit(Draft.after(RUN, 1)
                        .open("a", "READY")
                        .content("c", "second")
                        .commit()))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.REFUSED)));
        assertThat(loaded(RUN).steps()).isEmpty();
    }

    @Test
    @DisplayName("G19 A removal at another version leaves the host's transaction usable")
    void goes_on_after_a_refused_removal() throws Exception {
        commit(Draft.start(RUN));

        assertGoesOn(() -> assertThat(store.remove(RUN, 7)).isFalse());
    }

    @Test
    @DisplayName("G19 A cursor that is refused leaves the host's transaction usable")
    void goes_on_after_a_refused_cursor() throws Exception {
        commit(Draft.start(RUN));

        assertGoesOn(() -> assertThatThrownBy(() -> store.runs(TENANT, RunFilter.all(), new Cursor("not a cursor"), 1))
                .isInstanceOf(IllegalArgumentException.class));
    }

    @Test
    @DisplayName("G19 A conflict with what another thread committed meanwhile leaves the host's transaction usable")
    void goes_on_after_a_conflict_with_another_thread() throws Exception {
        concurrentHost();
        raw.commit(Draft.start(RUN).commit());

        assertGoesOn(() -> {
            try (OtherThread elsewhere = new OtherThread()) {
                elsewhere.run(() -> assertThat(
                                raw.commit(Draft.after(RUN, 1).command("theirs").commit()))
                        .isEqualTo(new Committed(2)));
            }
            assertThat(raw.commit(Draft.after(RUN, 1).command("ours").commit())).isEqualTo(new VersionConflict(2));
        });
    }

    @Test
    @DisplayName("G19 The host's transaction is active from its begin to its end, on its thread")
    void knows_whether_it_is_active() throws Exception {
        HostWork host = host();
        assertThat(raw.hostTransaction().isActive()).isFalse();
        for (boolean commits : List.of(true, false)) {
            host.begin();
            assertThat(raw.hostTransaction().isActive()).isTrue();
            raw.commit(Draft.start(RUN)
                    .command("by a host that commits: " + commits)
                    .commit());
            assertThat(raw.hostTransaction().isActive()).isTrue();
            end(host, commits);
            assertThat(raw.hostTransaction().isActive()).isFalse();
        }
    }

    @Test
    @DisplayName("G19 What is to be done after the commit is done once, when the host has committed")
    void acts_after_the_commit() throws Exception {
        HostWork host = host();
        AtomicInteger done = new AtomicInteger();
        AtomicInteger seen = new AtomicInteger();
        AtomicInteger stillActive = new AtomicInteger();

        host.begin();
        raw.hostTransaction().afterCommit(done::incrementAndGet);
        raw.hostTransaction()
                .afterCommit(() -> stillActive.addAndGet(raw.hostTransaction().isActive() ? 1 : 0));
        raw.commit(Draft.start(RUN).commit());
        raw.hostTransaction().afterCommit(() -> seen.addAndGet(seenElsewhere(RUN)));
        assertThat(done).hasValue(0);
        assertThat(seen).hasValue(0);
        host.commit();

        assertThat(done).hasValue(1);
        assertThat(seen).as("the commit is there when the action runs").hasValue(1);
        assertThat(stillActive).as("active while the action runs").hasValue(0);
        host.begin();
        raw.commit(Draft.start(OTHER_RUN).commit());
        host.commit();
        assertThat(done).as("after the next transaction").hasValue(1);
    }

    @Test
    @DisplayName("G19 What is to be done after the commit is not done after a rollback, nor after a later commit")
    void does_not_act_after_a_rollback() throws Exception {
        HostWork host = host();
        AtomicInteger done = new AtomicInteger();

        host.begin();
        raw.commit(Draft.start(RUN).commit());
        raw.hostTransaction().afterCommit(done::incrementAndGet);
        host.rollback();
        assertThat(done).hasValue(0);
        host.begin();
        raw.commit(Draft.start(RUN).commit());
        host.commit();
        assertThat(done).hasValue(0);
    }

    @Test
    @DisplayName("G19 Without a transaction of the host, what is to be done after the commit is done at once")
    void acts_at_once_without_a_transaction() {
        AtomicInteger done = new AtomicInteger();

        assertThat(raw.hostTransaction().isActive()).isFalse();
        raw.hostTransaction().afterCommit(done::incrementAndGet);

        assertThat(done).hasValue(1);
    }

    @Test
    @DisplayName("G19 Leases and what changes the feed are refused on a thread that holds a transaction of the host")
    void refuses_the_work_of_workers() throws Exception {
        HostWork host = host();
        Lease lease = raw.leases().take("relay", "one", Draft.NOON, Draft.at(9)).orElseThrow();
        raw.commit(Draft.start(RUN).commit());
        FeedReader.relayAll(raw.feed());
        List<ThrowingCallable> calls = List.of(
                () -> raw.leases().take("relay", "one", Draft.at(1), Draft.at(10)),
                () -> raw.leases().take("other", "one", Draft.at(1), Draft.at(10)),
                () -> raw.leases().find("relay"),
                () -> raw.leases().release(lease),
                () -> raw.leases().forget(Draft.at(100)),
                () -> raw.feed().relay(1),
                () -> raw.feed().trim(Long.MAX_VALUE),
                () -> raw.feed().bookmark("mirror", 0, 1),
                () -> raw.feed().forget("mirror"));

        assertGoesOn(() -> {
            for (ThrowingCallable call : calls) {
                assertThatThrownBy(call).isInstanceOf(IllegalStateException.class);
            }
        });
        host.begin();
        host.rollback();
        assertThat(raw.leases().find("relay")).contains(lease);
        assertThat(raw.leases().find("other")).isEmpty();
        assertThat(raw.feed().bookmarks()).isEmpty();
        assertThat(raw.feed().after(0, 10)).isNotEmpty();
    }

    @Test
    @DisplayName("G19 Of the transactions of 8 threads those that were committed are there, and of the others nothing")
    void keeps_threads_apart() throws Exception {
        HostWork host = host();
        int rounds = 6;

        Race.run(THREADS, number -> {
            RunKey mine = new RunKey(number % 2 == 0 ? TENANT : TwinTenants.twin(TENANT), "run of " + number / 2);
            for (int round = 0; round < rounds; round++) {
                boolean commits = round % 2 == 0;
                // Two commits of one run and one of another in each transaction.
                String again = round + " committed: " + commits;
                long version = (round + 1) / 2 * 2L;
                run(() -> {
                    host.begin();
                    boolean ended = false;
                    try {
                        assertWritten(Draft.after(mine, version).command(mine.run() + " one of " + again));
                        assertWritten(Draft.after(mine, version + 1).command(mine.run() + " two of " + again));
                        RunKey other = new RunKey(mine.tenant(), mine.run() + " in " + again);
                        assertWritten(Draft.start(other));
                        ended = true;
                    } finally {
                        end(host, ended && commits);
                    }
                });
            }
            return number;
        });

        for (String tenant : List.of(TENANT, TwinTenants.twin(TENANT))) {
            assertThat(raw.runs(tenant, RunFilter.all(), Cursor.start(), 1000).rows())
                    .hasSize(THREADS / 2 * (1 + rounds / 2))
                    .noneMatch(row -> row.run().endsWith("false"), "was rolled back")
                    .filteredOn(row -> !row.run().contains(" in "))
                    .hasSize(THREADS / 2)
                    .allMatch(row -> row.head().version() == rounds, "at version " + rounds);
        }
    }

    /** One commit before and one after in the same transaction of the host: both are there when it is committed. */
    private void assertGoesOn(OtherThread.Work refused) throws Exception {
        HostWork host = host();
        host.begin();
        boolean went = false;
        Commit before;
        Commit after;
        try {
            before = commit(rows(Draft.start(key("before")), "before"));
            refused.run();
            after = commit(rows(Draft.start(key("after")), "after"));
            went = true;
        } finally {
            end(host, went);
        }
        for (Commit commit : List.of(before, after)) {
            assertThat(loaded(commit.key()).head()).isEqualTo(commit.head());
            assertThat(store.command(TENANT, commit.command().id())).contains(commit.command());
        }
    }

    private void assertWritten(Draft draft) {
        assertThat(raw.commit(draft.commit())).isInstanceOf(Committed.class);
    }

    private int seenElsewhere(RunKey key) {
        try (OtherThread elsewhere = new OtherThread()) {
            return elsewhere.answer(() -> raw.load(key).isPresent() ? 1 : 0);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    static void end(HostWork host, boolean commits) throws Exception {
        if (commits) {
            host.commit();
        } else {
            host.rollback();
        }
    }

    private static void run(OtherThread.Work work) {
        try {
            work.run();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** A draft of two events with a row of every kind, none of which another name has. */
    static Draft rows(Draft draft, String name) {
        return draft.command(name)
                .events(2)
                .ended(Draft.at(9))
                .open("a", "WAITS", Draft.item("i1", "legal", 1, 2), Draft.item("i2", "sales", 3))
                .timer("t", 4)
                .closed("by " + name, "DONE")
                .content("content of " + name, "text")
                .left("file of " + name, "a", 6)
                .edge("meeting", "step of " + name)
                .key("signal", name);
    }
}
