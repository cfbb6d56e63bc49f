package dev.runs.benchmarks.gate;

import dev.runs.gate.GateAnswers;
import dev.runs.gate.GateQuestion;
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
import org.openjdk.jmh.annotations.Warmup;

/** One question to a rule pack, as the engine asks it: loaded before, answered on the pack's threads. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
// Fields are set by the set-up, before anything else is called.
@SuppressWarnings("NullAway.Init")
public class GateBenchmark {
    /** How many rules the pack has. Loading a thousand takes half a minute. */
    @Param({"10", "100", "1000"})
    public int rules;

    /** About how many steps the question is. */
    @Param({"1", "20"})
    public int subjects;

    /** More steps than the pack remembers, so that none of them is at hand when its turn comes again. */
    private static final int STEPS = 30_000;

    private RulePack pack;
    private GateQuestion[] questions;
    private int next;

    /** Loads the pack and makes the questions. */
    @Setup
    public void load() {
        pack = GeneratedPack.load(rules);
        questions = new GateQuestion[STEPS / subjects];
        for (int i = 0; i < questions.length; i++) {
            questions[i] = GeneratedPack.question(rules, i * subjects, subjects);
        }
    }

    /** Ends the threads of the pack. */
    @TearDown
    public void close() {
        pack.close();
    }

    /** Asks about steps about which nobody has asked lately. */
    @Benchmark
    public GateAnswers anew() {
        next = (next + 1) % questions.length;
        return pack.ask(questions[next]);
    }

    /** Asks about the same steps again. */
    @Benchmark
    public GateAnswers again() {
        return pack.ask(questions[0]);
    }
}
