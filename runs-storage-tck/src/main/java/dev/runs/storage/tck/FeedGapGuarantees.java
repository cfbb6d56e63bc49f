package dev.runs.storage.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.storage.FeedEntry;
import dev.runs.storage.RunKey;
import dev.runs.storage.tck.FeedReader.Range;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** G17 where it is hard: commits that become visible in another order than they were made. */
abstract class FeedGapGuarantees extends FeedGuarantees {
    private static final int WRITERS = 6;
    private static final int FOLLOWERS = 2;
    private static final int COMMITS = 25;

    @Test
    @DisplayName("G17 A transaction that began early and ended late is not missed by a reader who read a later one")
    void misses_no_late_transaction() throws Exception {
        HostWork host = concurrentHost();
        try (OtherThread elsewhere = new OtherThread()) {
            FeedReader reader = reader(10);
            host.begin();
            written(Draft.start(RUN));
            List<FeedEntry> early = elsewhere.answer(() -> {
                written(Draft.start(OTHER_RUN));
                return reader.readOn();
            });
            host.commit();

            assertThat(FeedReader.ranges(early)).isEqualTo(Map.of(OTHER_RUN, List.of(new Range(1, 1))));
            assertThat(FeedReader.ranges(reader.readOn())).isEqualTo(Map.of(RUN, List.of(new Range(1, 1))));
            assertThat(reader.readOn()).isEmpty();
        }
    }

    @Test
    @DisplayName("G17 Transactions that end in any order, some by a rollback, are each read once if committed")
    void follows_transactions_that_end_in_any_order() throws Exception {
        HostWork host = concurrentHost();
        Random random = new Random(17);
        List<OtherThread> threads = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            threads.add(new OtherThread());
        }
        try {
            FeedReader reader = reader(2);
            Map<RunKey, List<Range>> committed = new HashMap<>();
            boolean[] open = new boolean[WRITERS];
            long[] versions = new long[WRITERS];
            for (int i = 0; i < 60; i++) {
                int number = random.nextInt(WRITERS);
                RunKey key = key("run of " + number);
                OtherThread thread = threads.get(number);
                if (!open[number]) {
                    long version = versions[number];
                    thread.run(() -> {
                        host.begin();
                        written(Draft.after(key, version).command("commit " + number + " " + version));
                    });
                } else {
                    boolean commits = random.nextInt(4) > 0;
                    thread.run(() -> end(host, commits));
                    if (commits) {
                        long version = ++versions[number];
                        committed
                                .computeIfAbsent(key, none -> new ArrayList<>())
                                .add(new Range(version, version));
                    }
                }
                open[number] = !open[number];
                reader.readOn();
                assertThat(reader.ranges()).as("step %d of seed 17", i).isEqualTo(committed);
            }
            for (int number = 0; number < WRITERS; number++) {
                if (open[number]) {
                    threads.get(number).run(host::rollback);
                }
            }
        } finally {
            threads.forEach(OtherThread::close);
        }
    }

    @Test
    @DisplayName("G17 What the host rolled back is not in the feed, and what it committed is, at once, in its order")
    void enters_what_the_host_committed() throws Exception {
        HostWork host = host();
        FeedReader reader = reader(10);
        host.begin();
        written(Draft.start(RUN));
        written(Draft.after(RUN, 1));
        host.rollback();
        assertThat(reader.readOn()).isEmpty();
        host.begin();
        written(Draft.start(RUN).events(2));
        written(Draft.start(OTHER_RUN));
        written(Draft.after(RUN, 2));
        host.commit();

        reader.readOn();

        assertThat(reader.ranges())
                .isEqualTo(Map.of(RUN, List.of(new Range(1, 2), new Range(3, 3)), OTHER_RUN, List.of(new Range(1, 1))));
    }

    @Test
    @DisplayName("G17 Followers that read while many threads commit miss nothing and read nothing twice, in order")
    void follows_many_threads() throws Exception {
        Semaphore[] written = new Semaphore[FOLLOWERS];
        List<FeedReader> readers = new ArrayList<>();
        for (int i = 0; i < FOLLOWERS; i++) {
            written[i] = new Semaphore(0);
            readers.add(reader(3 + i));
        }
        Race.run(WRITERS + FOLLOWERS, number -> {
            if (number >= WRITERS) {
                // A follower reads on whenever there is something new, so that it meets the writers at their work.
                Semaphore news = written[number - WRITERS];
                int seen = 0;
                while (seen < WRITERS * COMMITS) {
                    news.acquireUninterruptibly();
                    seen += 1 + news.drainPermits();
                    readers.get(number - WRITERS).readOn();
                }
                return number;
            }
            int done = 0;
            try {
                RunKey mine = writersRun(number);
                for (; done < COMMITS; done++) {
                    written(Draft.after(mine, done));
                    release(written, 1);
                }
            } finally {
                // Whatever went wrong, the followers must not wait for this thread.
                release(written, COMMITS - done);
            }
            return number;
        });

        List<Range> expected = new ArrayList<>();
        for (long version = 1; version <= COMMITS; version++) {
            expected.add(new Range(version, version));
        }
        for (FeedReader reader : readers) {
            for (int number = 0; number < WRITERS; number++) {
                assertThat(reader.ranges().get(writersRun(number)))
                        .as("what was read of %s", writersRun(number))
                        .isEqualTo(expected);
            }
            assertThat(reader.ranges()).hasSize(WRITERS);
            assertThat(reader.position()).isEqualTo(raw.feed().state().last());
        }
    }

    private static RunKey writersRun(int number) {
        return new RunKey(number % 2 == 0 ? TENANT : TwinTenants.twin(TENANT), "run of " + number / 2);
    }

    private static void release(Semaphore[] semaphores, int permits) {
        for (Semaphore semaphore : semaphores) {
            semaphore.release(permits);
        }
    }
}
