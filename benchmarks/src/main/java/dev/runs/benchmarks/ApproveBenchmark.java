package dev.runs.benchmarks;

import dev.runs.storage.InMemoryRunStore;
import dev.runs.storage.RunStore;
import dev.runs.storage.jdbc.SqliteStore;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One person's approval, from the call to the answer: load, check, decide, commit. The step becomes ready; it is not
 * executed.
 *
 * <p>A decision uses its step up, so invocations are counted and not timed: each is {@link #DECISIONS} approvals, and all
 * that are needed wait before the first.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = ApproveBenchmark.WARM_UP)
@Measurement(iterations = ApproveBenchmark.MEASURED)
@Fork(2)
// Fields are set by the set-up, before anything else is called.
@SuppressWarnings("NullAway.Init")
public class ApproveBenchmark {
    static final int DECISIONS = 20;
    static final int WARM_UP = 6;
    static final int MEASURED = 6;

    /** How many steps the run has; one of them is decided on. */
    @Param({"10", "1000"})
    public int steps;

    /** Where runs are kept; {@code sqlite} waits for the disk at each commit. */
    @Param({"memory", "sqlite"})
    public String store;

    private Path folder;
    private RunStore runStore;
    private WaitingRuns waiting;

    /** Opens a new store and starts all runs. */
    @Setup
    public void open() throws IOException {
        open(DECISIONS * (WARM_UP + MEASURED));
    }

    void open(int decisions) throws IOException {
        folder = Files.createTempDirectory(besideTheProgram(), "approve-");
        runStore = store.equals("sqlite") ? SqliteStore.at(folder.resolve("runs.db")) : new InMemoryRunStore();
        waiting = new WaitingRuns(runStore);
        waiting.prepare(decisions, steps);
    }

    /** On the disk of the sources: the folder for temporary files is often kept in memory, where commits cost nothing. */
    private static Path besideTheProgram() {
        try {
            Path program = Path.of(ApproveBenchmark.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return program.toAbsolutePath().resolveSibling(".");
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Closes the store and deletes it. */
    @TearDown
    public void close() throws IOException {
        waiting.close();
        runStore.close();
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        }
    }

    /** Approves {@link #DECISIONS} steps, one after the other; returns the last version. */
    @Benchmark
    @OperationsPerInvocation(DECISIONS)
    public long approve() {
        long version = 0;
        for (int i = 0; i < DECISIONS; i++) {
            version = waiting.approveNext().orThrow();
        }
        return version;
    }

    int left() {
        return waiting.left();
    }
}
