package dev.runs.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.storage.Bytes;
import dev.runs.storage.CommandRow;
import dev.runs.storage.Commit;
import dev.runs.storage.CommitResult;
import dev.runs.storage.CommitResult.Committed;
import dev.runs.storage.FeedEntry;
import dev.runs.storage.RunKey;
import dev.runs.storage.StoredRun;
import dev.runs.storage.UniqueKey;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Transactions that run at the same time. */
class PostgresRacesTest {
    private static final int THREADS = 8;

    private PostgresDatabase database;
    private HostConnections connections;
    private PostgresStore store;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @BeforeEach
    void open() throws Exception {
        database = PostgresServer.get().newDatabase();
        connections = HostConnections.on(database.pool());
        store = PostgresStore.on(connections, PostgresDatabase.options());
    }

    @AfterEach
    void close() throws Exception {
        threads.shutdownNow();
        store.close();
        database.close();
    }

    @Test
    @DisplayName(
            "G1 G4 G5 Commits of several runs that fight for commands and keys never deadlock, and none is half written")
    void fights_leave_no_half_commit(TestReporter reporter) throws Exception {
        long seed = Long.getLong("runs.tck.seed", 1);
        reporter.publishEntry("seed", Long.toString(seed));
        CyclicBarrier round = new CyclicBarrier(THREADS);
        List<List<CommitResult>> results = all(thread -> {
            Random random = new Random(seed + thread);
            List<CommitResult> answers = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                round.await();
                RunKey run = new RunKey("acme", "run " + random.nextInt(3));
                long version =
                        store.load(run).map(found -> found.head().version()).orElse(0L);
                Commit plain = Rows.commit(run, version);
                Set<UniqueKey> keys = new HashSet<>();
                for (int key = 0; key < 3; key++) {
                    keys.add(new UniqueKey("kind " + random.nextInt(2), i + "/" + random.nextInt(4)));
                }
                answers.add(store.commit(with(plain, i + "/" + random.nextInt(3), keys)));
            }
            return answers;
        });
        List<CommitResult> flat = results.stream().flatMap(List::stream).toList();
        assertThat(flat).noneMatch(CommitResult.OutcomeUnknown.class::isInstance);
        long committed = flat.stream().filter(Committed.class::isInstance).count();
        assertThat(database.number("SELECT count(*) FROM runs_command")).isEqualTo(committed);
        assertThat(database.number("SELECT count(*) FROM runs_outbox")).isEqualTo(committed);
        assertThat(database.number("SELECT count(*) FROM runs_event")).isEqualTo(committed);
        assertThat(database.number("SELECT sum(version) FROM runs_run")).isEqualTo(committed);
        assertThat(database.number("SELECT count(*) FROM runs_unique_key WHERE run NOT IN (SELECT run FROM runs_run)"))
                .isZero();
        // All four answers were given, so it was a fight.
        assertThat(flat.stream().map(Object::getClass).distinct()).hasSize(4);
    }

    private static Commit with(Commit commit, String command, Set<UniqueKey> keys) {
        CommandRow row =
                new CommandRow(command, commit.key().run(), commit.head().version(), Bytes.empty());
        return new Commit(
                commit.key(),
                commit.expectedVersion(),
                row,
                commit.head(),
                commit.steps(),
                commit.events(),
                commit.content(),
                commit.edges(),
                keys);
    }

    @Test
    @DisplayName("G17 A reader that follows the feed misses no commit whose transaction ended late")
    void feed_misses_no_delayed_committer() throws Exception {
        int runs = 5;
        int versions = 20;
        Set<FeedEntry> seen = new HashSet<>();
        List<Connection> delayed = new ArrayList<>();
        long position = 0;
        for (int version = 0; version < versions; version++) {
            // The first has its place in the outbox before all others and becomes visible after them.
            Connection host = database.pool().getConnection();
            host.setAutoCommit(false);
            HostConnections late = HostConnections.on(database.pool());
            try (PostgresStore joining = PostgresStore.on(late, PostgresOptions.defaults());
                    HostConnections.Joined joined = late.join(host)) {
                joining.commit(Rows.commit(new RunKey("acme", "late"), version));
                int now = version;
                all(thread -> store.commit(Rows.commit(new RunKey("acme", "run " + thread % runs), now)));
                position = follow(position, seen);
                joined.commit();
            }
            delayed.add(host);
            position = follow(position, seen);
        }
        assertThat(seen).hasSize((runs + 1) * versions);
        for (String run : List.of("late", "run 0", "run 4")) {
            assertThat(seen.stream()
                            .filter(entry -> entry.run().equals(run))
                            .sorted((a, b) -> Long.compare(a.position(), b.position()))
                            .map(FeedEntry::last))
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, versions)
                            .mapToObj(i -> (long) i)
                            .toList());
        }
        for (Connection host : delayed) {
            host.close();
        }
    }

    /** Reads on from a position as a follower does, who never looks back. */
    private long follow(long position, Set<FeedEntry> seen) {
        store.feed().relay(100);
        long last = position;
        for (FeedEntry entry : store.feed().after(position, 1000)) {
            assertThat(entry.position()).isGreaterThan(last);
            last = entry.position();
            seen.add(entry);
        }
        return last;
    }

    @Test
    @DisplayName("G17 Several relays at once give each commit one position")
    void relays_do_not_get_in_each_others_way() throws Exception {
        int commits = 200;
        for (int version = 0; version < commits; version++) {
            store.commit(Rows.commit(new RunKey("acme", "run"), version));
        }
        List<Integer> relayed = all(thread -> {
            int count = 0;
            for (int given = store.feed().relay(7);
                    given > 0;
                    given = store.feed().relay(7)) {
                count += given;
            }
            return count;
        });
        assertThat(relayed.stream().mapToInt(Integer::intValue).sum()).isEqualTo(commits);
        assertThat(store.feed().after(0, 1000).stream().map(FeedEntry::position))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, commits)
                        .mapToObj(i -> (long) i)
                        .toList());
        assertThat(store.feed().after(0, 1000)).allMatch(entry -> entry.position() == entry.last());
    }

    @Test
    @DisplayName("G1 10,000 steps are written, changed and read in one commit each")
    void ten_thousand_steps() {
        RunKey key = new RunKey("acme", "big");
        int steps = 10_000;
        assertThat(store.commit(Rows.commit(key, 0, steps))).isEqualTo(new Committed(1));
        assertThat(store.commit(Rows.commit(key, 1, steps))).isEqualTo(new Committed(2));
        StoredRun run = store.load(key).orElseThrow();
        assertThat(run.steps()).hasSize(steps).allMatch(step -> step.document().equals(Rows.stamp(2)));
        assertThat(run.steps().stream().map(step -> step.step()))
                .containsExactlyElementsOf(
                        IntStream.range(0, steps).mapToObj(i -> "s" + i).toList());
        assertThat(store.remove(key, 2)).isTrue();
        assertThat(store.load(key)).isEmpty();
    }

    /** What one of the threads does. */
    private interface Part<T> {
        T of(int thread) throws Exception;
    }

    private <T> List<T> all(Part<T> part) throws Exception {
        List<Callable<T>> parts = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int thread = i;
            parts.add(() -> part.of(thread));
        }
        List<T> results = new ArrayList<>();
        for (Future<T> future : threads.invokeAll(parts)) {
            results.add(future.get());
        }
        return results;
    }
}
