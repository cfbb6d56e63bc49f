package dev.runs.benchmarks.peers;

import dev.runs.benchmarks.peers.contestant.Peer;
import dev.runs.benchmarks.peers.contestant.Peer.Question;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Some threads start runs for a while and then approve all of them.
 *
 * @param runs how many
 * @param starts per second
 * @param decisions per second
 * @param allocated bytes per decision, by all threads of this process
 */
record Round(int runs, double starts, double decisions, double allocated) {
    static Round of(Peer peer, int threads, Duration length) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<String> started = Collections.synchronizedList(new ArrayList<>());
            long begin = System.nanoTime();
            long end = begin + length.toNanos();
            on(pool, threads, () -> {
                do {
                    started.add(peer.start());
                } while (System.nanoTime() < end);
                return null;
            });
            double starting = seconds(begin);

            Queue<Question> questions = new ConcurrentLinkedQueue<>();
            for (String run : started) {
                questions.add(peer.look(run));
            }
            long bytes = Allocation.ofAllThreads();
            begin = System.nanoTime();
            on(pool, threads, () -> {
                for (Question next = questions.poll(); next != null; next = questions.poll()) {
                    next.approve();
                }
                return null;
            });
            double deciding = seconds(begin);
            double allocated = Allocation.ofAllThreads() - bytes;
            int runs = started.size();
            return new Round(runs, runs / starting, runs / deciding, allocated / runs);
        } finally {
            pool.shutdownNow();
        }
    }

    private static void on(ExecutorService pool, int threads, Callable<Void> work) throws Exception {
        for (Future<Void> done : pool.invokeAll(Collections.nCopies(threads, work))) {
            done.get();
        }
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
