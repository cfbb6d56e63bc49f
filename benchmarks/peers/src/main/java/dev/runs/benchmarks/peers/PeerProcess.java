package dev.runs.benchmarks.peers;

import dev.runs.benchmarks.peers.contestant.Contestant;
import dev.runs.benchmarks.peers.contestant.Peer;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One contestant in a process of its own, with its own class path. It prints figures. */
final class PeerProcess {
    /** How many threads start and decide at once. */
    static final List<Integer> THREADS = List.of(1, 8);

    /** The names of environment variables: an URL may have a password, which does not belong into a command line. */
    static final String URL = "PEERS_URL";

    static final String BASELINE_URL = "PEERS_BASELINE_URL";
    /** When the process was asked for, in milliseconds since 1970. */
    static final String ASKED_AT = "PEERS_ASKED_AT";

    private static final String TABLES = """
            SELECT count(*) FROM information_schema.tables
            WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')""";

    private final Contestant contestant;
    private final Effort effort;
    private final String url;
    private final Figures figures = new Figures();

    private PeerProcess(Contestant contestant, Effort effort, String url) {
        this.contestant = contestant;
        this.effort = effort;
        this.url = url;
    }

    /** What a process is for. */
    enum Task {
        /** How fast it is, each round between two of the baseline. */
        MEASURE,
        /** What it says to the database. */
        COUNT,
        /** How soon it decides first, and what a waiting run costs in this process. */
        WAIT
    }

    /** Takes the task, the contestant and the effort. */
    public static void main(String[] args) throws Exception {
        PeerProcess process = new PeerProcess(Contestant.valueOf(args[1]), Effort.valueOf(args[2]), System.getenv(URL));
        switch (Task.valueOf(args[0])) {
            case MEASURE -> process.measure(System.getenv(BASELINE_URL));
            case COUNT -> process.count();
            case WAIT -> process.waiting(Long.parseLong(System.getenv(ASKED_AT)));
        }
        process.figures.print(System.out);
        // Some engines leave threads behind.
        System.exit(0);
    }

    private void measure(String baselineUrl) throws Exception {
        try (Peer baseline = Contestant.JDBC_2.open(baselineUrl);
                Peer peer = contestant.open(url)) {
            warmUp("baseline.", baseline, effort.warmUp.dividedBy(2));
            warmUp("", peer, effort.warmUp);
            for (int threads : THREADS) {
                round("baseline.", baseline, threads);
                for (int i = 0; i < effort.rounds; i++) {
                    round("", peer, threads);
                    round("baseline.", baseline, threads);
                }
            }
        }
    }

    private void round(String prefix, Peer peer, int threads) throws Exception {
        Round round = Round.of(peer, threads, effort.round);
        figures.add(prefix + "starts." + threads, round.starts());
        figures.add(prefix + "decisions." + threads, round.decisions());
        figures.add(prefix + "allocated." + threads, round.allocated());
    }

    /** Goes on until there were runs enough and the rate of three rounds differs by less than a tenth. */
    private void warmUp(String prefix, Peer peer, Duration longest) throws Exception {
        long begin = System.nanoTime();
        List<Double> rates = new ArrayList<>();
        long runs = 0;
        boolean stable = false;
        while (!stable && System.nanoTime() - begin < longest.toNanos()) {
            Round round = Round.of(peer, THREADS.get(THREADS.size() - 1), effort.round);
            runs += round.runs();
            rates.add(round.decisions());
            List<Double> last = rates.subList(Math.max(0, rates.size() - 3), rates.size());
            double highest = last.stream().mapToDouble(rate -> rate).max().orElseThrow();
            double lowest = last.stream().mapToDouble(rate -> rate).min().orElseThrow();
            stable = last.size() == 3 && highest < 1.1 * lowest && runs >= effort.warmUpRuns;
        }
        figures.add(prefix + "warm-up.runs", (double) runs);
        figures.add(prefix + "warm-up.seconds", (System.nanoTime() - begin) / 1e9);
        figures.add(prefix + "warm-up.stable", stable ? 1 : 0);
    }

    private void count() throws Exception {
        try (WireTap tap = new WireTap(url);
                Peer peer = contestant.open(tap.url())) {
            int count = Math.min(effort.counted, peer.mostWaiting());
            // The driver prepares a statement on the server after some uses of it.
            decide(peer, startRuns(peer, count));
            WireTap.Counts before = tap.quiet();
            List<String> runs = startRuns(peer, count);
            perRun("start", tap.quiet().minus(before), count);
            List<Peer.Question> questions = look(peer, runs);
            before = tap.quiet();
            for (Peer.Question question : questions) {
                question.approve();
            }
            perRun("decision", tap.quiet().minus(before), count);
        }
        try (Connection connection = DriverManager.getConnection(url);
                ResultSet rows = connection.createStatement().executeQuery(TABLES)) {
            rows.next();
            figures.add("tables", rows.getInt(1));
        } catch (SQLException e) {
            throw new IllegalStateException("the tables cannot be counted", e);
        }
    }

    private void perRun(String what, WireTap.Counts counts, int count) {
        figures.add(what + ".statements", (double) counts.statements() / count);
        figures.add(what + ".round-trips", (double) counts.roundTrips() / count);
        figures.add(what + ".transactions", (double) counts.transactions() / count);
    }

    private static List<String> startRuns(Peer peer, int count) throws Exception {
        List<String> runs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            runs.add(peer.start());
        }
        return runs;
    }

    private static List<Peer.Question> look(Peer peer, List<String> runs) throws Exception {
        List<Peer.Question> questions = new ArrayList<>();
        for (String run : runs) {
            questions.add(peer.look(run));
        }
        return questions;
    }

    private static void decide(Peer peer, List<String> runs) throws Exception {
        for (Peer.Question question : look(peer, runs)) {
            question.approve();
        }
    }

    private void waiting(long askedAt) throws Exception {
        try (Peer peer = contestant.open(url)) {
            decide(peer, startRuns(peer, 1));
            figures.add("first-decision", (System.currentTimeMillis() - askedAt) / 1e3);
            // Before warming up: an engine may keep the threads that it had for other runs.
            int threads = ManagementFactory.getThreadMXBean().getThreadCount();
            decide(peer, startRuns(peer, Math.min(effort.counted, peer.mostWaiting())));
            int count = Math.min(effort.waiting, peer.mostWaiting());
            long heap = usedHeap();
            startRuns(peer, count);
            figures.add("waiting.heap", (double) (usedHeap() - heap) / count);
            figures.add(
                    "waiting.threads",
                    (double) (ManagementFactory.getThreadMXBean().getThreadCount() - threads) / count);
            // Nobody waits for those that wait.
            figures.print(System.out);
            System.exit(0);
        }
    }

    private static long usedHeap() throws InterruptedException {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            TimeUnit.MILLISECONDS.sleep(50);
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
