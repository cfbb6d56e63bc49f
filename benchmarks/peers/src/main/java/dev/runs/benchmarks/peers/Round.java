package dev.runs.benchmarks.peers;

import dev.runs.benchmarks.peers.contestant.Peer;
import dev.runs.benchmarks.peers.contestant.Peer.Question;
import java.time.Duration;
import java.util.Collections;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Some threads start runs for a while and approve all of them, as often as it takes if only some may wait at once.
 *
 * @param runs how many
 * @param starts per second
 * @param decisions per second
 * @param allocated bytes per decision, by all threads of this process
 */
record Round(int runs, double starts, double decisions, double allocated) {
    /** Measures one; it takes its length for starts, and what the decisions need. */
    static Round of(Peer peer, int threads, Duration length) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            int runs = 0;
            long starting = 0;
            long deciding = 0;
            long allocated = 0;
            while (starting < length.toNanos()) {
                long begin = System.nanoTime();
                Queue<String> started = start(peer, pool, threads, begin + length.toNanos() - starting);
                starting += System.nanoTime() - begin;

                Queue<Question> questions = new ConcurrentLinkedQueue<>();
                for (String run : started) {
                    questions.add(peer.look(run));
                }
                long before = Allocation.ofAllThreads();
                begin = System.nanoTime();
                on(pool, threads, () -> {
                    for (Question next = questions.poll(); next != null; next = questions.poll()) {
                        next.approve();
                    }
                    return null;
                });
                deciding += System.nanoTime() - begin;
                allocated += Allocation.ofAllThreads() - before;
                runs += started.size();
            }
            return new Round(runs, runs * 1e9 / starting, runs * 1e9 / deciding, (double) allocated / runs);
        } finally {
            pool.shutdownNow();
        }
    }

    private static Queue<String> start(Peer peer, ExecutorService pool, int threads, long end) throws Exception {
        Queue<String> started = new ConcurrentLinkedQueue<>();
        AtomicInteger begun = new AtomicInteger();
        on(pool, threads, () -> {
            while (begun.getAndIncrement() < peer.mostWaiting()) {
                started.add(peer.start());
                if (System.nanoTime() >= end) {
                    break;
                }
            }
            return null;
        });
        return started;
    }

    private static void on(ExecutorService pool, int threads, Callable<Void> work) throws Exception {
        for (Future<Void> done : pool.invokeAll(Collections.nCopies(threads, work))) {
            done.get();
        }
    }
}
