package dev.runs.benchmarks.peers;

import dev.runs.benchmarks.report.PeerFigures;
import dev.runs.benchmarks.report.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Everything in one go: the library's own benchmarks, the same graphs with other libraries, and the same durable decision
 * with other engines; then one table.
 *
 * <pre>
 * short [FILE]   less than eight minutes; with a file, the figures are written there as JSON
 * long FILE      all sizes and shapes, and every engine for longer, in three quarters of an hour
 * </pre>
 *
 * <p>{@link Peers} alone can measure the other engines for more than an hour.
 */
public final class Comparison {
    private Comparison() {}

    /** Measures and prints. */
    public static void main(String[] args) throws IOException, RunnerException, InterruptedException, SQLException {
        boolean whole = args.length == 2 && args[0].equals("long");
        if (!whole && (args.length == 0 || args.length > 2 || !args[0].equals("short"))) {
            System.err.println("usage: short [FILE] | long FILE");
            System.exit(2);
        }
        long begin = System.nanoTime();
        Results own = dev.runs.benchmarks.report.Report.measure(whole);
        PeerFigures peers = peers(whole ? Effort.MIDDLE : Effort.SHORT);
        Results all = own.and(peers.figures(), peers.versions()).took((System.nanoTime() - begin) / 1_000_000_000);
        if (args.length == 2) {
            all.write(Path.of(args[1]));
        }
        System.out.println(dev.runs.benchmarks.report.Report.text(all));
        System.exit(0);
    }

    private static PeerFigures peers(Effort effort) throws IOException, InterruptedException, SQLException {
        Libraries libraries = Libraries.beside();
        Path file = Files.createTempFile(libraries.target(), "peers-", ".json");
        try (Server server = Server.start(libraries.target().resolve("postgres"))) {
            Report report = Peers.measure(server, libraries, effort, Peers.contestants(effort));
            report.write(file);
            return PeerFigures.read(file);
        } finally {
            Files.delete(file);
        }
    }
}
