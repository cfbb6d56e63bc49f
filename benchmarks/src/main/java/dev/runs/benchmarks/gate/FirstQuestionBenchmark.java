package dev.runs.benchmarks.gate;

import dev.runs.gate.GateAnswers;
import dev.runs.rules.RulePack;
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

/** What comes before the second question: a pack loaded in a new process, and the first question to it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Measurement(iterations = 1)
@Fork(5)
// Fields are set by the set-up, before anything else is called.
@SuppressWarnings("NullAway.Init")
public class FirstQuestionBenchmark {
    /** How many rules the pack has. */
    @Param({"10", "100", "1000"})
    public int rules;

    private RulePack pack;

    /** What is loaded before the clock starts. */
    @State(Scope.Benchmark)
    public static class Loaded {
        private RulePack pack;

        /** Loads the pack. */
        @Setup
        public void load(FirstQuestionBenchmark benchmark) {
            pack = GeneratedPack.load(benchmark.rules);
        }

        /** Ends the threads of the pack. */
        @TearDown
        public void close() {
            pack.close();
        }
    }

    /** Loads the pack: reads, checks, compiles. */
    @Benchmark
    public RulePack load() {
        pack = GeneratedPack.load(rules);
        return pack;
    }

    /** Asks a pack that was just loaded about one step. */
    @Benchmark
    public GateAnswers ask(Loaded loaded) {
        return loaded.pack.ask(GeneratedPack.question(rules, 0, 1));
    }
}
