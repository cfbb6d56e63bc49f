package dev.runs.benchmarks.durable;

import dev.runs.run.Run;
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

/** One run read from its store, ready to be decided on. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
// Fields are set by the set-up, before anything else is called.
@SuppressWarnings("NullAway.Init")
public class LoadBenchmark {
    /** How many steps the run has. */
    @Param({"10", "1000", "10000"})
    public int steps;

    /** Where the run is kept. */
    @Param({"memory", "sqlite", "postgresql"})
    public String store;

    private Stores stores;
    private WaitingRuns runs;
    private String run;

    /** Opens a new store and starts the run. */
    @Setup
    public void open() throws IOException {
        stores = Stores.open(store);
        runs = new WaitingRuns(stores.store(), false);
        run = runs.start(steps);
    }

    /** Closes the store and deletes it. */
    @TearDown
    public void close() {
        runs.close();
        stores.close();
    }

    /** Reads the run. */
    @Benchmark
    public Run load() {
        return runs.look(run);
    }
}
