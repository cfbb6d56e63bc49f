package dev.runs.benchmarks.durable;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The start of a run whose steps all wait for a person: the plan is made, checked, put to the gate and committed. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
// Fields are set by the set-up, before anything else is called.
@SuppressWarnings("NullAway.Init")
public class StartBenchmark {
    /** How many steps the run has. */
    @Param({"3", "100"})
    public int steps;

    /** Where runs are kept; {@code sqlite} and {@code postgresql} wait for the disk at each commit. */
    @Param({"memory", "sqlite", "postgresql"})
    public String store;

    private Stores stores;
    private WaitingRuns runs;

    /** Opens a new store. */
    @Setup
    public void open() throws IOException {
        stores = Stores.open(store);
        runs = new WaitingRuns(stores.store(), true);
    }

    /** Closes the store and deletes it. */
    @TearDown
    public void close() {
        runs.close();
        stores.close();
    }

    /** Starts a run; returns its id. */
    @Benchmark
    public String start() {
        return runs.start(steps);
    }
}
