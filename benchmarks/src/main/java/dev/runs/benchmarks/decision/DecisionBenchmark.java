package dev.runs.benchmarks.decision;

import dev.runs.run.Run;
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
import org.openjdk.jmh.annotations.Warmup;

/** One decision on a loaded run: command in, events and new state out, and what follows from it by itself. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
// Fields are set by the set-up, before anything else is called.
@SuppressWarnings("NullAway.Init")
public class DecisionBenchmark {
    /** How many steps the run has; one of them is decided on. */
    @Param({"10", "1000", "100000"})
    public int steps;

    private LoadedRun loaded;

    /** Makes the run. */
    @Setup
    public void load() {
        loaded = new LoadedRun(steps);
    }

    /** A person approves, and the step becomes ready. */
    @Benchmark
    public Run approve() {
        return loaded.approve();
    }

    /** A step is completed, and the next one becomes eligible. */
    @Benchmark
    public Run complete() {
        return loaded.complete();
    }
}
