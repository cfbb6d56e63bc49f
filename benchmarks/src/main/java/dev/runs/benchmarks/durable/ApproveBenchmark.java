package dev.runs.benchmarks.durable;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
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
    static final int DECISIONS = 50;
    static final int WARM_UP = 20;
    static final int MEASURED = 20;

    /** How many steps the run has; one of them is decided on. */
    @Param({"10", "1000", "10000"})
    public int steps;

    /** Where runs are kept; {@code sqlite} and {@code postgresql} wait for the disk at each commit. */
    @Param({"memory", "sqlite", "postgresql"})
    public String store;

    /** Whether runs that were used last are kept in memory, as they are unless the host says otherwise. */
    @Param({"on", "off"})
    public String cache;

    private Stores stores;
    private WaitingRuns waiting;

    /** Opens a new store and starts all runs. */
    @Setup
    public void open() throws IOException {
        open(DECISIONS * (WARM_UP + MEASURED));
    }

    void open(int decisions) throws IOException {
        stores = Stores.open(store);
        waiting = new WaitingRuns(stores.store(), cache.equals("on"));
        waiting.prepare(decisions, steps);
    }

    /** Closes the store and deletes it. */
    @TearDown
    public void close() {
        waiting.close();
        stores.close();
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
