package dev.runs.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.runs.storage.Commit;
import dev.runs.storage.CommitResult;
import dev.runs.storage.CommitResult.Committed;
import dev.runs.storage.CommitResult.OutcomeUnknown;
import dev.runs.storage.Cursor;
import dev.runs.storage.Direction;
import dev.runs.storage.Lease;
import dev.runs.storage.Leases;
import dev.runs.storage.NodeRef;
import dev.runs.storage.RunFeed;
import dev.runs.storage.RunFilter;
import dev.runs.storage.RunKey;
import dev.runs.storage.RunStore;
import dev.runs.storage.StoreException;
import dev.runs.storage.UniqueKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** G3, G14 and G16: what stays when threads, the store or the medium come and go. */
abstract class LifeGuarantees extends ValueGuarantees {
    private static final int MOST_OPERATIONS = 10_000;

    @Test
    @DisplayName("G3 What was acknowledged is read by every thread at once")
    void is_read_by_others_at_once() throws Exception {
        for (long version = 0; version < 20; version++) {
            Commit commit = commit(version == 0 ? Draft.start(RUN) : Draft.after(RUN, version));
            List<Boolean> seen = Race.run(
                    4,
                    reader -> raw.load(RUN)
                                    .map(run -> run.head().equals(commit.head()))
                                    .orElse(false)
                            && raw.command(TENANT, commit.command().id()).isPresent());
            assertThat(seen).containsOnly(true);
        }
    }

    @Test
    @DisplayName("G3 What was acknowledged is there when the store is closed and opened again")
    void survives_reopening() throws Exception {
        List<Commit> commits = List.of(
                commit(Draft.start(RUN)
                        .open("b", "WAITS", Draft.item("1", "legal", 2, 3), Draft.item("2", "sales", 1))
                        .open("a", "READY")
                        .timer("t", 4)
                        .content("c1", "one")
                        .content("c2", "two")
                        .edge("z", "x")
                        .edge("a", "x")
                        .key("signal", "s1")),
                commit(Draft.after(RUN, 1).closed("a", "DONE").edge("m", "x")),
                commit(Draft.start(OTHER_RUN)
                        .events(3)
                        .about("account")
                        .ended(Draft.at(5))
                        .edge("x", "y")));
        store.erase(RUN, List.of("c1"));
        Picture before = Picture.of(raw, TENANT, commits);
        Picture twin = Picture.of(raw, TwinTenants.twin(TENANT), commits);
        raw.close();
        Optional<RunStore> reopened = reopen();
        assumeTrue(reopened.isPresent(), "the store does not outlive its process");
        use(reopened.get());

        assertThat(Picture.of(raw, TENANT, commits)).isEqualTo(before);
        assertThat(Picture.of(raw, TwinTenants.twin(TENANT), commits)).isEqualTo(twin);
        assertThat(store.commit(commits.get(1)))
                .isEqualTo(new CommitResult.DuplicateCommand(commits.get(1).command()));
        assertThat(store.commit(
                        Draft.after(RUN, 2).edge("a", "x").edge("b", "x").commit()))
                .isEqualTo(new Committed(3));
        assertThat(store.edges(TENANT, new NodeRef("node", "x"), Direction.UPSTREAM, Cursor.start(), 10)
                        .rows())
                .extracting(edge -> edge.from().id())
                .containsExactly("z", "a", "m", "b");
    }

    @Test
    @DisplayName("G14 Many threads read and write many runs of two tenants")
    void serves_many_threads() throws Exception {
        int commits = 20;
        Race.run(8, number -> {
            RunKey mine = new RunKey(number % 2 == 0 ? TENANT : TwinTenants.twin(TENANT), "run of " + number / 2);
            for (int version = 0; version < commits; version++) {
                Draft draft = version == 0 ? Draft.start(mine) : Draft.after(mine, version);
                draft.open("s", "WAITS", Draft.item("i", "legal", version)).content("c" + version, "text");
                assertThat(raw.commit(draft.commit())).isEqualTo(new Committed(version + 1));
                assertThat(raw.load(mine).orElseThrow().head().version()).isEqualTo(version + 1);
                assertThat(raw.inbox(mine.tenant(), Set.of("legal"), Cursor.start(), 100)
                                .rows())
                        .hasSizeBetween(1, 4);
                assertThat(raw.erase(mine, List.of("c" + version))).isEqualTo(1);
            }
            return number;
        });

        for (String tenant : List.of(TENANT, TwinTenants.twin(TENANT))) {
            assertThat(raw.runs(tenant, RunFilter.all(), Cursor.start(), 100).rows())
                    .hasSize(4)
                    .allMatch(row -> row.head().version() == commits, "at version " + commits);
            assertThat(raw.tally(tenant)).singleElement().matches(tally -> tally.count() == 4, "4 open steps");
        }
    }

    @Test
    @DisplayName("G14 After close each call fails with CLOSED, and closing again is no error")
    void refuses_calls_when_closed() {
        Commit start = commit(Draft.start(RUN).content("c", "text"));
        raw.close();
        raw.close();

        assertClosed(() -> raw.commit(Draft.after(RUN, 1).commit()));
        assertClosed(() -> raw.commit(start));
        assertClosed(() -> raw.load(RUN));
        assertClosed(() -> raw.command(TENANT, start.command().id()));
        assertClosed(() -> raw.holder(TENANT, new UniqueKey("signal", "s1")));
        assertClosed(() -> raw.history(RUN, 0, 1));
        assertClosed(() -> raw.content(RUN, List.of("c")));
        assertClosed(() -> raw.content(RUN, List.of()));
        assertClosed(() -> raw.erase(RUN, List.of("c")));
        assertClosed(() -> raw.erase(RUN, List.of()));
        assertClosed(() -> raw.runs(TENANT, RunFilter.all(), Cursor.start(), 1));
        assertClosed(() -> raw.inbox(TENANT, Set.of("legal"), Cursor.start(), 1));
        assertClosed(() -> raw.inbox(TENANT, Set.of(), Cursor.start(), 1));
        assertClosed(() -> raw.work(TENANT, Set.of("READY"), Cursor.start(), 1));
        assertClosed(() -> raw.work(TENANT, Set.of(), Cursor.start(), 1));
        assertClosed(() -> raw.tally(TENANT));
        assertClosed(() -> raw.edges(TENANT, new NodeRef("node", "x"), Direction.UPSTREAM, Cursor.start(), 1));
        assertClosed(() -> raw.artifacts(TENANT, "file", Cursor.start(), 1));
        assertClosed(() -> raw.overdue(TENANT, Set.of("legal"), Draft.NOON, Cursor.start(), 1));
        assertClosed(() -> raw.overdue(TENANT, Set.of(), Draft.NOON, Cursor.start(), 1));
        assertClosed(() -> raw.inboxCounts(TENANT, Set.of("legal"), Draft.NOON, 1));
        assertClosed(() -> raw.inboxCounts(TENANT, Set.of(), Draft.NOON, 1));
        assertClosed(() -> raw.timers(TENANT, Draft.NOON, Cursor.start(), 1));
        assertClosed(() -> raw.ended(TENANT, Draft.NOON, Cursor.start(), 1));
        assertClosed(() -> raw.remove(RUN, 1));
        assertClosed(() -> raw.tenants(Cursor.start(), 1));
        assertThat(raw.capabilities()).isNotNull();
        assertThat(raw.hostTransaction()).isNotNull();
    }

    @Test
    @DisplayName("G14 After close each call of the feed and of leases fails with CLOSED")
    void refuses_feed_and_leases_when_closed() {
        RunFeed feed = raw.feed();
        Leases leases = raw.leases();
        Lease lease = leases.take("relay", "one", Draft.NOON, Draft.at(1)).orElseThrow();
        raw.close();

        assertClosed(() -> feed.relay(1));
        assertClosed(() -> feed.after(0, 1));
        assertClosed(feed::state);
        assertClosed(() -> feed.trim(1));
        assertClosed(feed::bookmarks);
        assertClosed(() -> feed.bookmark("mirror", 0, 1));
        assertClosed(() -> feed.forget("mirror"));
        assertClosed(() -> leases.take("relay", "one", Draft.NOON, Draft.at(1)));
        assertClosed(() -> leases.find("relay"));
        assertClosed(() -> leases.release(lease));
        assertClosed(() -> leases.forget(Draft.NOON));
        assertClosed(() -> raw.feed().state());
        assertClosed(() -> raw.leases().find("relay"));
    }

    @Test
    @DisplayName("G14 A close in the middle of the work of 8 threads lets each call end or fail with CLOSED")
    void closes_under_load() throws Exception {
        CountDownLatch written = new CountDownLatch(40);
        AtomicBoolean closed = new AtomicBoolean();
        List<Commit> acknowledged = Collections.synchronizedList(new ArrayList<>());
        Race.run(9, number -> {
            if (number == 8) {
                await(written);
                raw.close();
                closed.set(true);
                return number;
            }
            RunKey mine = new RunKey(TENANT, "run of " + number);
            try {
                for (long version = 0; ; version++) {
                    boolean late = closed.get();
                    Commit commit = (version == 0 ? Draft.start(mine) : Draft.after(mine, version)).commit();
                    assertThat(raw.commit(commit)).isInstanceOf(Committed.class);
                    acknowledged.add(commit);
                    raw.load(mine);
                    assertThat(late).as("worked after it was closed").isFalse();
                    written.countDown();
                }
            } catch (StoreException e) {
                assertThat(e.kind()).isEqualTo(StoreException.Kind.CLOSED);
                return number;
            } finally {
                // Whatever went wrong, the others must not wait for this thread.
                LongStream.range(0, written.getCount()).forEach(left -> written.countDown());
            }
        });

        Optional<RunStore> reopened = reopen();
        assumeTrue(reopened.isPresent(), "the store does not outlive its process");
        use(reopened.get());
        for (Commit commit : acknowledged) {
            assertThat(raw.command(TENANT, commit.command().id())).contains(commit.command());
        }
    }

    @Test
    @DisplayName("G16 A medium that fails at any point of a commit leaves all of it or nothing, and says which")
    void fails_honestly() throws Exception {
        Optional<FailingMedium> offered = failingMedium();
        assumeTrue(offered.isPresent(), "the store's medium cannot be made to fail");
        try (FailingMedium medium = offered.get()) {
            RunStore failing = medium.store();
            Commit start = everyRow(Draft.start(RUN).content("erased", "text"), "start")
                    .commit();
            Commit next = everyRow(Draft.after(RUN, 1), "next").commit();
            failing.commit(start);
            failing.erase(RUN, List.of("erased"));
            Picture before = Picture.of(failing, TENANT, List.of(start, next));

            int operations = 0;
            boolean written = false;
            while (!written) {
                assertThat(operations).as("operations of one commit").isLessThan(MOST_OPERATIONS);
                medium.failAfter(operations++);
                Optional<CommitResult> result = attempt(failing, next);
                medium.heal();
                written = failing.command(TENANT, "next").isPresent();
                Picture now = Picture.of(failing, TENANT, List.of(start, next));
                if (result.isEmpty()) {
                    assertThat(now).as("after %d operations", operations).isEqualTo(before);
                } else {
                    assertThat(result.get()).isInstanceOfAny(Committed.class, OutcomeUnknown.class);
                    assertThat(now.equals(before))
                            .as("after %d operations", operations)
                            .isEqualTo(!written);
                    assertThat(result.get() instanceof OutcomeUnknown || written)
                            .isTrue();
                }
            }
            assertThat(operations).as("attempts until one was written").isGreaterThan(1);
            assertThat(Picture.of(failing, TENANT, List.of(start, next)).runs())
                    .allMatch(run -> run.head().equals(next.head()), "the head of the commit");
            assertThat(failing.commit(next)).isEqualTo(new CommitResult.DuplicateCommand(next.command()));
        }
    }

    @Test
    @DisplayName("G16 A medium that fails while it is read is a StoreException, never an empty answer")
    void fails_honestly_when_read() throws Exception {
        Optional<FailingMedium> offered = failingMedium();
        assumeTrue(offered.isPresent(), "the store's medium cannot be made to fail");
        try (FailingMedium medium = offered.get()) {
            RunStore failing = medium.store();
            Commit start = everyRow(Draft.start(RUN), "start").commit();
            failing.commit(start);
            FeedReader.relayAll(failing.feed());
            failing.leases().take("relay", "one", Draft.NOON, Draft.at(1));
            Picture before = Picture.of(failing, TENANT, List.of(start));

            List<ThrowingCallable> reads = List.of(
                    () -> assertThat(failing.load(RUN)).isPresent(),
                    () -> assertThat(failing.history(RUN, 0, 10)).isNotEmpty(),
                    () -> assertThat(failing.content(RUN, List.of("content of start")))
                            .isNotEmpty(),
                    () -> assertThat(failing.runs(TENANT, RunFilter.all(), Cursor.start(), 1)
                                    .rows())
                            .isNotEmpty(),
                    () -> assertThat(failing.inbox(TENANT, Set.of("legal"), Cursor.start(), 1)
                                    .rows())
                            .isNotEmpty(),
                    () -> assertThat(failing.overdue(TENANT, Set.of("legal"), Draft.at(9), Cursor.start(), 1)
                                    .rows())
                            .isNotEmpty(),
                    () -> assertThat(failing.inboxCounts(TENANT, Set.of("legal"), Draft.at(9), 1))
                            .isNotEmpty(),
                    () -> assertThat(failing.timers(TENANT, Draft.at(9), Cursor.start(), 1)
                                    .rows())
                            .isNotEmpty(),
                    () -> assertThat(failing.ended(TENANT, Draft.at(9), Cursor.start(), 1)
                                    .rows())
                            .isNotEmpty(),
                    () -> assertThat(failing.feed().state().last()).isPositive(),
                    () -> assertThat(failing.feed().after(0, 1)).isNotEmpty(),
                    () -> assertThat(failing.leases().find("relay")).isPresent());
            for (ThrowingCallable read : reads) {
                medium.failAfter(0);
                assertThatThrownBy(read).isInstanceOf(StoreException.class).hasMessageContaining("\nFix: ");
                medium.heal();
            }
            assertThat(Picture.of(failing, TENANT, List.of(start))).isEqualTo(before);
        }
    }

    private static Optional<CommitResult> attempt(RunStore store, Commit commit) {
        try {
            return Optional.of(store.commit(commit));
        } catch (StoreException e) {
            assertThat(e).hasMessageContaining("\nFix: ");
            return Optional.empty();
        }
    }

    /** A draft with a row of every kind, none of which another name has. */
    private static Draft everyRow(Draft draft, String name) {
        return draft.command(name)
                .open("a", "WAITS", Draft.item("i1", "legal", 1, 2))
                .timer("t", 3)
                .ended(Draft.at(4))
                .closed("b by " + name, "DONE")
                .content("content of " + name, "text")
                .content("more of " + name, "text")
                .edge("meeting", "step")
                .edge("step", "file of " + name)
                .left("file of " + name, "a", 5)
                .key("signal", "s1")
                .key("command", name);
    }

    private static void assertClosed(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(StoreException.class, e -> {
            assertThat(e.kind()).isEqualTo(StoreException.Kind.CLOSED);
            assertThat(e.code()).isEqualTo("RUNS-STORE-001");
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
